"""Hold figures that journeys estimate, with the error that comes of having walked no more of them.

What one person more would change of a figure, its *influence function*, tells its standard error; of the
difference of two figures that the same people walked, the difference of both, person by person. What
chance does to both alike is no part of the error of their difference.

References
----------
.. [1] Hampel, F. R. (1974). The influence curve and its role in robust estimation. *Journal of the
   American Statistical Association* 69(346), 383-393. https://doi.org/10.1080/01621459.1974.10482962
.. [2] Bahadur, R. R. (1966). A note on quantiles in large samples. *Annals of Mathematical Statistics*
   37(3), 577-580. https://doi.org/10.1214/aoms/1177699450
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["FEW", "Estimate", "Quantile", "product", "quantile", "ratio"]

FEW = 36
"""Fewer people than these leave the quantile of nine in ten unbounded, and a mean without much to tell."""

_TIE = 1e-9
_WIDE = 0.5  # of the interval


@dataclass(frozen=True, eq=False)
class Estimate:
    """A figure, or a row of figures.

    Attributes
    ----------
    value
        A number, or ``(n,)``; nan where unknown.
    influence
        ``(J,)`` or ``(J, n)``, what each person who walked makes of it [1]_; ``None`` where it is exact.
    """

    value: Floats
    influence: Floats | None = None

    @cached_property
    def error(self) -> Floats:
        """The standard error, of the shape of `value`; 0 where exact."""
        return self.error_beside(Estimate(self.value))

    def error_beside(self, other: Estimate) -> Floats:
        """Return the standard error of the difference from a figure that the same people walked.

        Examples
        --------
        >>> days = np.array([3.0, 9.0, 5.0, 7.0])
        >>> before, after = ratio(days, np.ones(4)), ratio(days - 2, np.ones(4))
        >>> float(before.error.round(3)), float(after.error_beside(before))
        (1.118, 0.0)
        """
        walked = [one.influence for one in (self, other) if one.influence is not None]
        size = max(map(len, walked), default=0)
        apart = self._shares(size) - other._shares(size)
        return np.asarray(np.sqrt((apart**2).sum(axis=0)))

    def _shares(self, size: int) -> Floats:
        """Return what each of so many people adds to the figure; nothing who did not walk."""
        shares = np.zeros((size, *np.shape(self.value)))
        if self.influence is not None:
            shares[: len(self.influence)] = self.influence / len(self.influence)
        return shares


def ratio(above: Floats, below: Floats) -> Estimate:
    """Estimate the ratio of two means: ``(J,)`` or ``(J, n)`` over the same.

    Examples
    --------
    >>> late = ratio(np.array([1.0, 0.0, 0.0]), np.array([1.0, 1.0, 0.0]))
    >>> float(late.value), float(late.error.round(3))
    (0.5, 0.354)
    """
    whole = below.mean(axis=0)
    value = above.mean(axis=0) / np.where(whole > 0, whole, np.nan)
    apart = np.where(whole > 0, above - value * below, 0.0)
    return Estimate(value, apart / np.where(whole > 0, whole, 1.0))


def product(first: Estimate, second: Estimate) -> Estimate:
    """Multiply figures that other people walked for; what is unknown counts as nothing.

    Examples
    --------
    >>> half = ratio(np.array([1.0, 0.0, 1.0, 0.0]), np.ones(4))
    >>> found = product(half, ratio(np.array([1.0, 0.0]), np.ones(2)))
    >>> float(found.value), float(found.error.round(3))
    (0.25, 0.217)
    """
    sides = [(first, second), (second, first)]
    parts = [
        np.nan_to_num(one.influence * other.value) / len(one.influence)
        for one, other in sides
        if one.influence is not None
    ]
    size = sum(map(len, parts))
    value = np.nan_to_num(first.value * second.value)
    return Estimate(value, size * np.concatenate(parts) if parts else None)


@dataclass(frozen=True, eq=False)
class Quantile(Estimate):
    """A quantile.

    Attributes
    ----------
    gap
        Where hardly any journey ends and the quantile may lie anywhere: from and to; or ``None``.
    """

    gap: tuple[float, float] | None = None


def quantile(values: Floats, weights: Floats, level: float, until: float = np.inf) -> Quantile:
    """Estimate a quantile: the least value that a share of the people don't exceed.

    Parameters
    ----------
    values
        ``(J,)``; of who is not yet done, what no value of hers will be below.
    weights
        ``(J,)`` how much each counts: 0 for those who don't.
    level
        The share, between 0 and 1.
    until
        From which value on some are not known.

    Returns
    -------
    The quantile; nan where too few count, or so many are not known, that nothing bounds it. Its error is a
    quarter of the interval of the order statistics that holds it nineteen times in twenty. A gap is told
    where more than half of that interval is empty.

    Examples
    --------
    >>> days = np.repeat([1.0, 9.0], [501, 499])
    >>> found = quantile(days, np.ones(1000), 0.5)
    >>> float(found.value), found.gap
    (1.0, (1.0, 9.0))
    """
    size = float(weights.sum())
    if size < FEW:
        return Quantile(np.array(np.nan))
    order = np.argsort(values, kind="stable")
    order = order[weights[order] > 0]
    ranked, below = values[order], np.cumsum(weights[order]) / size
    half = 2 * np.sqrt(level * (1 - level) / size)
    levels = np.array([level - half, level, level + half]) - _TIE
    first, here, last = np.minimum(np.searchsorted(below, levels), len(ranked) - 1)
    value, width = ranked[here], float(ranked[last] - ranked[first])
    if ranked[last] >= until:
        return Quantile(np.array(np.nan))
    stretch = width / (2 * half)
    within = (values <= value) - float(below[np.searchsorted(ranked, value, "right") - 1])
    influence = -within * weights * (stretch * len(weights) / size)
    return Quantile(np.array(value), influence, _gap(ranked[first : last + 1], width))


def _gap(near: Floats, width: float) -> tuple[float, float] | None:
    """Return the emptiest part of an interval where it is most of it."""
    empty = np.diff(near)
    if not len(empty) or empty.max() <= max(_WIDE * width, _TIE):
        return None
    k = int(np.argmax(empty))
    return float(near[k]), float(near[k + 1])
