"""The steps of a flow are read in the order of their numbers: rows left to right, sheets top to bottom."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from rutas.diagram.request import Sheet
from rutas.model import Route
from tests.diagram.drawn import draw, marked
from tests.diagram.roads import road


def read(route: Route, sheets: Iterable[Sheet]) -> list[int]:
    """The numbers of the steps as eyes find them on the finished sheets."""
    numbers = {f"step-{step}": number for number, step in enumerate(route.steps, 1)}
    found = []
    for sheet in sheets:
        places = [
            (round(node.rect.centre[1]), node.rect.left, numbers[node.id])
            for node in sheet.canvas.nodes
            if node.id in numbers
        ]
        found += [number for _, _, number in sorted(places)]
    return found


@pytest.mark.parametrize(
    ("paper", "theme"),
    [
        ("a4", "colour"),
        ("a4", "high-contrast"),
        ("a4-landscape", "high-contrast"),
        ("a3", "colour"),
    ],
)
@pytest.mark.parametrize("name", ["0-4", "5-13", "14-17"])
def test_of_the_committees_routes(book, name, paper, theme):
    route = book[name]
    sheets = draw(route, paper=paper, theme=theme, critical=marked(route)).sheets
    assert read(route, sheets) == list(range(1, len(route.steps) + 1))


@pytest.mark.parametrize("calm", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_of_any_route(seed, calm):
    """Loops, forks, and answers that lead back: what goes back goes back as a line."""
    route = road(seed, 24, calm=calm)
    assert read(route, draw(route).sheets) == list(range(1, 25))
