"""Draw routes on paper.

``rutas.diagram.draw(route, kind="lanes", paper="a3-landscape").save("0-4.pdf")``
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rutas.errors import UsageError, no_such
from rutas.locale import number, say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from rutas.diagram.atlas import Districts
    from rutas.diagram.board import Board, Schedule
    from rutas.diagram.drawing import Drawing
    from rutas.diagram.kinds import Kind
    from rutas.diagram.local import Local
    from rutas.diagram.queues.content import Queues
    from rutas.diagram.request import Mark, Part, Request, Sheet
    from rutas.improve.centre import Centre
    from rutas.model import Route
    from rutas.paper.engine import Engine

__all__ = ["draw", "draw_local"]

_TYPE = (7, 24)  # points: smaller type is not read, larger has no room for a card


def draw(
    route: Route | Sequence[Route],
    kind: str = "flow",
    paper: str | None = None,
    theme: str = "colour",
    *,
    critical: Mapping[str, Mark] | Mapping[str, Mapping[str, Mark]] | None = None,
    highlight: Collection[str] = (),
    story: Sequence[str] = (),
    changes: Mapping[str, str] | None = None,
    part: Part | None = None,
    doors: Mapping[str, Sequence[str]] | None = None,
    dates: Mapping[str, Sequence[str]] | None = None,
    blank: bool = False,
    type_size: float | None = None,
    lang: str = "es",
    dot: str | None = None,
) -> Drawing:
    """Draw a route, or several for a kind that shows a whole life.

    Parameters
    ----------
    route
        The route, or the routes in the order of life.
    kind
        One of `rutas.diagram.kinds.KINDS`: ``flow``, ``lanes`` …; ``versions`` is of two versions of a
        route, the older first.
    paper
        ``a4``, ``a3-landscape``, ``oficio`` …, or ``poster``, ``poster-a4``, ``poster-a3``: one
        sheet, as large as it takes, enlarged over several; by default the kind's own.
    theme
        ``colour``, ``grey`` or ``high-contrast``.
    critical
        Critical points that an analysis found, by step; of several routes, by route and then by step.
        The committee's own findings are marked in any case.
    highlight
        Ids of steps to be marked.
    story
        Ids of steps, in order: a path to be marked.
    changes
        ``added``, ``removed`` or ``changed`` by step, or by ``from->to`` for a link.
    part
        The steps that alone are drawn, and what people call them.
    doors
        Where and when each step is attended, in words, which a hand-out tells.
    dates
        The days and hours of each step of an itinerary, in words, which a hand-out tells.
    blank
        Make a hand-out an exercise: what is to be known of a step is left to be filled in.
    type_size
        The size of the smallest type in points, for ``flow`` and ``lanes``; by default the largest
        that needs no more sheets.
    lang
        The language of the words around the drawing, and of names where the book has them.
    dot
        A ``dot`` program of the machine, instead of the one in the wheel.

    Returns
    -------
    The sheets, ready to be saved.

    Raises
    ------
    UsageError
        If there is no such kind, paper, theme or step, the kind draws no part by itself, is no
        exercise, or its type has one size only, or none so small or so large.
    """
    from rutas.diagram.drawing import Drawing  # noqa: PLC0415  (heavy, and only for who draws)
    from rutas.diagram.kinds import KINDS  # noqa: PLC0415  (as above)
    from rutas.diagram.kinds import kind as find_kind  # noqa: PLC0415  (as above)
    from rutas.model import Route, Text  # noqa: PLC0415  (as above)
    from rutas.paper.sizes import PAPERS  # noqa: PLC0415  (as above)

    routes = [route] if isinstance(route, Route) else list(route)
    row = find_kind(kind)
    if row.local:
        told = {"improvement": "improve.no-improvement", "play": "queues.drawn-by"}
        raise UsageError(say(told.get(row.of, "diagram.local-kind"), given=kind))
    marks, marks_of = _marks(critical or {}, routes)
    _known([*highlight, *story, *(part.steps if part else ())], routes)
    if part and not row.parts:
        able = ", ".join(name for name, one in KINDS.items() if one.parts)
        raise UsageError(say("diagram.no-parts", given=kind, known=able))
    if type_size is not None and not (row.sized and _TYPE[0] <= type_size <= _TYPE[1]):
        able = ", ".join(name for name, one in KINDS.items() if one.sized)
        raise UsageError(
            say(
                "diagram.type-size",
                given=number(type_size, 2),
                known=able,
                low=_TYPE[0],
                high=_TYPE[1],
            )
        )
    if blank and not row.exercise:
        able = ", ".join(name for name, one in KINDS.items() if one.exercise)
        raise UsageError(say("diagram.no-exercise", given=kind, known=able))
    request, wanted, on = _asked(row, paper, theme, lang)
    request = replace(
        request,
        marks=marks,
        marks_of=marks_of,
        highlight=frozenset(highlight),
        story=tuple(story),
        changes=changes or {},
        part=part,
        doors=doors or {},
        dates=dates or {},
        blank=blank,
        type=type_size,
    )
    name = "rutas" if row.of == "routes" else routes[-1].id
    shown = [one.called(Text(part.name)) for one in routes] if part else routes
    if row.of == "route":
        request = request.of(routes[-1])
    if row.beside:
        beside = find_kind(row.beside)
        usual = replace(request, paper=PAPERS[beside.paper])
        request = replace(request, sheets=beside.sheet_numbers(routes[0], usual))
    sheets = _sheets(row, shown, request, poster=on is not None)
    return Drawing(name, kind, wanted, sheets, lang, _engine(dot), on)


def draw_local(
    local: Local | Board | Schedule | Centre | Districts | Queues, kind: str = "guide",
    paper: str | None = None, theme: str = "colour", *, lang: str = "es", dot: str | None = None,
) -> Drawing:  # fmt: skip
    """Draw a territory, a route in it, its board, the instruments, an improvement, districts, or queues.

    Parameters
    ----------
    local
        The territory, its book, the day that is asked about and, for the kinds that show one, a route; or
        a board, the instruments, the centre that an improvement proposes, districts and their figures, or
        what was played of one.
    kind
        ``guide``, ``week``, ``readiness`` or ``map``; with a route also ``plan`` and ``articulation``; of a
        board ``assessment``, ``actions`` or ``form``; of the instruments ``schedule``; of an improvement
        ``center``; of districts ``atlas``; of what was played ``queues``.
    paper, theme, lang, dot
        As for `draw`.

    Raises
    ------
    UsageError
        If there is no such kind, paper or theme, or the kind is of something else.
    """
    from rutas.diagram.drawing import Drawing  # noqa: PLC0415  (heavy, and only for who draws)
    from rutas.diagram.kinds import KINDS  # noqa: PLC0415  (as above)
    from rutas.diagram.kinds import kind as find_kind  # noqa: PLC0415  (as above)

    row = find_kind(kind)
    if not row.local:
        able = ", ".join(name for name, one in KINDS.items() if one.local)
        raise UsageError(say("diagram.no-local-kind", given=kind, known=able))
    if row.of == "local-route" and getattr(local, "route", None) is None:
        raise UsageError(say("diagram.no-route", given=kind))
    if row.of == "family" and getattr(local, "told", None) is None:
        raise UsageError(say("itinerary.drawn-by"))
    if row.of == "districts" and getattr(local, "found", None) is None:
        raise UsageError(say("atlas.drawn-by"))
    if row.of == "play" and getattr(local, "strips", None) is None:
        raise UsageError(say("queues.drawn-by"))
    request, wanted, on = _asked(row, paper, theme, lang)
    sheets = _sheets(row, local, request, poster=on is not None)
    return Drawing(local.name, kind, wanted, sheets, lang, _engine(dot), on)


def _asked(row: Kind, paper: str | None, theme: str, lang: str) -> tuple[Request, str, str | None]:
    """Return what is asked of a kind, the paper's name, and for a poster the paper that it is printed on."""
    from rutas.diagram.request import Request  # noqa: PLC0415  (heavy, and only for who draws)
    from rutas.paper.palette import theme as find_theme  # noqa: PLC0415  (as above)
    from rutas.paper.sizes import POSTERS  # noqa: PLC0415  (as above)
    from rutas.paper.sizes import paper as find_paper  # noqa: PLC0415  (as above)

    wanted = (paper or row.paper).casefold()
    on = POSTERS.get(wanted)
    across = "-landscape" if row.paper.endswith("-landscape") else ""
    sheet = find_paper(f"a3{across}" if on else wanted)
    request = Request(paper=sheet, theme=find_theme(theme), lang=lang)
    return request, wanted if on else sheet.name, on


def _sheets(row: Kind, subject: Any, request: Request, *, poster: bool) -> list[Sheet]:
    """Draw a kind; for a poster on the smallest sheet that holds it whole, or else on the fewest."""
    from rutas.paper.sizes import poster_sheets  # noqa: PLC0415  (heavy, and only for who draws)

    if not poster:
        return row.draw(subject, request)
    tried: list[list[Sheet]] = []
    for paper in poster_sheets(landscape=request.paper.landscape):
        tried.append(row.draw(subject, replace(request, paper=paper)))
        if len(tried[-1]) == 1:
            break
    return min(tried, key=len)


def _engine(dot: str | None) -> Engine | None:
    from rutas.paper.engine import Engine  # noqa: PLC0415  (heavy, and only for who draws)

    return Engine(program=dot) if dot else None


def _marks(
    critical: Mapping[str, Any], routes: Sequence[Route]
) -> tuple[dict[str, Mark], dict[str, Mapping[str, Mark]]]:
    """Part the marks of any route from those of each; refuse a step that its route does not have."""
    from rutas.diagram.request import Mark  # noqa: PLC0415  (as above)

    marks = {step: mark for step, mark in critical.items() if isinstance(mark, Mark)}
    marks_of = {route: of for route, of in critical.items() if route not in marks}
    _known(list(marks), routes)
    for route in routes:
        _known(list(marks_of.get(route.id, {})), [route])
    return marks, marks_of


def _known(steps: Sequence[str], routes: Sequence[Route]) -> None:
    """Refuse a step that no route has, with the nearest that one has.

    What changed may name steps that are gone, and is not looked at.
    """
    there = {step for route in routes for step in route.steps}
    for step in steps:
        if step not in there:
            raise no_such("form.unknown-step", step, there)
