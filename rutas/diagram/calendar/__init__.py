"""Draw the calendar: what is due at which age, and when it is expected to happen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.calendar import signs
from rutas.diagram.calendar.rows import ROW, STAGE, Head, Rows, used, widths
from rutas.diagram.calendar.ruler import label, ruler
from rutas.diagram.parts.ages import ages_known, expected
from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.parts.legend import signs as common
from rutas.diagram.parts.sheet_frame import Frame, block, feet
from rutas.diagram.request import Request, Sheet
from rutas.locale import say
from rutas.paper.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.calendar.ruler import Ruler
    from rutas.diagram.parts.ages import Expected
    from rutas.model import Route, Step

__all__ = ["draw"]


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Draw the calendar of a route; steps that do not fit go on further sheets."""
    route = routes[0]
    texts = CardTexts(route, request.lang)
    part = [step for step in route.steps.values() if request.shows(step)]
    steps = [step for step in part if step.actor or step.channel or step.wait]
    steps = steps or part
    if not any(map(_timed, route.steps.values())):
        return [_nothing(route, request)]
    when, known = expected(route), ages_known(route)
    axis = ruler(_events(route, steps, when))
    frame = _frame(route, request, steps, when, axis)
    names, papers = widths(texts, request, steps, frame.area.width)
    ends = [age.mean for step in steps for age in (step.from_, step.by) if age]
    words = partial(label, known=known, lang=request.lang)
    head = Head.over(axis, ends, frame.area.left + names, frame.area.right - papers, words)
    room = frame.area.height - head.high
    parts = _cut(route, steps, room)
    row = min(ROW[1], *(_high(route, part, room) for part in parts))
    sheets = []
    for index, part in enumerate(parts, 1):
        canvas = Canvas.of(request.paper)
        _frame(route, request, part, when, axis).draw(canvas, index, len(parts))
        Rows(texts, request, part, when, head, frame.area, known, row).draw(canvas)
        description = say("calendar.description", request.lang, steps=len(part))
        sheets.append(Sheet(canvas, frame.title, description))
    return sheets


def _timed(step: Step) -> bool:
    """Tell whether anything is said of when a step is due, or how long it takes."""
    return any((step.from_, step.by, step.within, step.wait, step.takes, step.repeat))


def _nothing(route: Route, request: Request) -> Sheet:
    """Return the sheet that says why a route has no calendar."""
    canvas, lang = Canvas.of(request.paper), request.lang
    title, why = (
        say("calendar.title", lang, route=route.name.to(lang)),
        say("calendar.none", lang),
    )
    Frame(request, title, why, block(route, lang), [], *feet(route, lang)).draw(canvas)
    return Sheet(canvas, title, why)


def _events(route: Route, steps: Sequence[Step], when: Mapping[str, Expected]) -> list[float]:
    """Gather every age that the ruler must show."""
    events = [way.at.mean if way.at else 0.0 for way in route.ways_in]
    for step in steps:
        events += [age.mean for age in (step.from_, step.by) if age]
        if step.id in when:
            expect = when[step.id]
            events += [expect.low, expect.middle, expect.high]
            if step.repeat:
                length = (step.repeat.times.mean - 1) * step.repeat.every.mean
                events.append(expect.middle + length)
    return events


def _cut(route: Route, steps: Sequence[Step], room: float) -> list[list[Step]]:
    """Cut the rows into as few sheets as will do, each about as full as the others."""
    parts = _filled(route, steps, room)
    for hundredths in range(98, 50, -2):
        tighter = _filled(route, steps, room * hundredths / 100)
        if len(tighter) > len(parts):
            break
        parts = tighter
    return parts


def _filled(route: Route, steps: Sequence[Step], room: float) -> list[list[Step]]:
    """Fill sheet after sheet."""
    parts: list[list[Step]] = [[]]
    height, stage = 0.0, None
    for step in steps:
        here = route.stage_of[step.id].id
        more = ROW[0] + (STAGE if here != stage or not parts[-1] else 0)
        if parts[-1] and height + more > room:
            parts.append([])
            height, more = 0.0, ROW[0] + STAGE
        parts[-1].append(step)
        height, stage = height + more, here
    return parts


def _high(route: Route, part: Sequence[Step], room: float) -> float:
    """Return how high the rows of a sheet may be."""
    stages = len({route.stage_of[step.id].id for step in part})
    return (room - stages * STAGE) / max(len(part), 1)


def _frame(
    route: Route,
    request: Request,
    steps: Sequence[Step],
    when: Mapping[str, Expected],
    axis: Ruler,
) -> Frame:
    lang = request.lang
    marked = {"critical"} if any(map(request.mark, steps)) else set()
    marked |= {"highlight" for step in steps if step.id in request.highlight}
    marked |= {request.changes[step.id] for step in steps if step.id in request.changes}
    shown = used(steps, when) | ({"stretched"} if any(axis.stretched) else set())
    return Frame(
        request,
        say("calendar.title", lang, route=route.name.to(lang)),
        say("calendar.reading" if ages_known(route) else "calendar.reading-days", lang),
        block(route, lang),
        [*common(marked, lang), *signs.legend(shown, lang)],
        *feet(route, lang),
    )
