"""Find the fewest places with which people wait, or are on their way, no longer than is asked.

First with places for everybody: what is left then is no matter of capacity, and where that is too long no
capacity suffices. Then each capacity alone, from what a formula says on, by bisection, while the others have
places for everybody. Where together they don't suffice, all grow in proportion until they do. At last each is
lowered as far as it can be, until none can: more places upstream may ask for more downstream, for people then
come in greater groups. All plays have the same people, and differ in their places only [1]_.

References
----------
.. [1] Law, A. M. (2007). *Simulation Modeling and Analysis*, 4th ed., McGraw-Hill, section 11.2 (common
   random numbers).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, isnan
from typing import TYPE_CHECKING

import numpy as np

from rutas.errors import UsageError
from rutas.locale import say
from rutas.simulation.capacities import Adjustable, adjusted, least
from rutas.simulation.statistics import Interval, interval

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.quantity import Rate
    from rutas.simulation.capacities import Unit
    from rutas.simulation.figures import Queue
    from rutas.simulation.resources import Resource
    from rutas.simulation.result import Result
    from rutas.simulation.setting import Setting
    from rutas.simulation.targets import Target

    Floats = NDArray[np.float64]
    Levels = Mapping[str, int]

__all__ = ["Goal", "Level", "Staff", "Staffing", "staff"]

_SHORT = 0.5  # days: who waits no longer is not held up by a capacity
_EIGHTH = 8  # by what part all capacities grow at once, where together they don't suffice
_FURTHER = (1.25, 1.5, 2.0)  # times the places found, to which the curve goes


@dataclass(frozen=True, slots=True)
class Goal:
    """A target, and what comes of it.

    Attributes
    ----------
    target
        What is asked.
    today, found, floor
        The figure with the capacities as they are, as they were found, and with places for everybody; where a
        queue grows without end it has none, and is ``None``. So is `found` where no capacity suffices.
    """

    target: Target
    today: Interval | None
    found: Interval | None
    floor: Interval | None

    @property
    def reachable(self) -> bool:
        """Whether some capacity suffices."""
        return _within(self.floor, self.target)

    @property
    def slack(self) -> float | None:
        """Days between what is asked and what is found."""
        return None if self.found is None else self.target.days - self.found.mean


@dataclass(frozen=True, slots=True)
class Level:
    """A point of the curve: so many places, and what they come to.

    Attributes
    ----------
    places
        How many.
    capacity
        As many people a calendar day, in the mean.
    figure
        What the target that is asked of it comes to; ``None`` where a queue grows without end.
    """

    places: int
    capacity: float
    figure: Interval | None


@dataclass(frozen=True, slots=True)
class Staff:
    """A capacity that was found.

    Attributes
    ----------
    resource, steps
        Its id, and the steps that ask for its places, as ``ROUTE/STEP``.
    unit
        Of what its places are counted.
    today, capacity
        How many can be attended on a calendar day as it is, and as it was found, in the mean.
    places_today, places
        The same in places of the unit.
    rate
        As a file writes it; ``None`` where doors hand the places out.
    formula
        The fewest places by formula; ``None`` where nothing is asked of the waits for it.
    utilisation
        The share of the places found that are given out.
    target
        The target whose figure `next` and `curve` tell.
    next
        What one place more changes of that figure, in days.
    curve
        Places, and what they come to, the others as they were found.
    """

    resource: str
    steps: tuple[str, ...]
    unit: Unit
    today: float
    capacity: float
    places_today: float
    places: int
    rate: Rate | None
    formula: int | None
    utilisation: Interval
    target: Target
    next: Interval
    curve: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Staffing:
    """What it takes to reach some targets.

    Attributes
    ----------
    goals
        The targets.
    staff
        The capacities; none where no capacity suffices, or the targets are reached as it is and nobody
        waits for long.
    plays, replications
        How many plays it took, and of how many replications each.
    """

    goals: tuple[Goal, ...]
    staff: tuple[Staff, ...]
    plays: int
    replications: int

    @property
    def reachable(self) -> bool:
        """Whether some capacities suffice for all targets."""
        return all(goal.reachable for goal in self.goals)


def staff(
    setting: Setting, targets: Sequence[Target], play: Callable[[Setting], Result]
) -> Staffing:
    """Find the fewest places that reach some targets with 95 % confidence.

    Parameters
    ----------
    setting
        What is played.
    targets
        What is asked.
    play
        Plays a setting, always with as many replications.

    Raises
    ------
    UsageError
        If nobody comes where a target asks of the wait.
    """
    search = _Search(setting, targets, play)
    if not all(_within(search.figure({}, one), one) for one in targets):
        return search.told(None)
    return search.told(search.found())


def _within(figure: Interval | None, target: Target) -> bool:
    """Tell whether a figure is within a target, with confidence; one that nobody tells is not."""
    if figure is None or isnan(figure.mean):
        return False
    return bool(figure.mean <= target.days and not figure.high > target.days)


def _endless(queue: Queue) -> bool:
    """Tell whether a queue grows without end, or would in a longer play, for more come than are attended."""
    with np.errstate(invalid="ignore"):
        places = queue.served / queue.utilisation
    lack = bool(np.nanmean(queue.came) >= np.nanmean(places)) if queue.served.any() else True
    return queue.growing or (lack and not queue.gave_up.any())


def _waited_for(queue: Queue) -> bool:
    """Tell whether people wait for long."""
    return _endless(queue) or bool(np.nanmean(queue.wait.mean) >= _SHORT)


class _Search:
    """Play settings that differ in their places only, each once."""

    def __init__(
        self, setting: Setting, targets: Sequence[Target], play: Callable[[Setting], Result]
    ) -> None:
        self.setting, self.targets, self.play = setting, targets, play
        self.results: dict[tuple[tuple[str, int], ...], Result] = {}
        self.today = play(setting)
        self.plays = 1
        for one in targets:
            queue = one.queue(self.today)
            if queue and not queue.came.any():
                raise UsageError(say("staff.nobody-comes", target=one.text))

    @cached_property
    def searched(self) -> dict[str, Adjustable]:
        """The capacities that are searched, by their ids: those that people wait for by the targets.

        For the journey they are all for which people wait for long, as it is or once they don't wait for
        those any more.
        """
        known = {
            one.id: Adjustable(one) for one in self.setting.resources if one.capacity is not None
        }
        wanted = {one.id for target in self.targets for one in target.asks(self.setting)}
        result = self.today
        while any(not target.row for target in self.targets):
            more = {name for name in known.keys() - wanted if _waited_for(result.queues[name])}
            if not more:
                break
            wanted |= more
            result = self._played({name: known[name].unlimited for name in wanted})
        return {name: one for name, one in known.items() if name in wanted}

    # --- plays ------------------------------------------------------------------------------------

    def result(self, levels: Levels) -> Result:
        """Play with so many places; what is searched and not named has places for everybody."""
        key = tuple(sorted(levels.items()))
        if key not in self.results:
            self.results[key] = self._played({
                name: one.with_places(levels[name]) if name in levels else one.unlimited
                for name, one in self.searched.items()
            })  # fmt: skip
        return self.results[key]

    def _played(self, changed: Mapping[str, Resource]) -> Result:
        self.plays += 1
        return self.play(adjusted(self.setting, changed))

    def figure(self, levels: Levels, target: Target) -> Interval | None:
        """Return what a target comes to; nothing where a queue that it depends on grows without end."""
        return self._told(self.result(levels), target)

    def _told(self, result: Result, target: Target) -> Interval | None:
        queue = target.queue(result)
        asked = [one.id for one in target.asks(self.setting)] if queue else list(self.searched)
        if any(_endless(result.queues[name]) for name in asked):
            return None
        return interval(target.figure(result))

    def suffices(self, levels: Levels) -> bool:
        """Tell whether so many places reach all targets."""
        return all(_within(self.figure(levels, one), one) for one in self.targets)

    # --- the search -------------------------------------------------------------------------------

    def found(self) -> dict[str, int]:
        """Return the fewest places: with one fewer of any, they would not suffice."""
        alone = {name: self._alone(name) for name in self.searched}

        def grown(eighths: int) -> dict[str, int]:
            return {name: n + ceil(n * (eighths - 1) / _EIGHTH) for name, n in alone.items()}

        levels, before = grown(least(lambda eighths: self.suffices(grown(eighths)), 1)), None
        while len(levels) > 1 and levels != before:
            before = levels
            for name in levels:
                levels = {**levels, name: self._lowered(levels, name)}
        return levels

    def _lowered(self, levels: Levels, name: str) -> int:
        """Return the fewest places of one, where the others have as many as they have."""
        return least(lambda n: self.suffices({**levels, name: n}), levels[name])

    def _alone(self, name: str) -> int:
        """Return the fewest places of one, where all others have places for everybody."""
        return least(lambda n: self.suffices({name: n}), self._formula(name) or self._needed(name))

    def _needed(self, name: str) -> int:
        """Return how many places as many people need as come."""
        came = float(np.nanmean(self.result({}).queues[name].came))
        return ceil(self.searched[name].places(came))

    def _formula(self, name: str) -> int | None:
        """Return the fewest places by formula; nothing where no target asks of the waits for it."""
        targets = [one for one in self.targets if name in self._asked(one)]
        if not targets:
            return None
        arrivals, takes = [], []
        for k, i in self.searched[name].resource.steps:
            route = self.setting.routes[k]
            step = list(route.steps.values())[i]
            queue = self.result({}).queues[f"{route.id}/{step.id}"]
            arrivals.append(float(np.nanmean(queue.came)))
            takes.append(step.takes)
        return self.searched[name].by_formula(targets, arrivals, takes)

    def _asked(self, target: Target) -> set[str]:
        return {one.id for one in target.asks(self.setting)}

    # --- what is told -----------------------------------------------------------------------------

    def told(self, levels: Levels | None) -> Staffing:
        """Return what was found; without levels that no capacity suffices."""
        goals = tuple(
            Goal(
                target=one,
                today=self._told(self.today, one),
                found=None if levels is None else self.figure(levels, one),
                floor=self.figure({}, one),
            )
            for one in self.targets
        )
        found = () if levels is None else tuple(self._staff(name, levels) for name in levels)
        return Staffing(goals, found, self.plays, self.today.size)

    def _staff(self, name: str, levels: Levels) -> Staff:
        one, places = self.searched[name], levels[name]
        target = next((t for t in self.targets if name in self._asked(t)), None)
        target = target or next(t for t in self.targets if not t.row)
        capacity = one.with_places(places).capacity or 0.0
        routes = self.setting.routes
        curve = self._curve(name, levels, target)
        more = target.figure(self.result({**levels, name: places + 1}))
        return Staff(
            resource=name,
            steps=tuple(f"{routes[k].id}/{[*routes[k].steps][i]}" for k, i in one.resource.steps),
            unit=one.unit,
            today=one.today,
            capacity=capacity,
            places_today=one.places(one.today),
            places=places,
            rate=one.rate(places) if one.resource.places.quota is None else None,
            formula=self._formula(name),
            utilisation=interval(self.result(levels).queues[name].utilisation),
            target=target,
            next=interval(more - target.figure(self.result(levels))),
            curve=curve,
        )

    def _curve(self, name: str, levels: Levels, target: Target) -> tuple[Level, ...]:
        """Return what was played of one capacity with the others as they were found, and a few beyond."""
        fixed = {other: n for other, n in levels.items() if other != name}
        asked = {levels[name] + 1, *(ceil(levels[name] * times) for times in _FURTHER)}
        asked |= {
            dict(key)[name]
            for key in self.results
            if name in dict(key) and fixed == {k: n for k, n in key if k != name}
        }
        return tuple(
            Level(
                places,
                self.searched[name].with_places(places).capacity or 0.0,
                self.figure({**fixed, name: places}, target),
            )
            for places in sorted(asked)
        )
