"""How long a drawing takes: one sheet's worth of steps, many, and the same again."""

from __future__ import annotations

import pytest

from rutas.diagram import draw
from tests.diagram.roads import road


@pytest.mark.parametrize("kind", ["flow", "lanes"])
@pytest.mark.parametrize("steps", [45, 200])
def test_placing_routing_and_drawing(benchmark, kind: str, steps: int) -> None:
    """45 steps: under two seconds on one core; 200: in sheets."""
    route = road(3, steps)
    draw(road(4, 10), kind).svg()  # the engine has started, and the font is cut
    drawing = benchmark.pedantic(lambda: _whole(route, kind), rounds=1)
    assert sum(len(sheet.canvas.edges) for sheet in drawing.sheets) >= steps


@pytest.mark.parametrize(("kind", "paper"), [("flow", "a1"), ("lanes", "a1-landscape")])
@pytest.mark.parametrize("steps", [10, 20, 40])
def test_one_sheet_of_so_many_steps(benchmark, kind: str, paper: str, steps: int) -> None:
    """Twice the steps on one sheet cost at most about four times as much: compare the rows."""
    route = road(8, steps, calm=True)
    draw(road(4, 10), kind).svg()
    drawing = benchmark.pedantic(lambda: _whole(route, kind, paper), rounds=1)
    assert len(drawing.sheets) == 1


def _whole(route, kind, paper=None):
    """Place, route and draw."""
    drawing = draw(route, kind, paper)
    drawing.pdf()
    return drawing


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_writing_a_drawing(benchmark, book, form: str) -> None:
    drawing = draw(book["0-4"])
    drawing.files(form)
    benchmark.pedantic(lambda: drawing.files(form), rounds=3)


def test_telling_whether_a_drawing_is_up_to_date(benchmark, book) -> None:
    drawing = draw(book["0-4"])
    benchmark(drawing.fingerprint)
