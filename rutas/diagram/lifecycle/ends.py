"""Draw the ways into a route, and its outcomes with the papers that they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.lifecycle.content import Content, Exit
    from rutas.diagram.request import Request

__all__ = ["AFTER", "PILL", "TITLE", "draw_exits", "draw_ways"]

TITLE = 12.0  # what stands over the ways in, and over the outcomes
PILL = 15.0
AFTER = 5.0


def draw_ways(canvas: Canvas, content: Content, request: Request, place: Rect, top: float) -> float:
    """Draw the ways in from a height on; return where they end."""
    theme = request.theme
    top = _heading(canvas, request, "enters", place.left, top)
    for index, way in enumerate(content.ways, 1):
        pill = Rect.sized(place.left, top, place.width, PILL)
        node = f"way-{content.route.id}-{index}"
        with canvas.owned(node):
            canvas.rect(pill, Pen(theme.text, 1.1 * theme.pen, "#ffffff"), 8)
            rest = way.words.replace(way.name, "", 1)
            room = pill.width - 18 - measure.width(rest, 8, "semibold")
            name = measure.fit(way.name, 8, room, "semibold")[0]
            words = " · ".join(part for part in (way.share, name, way.age) if part)
            canvas.text(pill.left + 9, pill.centre[1] + 2.8, words, 8, theme.text, "semibold")
        canvas.node(Node(node, pill, "pill", ("node", "way-in"), way.words))
        top += PILL + 2
    return top + AFTER


def draw_exits(
    canvas: Canvas,
    content: Content,
    request: Request,
    out: tuple[float, float, float],
    papers: Sequence[Sequence[str]],
) -> dict[str, Rect]:
    """Draw the outcomes, each with the papers it carries; return the place of each.

    `out` is their left edge, their top and their width.
    """
    theme = request.theme
    left, top, wide = out
    top = _heading(canvas, request, "leaves", left, top)
    found = {}
    for one, lines in zip(content.exits, papers, strict=True):
        pill = Rect.sized(left, top, wide, PILL)
        found[one.id] = pill
        _exit(canvas, content, request, one, pill)
        top = pill.bottom + 3
        if lines:
            top = canvas.texts(left + 3, top, lines, 7.5, theme.text) + 4
    return found


def _heading(canvas: Canvas, request: Request, key: str, left: float, top: float) -> float:
    """Write what stands over the ways in, or over the outcomes; return where these begin."""
    words = say(f"lifecycle.{key}", request.lang)
    canvas.text(left, top + 4, words, 7.5, request.theme.muted, "bold")
    return top + TITLE - 3


def _exit(canvas: Canvas, content: Content, request: Request, one: Exit, pill: Rect) -> None:
    theme, lang = request.theme, request.lang
    node = f"outcome-{content.route.id}-{one.id}"
    tail = f" · {say('lifecycle.to', lang, route=one.continues)}" if one.continues else ""
    with canvas.owned(node):
        dash = None if one.success else (3, 2)
        fill, ink = (theme.text, "#ffffff") if one.success else ("#ffffff", theme.text)
        if one.success:
            canvas.rect(pill, Pen(theme.text, 1.1 * theme.pen, fill), 8)
        else:
            canvas.rect(pill, Pen(theme.text, 1.1 * theme.pen, fill, dash))
        room = pill.width - 18 - measure.width(tail, 8, "semibold")
        shown = measure.fit(one.name, 8, room, "semibold")[0] + tail
        canvas.text(pill.left + 9, pill.centre[1] + 2.8, shown, 8, ink, "semibold")
    kind = "success" if one.success else "failure"
    canvas.node(Node(node, pill, "pill", ("node", "end", kind), one.name + tail))
