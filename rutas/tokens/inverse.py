"""Solve the linear equations of a loop, for many draws at once: (I − Q) x = b.

Small loops are inverted whole, all draws together; large ones by sparse LU, one draw at a time. The diagonal
of the inverse is the expected visits to each step from itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Inverse"]

_WHOLE = 64
_AT_ONCE = 256


class Inverse:
    """The inverse N of I − Q, for ``D`` draws of a loop of ``k`` steps.

    Parameters
    ----------
    size
        How many steps the loop has.
    entries
        Row, column and value of Q, the value a number or ``(D,)``; several at one place add up.
    draws
        How many draws.

    Examples
    --------
    >>> back = Inverse(2, [(0, 1, 0.5), (1, 0, 0.5)], 1)
    >>> back.diagonal().round(4).tolist(), back.right(np.ones((1, 2, 1))).round(4).ravel().tolist()
    ([[1.3333, 1.3333]], [2.0, 2.0])
    """

    def __init__(
        self, size: int, entries: Sequence[tuple[int, int, float | Floats]], draws: int
    ) -> None:
        self.size = size
        self.whole: Floats | None = None
        if size <= _WHOLE:
            matrix = np.zeros((draws, size, size))
            matrix[:, range(size), range(size)] = 1.0
            for i, j, value in entries:
                matrix[:, i, j] -= value
            self.whole = np.asarray(np.linalg.inv(matrix), dtype=np.float64)
        else:
            self.factors = [_factors(size, entries, draw) for draw in range(draws)]

    def right(self, b: Floats) -> Floats:
        """Return N b for ``b`` of shape ``(D, k, r)``."""
        if self.whole is not None:
            return self.whole @ b
        return np.stack([lu.solve(one) for lu, one in zip(self.factors, b, strict=True)])

    def left(self, e: Floats) -> Floats:
        """Return e N for ``e`` of shape ``(D, k)``."""
        if self.whole is not None:
            product: Floats = (e[:, None, :] @ self.whole)[:, 0, :]
            return product
        return np.stack([lu.solve(one, "T") for lu, one in zip(self.factors, e, strict=True)])

    def diagonal(self) -> Floats:
        """Return the diagonal of N, ``(D, k)``."""
        if self.whole is not None:
            return np.array(np.diagonal(self.whole, axis1=1, axis2=2))
        return np.stack([_diagonal(lu) for lu in self.factors])


def _factors(size: int, entries: Sequence[tuple[int, int, float | Floats]], draw: int) -> Any:
    from scipy.sparse import coo_array, identity  # noqa: PLC0415  (slow to import, seldom needed)
    from scipy.sparse.linalg import splu  # noqa: PLC0415  (as above)

    rows, columns = [i for i, _, _ in entries], [j for _, j, _ in entries]
    values = [
        value if isinstance(value, float) else float(value[draw % len(value)])
        for *_, value in entries
    ]
    matrix = identity(size) - coo_array((values, (rows, columns)), shape=(size, size))
    return splu(matrix.tocsc())


def _diagonal(lu: Any) -> Floats:
    """Return the diagonal of the inverse, some columns of it at a time."""
    size = lu.shape[0]
    found = np.empty(size)
    for first in range(0, size, _AT_ONCE):
        some = np.arange(first, min(first + _AT_ONCE, size))
        unit = np.zeros((size, len(some)))
        unit[some, some - first] = 1.0
        found[some] = lu.solve(unit)[some, some - first]
    return found
