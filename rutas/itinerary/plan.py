"""Plan a family's way through a route in a territory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Literal

from rutas.itinerary.day import Days, Limits, members
from rutas.itinerary.doors import HERE, HOME, Doors
from rutas.itinerary.search import search
from rutas.itinerary.travel import Leg, Legs
from rutas.itinerary.visits import visits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rutas.itinerary.day import Stop
    from rutas.itinerary.doors import Door
    from rutas.itinerary.search import Found
    from rutas.itinerary.visits import Pace, Visit
    from rutas.model.route import Route
    from rutas.model.territory import Territory

__all__ = ["Family", "Itinerary", "Outing", "Reason", "Unplaced", "alternatives", "plan", "way_in"]

_MOST_DAYS = 6 * 366
_AFTER = 365
_PATIENCES = (0.0, 30.0, inf)

Reason = Literal["no-point", "never-open", "out-of-reach", "too-long", "follows"]


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
    starts, ends
        Ids of the first step and of the last ones.
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
        The last day that is looked at; by default a year after the last visit is due, at most 6 years.
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
    limits: Limits = Limits()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A visit for which there is no day, and why; what follows it is not planned."""

    visit: Visit
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
    found
        What the search found.
    """

    family: Family
    territory: Territory
    route: Route
    visits: tuple[Visit, ...]
    days: tuple[Outing, ...]
    unplaced: tuple[Unplaced, ...]
    found: Found

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
        """Until when each visit that is due is in time: by her age, or within some time after she got there."""
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


def way_in(route: Route, age: int) -> str:
    """Return the step at which somebody enters a route by the likeliest way in for her age.

    Parameters
    ----------
    route
        The route.
    age
        Her age in days, negative before the birth. Ways in of the other side of the birth are left out,
        where there are any of hers.
    """
    ways = list(zip(route.way_in_shares, route.ways_in, strict=True))
    hers = [
        one for one in ways if one[1].at is None or (one[1].at.mean >= 0) == (age >= 0)
    ]
    return max(hers or ways, key=lambda one: one[0])[1].to


def plan(route: Route, territory: Territory, family: Family) -> Itinerary:
    """Return the best days for a family's visits.

    Parameters
    ----------
    route
        The route with what differs in the territory (`rutas.improve.local.local`), not what its points do
        to it.
    territory
        The territory.
    family
        Who goes.

    Raises
    ------
    UsageError
        If no end of the route can be reached.
    """
    age = (family.start - family.born).days
    holds = family.holds | set(route.holds)
    found = visits(
        route, family.starts, family.ends, age=age, pace=family.pace, answers=family.answers,
        holds=holds,
    )  # fmt: skip
    return _Planning(route, territory, family, found).run()


class _Planning:
    def __init__(
        self, route: Route, territory: Territory, family: Family, found: Sequence[Visit]
    ) -> None:
        self.route, self.territory, self.family, self.visits = route, territory, family, found
        self.legs = Legs(territory, family.home)
        self.doors = Doors(territory, route, family.home, family.start, self._days)
        for visit in found:
            self.doors.of(visit.step)

    @property
    def _days(self) -> int:
        """How many days are looked through."""
        last = max((visit.by for visit in self.visits if visit.by is not None), default=_MOST_DAYS)
        days = max(last, 0) + _AFTER + 1
        if self.family.until is not None:
            days = (self.family.until - self.family.start).days + 1
        return max(1, min(days, _MOST_DAYS))

    def run(self) -> Itinerary:
        chosen, unplaced = self._placed()
        kept = list(chosen)
        place = {number: k for k, number in enumerate(kept)}
        some = [
            replace(
                self.visits[number],
                after={place[one]: lag for one, lag in self.visits[number].after.items()},
            )
            for number in kept
        ]
        days = Days(some, list(chosen.values()), self.doors.spans, self.legs, self.family.limits)
        found = search(some, days, self.doors.days_of, self.family.patience)
        done = {number for _, bits, _ in found.moves for number in members(bits)}
        unplaced += [
            Unplaced(visit, "never-open") for k, visit in enumerate(some) if k not in done
        ]
        return Itinerary(
            family=replace(self.family, holds=self.family.holds | set(self.route.holds)),
            territory=self.territory,
            route=self.route,
            visits=tuple(self.visits),
            days=tuple(self._outing(days, kept, *move) for move in found.moves),
            unplaced=tuple(unplaced),
            found=found,
        )

    def _placed(self) -> tuple[dict[int, tuple[Door, ...]], list[Unplaced]]:
        """Choose the doors of each visit: those that the ficha found unable only where no other is open."""
        chosen: dict[int, tuple[Door, ...]] = {}
        unplaced: list[Unplaced] = []
        first: dict[int, int] = {}
        for number, visit in enumerate(self.visits):
            if any(before not in chosen for before in visit.after):
                unplaced.append(Unplaced(visit, "follows"))
                continue
            ready = max(
                [visit.earliest, *(first[before] + lag for before, lag in visit.after.items())]
            )
            doors = self.doors.of(visit.step)
            able = tuple(door for door in doors if not door.doubtful)
            for some in (able, doors):
                day = self._first(visit, some, ready)
                if day is not None:
                    chosen[number], first[number] = some, day
                    break
            else:
                unplaced.append(Unplaced(visit, self._reason(visit, doors, ready)))
        return chosen, unplaced

    def _first(self, visit: Visit, doors: tuple[Door, ...], ready: int) -> int | None:
        """Return the first day on which a visit could be, by itself."""
        alone = Days([visit], [doors], self.doors.spans, self.legs, self.family.limits)
        patterns = self.doors.patterns
        fits: dict[int, bool] = {}
        for day in range(ready, len(patterns)):
            pattern = patterns[day]
            if pattern not in fits:
                fits[pattern] = alone.fit(pattern, 1, away=True) is not None
            if fits[pattern]:
                return day
        return None

    def _reason(self, visit: Visit, doors: tuple[Door, ...], ready: int) -> Reason:
        if not doors:
            return "no-point"
        spans = [
            span
            for pattern in set(self.doors.patterns[ready:])
            for door in doors
            for span in self.doors.spans(pattern, door)
        ]
        if not spans:
            return "never-open"
        return "out-of-reach" if any(s.minutes >= visit.minutes for s in spans) else "too-long"

    def _outing(
        self, days: Days, kept: Sequence[int], day: int, chosen: int, trip: bool  # noqa: FBT001  (a move)
    ) -> Outing:
        fitted = days.fit(self.doors.patterns[day], chosen, away=trip)
        assert fitted is not None
        stops = [replace(stop, visit=kept[stop.visit]) for stop in fitted.stops]
        leave = 0.0
        for k, stop in enumerate(stops):
            if stop.door.where not in {HERE, HOME}:
                # she leaves home as late as she may, and is there as early for all that follows
                by = stop.start if stop.door.tokens_at is None else min(stop.start, stop.door.tokens_at)
                way = self.legs.latest(HOME, stop.door.where, by, stop.way.leaves)
                stops[k], leave = replace(stop, way=way), way.leaves
                break
        ways = (*(stop.way for stop in stops), fitted.home)
        return Outing(
            date=self.family.start + timedelta(days=day),
            stops=tuple(stops),
            leave=leave,
            back=fitted.home.arrives,
            trip=trip,
            ways=tuple(way for way in ways if way.minutes),
        )


def alternatives(route: Route, territory: Territory, found: Itinerary) -> dict[float, Itinerary]:
    """Return the itineraries by another patience that differ: the soonest, the usual, the fewest trips."""
    others = {
        patience: plan(route, territory, replace(found.family, patience=patience))
        for patience in _PATIENCES
        if patience != found.family.patience
    }
    return {
        patience: other
        for patience, other in others.items()
        if (other.trips, other.dates) != (found.trips, found.dates)
    }
