"""Hold what it takes to reach some targets."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from rutas.quantity import Rate
    from rutas.simulation.capacities import Unit
    from rutas.simulation.figures import Queue
    from rutas.simulation.setting import Setting
    from rutas.simulation.statistics import Interval
    from rutas.simulation.targets import Target

__all__ = ["Goal", "Level", "Staff", "Staffing", "endless", "waited_for", "within"]

_FULL = 0.98  # of the places may be asked for: where fewer stay free, a queue has hardly an end
_SHORT = 0.5  # days: who waits no longer is not held up by a capacity


@dataclass(frozen=True, slots=True)
class Goal:
    """A target, and what comes of it.

    Attributes
    ----------
    target
        What is asked.
    today, found, floor
        The figure with the capacities as they are, as they were found, and with places for everybody. It is
        ``None`` where a queue has no end: it grows, or one in ten who asked waits still. So is `found` where
        no capacity suffices.
    """

    target: Target
    today: Interval | None
    found: Interval | None
    floor: Interval | None

    @property
    def reachable(self) -> bool:
        """Whether some capacity suffices."""
        return within(self.floor, self.target)

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
        What the target that is asked of it comes to; ``None`` where a queue has no end.
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
    setting
        What was played, as it is.
    goals
        The targets.
    staff
        The capacities; none where no capacity suffices, or the targets are reached as it is and nobody
        waits for long.
    endless
        Other resources whose queues grow without end with what was found: they hold up who would come else.
    plays, replications
        How many plays it took, and of how many replications each.
    """

    setting: Setting
    goals: tuple[Goal, ...]
    staff: tuple[Staff, ...]
    endless: tuple[str, ...]
    plays: int
    replications: int

    @property
    def reachable(self) -> bool:
        """Whether some capacities suffice for all targets."""
        return all(goal.reachable for goal in self.goals)


def within(figure: Interval | None, target: Target) -> bool:
    """Tell whether a figure is within a target, with confidence; one that nobody tells is not."""
    if figure is None or isnan(figure.mean):
        return False
    return bool(figure.mean <= target.days and not figure.high > target.days)


def endless(queue: Queue) -> bool:
    """Tell whether a queue grows without end, or would in a longer play, for more come than are attended."""
    if not queue.utilisation.any() or np.isnan(queue.utilisation).all():
        return queue.growing  # nobody is served, or there is a place for everybody
    lack = bool(np.nanmean(queue.came) >= _FULL * np.nanmean(queue.served / queue.utilisation))
    return queue.growing or (lack and not queue.gave_up.any())


def waited_for(queue: Queue) -> bool:
    """Tell whether people wait for long."""
    known = queue.wait.mean[~np.isnan(queue.wait.mean)]
    return endless(queue) or bool(known.mean() >= _SHORT if len(known) else queue.end.any())
