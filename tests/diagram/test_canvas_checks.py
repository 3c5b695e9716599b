"""The measures themselves: each sees its own fault, and nothing else."""

from __future__ import annotations

import pytest

from rutas.diagram.parts.sheet_frame import Frame
from rutas.diagram.request import Request, Sheet
from rutas.layout.geometry import Rect
from rutas.paper.canvas import Canvas, Edge, Node, Pen
from tests.diagram.canvas_checks import flaws

ASKED = Request()
INK = "#1a1a1a"


def sound() -> Canvas:
    canvas = Canvas(ASKED.paper.width, ASKED.paper.height)
    Frame(ASKED, "Título", "Se lee así", [("Ruta", "0-4")], [], "Borrador", "v1").draw(canvas)
    with canvas.owned("a"):
        canvas.rect(Rect.sized(100, 200, 80, 40), Pen(INK, 1, "#ffffff"))
        canvas.text(110, 220, "Uno", 8, INK)
    canvas.node(Node("a", Rect.sized(100, 200, 80, 40)))
    canvas.node(Node("b", Rect.sized(300, 200, 80, 40)))
    canvas.edge(Edge("a-b", "a", "b", ((180, 220), (220, 220), (260, 220), (300, 220)), Pen(INK)))
    return canvas


def _edge(canvas, *points, target="b"):
    canvas.edge(Edge("further", "a", target, points, Pen(INK)))


FAULTS = {
    "small": lambda c: c.text(100, 400, "pequeño", 6.5, INK),
    "cut to nothing": lambda c: c.text(100, 400, "…", 8, INK),
    "pale text": lambda c: c.text(100, 400, "pálido", 8, "#999999"),
    "pale stroke": lambda c: c.line([(100, 400), (200, 400)], Pen("#cccccc")),
    "margin": lambda c: c.text(2, 400, "afuera", 8, INK),
    "on the legend": lambda c: c.text(100, ASKED.paper.height - 32, "abajo", 8, INK),
    "on the heading": lambda c: c.line([(300, 60), (400, 60)], Pen(INK)),
    "texts together": lambda c: (c.text(100, 400, "uno", 8, INK), c.text(104, 402, "dos", 8, INK)),
    "text on a node": lambda c: c.text(310, 220, "ajeno", 8, INK),
    "nodes together": lambda c: c.node(Node("c", Rect.sized(340, 210, 80, 40))),
    "line in a node": lambda c: (
        c.node(Node("c", Rect.sized(500, 200, 60, 40))),
        _edge(c, (180, 230), (300, 230), (400, 230), (500, 230), target="c"),
    ),
    "line through a text": lambda c: (
        c.text(100, 400, "tachado", 8, INK),
        c.line([(90, 398), (200, 398)], Pen(INK)),
    ),
    "twice": lambda c: c.node(Node("a", Rect.sized(100, 500, 80, 40))),
    "loose": lambda c: _edge(c, (180, 230), (190, 230), (195, 230), (200, 230), target="nobody"),
    "size": lambda c: setattr(c, "height", c.height + 3),
    "furniture": lambda c: setattr(c, "shapes", [s for s in c.shapes if s.owner != "title-block"]),
}


def found(canvas: Canvas) -> set[str]:
    return {flaw.kind for flaw in flaws([Sheet(canvas, "t", "d")], ASKED)}


def test_a_sound_sheet_has_no_flaw():
    assert found(sound()) == set()
    assert flaws([], ASKED) != []


@pytest.mark.parametrize("kind", FAULTS)
def test_each_fault_is_seen_and_nothing_else(kind):
    canvas = sound()
    FAULTS[kind](canvas)
    assert found(canvas) == {kind}


def test_a_ground_between_a_line_and_a_text_keeps_them_apart():
    canvas = sound()
    canvas.line([(90, 398), (200, 398)], Pen(INK))
    canvas.rect(Rect.sized(98, 390, 60, 14), Pen(fill="#ffffff"))
    canvas.text(100, 400, "legible", 8, INK)
    assert found(canvas) == set()
