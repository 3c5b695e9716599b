"""Tell which visits fit on one day, in which order, behind which doors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from rutas.itinerary.doors import HERE, HOME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rutas.hours import Span
    from rutas.itinerary.doors import Door, Pattern, Where
    from rutas.itinerary.travel import Leg, Legs
    from rutas.itinerary.visits import Visit

__all__ = ["Day", "Days", "Limits", "Stop", "members"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a family bears on one day.

    Attributes
    ----------
    leave, back
        From when she may leave home and until when she is back, in minutes from midnight.
    most
        How many visits a day has at most.
    """

    leave: int = 4 * 60
    back: int = 21 * 60
    most: int = 6


class Stop(NamedTuple):
    """A visit on a day.

    Attributes
    ----------
    visit, door
        The number of the visit, and the door.
    way
        How she gets there.
    start, end
        When it begins and ends, in minutes from midnight.
    appointment
        Whether one has to have an appointment.
    """

    visit: int
    door: Door
    way: Leg
    start: float
    end: float
    appointment: bool = False


class _State(NamedTuple):
    """Where she is at what time, minutes on the way so far, and how she got there."""

    where: Where
    time: float
    minutes: float
    stop: Stop | None
    before: _State | None


@dataclass(frozen=True, slots=True)
class Day:
    """How visits fit on a day: their order, and the way home.

    Attributes
    ----------
    stops
        The visits in their order.
    home
        The way home.
    minutes
        Minutes on the way, all ways.
    """

    stops: tuple[Stop, ...]
    home: Leg
    minutes: float


class Days:
    """Which sets of visits fit on a day of some pattern; a set is a number, a bit a visit.

    Parameters
    ----------
    visits, doors
        The visits, and the doors at which each may be.
    spans
        When a door is open on a day.
    legs, limits
        The ways between doors, and what she bears on a day.
    """

    def __init__(
        self,
        visits: Sequence[Visit],
        doors: Sequence[Sequence[Door]],
        spans: Callable[[Pattern, Door], tuple[Span, ...]],
        legs: Legs,
        limits: Limits,
    ) -> None:
        self.visits, self.doors, self.spans = visits, doors, spans
        self.legs, self.limits = legs, limits
        self._states: dict[tuple[Pattern, int, bool], list[_State]] = {}
        self._days: defaultdict[tuple[Pattern, bool], dict[int, Day | None]] = defaultdict(dict)
        self._largest: dict[tuple[Pattern, int, bool], list[int]] = {}

    @cached_property
    def same_day(self) -> list[int]:
        """Of each visit, the visits that come before it and may be on its day."""
        return [_bits(one for one, lag in visit.after.items() if lag == 0) for visit in self.visits]

    def fit(self, pattern: Pattern, chosen: int, *, away: bool) -> Day | None:
        """Return how a set fits on a day with the fewest minutes on the way; nothing where it does not.

        Parameters
        ----------
        pattern
            What is open.
        chosen
            The visits; those before them that are not among them are done.
        away
            Whether doors outside her place are open to her.
        """
        known = self._days[pattern, away]
        if chosen not in known:
            known[chosen] = self._day(self._reached(pattern, chosen, away))
        return known[chosen]

    def _day(self, states: list[_State]) -> Day | None:
        found = None
        for state in states:
            home = self.legs.leg(state.where, HOME, state.time)
            minutes = state.minutes + home.minutes
            if home.arrives <= self.limits.back and (found is None or minutes < found[0]):
                found = minutes, state, home
        if found is None:
            return None
        minutes, state, home = found
        stops = []
        last: _State | None = state
        while last and last.stop:
            stops.append(last.stop)
            last = last.before
        return Day(tuple(reversed(stops)), home, minutes)

    def _reached(self, pattern: Pattern, chosen: int, away: bool) -> list[_State]:  # noqa: FBT001  (part of the key)
        """Return where she may be after a set of visits: at each door no later with more on the way."""
        if not chosen:
            return [_State(HOME, self.limits.leave, 0, None, None)]
        key = pattern, chosen, away
        if key in self._states:
            return self._states[key]
        best: dict[Where, list[_State]] = {}
        for visit in members(chosen):
            rest = chosen & ~(1 << visit)
            if any(self.same_day[other] >> visit & 1 for other in members(rest)):
                continue  # another of them comes after it
            for state in self._reached(pattern, rest, away):
                for door in self.doors[visit]:
                    if away or not door.away:
                        new = self._at(pattern, state, visit, door)
                        if new is not None:
                            _keep(best.setdefault(new.where, []), new)
        self._states[key] = [state for states in best.values() for state in states]
        return self._states[key]

    def _at(self, pattern: Pattern, state: _State, visit: int, door: Door) -> _State | None:
        where = state.where if door.where == HERE else door.where
        way = self.legs.leg(state.where, where, state.time)
        if way.arrives == inf or (door.tokens_at is not None and way.arrives > door.tokens_at):
            return None
        for opens, closes, appointment in self.spans(pattern, door):
            start = max(opens, way.arrives)
            end = start + (self.visits[visit].minutes if door.point else 0)
            if end <= closes and start < closes:
                stop = Stop(visit, door, way, start, end, appointment)
                return _State(where, end, state.minutes + way.minutes, stop, state)
        return None

    def largest(self, pattern: Pattern, ready: int, *, away: bool) -> list[int]:
        """Return the sets that fit on a day of which no other that fits contains them.

        Parameters
        ----------
        pattern, away
            As of `fit`.
        ready
            The visits that may be on that day, those among them that come after others of them.
        """
        key = pattern, ready, away
        if key not in self._largest:
            if ready.bit_count() <= self.limits.most and self.fit(pattern, ready, away=away):
                self._largest[key] = [ready]
            else:
                self._largest[key] = _largest(list(self._fitting(pattern, ready, away=away)))
        return self._largest[key]

    def _fitting(self, pattern: Pattern, ready: int, *, away: bool) -> Iterator[int]:
        """Yield every set that fits: one visit more at a time, as a part of what fits does too.

        What comes before a visit has a lower number, so that each set is come to once, in their order.
        """
        known = self._days[pattern, away]
        before = [self.same_day[visit] & ready for visit in range(ready.bit_length())]
        level = [0]
        for _ in range(self.limits.most):
            level = [
                more
                for chosen in level
                for visit in members(ready >> chosen.bit_length() << chosen.bit_length())
                if not before[visit] & ~chosen
                and (
                    known[more]
                    if (more := chosen | 1 << visit) in known
                    else self.fit(pattern, more, away=away)
                )
            ]
            if not level:
                return
            yield from level


def _keep(states: list[_State], new: _State) -> None:
    """Put a state among those at its door, and take out what it is no worse than."""
    if any(old.time <= new.time and old.minutes <= new.minutes for old in states):
        return
    states[:] = [old for old in states if old.time < new.time or old.minutes < new.minutes]
    states.append(new)


def _largest(sets: list[int]) -> list[int]:
    """Return the sets that no other contains; the larger ones come last."""
    kept: list[int] = []
    for one in reversed(sets):
        for other in kept:
            if not one & ~other:
                break
        else:
            kept.append(one)
    return kept


def _bits(numbers: Iterator[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


@lru_cache(maxsize=65536)
def members(bits: int) -> tuple[int, ...]:
    """Return the numbers of a set.

    >>> members(0b1011)
    (0, 1, 3)
    """
    found = []
    while bits:
        found.append((bits & -bits).bit_length() - 1)
        bits &= bits - 1
    return tuple(found)
