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
    s, theme = request.paper.scale, request.theme
    top = _heading(canvas, request, "enters", place.left, top)
    for index, way in enumerate(content.ways, 1):
        pill = Rect.sized(place.left, top, place.width, PILL * s)
        node = f"way-{content.route.id}-{index}"
        with canvas.owned(node):
            canvas.rect(pill, Pen(theme.text, 1.1 * s * theme.pen, "#ffffff"), 8 * s)
            rest = way.words.replace(way.name, "", 1)
            room = pill.width - 18 * s - measure.width(rest, 8 * s, "semibold")
            name = measure.fit(way.name, 8 * s, room, "semibold")[0]
            words = " · ".join(part for part in (way.share, name, way.age) if part)
            canvas.text(
                pill.left + 9 * s, pill.centre[1] + 2.8 * s, words, 8 * s, theme.text, "semibold"
            )
        canvas.node(Node(node, pill, "pill", ("node", "way-in"), way.words))
        top += (PILL + 2) * s
    return top + AFTER * s


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
    s, theme = request.paper.scale, request.theme
    left, top, wide = out
    top = _heading(canvas, request, "leaves", left, top)
    found = {}
    for one, lines in zip(content.exits, papers, strict=True):
        pill = Rect.sized(left, top, wide, PILL * s)
        found[one.id] = pill
        _exit(canvas, content, request, one, pill)
        top = pill.bottom + 3 * s
        if lines:
            top = canvas.texts(left + 3 * s, top, lines, 7.5 * s, theme.text) + 4 * s
    return found


def _heading(canvas: Canvas, request: Request, key: str, left: float, top: float) -> float:
    """Write what stands over the ways in, or over the outcomes; return where these begin."""
    s, words = request.paper.scale, say(f"lifecycle.{key}", request.lang)
    canvas.text(left, top + 4 * s, words, 7.5 * s, request.theme.muted, "bold")
    return top + TITLE * s - 3 * s


def _exit(canvas: Canvas, content: Content, request: Request, one: Exit, pill: Rect) -> None:
    s, theme, lang = request.paper.scale, request.theme, request.lang
    node = f"outcome-{content.route.id}-{one.id}"
    tail = f" · {say('lifecycle.to', lang, route=one.continues)}" if one.continues else ""
    with canvas.owned(node):
        dash = None if one.success else (3 * s, 2 * s)
        fill, ink = (theme.text, "#ffffff") if one.success else ("#ffffff", theme.text)
        if one.success:
            canvas.rect(pill, Pen(theme.text, 1.1 * s * theme.pen, fill), 8 * s)
        else:
            canvas.rect(pill, Pen(theme.text, 1.1 * s * theme.pen, fill, dash))
        room = pill.width - 18 * s - measure.width(tail, 8 * s, "semibold")
        shown = measure.fit(one.name, 8 * s, room, "semibold")[0] + tail
        canvas.text(pill.left + 9 * s, pill.centre[1] + 2.8 * s, shown, 8 * s, ink, "semibold")
    kind = "success" if one.success else "failure"
    canvas.node(Node(node, pill, "pill", ("node", "end", kind), one.name + tail))
