"""Draw the whole route on one page like a metro map: a line a stream, a station a step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.overview.look import Look
from rutas.diagram.overview.plan import GUTTER, plan
from rutas.diagram.overview.stations import draw_station, draw_strip
from rutas.diagram.parts import icons
from rutas.diagram.parts.drawn_route import DrawnRoute
from rutas.diagram.parts.legend import signs
from rutas.diagram.parts.link_drawing import EXITS
from rutas.diagram.parts.sheet_frame import Frame, Sign, block, feet
from rutas.diagram.request import Sheet
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.overview.strip import Strip
    from rutas.diagram.request import Request
    from rutas.model import Route
    from rutas.paper.palette import Theme

__all__ = ["draw"]

_SHAPES = ("start", "step", "diamond", "fork", "end")


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Return the map of a route: one sheet, unless it has more stations than one has room for."""
    drawn = DrawnRoute(routes[0], request)
    everything = {*_SHAPES, "critical", "connector-in", "connector-out", *EXITS}
    area = _frame(drawn, everything).area
    drawn.refuse_crowd(area.height / 2)
    sheets = plan(drawn, area)
    return [_sheet(drawn, strips, area, n, len(sheets)) for n, strips in enumerate(sheets, 1)]


def _sheet(
    drawn: DrawnRoute, strips: Sequence[Strip], area: Rect, number: int, total: int
) -> Sheet:
    canvas = Canvas.of(drawn.request.paper)
    for side, strip in enumerate(strips):
        left = area.left + side * (strip.look.wide + GUTTER)
        draw_strip(canvas, strip, Rect.sized(left, area.top + 4, strip.look.wide, area.height - 4))
    frame = _frame(drawn, _signs(drawn, strips))
    frame.draw(canvas, number, total)
    steps = sum(drawn.items[key].kind == "step" for strip in strips for key in strip.place)
    words = say("overview.description", drawn.request.lang, steps=steps)
    return Sheet(canvas, frame.title, words)


def _signs(drawn: DrawnRoute, strips: Sequence[Strip]) -> set[str]:
    """Return the keys of the signs in use."""
    found = set()
    for strip in strips:
        for key in strip.place:
            item = drawn.items[key]
            fork = item.kind == "step" and (item.step.parallel or item.step.join == "all")
            found.add("diamond" if item.diamond else "fork" if fork else item.kind)
            if item.kind == "step" and drawn.request.mark(item.step):
                found.add("critical")
            if item.assumed:
                found.add("assumed")
        kinds = {link.id: link.kind for link in drawn.links}
        found |= {kinds[link] for link in strip.lines} & EXITS.keys()
        for links in strip.told.values():
            found |= {"connector-in" if link.incoming else "connector-out" for link in links}
    return found


def _frame(drawn: DrawnRoute, used: set[str]) -> Frame:
    """Return the frame of a sheet; its legend has the signs in use."""
    route, lang = drawn.route, drawn.request.lang
    entries = [
        Sign(
            f"station-{shape}",
            say(f"overview.sign-{shape}", lang),
            20,
            partial(_station, shape=shape),
        )
        for shape in _SHAPES
        if shape in used
    ]
    if "critical" in used:
        entries.append(Sign("critical", say("overview.sign-critical", lang), 7, icons.critical))
    entries += signs(used & {"assumed", "connector-in", "connector-out", *EXITS}, lang)
    return Frame(
        drawn.request,
        say("overview.title", lang, route=route.name.to(lang)),
        say("overview.reading" if drawn.request.sheets else "overview.reading-alone", lang),
        block(route, lang),
        entries,
        *feet(route, lang),
    )


def _station(canvas: Canvas, place: Rect, theme: Theme, shape: str) -> None:
    number = "" if shape in {"start", "end"} else "9"
    draw_station(canvas, place.centre, Look(7.0, 1, 0.0), number, theme.text, shape, theme)
