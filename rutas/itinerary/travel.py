"""Tell when she gets from door to door: by the quickest chain, waiting for departures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from math import ceil, inf
from typing import TYPE_CHECKING, NamedTuple

from rutas.itinerary.doors import HOME
from rutas.territory.travel import Roads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.itinerary.doors import Where
    from rutas.model.territory import Territory

__all__ = ["Leg", "Legs"]

_MINUTES = 24 * 60
_ROUNDED = 1e-6


class Leg(NamedTuple):
    """A way from one door to another.

    Attributes
    ----------
    leaves, arrives
        In minutes from midnight; ``inf`` where there is no way any more that day.
    cost
        What it costs, in the territory's currency; ``None`` where somebody does not say.
    assumed
        Whether it is only as the crow flies.
    """

    leaves: float
    arrives: float
    cost: float | None = 0.0
    assumed: bool = False

    @property
    def minutes(self) -> float:
        """How long she is on the way."""
        return self.arrives - self.leaves


@dataclass(frozen=True)
class _Ride:
    to: str
    minutes: int
    times: tuple[int, ...]
    cost: float | None

    def leaves(self, at: float) -> float:
        return at if not self.times else min((t for t in self.times if t >= at), default=inf)


class Legs:
    """The ways between the doors of a territory, on any day.

    Whoever is at a door already is there at once; another door of the same place is as far as the territory
    says for the ways inside a place. Where a timetable is given she takes the first departure of each way.
    """

    def __init__(self, territory: Territory, home: str) -> None:
        self.places = {point.id: point.place for point in territory.points if point.place}
        self.places[HOME] = home
        self.inside = ceil(territory.inside.mean * _MINUTES - _ROUNDED)
        self.territory = territory
        self.roads = Roads(territory)
        fares = (way.cost for way in territory.travel)
        self.currency = next((fare.currency for fare in fares if fare and fare.high > 0), None)
        self.timed = any(way.leaves or way.returns for way in territory.travel)
        self._known: dict[tuple[str, float], dict[str, Leg]] = {}

    def leg(self, start: Where, end: Where, at: float) -> Leg:
        """Return the way from one door to another for who may leave at some time: the earliest arrival."""
        if start == end:
            return Leg(at, at)
        here, there = self.places[start], self.places[end]
        if here == there:
            return Leg(at, at + self.inside)
        if not self.timed:
            leg = self._from(here, 0).get(there)
            if leg:
                return Leg(at, at + leg.arrives, leg.cost)
        else:
            leg = self._from(here, at).get(there)
            if leg:
                return leg
        way = self.roads.way(here, there)
        if way is None or not way.assumed:
            return Leg(at, inf)
        return Leg(at, at + ceil(way.minutes - _ROUNDED), None, assumed=True)

    def latest(self, start: Where, end: Where, by: float, not_before: float) -> Leg:
        """Return the way by which she leaves as late as she may to be there by some time."""
        low, high = int(not_before), int(by)
        while low < high:
            middle = (low + high + 1) // 2
            if self.leg(start, end, middle).arrives <= by:
                low = middle
            else:
                high = middle - 1
        return self.leg(start, end, low)

    @cached_property
    def _rides(self) -> dict[str, list[_Ride]]:
        rides: dict[str, list[_Ride]] = {place: [] for place in self.territory.places}
        for way in self.territory.travel:
            minutes = ceil(way.takes.mean * _MINUTES - _ROUNDED)
            counted = way.cost and (way.cost.high == 0 or way.cost.currency == self.currency)
            cost = way.cost.mean if way.cost and counted else None
            rides[way.from_].append(_Ride(way.to, minutes, tuple(sorted(way.leaves)), cost))
            rides[way.to].append(_Ride(way.from_, minutes, tuple(sorted(way.returns)), cost))
        return rides

    def _from(self, place: str, at: float) -> dict[str, Leg]:
        """Return the earliest ways to all places: Dijkstra's algorithm, as no ride overtakes another.

        No library's shortest path asks at what time an edge is come to.
        """
        if (place, at) not in self._known:
            self._known[place, at] = dict(self._settled(place, at))
        return self._known[place, at]

    def _settled(self, place: str, at: float) -> Iterator[tuple[str, Leg]]:
        # of the ways that are there at one time, the one that leaves home last
        todo: list[tuple[float, float, int, str, float | None]] = [(at, 0, 0, place, 0.0)]
        seen: set[str] = set()
        number = 0
        while todo:
            arrives, left, _, here, cost = heappop(todo)
            if here in seen:
                continue
            seen.add(here)
            if here != place:
                yield here, Leg(-left, arrives, cost)
            for ride in self._rides[here]:
                leaves = ride.leaves(arrives)
                if ride.to in seen or leaves == inf:
                    continue
                number += 1
                first = -leaves if here == place else left
                paid = None if cost is None or ride.cost is None else cost + ride.cost
                heappush(todo, (leaves + ride.minutes, first, number, ride.to, paid))
