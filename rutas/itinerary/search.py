"""Find the best days for a family's visits: best-first, with a bound that never exceeds the truth.

A label is what is done by some day, and from when on each visit left is possible. From it she goes on to
each set of visits that can come next, on the first later day that holds it, once as a trip and once without;
of the sets of one day and kind only those that no other contains. Earlier is never worse: nothing closes a
visit because others came sooner, so a day's set may move to the first day that holds it. More on a day is
never worse: a later day only loses a visit and still fits, as arrivals obey the triangle inequality, and the
sum of the dates falls. A label falls to one of the same visits from which each visit left is possible no
later, at no greater cost: what it could do, the other can.

The bound is made of the visits that are surely late, of the trips that are surely left (visits away by the
visits of a day, and the longest chain of them with a day or more between each), and of the first possible day
of each visit left.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import chain
from math import inf
from typing import TYPE_CHECKING, NamedTuple, cast

from rutas.itinerary.day import members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rutas.itinerary.day import Day, Days
    from rutas.itinerary.visits import Visit

__all__ = ["Found", "Move", "search"]

MOST_LABELS = 20_000
"""After so many labels the search is content with the best that it found."""
Cost = tuple[float, float, float, float, float]
Move = tuple[int, int, bool]
"""A day, the visits of that day, and whether it is a trip."""


@dataclass(frozen=True, slots=True)
class Found:
    """Days for visits.

    Attributes
    ----------
    moves
        The days, in their order.
    cost
        Visits after `by`; patience x trips + the days of all visits; trips; the last day; minutes on the
        way. With a patience without bounds the second is the trips, and the third the days.
    exact
        Whether nothing is better.
    trips_at_least
        No itinerary as good as the best has fewer trips.
    """

    moves: tuple[Move, ...]
    cost: Cost
    exact: bool
    trips_at_least: int


class _Label(NamedTuple):
    done: int
    ready: tuple[int, ...]
    late: int
    trips: int
    dates: int
    minutes: float
    move: Move | None = None
    before: _Label | None = None


def search(
    visits: Sequence[Visit],
    days: Days,
    days_of: Sequence[Sequence[int]],
    patience: float,
    chosen: Iterable[int],
) -> Found:
    """Return the best days for all visits; where they cannot all be placed, for as many as were placed.

    Parameters
    ----------
    visits
        The visits, each after those that come before it.
    days
        Which of them fit on a day.
    days_of
        The days of each pattern.
    patience
        For how many days she would put one visit off to save a trip; ``inf`` for fewest trips.
    chosen
        The numbers of the visits that are to be placed.
    """
    return _Search(visits, days, days_of, patience, chosen).run()


class _Search:
    def __init__(
        self,
        visits: Sequence[Visit],
        days: Days,
        days_of: Sequence[Sequence[int]],
        patience: float,
        chosen: Iterable[int],
    ) -> None:
        self.visits, self.days, self.days_of, self.patience = visits, days, days_of, patience
        self.all = sum(1 << number for number in chosen)
        self.kept: dict[int, list[tuple[tuple[int, ...], tuple[float, ...], float]]] = {}

    @cached_property
    def after(self) -> list[list[tuple[int, int]]]:
        """Of each visit, those that come after it, and how many days."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.visits]
        for number, visit in enumerate(self.visits):
            for before, lag in visit.after.items():
                found[before].append((number, lag))
        return found

    @cached_property
    def possible(self) -> list[list[int]]:
        """The days on which each visit could be by itself."""
        return [
            sorted(chain.from_iterable(self.days_of[p] for p in self.patterns[number]))
            for number in range(len(self.visits))
        ]

    @cached_property
    def patterns(self) -> list[list[int]]:
        """The patterns of day on which each visit could be by itself."""
        return [
            [
                p
                for p in range(len(self.days_of) if self.all >> number & 1 else 0)
                if self.days.fit(p, 1 << number, away=True)
            ]
            for number in range(len(self.visits))
        ]

    @cached_property
    def away(self) -> list[bool]:
        """Whether each visit needs a trip."""
        return [
            not any(self.days.fit(p, 1 << number, away=False) for p in own)
            for number, own in enumerate(self.patterns)
        ]

    def run(self) -> Found:
        start = _Label(0, tuple(visit.earliest for visit in self.visits), 0, 0, 0, 0)
        first = self._bound(start)
        if first is None:
            return Found((), (0, 0, 0, 0, 0), exact=True, trips_at_least=0)
        best, furthest = self._greedily(start), start
        todo: list[tuple[Cost, int, _Label]] = [(first[0], 0, start)]
        number = 0
        while todo:
            bound, _, label = heappop(todo)
            if best and bound >= self._cost(best):
                break
            if label.done == self.all:
                best = label
                break
            if label.done.bit_count() > furthest.done.bit_count():
                furthest = label
            if number >= MOST_LABELS:
                return self._found(best or furthest, exact=False, trips=self._fewest(todo, bound))
            for child, lower in self._children(label):
                number += 1
                if not best or lower < self._cost(best):
                    heappush(todo, (lower, number, child))
        return self._found(best or furthest, exact=True, trips=(best or furthest).trips)

    def _fewest(self, todo: list[tuple[Cost, int, _Label]], bound: Cost) -> int:
        column = 1 if self.patience == inf else 2
        return int(min([bound[column], *(lower[column] for lower, _, _ in todo)]))

    def _greedily(self, label: _Label) -> _Label | None:
        """Go on by what looks best, again and again."""
        while label.done != self.all:
            children = [(lower, k, child) for k, (child, lower) in enumerate(self._children(label))]
            if not children:
                break
            label = min(children)[2]
        self.kept.clear()
        return label if label.done == self.all else None

    def _cost(self, label: _Label) -> Cost:
        last = label.move[0] if label.move else -1
        return self._ranked(label.late, label.trips, label.dates, last, label.minutes)

    def _ranked(self, late: int, trips: int, dates: int, last: int, minutes: float) -> Cost:
        if self.patience == inf:
            return late, trips, dates, last, minutes
        return late, self.patience * trips + dates, trips, last, minutes

    def _bound(self, label: _Label) -> tuple[Cost, tuple[int, ...]] | None:
        """Return what an itinerary from a label costs at least, and the first possible day of each visit."""
        after = label.move[0] + 1 if label.move else 0
        first = list(label.ready)
        chained = [0] * len(first)
        late = dates = away = 0
        last = after - 1
        for number in members(self.all & ~label.done):
            visit = self.visits[number]
            ready = max(first[number], after)
            long = 0
            for before, lag in visit.after.items():
                if not label.done >> before & 1:
                    ready = max(ready, first[before] + lag)
                    gap = lag > 0 or chained[before] == 0
                    long = max(long, chained[before] - (0 if gap else self.away[before]))
            days = self.possible[number]
            at = bisect_left(days, ready)
            if at == len(days):
                return None
            first[number] = day = days[at]
            chained[number] = long + self.away[number]
            away += self.away[number]
            dates += day
            last = max(last, day)
            late += visit.by is not None and day > visit.by
        trips = max(-(-away // self.days.limits.most), max(chained, default=0))
        cost = self._ranked(
            label.late + late, label.trips + trips, label.dates + dates, last, label.minutes
        )
        return cost, tuple(first)

    def _children(self, label: _Label) -> Iterator[tuple[_Label, Cost]]:
        """Yield the labels to which she goes on, and what each costs at least."""
        for move in self._moves(label):
            day, chosen, trip = move
            ready = list(label.ready)
            late = 0
            for number in members(chosen):
                by = self.visits[number].by
                late += by is not None and day > by
                for other, lag in self.after[number]:
                    ready[other] = max(ready[other], day + lag)
            fitted = cast("Day", self.days.fit(self._of_day[day], chosen, away=trip))
            child = _Label(
                done=label.done | chosen,
                ready=tuple(ready),
                late=label.late + late,
                trips=label.trips + trip,
                dates=label.dates + day * chosen.bit_count(),
                minutes=label.minutes + fitted.minutes,
                move=move,
                before=label,
            )
            bound = self._bound(child)
            if bound is not None and not self._falls(child, bound[1]):
                yield child, bound[0]

    def _falls(self, label: _Label, first: tuple[int, ...]) -> bool:
        """Tell whether a label is no better than one that was found; keep it if not."""
        if label.done == self.all:
            return False
        left = tuple(first[number] for number in members(self.all & ~label.done))
        cost = self._cost(label)[:3]
        kept = self.kept.setdefault(label.done, [])
        for others, price, minutes in kept:
            if (price, minutes) <= (cost, label.minutes) and all(map(int.__le__, others, left)):
                return True
        kept.append((left, cost, label.minutes))
        return False

    @cached_property
    def _of_day(self) -> dict[int, int]:
        return {day: p for p, days in enumerate(self.days_of) for day in days}

    def _moves(self, label: _Label) -> Iterator[Move]:
        """Yield each set that can come next on its first day, unless another of that kind contains it."""
        after = label.move[0] + 1 if label.move else 0
        ready = self._ready(label, after)
        found: dict[bool, list[int]] = {False: [], True: []}
        for day in self._candidates(ready):
            pattern = self._of_day[day]
            can = sum(
                1 << number
                for number, first in ready.items()
                if first <= day and pattern in self._able[number]
            )
            can = self._closed(can, label.done)
            for trip in (False, True):
                before = [*found[trip], *(found[False] if trip else ())]
                for chosen in self.days.largest(pattern, can, away=trip):
                    for other in before:
                        if not chosen & ~other:
                            break
                    else:
                        found[trip].append(chosen)
                        yield day, chosen, trip

    @cached_property
    def _able(self) -> list[frozenset[int]]:
        return [frozenset(own) for own in self.patterns]

    def _ready(self, label: _Label, after: int) -> dict[int, int]:
        """Return the visits that can come next, on one day with those before them, and from when on."""
        found: dict[int, int] = {}
        for number in members(self.all & ~label.done):
            first = max(label.ready[number], after)
            for before, lag in self.visits[number].after.items():
                if not label.done >> before & 1:
                    if lag or before not in found:
                        break
                    first = max(first, found[before])
            else:
                found[number] = first
        return found

    def _candidates(self, ready: dict[int, int]) -> list[int]:
        """Return the days on which something new may be: of each kind of day the first, as more is ready."""
        patterns = sorted({p for number in ready for p in self.patterns[number]})
        days = set()
        for first in set(ready.values()):
            for p in patterns:
                at = bisect_left(self.days_of[p], first)
                if at < len(self.days_of[p]):
                    days.add(self.days_of[p][at])
        return sorted(days)

    def _closed(self, chosen: int, done: int) -> int:
        """Return a set without the visits before which another, neither done nor in the set, must come."""
        for number in members(chosen):
            if self.days.same_day[number] & ~done & ~chosen:
                chosen &= ~(1 << number)
        return chosen

    def _found(self, label: _Label, *, exact: bool, trips: int) -> Found:
        moves = []
        at: _Label | None = label
        while at and at.move:
            moves.append(at.move)
            at = at.before
        return Found(tuple(reversed(moves)), self._cost(label), exact, trips)
