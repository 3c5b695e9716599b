"""Solve the linear equations of a loop, for many draws at once: (I − Q) x = b.

Small loops are inverted whole, all draws together; large ones by sparse LU, one draw at a time. The diagonal
of the inverse, the expected visits to a step from itself, is then read off the factors without inverting
(the equations of Takahashi, Fagan and Chen [1]_), in time that grows with the factors alone.

References
----------
.. [1] Erisman, A. M., Tinney, W. F. (1975). On computing certain elements of the inverse of a sparse matrix.
   *Communications of the ACM* 18(3), 177-179. https://doi.org/10.1145/360680.360704
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
    # I − Q is diagonally dominant: it needs no pivots, and without them its factors stay sparse.
    return splu(
        matrix.tocsc(),
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )


def _diagonal(lu: Any) -> Floats:
    """Return the diagonal of the inverse from sparse factors."""
    size = lu.shape[0]
    lower, upper = lu.L.tocsc(), lu.U.tocsr()
    pivots = upper.diagonal()
    below = _slices(lower.indptr, lower.indices, lower.data)
    right = _slices(upper.indptr, upper.indices, upper.data)
    entry: dict[tuple[int, int], float] = {}
    for j in range(size - 1, -1, -1):
        rows = [(i, value) for i, value in below[j] if i > j]
        columns = [(k, value / pivots[j]) for k, value in right[j] if k > j]
        near = {i for i, _ in rows} | {k for k, _ in columns}
        for i in near:
            entry[j, i] = -sum(u * entry.get((k, i), 0.0) for k, u in columns)
            entry[i, j] = -sum(entry.get((i, k), 0.0) * v for k, v in rows)
        entry[j, j] = 1 / pivots[j] - sum(u * entry.get((k, j), 0.0) for k, u in columns)
    # The factors are of the matrix with its rows and columns put in another order.
    where_row = np.argsort(lu.perm_r)
    place = np.empty(size)
    for j in range(size):
        place[where_row[j]] = entry[j, j]
    if not np.array_equal(lu.perm_r, lu.perm_c):
        return _one_by_one(lu)
    return place


def _one_by_one(lu: Any) -> Floats:
    """Return the diagonal a column at a time, where rows and columns were put in different orders."""
    size = lu.shape[0]
    unit = np.zeros(size)
    diagonal = np.empty(size)
    for j in range(size):
        unit[j] = 1.0
        diagonal[j] = lu.solve(unit)[j]
        unit[j] = 0.0
    return diagonal


def _slices(starts: Any, places: Any, values: Any) -> list[list[tuple[int, float]]]:
    where, what = places.tolist(), values.tolist()
    ends = starts.tolist()
    return [
        list(zip(where[a:b], what[a:b], strict=True)) for a, b in zip(ends, ends[1:], strict=False)
    ]
