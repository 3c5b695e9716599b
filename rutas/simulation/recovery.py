"""Tell how long a shock is felt: until the queue is as it would have been without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rutas.simulation.statistics import interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int32]

__all__ = ["Felt", "felt"]

WEEK = 7
_CALM = 4
"""So many weeks on end no difference is to be seen: in one of twenty, chance hides or shows one."""


class Felt(NamedTuple):
    """How a shock is felt at a door.

    Attributes
    ----------
    most
        By how many people the queue was longer in the week of the greatest difference; below 0, shorter.
    days
        Days from the shock's end until it is as it would have been; ``None`` where it is not, by the end.
    """

    most: float
    days: int | None


def felt(before: Counts, after: Counts, first: int, end: int) -> Felt | None:
    """Return how a shock is felt at a door; ``None`` where it isn't.

    The same people come to both, and their difference is taken replication by replication, a week at a time.
    The queue is as before from the first week after the shock from which on, for four weeks, the interval
    holds 0.

    Parameters
    ----------
    before, after
        ``(B, D)`` who waits at each day's end, without the shock and with it.
    first, end
        The shock's first day, and the day after its last.

    Examples
    --------
    >>> before = np.ones((5, 100), dtype=np.int32)
    >>> after = before.copy()
    >>> after[:, 10:33] = [[9], [8], [7], [8], [9]]
    >>> felt(before, after, 10, 20)
    Felt(most=7.2, days=14)
    >>> felt(before, before, 10, 20) is None
    True
    """
    apart: NDArray[np.float64] = after.astype(np.float64) - before
    during = _weeks(apart[:, first:end])
    later = _weeks(apart[:, end:])
    whole = np.concatenate([during, later], axis=1)
    differs = np.array([not interval(week).holds(0) for week in whole.T], dtype=bool)
    if not differs.any():
        return None
    means = whole.mean(axis=0)
    most = float(means[np.argmax(np.abs(means) * differs)])
    calm = ~differs[during.shape[1] :]
    for week in range(len(calm) - _CALM + 1):
        if calm[week : week + _CALM].all():
            return Felt(most, week * WEEK)
    return Felt(most, None)


def _weeks(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the means of weeks; days that don't make a whole one are one less long, if they are alone."""
    size, days = apart.shape
    if days < WEEK:
        return apart.mean(axis=1, keepdims=True) if days else apart
    weeks: NDArray[np.float64] = (
        apart[:, : days // WEEK * WEEK].reshape(size, -1, WEEK).mean(axis=2)
    )
    return weeks
