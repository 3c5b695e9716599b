"""Find the fewest places with which people wait, or are on their way, no longer than is asked.

First with places for everybody: what is left then is no matter of capacity, and where that is too long no
capacity suffices. Of a journey, what may stay as it is stays. Then each capacity alone, from what a formula
says on, by bisection, while the others have places for everybody. Where together they don't suffice, all grow
in proportion until they do. At last each is lowered as far as it can be, until none can: more places upstream
may ask for more downstream, for people then come in greater groups. All plays have the same people, and
differ in their places only [1]_.

References
----------
.. [1] Law, A. M. (2007). *Simulation Modeling and Analysis*, 4th ed., McGraw-Hill, section 11.2 (common
   random numbers).
"""

from __future__ import annotations

from functools import cached_property, partial
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from rutas.errors import UsageError
from rutas.locale import say
from rutas.simulation.capacities import Adjustable, adjusted, least
from rutas.simulation.district import allowed, longest
from rutas.simulation.formula import visits
from rutas.simulation.result import Result
from rutas.simulation.run import replicate
from rutas.simulation.staffing import Goal, Level, Staff, Staffing, endless, waited_for, within
from rutas.simulation.statistics import Interval, interval
from rutas.simulation.targets import read_target

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.simulation.district import Asked
    from rutas.simulation.resources import Resource
    from rutas.simulation.setting import Setting
    from rutas.simulation.targets import Target

    Floats = NDArray[np.float64]
    Levels = Mapping[str, int]

__all__ = ["reach", "staff"]

_EIGHTH = 8  # by what part all capacities grow at once, where together they don't suffice
_FURTHER = (1.25, 1.5, 2.0)  # times the places found, to which the curve goes


def reach(asked: Asked, targets: Sequence[str]) -> Staffing:
    """Find the fewest places of a district that reach some targets with 95 % confidence.

    Parameters
    ----------
    asked
        What is to be played: always `most` replications of it.
    targets
        What is asked, as people write it.

    Raises
    ------
    UsageError
        If a target can't be read, if nobody comes or queues where it asks of the wait, or for one of the
        reasons of `district`.
    """
    read = [read_target(one, asked.setting(asked.routes)) for one in targets]
    days = longest(asked.routes)
    long = visits(asked.setting(asked.routes, days))
    allowed(asked, long, asked.most)
    play = partial(_played, asked.most, long)
    while (today := play(asked.setting(asked.routes, days))).warm_up > days:
        days = today.warm_up
    return staff(today.setting, read, play, today)


def _played(size: int, long: float, setting: Setting) -> Result:
    """Play a setting so many times."""
    done = replicate([setting], lambda _: size, least=size, most=size, visits=long)
    if done.interrupted:
        raise KeyboardInterrupt  # fewer replications than others have can't be set beside theirs
    return Result(setting, done.records[0])


def staff(
    setting: Setting, targets: Sequence[Target], play: Callable[[Setting], Result],
    today: Result | None = None,
) -> Staffing:  # fmt: skip
    """Find the fewest places that reach some targets with 95 % confidence.

    Parameters
    ----------
    setting
        What is played.
    targets
        What is asked.
    play
        Plays a setting, always with as many replications.
    today
        What came of the setting as it is, where that is known.

    Raises
    ------
    UsageError
        If nobody comes where a target asks of the wait.
    """
    search = _Search(setting, targets, play, today or play(setting))
    if not search.reach(search.wide):
        return search.told(None)
    return search.told(search.found())


class _Search:
    """Play settings that differ in their places only, each once."""

    def __init__(
        self, setting: Setting, targets: Sequence[Target], play: Callable[[Setting], Result],
        today: Result,
    ) -> None:  # fmt: skip
        self.setting, self.targets, self.play, self.today = setting, targets, play, today
        self.results: dict[tuple[tuple[str, int], ...], Result] = {}
        self.plays = 1
        for one in targets:
            queue = one.queue(self.today)
            if queue and not queue.came.any():
                raise UsageError(say("staff.nobody-comes", target=one.text))

    @cached_property
    def watched(self) -> dict[str, Adjustable]:
        """The capacities that people wait for by the targets, by their ids: their queues must have an end.

        For the journey they are all for which people wait for long, as it is or once they don't wait for
        those any more.
        """
        known = {
            one.id: Adjustable.of(one, self._few(one))
            for one in self.setting.resources
            if one.capacity is not None
        }
        wanted, result = self._named, self.today
        while any(not target.row for target in self.targets):
            more = {name for name in known.keys() - wanted if waited_for(result.queues[name])}
            if not more:
                break
            wanted |= more
            result = self._played({name: known[name].unlimited for name in wanted})
        return {name: one for name, one in known.items() if name in wanted}

    @property
    def _named(self) -> set[str]:
        """The capacities of whose waits a target asks."""
        return {one.id for target in self.targets for one in target.asks(self.setting)}

    @cached_property
    def kept(self) -> frozenset[str]:
        """Those that may stay as they are: no target asks of them, and the others can reach all."""
        kept: frozenset[str] = frozenset()
        waits = {name: self.today.queues[name].waiting.mean() for name in self.watched}
        for name in sorted(self.watched.keys() - self._named, key=waits.__getitem__):
            result = self._played(self._changed({}, {*kept, name}))
            if self.reach(result):
                kept |= {name}
        return kept

    @cached_property
    def searched(self) -> dict[str, Adjustable]:
        """The capacities that are searched."""
        return {name: one for name, one in self.watched.items() if name not in self.kept}

    def _few(self, one: Resource) -> float:
        """Return how many are attended on a day as it is, or could be, where those are fewer."""
        came = float(np.nanmean(self.today.queues[one.id].came))
        return min(came or np.inf, one.capacity or np.inf)

    # --- plays ------------------------------------------------------------------------------------

    def result(self, levels: Levels) -> Result:
        """Play with so many places; what is searched and not named has places for everybody."""
        key = tuple(sorted(levels.items()))
        if key not in self.results:
            self.results[key] = self._played(self._changed(levels, self.kept))
        return self.results[key]

    def _changed(self, levels: Levels, kept: Collection[str]) -> dict[str, Resource]:
        return {
            name: one.with_places(levels[name]) if name in levels else one.unlimited
            for name, one in self.watched.items()
            if name not in kept
        }

    def _played(self, changed: Mapping[str, Resource]) -> Result:
        self.plays += 1
        return self.play(adjusted(self.setting, changed))

    def figure(self, levels: Levels, target: Target) -> Interval | None:
        """Return what a target comes to; nothing where a queue that it depends on grows without end."""
        return self._told(self.result(levels), target)

    def _told(self, result: Result, target: Target) -> Interval | None:
        queue = target.queue(result)
        asked = [one.id for one in target.asks(self.setting)] if queue else list(self.watched)
        if any(endless(result.queues[name]) for name in asked):
            return None
        found = target.figure(result)
        if queue and (np.isnan(found) & (queue.came > 0)).any():
            return None
        return interval(found)

    @cached_property
    def wide(self) -> Result:
        """What comes of places for everybody."""
        return self._played(self._changed({}, ()))

    def suffices(self, levels: Levels) -> bool:
        """Tell whether so many places reach all targets."""
        return self.reach(self.result(levels))

    def reach(self, result: Result) -> bool:
        """Tell whether a play reaches all targets."""
        return all(within(self._told(result, one), one) for one in self.targets)

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
                floor=self._told(self.wide, one),
            )
            for one in self.targets
        )
        found = () if levels is None else tuple(self._staff(name, levels) for name in levels)
        queues = (self.wide if levels is None else self.result(levels)).queues
        others = [one.id for one in self.setting.resources if one.id not in self.watched]
        held = tuple(name for name in others if queues[name].growing)
        return Staffing(self.setting, goals, found, held, self.plays, self.today.size)

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
