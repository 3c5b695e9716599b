"""Hold what the sheet of queues shows: what was played, service by service and day by day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Band", "Played", "Queues", "Strip", "runs", "spread"]

_QUANTILES = (0.1, 0.5, 0.9)


class Band(NamedTuple):
    """What is in the middle of the replications, and what nine in ten are above and below of."""

    low: Floats
    median: Floats
    high: Floats


def spread(days: Floats, starts: Ints) -> Band:
    """Return the percentiles 10, 50 and 90 over replications of the means of stretches of days.

    Parameters
    ----------
    days
        A figure a day, ``(B, D)``.
    starts
        The first day of each stretch; the last ends with the days.

    Examples
    --------
    >>> days = np.array([[0.0, 2.0, 4.0], [0.0, 4.0, 8.0], [3.0, 3.0, 9.0]])
    >>> spread(days, np.array([0, 2])).median
    array([2., 8.])
    """
    lengths = np.diff([*starts, days.shape[1]])
    means = np.add.reduceat(days, starts, axis=1) / lengths
    return Band(*np.quantile(means, _QUANTILES, axis=0))


def runs(days: Bools) -> Iterator[tuple[int, int]]:
    """Yield the first day of each run of true days, and the first after it.

    >>> list(runs(np.array([True, True, False, True])))
    [(0, 2), (3, 4)]
    """
    edges = np.flatnonzero(np.diff([False, *days, False])).tolist()
    yield from zip(edges[::2], edges[1::2], strict=True)


@dataclass(frozen=True, eq=False)
class Played:
    """What was played of a service.

    Attributes
    ----------
    waiting
        Who waits at the end of each day, in each replication, ``(B, D)``.
    slots, used
        The places of each day, and those that were used, of the same shape.
    closed
        The days on which it is closed although it usually opens on them, ``(D,)``.
    growing
        Whether its queue grows without end.
    """

    waiting: Floats
    slots: Floats
    used: Floats
    closed: Bools
    growing: bool = False

    @cached_property
    def grows_from(self) -> int | None:
        """The day on which a queue that grows began to: from it on somebody always waits.

        It is the median over replications; 0 where somebody waits on every day that is shown, and
        ``None`` where the queue does not grow.
        """
        if not self.growing:
            return None
        empty = self.waiting <= 0
        last = self.waiting.shape[1] - np.argmax(empty[:, ::-1], axis=1)
        return int(np.median(np.where(empty.any(axis=1), last, 0)))


@dataclass(frozen=True, eq=False)
class Strip:
    """A service on the sheet.

    Attributes
    ----------
    resource, name, notes
        Its id (``actor:usf``, ``step:parto``), what people call it, and what is said of it.
    now, then
        What was played, and what was with the change, where one is shown.
    """

    resource: str
    name: str
    notes: tuple[str, ...]
    now: Played
    then: Played | None = None

    @property
    def both(self) -> Iterator[tuple[str, Played]]:
        """What was played, and with the change, each with the key of its signs."""
        yield "now", self.now
        if self.then is not None:
            yield "then", self.then


@dataclass(frozen=True, eq=False)
class Queues:
    """What the sheet of queues shows.

    Attributes
    ----------
    name
        What its files are called by.
    title
        The names of the routes.
    routes, territory
        Their ids, and the name of the territory, where it is in one.
    start
        The first day.
    seed, replications
        By which it can be played again, and how often it was.
    strips
        The services, in the order in which they are drawn.
    change
        What the change is, in words; nothing where none is shown.
    example
        Whether something of it is made up.
    """

    name: str
    title: str
    routes: tuple[str, ...]
    start: date
    seed: int
    replications: int
    strips: tuple[Strip, ...]
    territory: str = ""
    change: str = ""
    example: bool = False

    banner = "local.banner"

    @property
    def days(self) -> int:
        """How many days are shown."""
        return self.strips[0].now.waiting.shape[1] if self.strips else 0
