"""Plan a family's way through a route in a territory."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, cast

from rutas.itinerary.day import Day, Days, members
from rutas.itinerary.doors import HERE, HOME, Doors
from rutas.itinerary.result import Itinerary, Outing, Unplaced
from rutas.itinerary.search import search
from rutas.itinerary.travel import Legs
from rutas.itinerary.visits import visits
from rutas.quantity import YEAR

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from rutas.itinerary.doors import Door
    from rutas.itinerary.result import Family, Reason
    from rutas.itinerary.search import Found
    from rutas.itinerary.visits import Visit
    from rutas.model.route import Route
    from rutas.model.territory import Territory

__all__ = ["alternatives", "plan", "way_in"]

_MOST_DAYS = 6 * 366
_AFTER = int(YEAR)
_PATIENCES = (0.0, 30.0, inf)


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
    hers = [one for one in ways if one[1].at is None or (one[1].at.mean >= 0) == (age >= 0)]
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
    return _Planning(route, territory, family).run(family.patience)


class _Planning:
    """What is the same whatever the patience: the visits, their doors, which of them fit on a day."""

    def __init__(self, route: Route, territory: Territory, family: Family) -> None:
        self.route, self.territory = route, territory
        self.family = replace(family, holds=family.holds | set(route.holds))
        found = visits(
            route, family.starts, family.ends, age=(family.start - family.born).days,
            pace=family.pace, answers=family.answers, holds=self.family.holds,
        )  # fmt: skip
        self.visits: Sequence[Visit] = found
        self.legs = Legs(territory, family.home)
        days = (self._until - family.start).days + 1
        self.doors = Doors(territory, route, family.home, family.start, days)
        for visit in found:
            self.doors.of(visit.step)
        self.visits = [self._spaced(visit) for visit in found]

    def _spaced(self, visit: Visit) -> Visit:
        """Let what comes after a visit without an hour be another day: nobody knows when that ends."""
        after = {
            one: max(lag, 1 if self.doors.asked(self.visits[one].step) else 0)
            for one, lag in visit.after.items()
        }
        return replace(visit, after=after)

    @cached_property
    def _until(self) -> date:
        """The last day that is looked at."""
        if self.family.until is not None:
            return self.family.until
        first: list[int] = []
        for visit in self.visits:
            first.append(visit.ready(first))
        due = max((visit.by for visit in self.visits if visit.by is not None), default=_MOST_DAYS)
        days = max([0, due, *first]) + _AFTER
        return self.family.start + timedelta(days=min(days, _MOST_DAYS - 1))

    def run(self, patience: float) -> Itinerary:
        days, unplaced = self._placed
        left = set(range(len(self.visits))) - {one.number for one in unplaced}
        found = self._search(days, left, patience)
        if _numbers(found) != left:
            fewer, crowded = self._as_many(days, left, patience)
            found = replace(fewer, exact=found.exact and fewer.exact)
            unplaced = sorted(unplaced + crowded, key=lambda one: one.number)
        return Itinerary(
            family=replace(self.family, patience=patience),
            territory=self.territory,
            route=self.route,
            visits=tuple(self.visits),
            days=tuple(self._outing(days, *move) for move in found.moves),
            unplaced=tuple(unplaced),
            until=self._until,
            found=found,
            asked={
                name: how
                for name in dict.fromkeys(visit.step for visit in self.visits)
                if (how := self.doors.asked(name)) in {"agreed", "ask"}
            },
        )

    def _search(self, days: Days, chosen: Collection[int], patience: float) -> Found:
        return search(self.visits, days, self.doors.days_of, patience, chosen)

    def _as_many(self, days: Days, left: set[int], patience: float) -> tuple[Found, list[Unplaced]]:
        """Place visits of which each has a day, but not all together: one after another, while they fit."""
        kept: set[int] = set()
        unplaced: list[Unplaced] = []
        found = self._search(days, kept, patience)
        for number in sorted(left):
            visit = self.visits[number]
            if not kept.issuperset(visit.after):
                unplaced.append(Unplaced(visit, number, "follows"))
                continue
            more = self._search(days, kept | {number}, patience)
            if _numbers(more) == kept | {number}:
                found = more
                kept.add(number)
            else:
                unplaced.append(Unplaced(visit, number, "no-day-left"))
        return found, unplaced

    @cached_property
    def _placed(self) -> tuple[Days, list[Unplaced]]:
        """Choose the doors of each visit: those that the ficha found unable only where no other is open.

        Returns
        -------
        Which visits fit on a day behind those doors; and the visits that fit on none.
        """
        chosen: list[tuple[Door, ...]] = [() for _ in self.visits]
        days = Days(self.visits, chosen, self.doors.spans, self.legs, self.family.limits)
        unplaced: list[Unplaced] = []
        first: dict[int, int] = {}
        for number, visit in enumerate(self.visits):
            if any(before not in first for before in visit.after):
                unplaced.append(Unplaced(visit, number, "follows"))
                continue
            ready = visit.ready(first)
            chosen[number] = self._chosen(visit, ready)
            day = self._first(days, number, ready)
            if day is None:
                reason = self._reason(visit, chosen[number], ready)
                unplaced.append(Unplaced(visit, number, reason))
            else:
                first[number] = day
        return days, unplaced

    def _chosen(self, visit: Visit, ready: int) -> tuple[Door, ...]:
        doors = self.doors.of(visit.step)
        able = tuple(door for door in doors if not door.doubtful)
        if len(able) == len(doors):
            return doors
        alone = Days([visit], [able], self.doors.spans, self.legs, self.family.limits)
        return doors if self._first(alone, 0, ready) is None else able

    def _first(self, days: Days, number: int, ready: int) -> int | None:
        """Return the first day on which a visit could be, by itself."""
        found = None
        for pattern, own in enumerate(self.doors.days_of):
            at = bisect_left(own, ready)
            sooner = at < len(own) and (found is None or own[at] < found)
            if sooner and days.fit(pattern, 1 << number, away=True):
                found = own[at]
        return found

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
        self,
        days: Days,
        day: int,
        chosen: int,
        trip: bool,  # noqa: FBT001  (a move)
    ) -> Outing:
        fitted = cast("Day", days.fit(self.doors.patterns[day], chosen, away=trip))
        stops = list(fitted.stops)
        leave = 0.0
        for k, stop in enumerate(stops):
            if stop.door.where not in {HERE, HOME}:
                # she leaves home as late as she may, and is there as early for all that follows
                by = (
                    stop.start
                    if stop.door.tokens_at is None
                    else min(stop.start, stop.door.tokens_at)
                )
                way = self.legs.latest(HOME, stop.door.where, by, stop.way.leaves)
                stops[k], leave = stop._replace(way=way), way.leaves
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


def _numbers(found: Found) -> set[int]:
    """Return the numbers of the visits that were placed."""
    return {number for _, bits, _ in found.moves for number in members(bits)}


def alternatives(route: Route, territory: Territory, found: Itinerary) -> dict[float, Itinerary]:
    """Return the itineraries by another patience that differ: the soonest, the usual, the fewest trips."""
    planning = _Planning(route, territory, found.family)
    others = {
        patience: planning.run(patience)
        for patience in _PATIENCES
        if patience != found.family.patience
    }
    return {
        patience: other
        for patience, other in others.items()
        if (other.trips, other.dates) != (found.trips, found.dates)
    }
