"""How fast drawings are placed and routed."""

from __future__ import annotations

import pytest

from rutas.diagram.place import place_flow
from rutas.diagram.place.flow import _placed
from rutas.diagram.routing import route
from tests.diagram.maker import material


def _forget() -> None:
    """Let no placement be remembered from the round before."""
    _placed.cache_clear()


@pytest.mark.parametrize("steps", [20, 45, 80])
def test_place_a_flow(benchmark, steps):
    found = material(7, steps)
    asked = {"columns": 5, "decisions": found.decisions}
    benchmark.pedantic(
        lambda: place_flow(found.stages, found.wires, **asked), setup=_forget, rounds=3
    )


@pytest.mark.parametrize("steps", [20, 45, 80])
def test_route_a_flow(benchmark, steps):
    found = material(7, steps)
    cells = place_flow(found.stages, found.wires, columns=5, decisions=found.decisions)
    benchmark.pedantic(route, (found.boxes, cells, found.wires), rounds=3)
