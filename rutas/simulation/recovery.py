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
_SOMEBODY = 0.5  # people
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


def felt(
    before: Counts, after: Counts, first: int, end: int, until: int | None = None
) -> Felt | None:
    """Return how a shock is felt at a door; ``None`` where it isn't.

    The same people come to both, and their difference is taken replication by replication, a week at a time.
    It is felt in a week in which the interval does not hold 0, and the mean is half a person or more. The
    queue is as before from the first week after the shock from which on, for four weeks, it isn't felt.

    Parameters
    ----------
    before, after
        ``(B, D)`` who waits at each day's end, without the shock and with it.
    first, end
        The shock's first day, and the day after its last.
    until
        By when it has to be felt: what is felt from then on is another's doing.

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
    whole = np.concatenate([during, _weeks(apart[:, end:])], axis=1)
    own = during.shape[1]
    means = whole.mean(axis=0)
    seen = np.array([not interval(week).holds(0) for week in whole.T], dtype=bool)
    seen &= np.abs(means) >= _SOMEBODY
    days = np.arange(len(seen)) * WEEK + np.where(
        np.arange(len(seen)) < own, first, end - own * WEEK
    )
    begun = np.flatnonzero(seen & (days < (until or len(apart[0]))))
    if not len(begun):
        return None
    start, last = int(begun[0]), len(seen) - _CALM
    calm = (
        week for week in range(max(start, own), last + 1) if not seen[week : week + _CALM].any()
    )
    over = next(calm, None)
    most = means[start:over]
    return Felt(float(most[np.argmax(np.abs(most))]), None if over is None else (over - own) * WEEK)


def _weeks(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the means of weeks; days that don't make a whole one are one less long, if they are alone."""
    size, days = apart.shape
    if days < WEEK:
        return apart.mean(axis=1, keepdims=True) if days else apart
    weeks: NDArray[np.float64] = (
        apart[:, : days // WEEK * WEEK].reshape(size, -1, WEEK).mean(axis=2)
    )
    return weeks
