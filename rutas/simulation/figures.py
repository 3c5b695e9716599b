"""Hold the figures of a play, each a number a replication: of queues, of people, of cohorts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rutas.simulation.record import Tally

    Floats = NDArray[np.float64]

__all__ = ["Cohort", "People", "Queue", "Spread", "share_of"]

_HALF = 0.5
_MORE = 0.01  # of a cohort that are still in the route


@dataclass(frozen=True, eq=False)
class Spread:
    """How days are distributed, ``(B,)`` each; nan in a replication in which nobody has any.

    Attributes
    ----------
    mean, p10, p50, p90
        Their mean and percentiles.
    most
        The longest of them.
    """

    mean: Floats
    p10: Floats
    p50: Floats
    p90: Floats
    most: Floats

    @classmethod
    def of(cls, days: Tally, size: int) -> Spread:
        """Return that of the last column of a tally."""
        replication, value = days.by(len(days.shape)).columns
        counts = days.by(len(days.shape)).counts
        total = np.bincount(replication, counts, size)
        p10, p50, p90, most = days.quantiles([0.1, 0.5, 0.9, 1.0], size).T
        return cls(
            share_of(np.bincount(replication, counts * value, size), total), p10, p50, p90, most
        )

    @classmethod
    def unknown(cls, size: int) -> Spread:
        """Return what is known of nobody's days."""
        return cls(*np.full((5, size), np.nan))


@dataclass(frozen=True, eq=False)
class Queue:
    """What happened before the door of a resource, or of one of its steps; ``(B,)`` each.

    Attributes
    ----------
    row
        As the record calls it.
    came, served
        Places asked for, and given out, on a calendar day.
    utilisation
        Places given out of those that there were; nan of a step, and where they have no limit.
    wait
        Days from asking for a place to it, of those who asked within what is measured; unknown where one in
        ten or more of them wait for it still: theirs are the longest.
    waiting, most, end
        People who wait at the end of a day: in the mean, at most, and on the last day.
    growth
        How many more wait after a year, by least squares.
    grows
        Whether it has no end: next to no place stays free, and it grows by more than chance would have it.
    gave_up, no_shows
        Of those who asked, the share who left the queue, and of the places given out, of those who did
        not show.
    year_ends
        Days that who comes last in each year would wait: the queue over the places of a day.
    """

    row: str
    came: Floats
    served: Floats
    utilisation: Floats
    wait: Spread
    waiting: Floats
    most: Floats
    end: Floats
    growth: Floats
    grows: NDArray[np.bool_]
    gave_up: Floats
    no_shows: Floats
    year_ends: tuple[Floats, ...]

    @property
    def growing(self) -> bool:
        """Whether it has no end, in most replications: then no wait is to be told."""
        return bool(self.grows.mean() > _HALF)


@dataclass(frozen=True, eq=False)
class Cohort:
    """The people who entered in one calendar year; ``(B,)`` each.

    Attributes
    ----------
    year
        The year.
    fates
        How many there are of each of `rutas.simulation.record.FATES`.
    received
        How many received each service, by its id.
    """

    year: int
    fates: Mapping[str, Floats]
    received: Mapping[str, Floats]

    @property
    def inside(self) -> float:
        """The share that is still in the route."""
        entered, inside = (float(self.fates[name].sum()) for name in ("entered", "inside"))
        return inside / entered if entered else 1.0


@dataclass(frozen=True, eq=False)
class People:
    """What became of the people of a route, or of one of its populations; ``(B,)`` each.

    Attributes
    ----------
    entered
        People who entered in what is measured.
    completion
        How many completed for one who entered.
    days
        Days from entering to completing.
    cohorts
        The calendar years of entering.
    """

    entered: Floats
    completion: Floats
    days: Spread
    cohorts: tuple[Cohort, ...]

    @cached_property
    def settled_cohort(self) -> Cohort | None:
        """The last cohort of which as much is known as of any; ``None`` where that is of less than half.

        Where a queue grows, some of each cohort stay in the route for ever.
        """
        least = min((one.inside for one in self.cohorts), default=1.0)
        known = [one for one in self.cohorts if one.inside <= least + _MORE]
        return known[-1] if least < _HALF else None

    @property
    def coverage(self) -> Mapping[str, Floats]:
        """The share of that cohort that received each service; nothing where there is none."""
        cohort = self.settled_cohort
        if cohort is None:
            return {}
        return {
            name: share_of(received, cohort.fates["entered"])
            for name, received in cohort.received.items()
        }


def share_of(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    """Return one over another; nan where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(whole > 0, np.true_divide(part, whole), np.nan)
    return found
