"""Give everybody at a place a value of a quantity: by her own chance, from its distribution in fine steps."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.common_random_numbers import derived

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.quantity import Quantity

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Words = NDArray[np.uint64]

__all__ = ["Drawn"]

_BITS = 10
_SHIFT = np.uint64(64 - _BITS)


@lru_cache(maxsize=1024)
def _middles(quantity: Quantity) -> Floats:
    """Return the middles of equal parts of a distribution; routes of many districts have most in common."""
    return quantity.quantile((np.arange(1 << _BITS) + 0.5) / (1 << _BITS))


class Drawn:
    """One quantity of many places.

    An uncertain one has 1024 values, each in the middle of as many equal parts of its distribution: their
    mean is that of the quantity, and to read one is as fast as to read a table.

    Parameters
    ----------
    given
        The quantity of each place, if it has one.
    default
        The value where there is none.

    Attributes
    ----------
    mean
        ``(n,)`` the mean at each place.

    Examples
    --------
    >>> from rutas.quantity import Duration
    >>> wait = Drawn([None, Duration.parse("3 d"), Duration.parse("1..2 d")], 0.0)
    >>> words = np.arange(3, dtype=np.uint64)
    >>> wait.at(np.array([0, 1, 1]), words, 1).tolist(), bool(1 < wait.at(np.array([2]), words[:1], 1)[0] < 2)
    ([0.0, 3.0, 3.0], True)
    """

    def __init__(self, given: Sequence[Quantity | None], default: float) -> None:
        self.mean = np.array([default if one is None else one.mean for one in given], dtype=float)
        rows: dict[tuple[float, ...], int] = {}
        values: list[Floats] = []
        self.row = np.full(len(given), -1)
        for k, one in enumerate(given):
            if one is None or one.exact:
                continue
            if one.points not in rows:
                rows[one.points] = len(values)
                values.append(_middles(one))
            self.row[k] = rows[one.points]
        self.values = np.array(values)

    def at(self, place: Ints, word: Words, what: int) -> Floats:
        """Return a value for each place and word; ``what`` tells apart what is drawn from one word.

        One place may stand for all words: then there is one value for all, if nothing is drawn.
        """
        found = self.mean[place]
        if not len(self.values):
            return found
        row = self.row[place]
        if len(row) < len(word):
            if row[0] < 0:
                return found
            row, found = np.broadcast_to(row, word.shape), np.empty(len(word))
        some = np.flatnonzero(row >= 0)
        if len(some):
            part = (derived(word[some], what) >> _SHIFT).astype(np.int64)
            found[some] = self.values[row[some], part]
        return found
