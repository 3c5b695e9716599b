"""Draw two versions of a route on one sheet: its figures, and what changed with its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts.cards import classes
from rutas.diagram.parts.legend import signs
from rutas.diagram.parts.sheet_frame import Frame, block, feet
from rutas.diagram.request import Sheet
from rutas.diagram.versions.content import figures, steps
from rutas.diagram.versions.table import Table
from rutas.errors import UsageError
from rutas.layout.geometry import Rect
from rutas.locale import LANGUAGES, say, speaking
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.request import Request
    from rutas.diagram.versions.content import Changed, Figure
    from rutas.model import Route

__all__ = ["draw"]

_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.5, 7.0)
_LARGE, _LABEL = 19.0, 10.5  # the type of the route's figures, and of what they are called
_ROW = 28.0
_REST = 26.0  # for the names of what has no room


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Draw two versions of a route, the older first.

    Raises
    ------
    UsageError
        If there are not two.
    """
    if len(routes) != 2:  # noqa: PLR2004  (before and after)
        raise UsageError(say("versions.two"))
    with speaking(request.lang if request.lang in LANGUAGES else LANGUAGES[0]):
        return [_sheet(routes[0], routes[1], request)]


def _sheet(old: Route, new: Route, request: Request) -> Sheet:
    changed = steps(old, new)
    frame = _frame(new, request, {one.kind for one in changed})  # at most so many signs
    canvas = Canvas.of(request.paper)
    area = frame.area
    top = _figures(canvas, figures(old, new), Rect(area.left, area.top + 4, area.right, 0), request)
    table, shown = _fitting(changed, Rect(area.left, top + 6, area.right, area.bottom), request)
    y = top + 6
    for one in changed[:shown]:
        place = table.draw(canvas, one, y)
        step = new.steps.get(one.step) or old.steps[one.step]
        look = ("node", *dict.fromkeys((*classes(step, request), one.kind)))
        canvas.node(Node(f"step-{one.step}", place, "box", look, table.name(one)))
        y = place.bottom + table.gap
    rest = [table.name(one) for one in changed[shown:]]
    said = "more" if rest else "none" if not changed else ""
    if said:
        words = say(f"versions.{said}", count=len(rest), names="; ".join(rest))
        lines = measure.fit(words, 8.5, area.width, lines=2)
        with canvas.owned("rest"):
            canvas.texts(area.left, min(y, area.bottom - _REST) + 2, lines, 8.5, request.theme.text)
    frame = _frame(new, request, {one.kind for one in changed[:shown]})
    frame.draw(canvas)
    return Sheet(canvas, frame.title, say("versions.description", steps=len(changed)))


def _fitting(changed: Sequence[Changed], room: Rect, request: Request) -> tuple[Table, int]:
    """Return how to draw what changed, as large and full as can be, and how much of it has room."""
    for whole in (True, False):
        for size in _SIZES:
            table = Table(room.left, room.width, request.theme, size, whole=whole)
            if sum(table.high(one) + table.gap for one in changed) <= room.height:
                return table, len(changed)
    shown, high = 0, 0.0
    for one in changed:
        high += table.high(one) + table.gap
        if high > room.height - _REST:
            break
        shown += 1
    return table, shown


def _figures(canvas: Canvas, found: Sequence[Figure], place: Rect, request: Request) -> float:
    """Draw the route's figures before and after, large; return where they end."""
    theme, wide = request.theme, place.width
    ends = [place.left + share * wide for share in (0.58, 0.8, 1.0)]
    with canvas.owned("figures"):
        y = place.top + 10
        for key, x in zip(("before", "after", "difference"), ends, strict=True):
            canvas.text(x, y, say(f"versions.{key}"), 9, theme.muted, "semibold", "end")
        y += 4
        for one in found:
            canvas.line([(place.left, y), (place.right, y)], Pen(theme.rule, 0.5))
            lines = measure.fit(one.name, _LABEL, 0.36 * wide, "semibold", lines=2)
            top = y + (_ROW - len(lines) * _LABEL * measure.LEADING) / 2
            canvas.texts(place.left, top, lines, _LABEL, theme.text, "semibold")
            base = y + 20
            for text, x in ((one.before, ends[0]), (one.after, ends[1])):
                size = _fitted(text, 0.2 * wide)
                canvas.text(x, base, text, size, theme.text, "bold", "end")
            canvas.text(ends[2], base, one.difference, _LABEL, theme.text, "semibold", "end")
            y += _ROW
        canvas.line([(place.left, y), (place.right, y)], Pen(theme.rule, 0.5))
    return y


def _fitted(text: str, room: float) -> float:
    """Return the largest type at which a figure has room."""
    size = _LARGE
    while size > 8 and measure.width(text, size, "bold") > room:  # noqa: PLR2004  (smaller is not large)
        size -= 0.5
    return size


def _frame(route: Route, request: Request, kinds: set[str]) -> Frame:
    lang = request.lang
    return Frame(
        request,
        say("versions.title", route=route.name.to(lang)),
        say("versions.reading"),
        block(route, lang),
        signs(kinds, lang),
        *feet(route, lang),
    )
