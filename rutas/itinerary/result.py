"""Hold a family's itinerary: who goes, on which days, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from rutas.itinerary.day import Limits
from rutas.itinerary.doors import HERE, HOME
from rutas.territory.survey import is_stale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.itinerary.day import Stop
    from rutas.itinerary.search import Found
    from rutas.itinerary.travel import Leg
    from rutas.itinerary.visits import Pace, Visit
    from rutas.model.route import Route
    from rutas.model.territory import Territory

__all__ = ["Family", "Itinerary", "Outing", "Reason", "Unplaced"]

Reason = Literal["no-point", "never-open", "out-of-reach", "too-long", "no-day-left", "follows"]


@dataclass(frozen=True)
class Family:
    """Who goes, and what she asks; nothing of it is ever kept.

    Attributes
    ----------
    home
        Id of the place where she lives.
    born
        The day of the birth, or the day on which it is expected.
    start
        From which day on she goes.
    starts, ends, entered
        Ids of the first step and of the last ones; and whether the first is only the likeliest way in.
    answers
        The steps to which she goes on from decisions.
    holds
        Ids of the papers in hand.
    pace
        Which end of the waits is taken.
    patience
        For how many days she would put one visit off to save a trip.
    limits
        What she bears on one day.
    until
        The last day that is looked at; by default a year after the last date on which a visit is due or
        first may be, at most 6 years.
    """

    home: str
    born: date
    start: date
    starts: str
    ends: tuple[str, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    holds: frozenset[str] = frozenset()
    pace: Pace = "best"
    patience: float = 30
    limits: Limits = field(default_factory=Limits)
    until: date | None = None
    entered: bool = False


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A visit for which there is no day, its number, and why; what follows it is not planned."""

    visit: Visit
    number: int
    reason: Reason


@dataclass(frozen=True)
class Outing:
    """A day of an itinerary.

    Attributes
    ----------
    date
        The day.
    stops
        Its visits in their order; their ways are those between them.
    leave, back
        When she leaves home and is back, in minutes from midnight.
    trip
        Whether some visit is outside her place.
    ways
        The ways, the one from home and the one back among them.
    """

    date: date
    stops: tuple[Stop, ...]
    leave: float
    back: float
    trip: bool
    ways: tuple[Leg, ...]

    @property
    def minutes(self) -> float:
        """Minutes on the way."""
        return sum(way.minutes for way in self.ways)

    @property
    def goes(self) -> bool:
        """Whether she leaves home at all."""
        return any(stop.door.where not in {HERE, HOME} for stop in self.stops)


@dataclass(frozen=True)
class Itinerary:
    """The days of a family's visits.

    Attributes
    ----------
    family, territory, route
        What was asked.
    visits
        The visits that were placed or not, in an order.
    days
        The days on which she does something.
    unplaced
        The visits for which there is no day.
    until
        The last day that was looked at.
    found
        What the search found.
    asked
        Of each step whose visits have no point, whether she agrees on a day, or asks where.
    """

    family: Family
    territory: Territory
    route: Route
    visits: tuple[Visit, ...]
    days: tuple[Outing, ...]
    unplaced: tuple[Unplaced, ...]
    until: date
    found: Found
    asked: Mapping[str, Literal["agreed", "ask"]]

    @property
    def trips(self) -> int:
        """How many days take her outside her place."""
        return sum(day.trip for day in self.days)

    @property
    def finish(self) -> date | None:
        """The day of the last visit."""
        return self.days[-1].date if self.days else None

    @cached_property
    def dates(self) -> dict[int, date]:
        """The day of each visit that was placed, by its number."""
        return {stop.visit: day.date for day in self.days for stop in day.stops}

    @cached_property
    def due(self) -> dict[int, date]:
        """Until when each visit that is due is in time: by her age, or so long after she got there."""
        found = {}
        for number, visit in enumerate(self.visits):
            days = [] if visit.by is None else [visit.by]
            if visit.within is not None and number in self.dates:
                days.append(self._came(visit) + int(visit.within))
            if days:
                found[number] = self.family.start + timedelta(days=min(days))
        return found

    def _came(self, visit: Visit) -> int:
        before = [
            (self.dates[one] - self.family.start).days + lag
            for one, lag in visit.arrives.items()
            if one in self.dates
        ]
        return max([visit.arrival, *before])

    @cached_property
    def late(self) -> frozenset[int]:
        """The visits that are after they were due."""
        return frozenset(
            number for number, due in self.due.items()
            if number in self.dates and self.dates[number] > due
        )  # fmt: skip

    @cached_property
    def papers(self) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
        """Of each visit that was placed, the papers to bring and those that are not in hand by then."""
        made = {paper for step in self.route.steps.values() for paper in step.produces}
        hand = set(self.family.holds)
        found: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        for stop in (stop for day in self.days for stop in day.stops):
            visit = self.visits[stop.visit]
            step = self.route.steps[visit.step]
            bring, missing = [], []
            for need in step.requires:
                held = [paper for paper in need.documents if paper in hand or paper not in made]
                bring += held[:1] if need.any else held
                if need.any and not held:
                    missing.append(need.any[0])
            found[stop.visit] = tuple(dict.fromkeys(bring)), tuple(missing)
            if visit.number == visit.of:
                hand.update(step.produces)
        return found

    def to_confirm(self, stop: Stop, on: date) -> bool:
        """Tell whether what is known of a visit's point is old, or nobody says how old."""
        point = stop.door.point
        return point is not None and (point.surveyed is None or is_stale(self.territory, point, on))
