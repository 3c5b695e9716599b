"""What is asked of a drawing: marks, and whose ink is whose."""

from __future__ import annotations

from rutas.diagram.request import Request
from rutas.model import Actor


def test_hospitals_are_not_health_posts() -> None:
    post = Actor(name="USF", sector="salud", level="local")
    hospital = Actor(name="Hospital", sector="salud", level="district")
    assert Request().ink(post) != Request().ink(hospital)
    assert Request().ink(None) == Request().theme.other
