"""A step in full reads as its file does, with the names that people know."""

from __future__ import annotations

import pytest

from rutas.book import load
from rutas.errors import UsageError
from rutas.locale import speaking
from rutas.prose.fields import step_fields


def told(step: str, route: str = "0-4") -> dict[str, str | None]:
    return {field.key: field.value for field in step_fields(load("routes")[route], step)}


def test_documents_of_which_one_is_enough_are_told_apart_from_those_that_all_are_needed() -> None:
    first, second = (told("inscripcion")["requires"] or "").split("; ")
    assert first == "Certificado de nacido vivo o Declaración de dos testigos con cédula"
    assert second.startswith("Cédula de la madre")


def test_answers_stand_with_their_shares_and_branches_without() -> None:
    assert "Alterado: 18. Búsqueda de la familia" in (told("resultado-piecito")["next"] or "")
    assert "2,5 %" in (told("resultado-piecito")["next"] or "")
    assert (told("control-12")["next"] or "").startswith("A la vez: 23. ")


def test_every_field_has_a_label_and_a_source_where_one_is_named() -> None:
    rows = {row.key: row for row in step_fields(load("routes")["0-4"], "inscripcion")}
    wait = rows["wait"]
    assert (wait.label, wait.value, wait.source) == ("Espera", "1–60 d", "estimación")
    assert rows["dropout"].source
    with speaking("en"):
        assert step_fields(load("routes")["0-4"], "inscripcion")[0].label == "Stage"


def test_every_step_of_the_book_can_be_told() -> None:
    for route in load("routes").values():
        for step in route.steps:
            assert all(row.label and row.value for row in step_fields(route, step))


def test_an_unknown_step_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="inscripcion"):
        told("inscripcio")
