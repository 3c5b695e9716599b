"""Say at which doors each visit may be, and what is open on each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from rutas.hours import Span
from rutas.hours.clock import DAY
from rutas.territory.serving import Serving, needs_point, offered, placeless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rutas.hours import Schedule
    from rutas.model.catalogue import Catalogue
    from rutas.model.route import Route
    from rutas.model.step import Step
    from rutas.model.territory import Point, Territory

__all__ = ["HERE", "HOME", "Door", "Doors", "Pattern", "Where"]

HOME = "@home"
HERE = "@here"
_SATURDAY = 6
_WORKING = -1
_AT_HOME = frozenset({"home-visit"})

Where = str
"""The id of a point, `HOME`, or `HERE`: wherever she is, as by phone."""
Pattern = int
"""A kind of day: the days on which all schedules that matter say the same are of one."""


@dataclass(frozen=True)
class Door:
    """Where a visit may be.

    Attributes
    ----------
    where
        The point, or `HOME` or `HERE` where she goes nowhere.
    schedule
        Which of the schedules; -1 is every working day, at any time.
    point
        The point, if there is one.
    tokens_at
        Until when she has to be there for a turn, in minutes from midnight.
    away
        Whether it is outside her place.
    doubtful
        Whether the ficha found that it cannot serve.
    """

    where: Where
    schedule: int
    point: Point | None = None
    tokens_at: int | None = None
    away: bool = False
    doubtful: bool = False


class Doors:
    """The doors of every step in a territory, for a family that lives in one of its places.

    Parameters
    ----------
    territory, route
        The territory, and the route in it.
    home
        The place where she lives.
    first, days
        The first day, and how many days are looked through.
    """

    def __init__(
        self, territory: Territory, route: Route, home: str, first: date, days: int
    ) -> None:
        self.territory, self.route, self.home = territory, route, home
        self.first, self.days = first, days
        self.serving = Serving(territory, route)
        self.schedules: dict[Schedule, int] = {}
        self._known: dict[str, tuple[Door, ...]] = {}

    def of(self, step: str) -> tuple[Door, ...]:
        """Return the doors of a step, those that the ficha found unable among them, the able ones first."""
        if step not in self._known:
            self._known[step] = tuple(self._found(self.route.steps[step]))
        return self._known[step]

    def _found(self, step: Step) -> Iterable[Door]:
        doors = [self._door(step, point) for point in self._serving(step)]
        if not doors and self.asked(step.id) != "no-point":
            doors = [Door(HERE, _WORKING)]
        return sorted(doors, key=lambda door: door.doubtful)

    def asked(self, step: str) -> Literal["agreed", "ask", "no-point"] | None:
        """Return what a family does where no point gives a step: agree on a day, or ask where."""
        if self._serving(self.route.steps[step]):
            return None
        if not needs_point(self.route.steps[step], self.route.catalogue):
            return "agreed"
        return "no-point" if self.territory.complete else "ask"

    def _serving(self, step: Step) -> list[Point]:
        points = self.serving.points[step.id]
        return [point for point in points if not point.serves or self.home in point.serves]

    def _door(self, step: Step, point: Point) -> Door:
        offer = offered(point, step)
        hours = offer.hours or point.hours
        return Door(
            where=_where(point, self.route.catalogue),
            schedule=self.schedules.setdefault(hours, len(self.schedules)),
            point=point,
            tokens_at=offer.tokens_at,
            away=point.place not in {None, self.home}
            and not placeless(point, self.route.catalogue),
            doubtful=self.serving.status(point, step.id) == "unready",
        )

    @cached_property
    def _kinds(self) -> tuple[list[Pattern], list[tuple[tuple[Span, ...], ...]]]:
        """The pattern of each day, and what every schedule says on the days of each."""
        said: list[list[tuple[Span, ...]]] = []
        start = self.first.toordinal()
        last = date.fromordinal(start + self.days - 1)
        calendar = self.territory.calendar.days
        years = range(self.first.year, last.year + 1)
        holidays = frozenset(day for year in years for day in calendar.in_year(year))
        for schedule in self.schedules:
            own: list[tuple[Span, ...]] = [()] * self.days
            for day, spans in schedule.during(self.first, self.days, holidays):
                own[day.toordinal() - start] = spans
            said.append(own)
        if any(door.schedule == _WORKING for doors in self._known.values() for door in doors):
            days = (date.fromordinal(start + number) for number in range(self.days))
            said.append(
                [
                    (Span(0, DAY),) if day.isoweekday() < _SATURDAY and day not in holidays else ()
                    for day in days
                ]
            )
        known: dict[tuple[tuple[Span, ...], ...], Pattern] = {}
        patterns = [
            known.setdefault(own, len(known))
            for own in zip(*said or [[()] * self.days], strict=True)
        ]
        return patterns, list(known)

    @property
    def patterns(self) -> list[Pattern]:
        """The pattern of each day, from the first on; asked once the doors of all steps were."""
        return self._kinds[0]

    def spans(self, pattern: Pattern, door: Door) -> tuple[Span, ...]:
        """Return when a door is open on the days of a pattern."""
        return self._kinds[1][pattern][door.schedule]

    @cached_property
    def days_of(self) -> list[list[int]]:
        """The days of each pattern, in their order."""
        found: list[list[int]] = [[] for _ in self._kinds[1]]
        for day, pattern in enumerate(self.patterns):
            found[pattern].append(day)
        return found


def _where(point: Point, catalogue: Catalogue) -> Where:
    if point.place is not None and not placeless(point, catalogue):
        return point.id
    kinds = {catalogue.channels[name].kind for name in point.channel}
    return HOME if kinds & _AT_HOME else HERE
