"""Draw how institutions work together along a route in a territory: handovers, and the joint plan."""

from __future__ import annotations

from functools import partial
from math import isnan
from typing import TYPE_CHECKING, cast

from rutas.analysis import analyse
from rutas.answers.plan import answer, state_words
from rutas.answers.row import plain
from rutas.answers.territory import people_words
from rutas.diagram.articulation.signs import direction_sign, draw_direction, draw_place, place_sign
from rutas.diagram.local import Listing, below_banner, local_frame
from rutas.diagram.parts.figures import Figure, figures
from rutas.diagram.parts.rows import Cell, Column, Rows
from rutas.diagram.parts.sheet_frame import Sign, day
from rutas.improve.effects import effects
from rutas.improve.local import local as in_territory
from rutas.improve.local import settled
from rutas.improve.meetings import meetings
from rutas.locale import LANGUAGES, number, say, speaking
from rutas.model import HANDOVERS
from rutas.quantity import UNKNOWN, percent, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.answers.plan_rows import Action, State
    from rutas.diagram.local import Local
    from rutas.diagram.parts.stack import Piece
    from rutas.diagram.request import Request, Sheet
    from rutas.improve.meetings import Pair
    from rutas.layout.geometry import Rect
    from rutas.model import Route

__all__ = ["draw"]

_SIGN = 13.0  # how high a sign of a row is
_MINUTE = 24 * 60
_WAYS = ("horizontal", "vertical", "unknown")


def draw(local: Local, request: Request) -> list[Sheet]:
    """Draw the handovers and the joint plan of a route in a territory, on as many sheets as they take."""
    with speaking(request.lang if request.lang in LANGUAGES else LANGUAGES[0]):
        return _Articulation(local, request).sheets()


class _Articulation:
    def __init__(self, local: Local, request: Request) -> None:
        self.local, self.request, self.lang = local, request, request.lang
        self.route, self.territory = cast("Route", local.route), local.territory
        self.found = answer(self.territory, local.on, self.route)
        self.measured = analyse(self._there())
        self.pairs = meetings(self.measured, self.territory)
        self.actors = self.route.catalogue.actors
        self.frame = local_frame(
            local, request,
            self._say("title", name=self.territory.name.to(self.lang), route=self.route.name.to(self.lang)),
            self._say("reading"), list(self._signs()),
        )  # fmt: skip

    def _there(self) -> Route:
        """Return the route as it is in the territory today."""
        there = in_territory(self.route, self.territory)
        return settled(there, effects(there, self.territory, self.local.on)).route

    def _say(self, key: str, **words: object) -> str:
        return say(f"articulation.{key}", self.lang, **words)

    def _signs(self) -> Iterator[Sign]:
        ways = {one.direction for one in self.pairs}
        ways |= {one.direction for one in self.found.actions}
        for way in _WAYS[:2]:
            if way in ways:
                drawn = partial(direction_sign, way=way)
                yield Sign(way, self._say(f"sign-{way}"), 12, drawn)
        met = {_place(one) for one in self.pairs}
        for place in ("same", "apart", "both"):
            if place in met:
                yield Sign(place, self._say(f"sign-{place}"), 16, partial(place_sign, place_=place))

    def sheets(self) -> list[Sheet]:
        """Fill the sheets, each about as full as the others."""
        area = below_banner(self.local, self.frame.area)
        pieces, actions = list(self._pieces(area)), len(self.found.actions)
        description = self._say("description", pairs=len(self.pairs), actions=actions)
        return Listing(self.local, self.request, self.frame, pieces, description).sheets()

    def _pieces(self, area: Rect) -> Iterator[Piece]:
        now, then = self.found.before, self.found.after
        yield figures(
            area, self.request.theme, [self._state("now", now), self._state("agreed", then)]
        )
        theme = self.request.theme
        plan = Rows(area, theme, [
            Column("", 0.05), Column(self._say("col-what"), 0.42), Column(self._say("col-who"), 0.25),
            Column(self._say("col-by"), 0.13), Column(self._say("col-state"), 0.15),
        ])  # fmt: skip
        head = plan.head("actions", self._say("actions"))
        for action in self.found.actions:
            yield plan.row(f"action-{action.id}", self._action(action), head, action.what)
        if not self.found.actions:
            yield plan.note("no-actions", self._say("no-actions"), head)
        pairs = Rows(area, theme, [
            Column("", 0.05), Column(self._say("col-from"), 0.25), Column(self._say("col-to"), 0.25),
            Column(self._say("col-times"), 0.11, right=True), Column(self._say("col-how"), 0.19),
            Column(self._say("col-place"), 0.15),
        ])  # fmt: skip
        for way in _WAYS:
            told = [one for one in self.pairs if (one.direction or "unknown") == way]
            head = pairs.head(way, self._way(way), self._say("handovers-reading"))
            for one in told:
                key = f"handover-{one.giver}--{one.receiver}"
                yield pairs.row(key, self._pair(one), head, self._said(one))
        if not self.pairs:
            head = pairs.head("handovers", self._say("handovers"))
            yield pairs.note("no-handovers", self._say("no-handovers"), head)

    # --- what is told -----------------------------------------------------------------------------

    def _state(self, key: str, state: State) -> Figure:
        """Return what a year brings, how long it takes, and how people pass from actor to actor."""
        kinds: Mapping[str, float | None] = plain(state.handovers)
        told = [
            f"{_times(kinds[kind])} {self._say(f'how-{kind}')}"
            for kind in HANDOVERS
            if kinds[kind] != 0
        ]
        known = [times for times in kinds.values() if times is not None]
        total = sum(known) if len(known) == len(kinds) else None
        each = self._say("handovers-each")
        where = self._say("same-place", located=percent(state.located))
        return Figure(self._say(key), (
            (people_words(state.people), self._say("people")),
            (people_words(state.services), self._say("services")),
            (UNKNOWN if state.days is None else span(state.days, self.lang), self._say("days")),
            (_times(total), f"{each}: {', '.join(told)}" if told else each),
            (percent(state.same_place), where),
            (percent(state.same_day), self._say("same-day")),
        ))  # fmt: skip

    def _way(self, way: str) -> str:
        times = _times(self.measured.interactions.directions[way])
        return self._say(f"way-{way}", times=times)

    def _actor(self, name: str) -> str:
        return self.actors[name].name.to(self.lang) if name in self.actors else name

    def _action(self, one: Action) -> list[Cell]:
        points = ", ".join(self.territory.by_id[name].name.to(self.lang) for name in one.fixes)
        fixes = self._say("fixes", points=points) if points else ""
        first, *others = (self._actor(name) for name in one.who)
        return [
            self._sign(one.direction),
            Cell.of(fixes, strong=one.what),
            Cell.of(*others, strong=first),
            Cell.of(day(one.by, self.lang)),
            Cell.of(state_words(one), one.act or self._say("no-act")),
        ]

    def _sign(self, way: str | None) -> Cell:
        if way is None:
            return Cell()
        return Cell(above=_SIGN, draw=partial(draw_direction, theme=self.request.theme, way=way))

    def _pair(self, one: Pair) -> list[Cell]:
        how = ", ".join(self._say(f"how-{kind}") for kind in one.kinds)
        return [
            self._sign(one.direction),
            Cell.of(strong=self._actor(one.giver)),
            Cell.of(strong=self._actor(one.receiver)),
            Cell.of(_times(100 * one.expected)),
            Cell.of(how),
            self._place(one),
        ]

    def _place(self, one: Pair) -> Cell:
        place = _place(one)
        if not place:
            return Cell.of(self._say("nowhere"))
        minutes = one.minutes
        way = self._say("way", time=span(minutes / _MINUTE, self.lang)) if minutes else ""
        sign = partial(draw_place, theme=self.request.theme, place_=place)
        return Cell(Cell.of(way).paragraphs, _SIGN, sign)

    def _said(self, one: Pair) -> str:
        place = _place(one)
        where = self._say(f"sign-{place}") if place else self._say("nowhere")
        return f"{self._actor(one.giver)} → {self._actor(one.receiver)}: {where}"


def _place(one: Pair) -> str:
    """Return whether the two meet in one place, apart, or both; nothing where that is of no place."""
    if one.same > 0 and one.apart > 0:
        return "both"
    return "same" if one.same > 0 else "apart" if one.apart > 0 else ""


def _times(value: float | None) -> str:
    return UNKNOWN if value is None or isnan(value) else number(value, 1)
