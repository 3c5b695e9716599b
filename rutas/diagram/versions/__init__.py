"""Draw two versions of a route on one sheet: its figures, and what changed with its neighbours."""

from __future__ import annotations

from dataclasses import replace
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
    from rutas.diagram.versions.content import Changed, Detail, Figure
    from rutas.model import Route

__all__ = ["draw"]

_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.5, 7.0)
_LARGE, _LABEL = 19.0, 10.5  # the type of the route's figures, and of what they are called
_HEAD, _ROW = (
    24.0,
    28.0,
)  # from the top of the room to the first figure and below the last, and a figure
_LARGEST = 1.6  # times that, where a sheet has room left
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
    told = figures(old, new)
    usual = Rect(area.left, area.top + _HEAD + len(told) * _ROW, area.right, area.bottom)
    table, shown = _fitting(changed, usual, request)
    left = usual.height - table.needed(changed) - _REST
    scale = max(1.0, min(_LARGEST, 1 + left / (len(told) * _ROW)))
    top = _figures(canvas, told, Rect(area.left, area.top + 4, area.right, 0), request, scale)
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

    def table(size: float, detail: Detail, *, whole: bool) -> Table:
        return Table(room.left, room.width, request.theme, size, detail, whole=whole)

    def fits(table: Table) -> bool:
        return table.needed(changed) <= room.height

    context = [table(size, "context", whole=whole) for size in _SIZES for whole in (True, False)]
    few = [table(size, "changed", whole=False) for size in _SIZES]
    found = next(filter(fits, (*context, *few)), None)
    if found:
        full = replace(found, detail="all")
        return (full if found.whole and fits(full) else found), len(changed)
    smallest = few[-1]
    shown, high = 0, 0.0
    for one in changed:
        high += smallest.high(one) + smallest.gap
        if high > room.height - _REST:
            break
        shown += 1
    return smallest, shown


def _figures(
    canvas: Canvas, found: Sequence[Figure], place: Rect, request: Request, scale: float
) -> float:
    """Draw the route's figures before and after, large; return where they end."""
    theme, wide = request.theme, place.width
    row, label = scale * _ROW, min(_SIZES[0], scale * _LABEL)
    ends = [place.left + share * wide for share in (0.58, 0.8, 1.0)]
    with canvas.owned("figures"):
        y = place.top + 10
        for key, x in zip(("before", "after", "difference"), ends, strict=True):
            canvas.text(x, y, say(f"versions.{key}"), 9, theme.muted, "semibold", "end")
        y += 4
        for one in found:
            canvas.line([(place.left, y), (place.right, y)], Pen(theme.rule, 0.5))
            lines = measure.fit(one.name, label, 0.36 * wide, "semibold", lines=2)
            top = y + (row - len(lines) * label * measure.LEADING) / 2
            canvas.texts(place.left, top, lines, label, theme.text, "semibold")
            base = y + scale * 20
            for text, x in ((one.before, ends[0]), (one.after, ends[1])):
                size = _fitted(text, scale * _LARGE, 0.2 * wide)
                canvas.text(x, base, text, size, theme.text, "bold", "end")
            canvas.text(ends[2], base, one.difference, label, theme.text, "semibold", "end")
            y += row
        canvas.line([(place.left, y), (place.right, y)], Pen(theme.rule, 0.5))
    return y


def _fitted(text: str, size: float, room: float) -> float:
    """Return the largest type, up to a size, at which a figure has room."""
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
