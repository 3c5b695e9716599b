"""Say how sure a figure is that replications told, when a play has settled, and how many are enough.

None of it is left to whoever asks: the replications are independent, so that a figure of each is one
observation of Student's; the same people come to two scenarios, so that their difference is taken
replication by replication.

References
----------
.. [1] Law, A. M. (2007). *Simulation Modeling and Analysis*, 4th ed., McGraw-Hill, sections 9.4.1
   (replications, and how many), 10.2 (paired intervals), 11.2 (common random numbers).
.. [2] White, K. P. (1997). An effective truncation heuristic for bias reduction in simulation output.
   *Simulation* 69(6), 323-334. https://doi.org/10.1177/003754979706900601
.. [3] White, K. P., Cobb, M. J., Spratt, S. C. (2000). A comparison of five steady-state truncation
   heuristics for simulation. *Winter Simulation Conference*, 755-760.
   https://doi.org/10.1109/WSC.2000.899841 (MSER-5)
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import ceil, isfinite, nan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["BATCH", "LEVEL", "Interval", "interval", "overlapping", "settling", "wanted"]

LEVEL = 0.95
"""How often an interval is to hold the figure."""

BATCH = 5
"""Days whose mean is one observation of MSER-5."""

_FEW = 8  # batches are too few to tell a beginning from the rest
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, and between which bounds it is with 95 % confidence.

    Attributes
    ----------
    mean
        The mean over the replications; nan where none has told it.
    low, high
        The bounds; nan where fewer than two replications tell.
    """

    mean: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half of its width."""
        return (self.high - self.low) / 2

    def overlaps(self, other: Interval) -> bool:
        """Tell whether the two figures may be the same; so too where it is not known how sure they are.

        >>> Interval(3, 2, 4).overlaps(Interval(5, 4, 6)), Interval(3, 2, 4).overlaps(Interval(6, 5, 7))
        (True, False)
        """
        return not (self.high < other.low or other.high < self.low)

    def holds(self, value: float) -> bool:
        """Tell whether a number is within the bounds."""
        return self.low <= value <= self.high


def interval(values: Sequence[float] | Floats, level: float = LEVEL) -> Interval:
    """Return the mean of a figure over independent replications, with Student's interval [1]_.

    Parameters
    ----------
    values
        A figure a replication, ``(B,)``; of a difference of two scenarios, replication by replication.
        One that is nan was not told by its replication, and is left out.
    level
        How often it is to hold the figure.

    Examples
    --------
    >>> found = interval([1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09], 0.90)
    >>> round(found.mean, 2), round(found.half, 2)  # Law's example 4.26
    (1.34, 0.24)
    """
    told = np.asarray(values, dtype=np.float64)
    told = told[~np.isnan(told)]
    size = len(told)
    if size == 0:
        return Interval(nan, nan, nan)
    mean = float(told.mean())
    if size == 1:
        return Interval(mean, nan, nan)
    from scipy.special import stdtrit  # noqa: PLC0415  (heavy)

    half = float(stdtrit(size - 1, (1 + level) / 2) * told.std(ddof=1)) / size**0.5
    return Interval(mean, mean - half, mean + half)


def wanted(found: Interval, size: int, precision: float, unit: float = 0.0) -> int:
    """Return how many replications a figure wants: as many as there are where it is known well enough.

    It is so where half of the width is at most γ / (1 + γ) of the mean, which is at most γ of the figure
    itself [1]_; else the width is taken to shrink with the root of the number.

    Parameters
    ----------
    found
        The figure, of ``size`` replications.
    size
        How many there are.
    precision
        γ, the relative error that is asked for.
    unit
        Relative to this at least: a wait of next to nothing need not be known to a twentieth of it.

    Examples
    --------
    >>> wanted(Interval(10, 9.6, 10.4), 10, 0.05), wanted(Interval(10, 9, 11), 10, 0.05)
    (10, 45)
    >>> wanted(Interval(0.02, 0.01, 0.03), 10, 0.05, unit=1)
    10
    """
    bound = precision / (1 + precision) * max(abs(found.mean), unit)
    if not isfinite(found.half) or found.half <= bound:
        return size
    return ceil(size * (found.half / bound) ** 2) if bound else np.iinfo(np.int64).max


def settling(counts: Floats | Ints) -> tuple[int, bool]:
    """Return how many days to leave out at the beginning, where a play begins empty: MSER-5 [2]_ [3]_.

    The days are taken by fives. Leaving out d of the n means, the squared standard error of the mean of
    the rest, as if they were independent, is least where the rest is long and all of a kind.

    Parameters
    ----------
    counts
        How many people there are at the end of each day, ``(days,)``.

    Returns
    -------
    The days, the best of the first half; and whether it has settled: none of the second half is better
    [2]_. The last quarter is no candidate: of counts that stay alike for long, a few are so by chance.

    Examples
    --------
    >>> days = np.arange(400)
    >>> noise = np.random.default_rng(1).normal(size=400)
    >>> settling(np.minimum(days, 60) + noise)
    (60, True)
    >>> settling(days + noise)[1]
    False
    """
    size = len(counts) // BATCH
    if size < _FEW:
        return 0, False
    means = counts[: size * BATCH].reshape(size, BATCH).mean(axis=1)
    apart = means - means.mean()
    left = np.arange(size, 0, -1)
    total = np.cumsum(apart[::-1])[::-1]
    square = np.cumsum((apart**2)[::-1])[::-1]
    error = (np.maximum(square - total**2 / left, _SAME * (1 + square[0])) / left**2)[
        : size - size // 4
    ]
    first = int(np.argmin(error[: size // 2 + 1]))
    return first * BATCH, bool(error[first] <= error.min())


def overlapping(found: Mapping[str, Interval]) -> dict[str, tuple[str, ...]]:
    """Return for each figure the others that it can't be ranked against: their intervals overlap.

    >>> overlapping({"a": Interval(9, 8, 10), "b": Interval(8, 7, 8.5), "c": Interval(3, 2, 4)})
    {'a': ('b',), 'b': ('a',), 'c': ()}
    """
    tied: dict[str, list[str]] = {name: [] for name in found}
    for one, other in combinations(found, 2):
        if found[one].overlaps(found[other]):
            tied[one].append(other)
            tied[other].append(one)
    return {name: tuple(others) for name, others in tied.items()}
