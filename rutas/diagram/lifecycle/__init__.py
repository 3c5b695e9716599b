"""Draw the routes of a book as one life: a column a route, and the way from each to the next."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rutas.diagram.lifecycle.column import Column
from rutas.diagram.lifecycle.content import Content, content
from rutas.diagram.parts import icons
from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.parts.sheet_frame import Frame, Sign, day, foot, standing
from rutas.diagram.request import Request, Sheet
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import strokes
from rutas.paper.canvas import Canvas, Edge, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.model import Route
    from rutas.paper.palette import Theme

__all__ = ["draw"]

_NARROWEST = 215.0  # a column
_GUTTER = 40.0


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Draw all routes as one life; columns that do not fit go on further sheets."""
    known = [content(CardTexts(route, request.lang), request, routes) for route in routes]
    frame = _frame(known, known, request)
    room = frame.area.width
    most = max(1, int((room + _GUTTER) / (_NARROWEST + _GUTTER)))
    parts = [known[at : at + most] for at in range(0, len(known), most)]
    names = ", ".join(route.id for route in routes)
    sheets = []
    for index, part in enumerate(parts, 1):
        canvas = Canvas.of(request.paper)
        _frame(known, part, request).draw(canvas, index, len(parts))
        _sheet(canvas, part, request, frame.area)
        description = say("lifecycle.description", request.lang, routes=names)
        sheets.append(Sheet(canvas, frame.title, description))
    return sheets


def _sheet(canvas: Canvas, part: Sequence[Content], request: Request, area: Rect) -> None:
    """Draw some columns, and the ways from an outcome to the route that continues it."""
    wide = (area.width - _GUTTER * (len(part) - 1)) / len(part)
    places: dict[str, dict[str, Rect]] = {}
    columns = [
        Column(
            one,
            request,
            Rect.sized(area.left + index * (wide + _GUTTER), area.top, wide, area.height),
        )
        for index, one in enumerate(part)
    ]
    common = max(column.foot for column in columns)
    for column in columns:
        places[column.content.route.id] = replace(column, common=common).draw(canvas)
    for source, way, after in _handovers(part):
        _handover(canvas, source, way, places, after, request)


def _handovers(part: Sequence[Content]) -> list[tuple[str, str, str]]:
    """Return the ways drawn from a column to the next: route, outcome, next route."""
    return [
        (one.route.id, way.id, after.route.id)
        for one, after in pairwise(part)
        for way in one.exits
        if way.continues == after.route.id
    ]


def _handover(
    canvas: Canvas,
    route: str,
    outcome: str,
    places: dict[str, dict[str, Rect]],
    after: str,
    request: Request,
) -> None:
    """Draw the way from an outcome to the head of the next route: out, up the gutter, and in."""
    theme = request.theme
    start, head = places[route][outcome], places[after][""]
    x = (start.right + head.left) / 2
    points = [
        (start.right, start.centre[1]),
        (x, start.centre[1]),
        (x, head.top + 11),
        (head.left - 1, head.top + 11),
    ]
    edge = f"link-{route}-{outcome}--{after}"
    pen = Pen(theme.text, 2.2 * theme.pen)
    curve = [points[0]]
    for a, b in zip(points, points[1:], strict=False):
        curve += [a, b, b]
    ends = f"outcome-{route}-{outcome}", f"route-{after}"
    canvas.edge(Edge(edge, *ends, tuple(curve), pen, ("edge", "link"), f"{route} → {after}"))
    with canvas.owned(edge):
        canvas.polygon(strokes.arrow(points[-1], points[-2], 10, 4.5), Pen(fill=theme.text))


def _frame(known: Sequence[Content], part: Sequence[Content], request: Request) -> Frame:
    """Return the frame of a sheet with some of the routes that are known."""
    lang = request.lang
    used = {"way"} if any(one.ways for one in part) else set()
    used |= {"assumed"} if any(way.assumed for one in part for way in one.ways) else set()
    used |= {"service"} if any(stage.services for one in part for stage in one.parts) else set()
    used |= {"critical"} if any(stage.critical for one in part for stage in one.parts) else set()
    used |= {"success" if way.success else "failure" for one in part for way in one.exits}
    used |= {"handover"} if _handovers(part) else set()
    ids = [one.route.id for one in known]
    signs = [
        Sign(key, say(f"lifecycle.sign-{key}", lang), wide, draw)
        for key, (wide, draw) in _SIGNS.items()
        if key in used
    ]
    dates = sorted(one.route.revised for one in known if one.route.revised)
    versions = sorted({one.route.version for one in known if one.route.version})
    count = len(known)
    title = say("lifecycle.title", lang, count=count)
    status = ", ".join(dict.fromkeys(standing(one.route, lang) for one in known))
    version, date = ", ".join(versions), dates[-1] if dates else None
    territory = next((one.route.territory.to(lang) for one in known if one.route.territory), "")
    cells = [
        ("route", ", ".join(ids)),
        ("territory", territory),
        ("status", status),
        ("version", version or say("diagram.no-version", lang)),
        ("date", day(date, lang)),
    ]
    return Frame(
        request,
        title,
        say("lifecycle.reading", lang),
        [(say(f"diagram.block-{key}", lang), value) for key, value in cells if value],
        signs,
        *foot(title, status, version, date, lang),
    )


def _service(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.ellipse(place.centre, (1.9, 1.9), Pen(fill=theme.text))


def _way(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(place.inset(1.8), Pen(theme.text, 1.1 * theme.pen, "#ffffff"), 8)


def _assumed(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.text(place.left, place.top + 8.7, "~", 9, theme.text, "bold")


def _success(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(place.inset(1.8), Pen(theme.text, 1.1, theme.text), 8)


def _failure(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(place.inset(1.8), Pen(theme.text, 1.1 * theme.pen, "#ffffff", (3, 2)))


def _passes(canvas: Canvas, place: Rect, theme: Theme) -> None:
    y = place.centre[1]
    canvas.line([(place.left, y), (place.right - 6, y)], Pen(theme.text, 2.2))
    head = strokes.arrow((place.right, y), (place.left, y), 8, 3.6)
    canvas.polygon(head, Pen(fill=theme.text))


_SIGNS: dict[str, tuple[float, Callable[[Canvas, Rect, Theme], None]]] = {
    "way": (22, _way),
    "assumed": (6, _assumed),
    "service": (6, _service),
    "critical": (7, icons.critical),
    "success": (22, _success),
    "failure": (22, _failure),
    "handover": (24, _passes),
}
