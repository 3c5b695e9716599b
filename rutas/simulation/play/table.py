"""Hold rows that come and go as columns with room to grow: people in the route, visits ahead of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["Table", "renamed"]


class Table:
    """Columns of one length, as attributes, of which the first ``size`` rows are in use.

    Parameters
    ----------
    blank
        What stands in each column where nothing is given: a number, or a row of them.

    Examples
    --------
    >>> table = Table({"age": 0.0, "well": True})
    >>> table.add(2, age=np.array([1.0, 2.0])).tolist(), table.keep(np.array([False, True])).tolist()
    ([0, 1], [-1, 0])
    >>> table["age"].tolist()
    [2.0]
    """

    def __init__(self, blank: Mapping[str, Any]) -> None:
        self.size = self.room = 0  # rows that are not in use are blank
        self.blank = {name: np.asarray(value) for name, value in blank.items()}
        for name, value in self.blank.items():
            setattr(self, name, np.empty((0, *value.shape), value.dtype))

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Return the rows of a column that are in use."""
        column: NDArray[Any] = getattr(self, name)
        return column[: self.size]

    def add(self, count: int, **columns: NDArray[Any] | float) -> Ints:
        """Add rows; return their numbers."""
        first, self.size = self.size, self.size + count
        if self.size > self.room:
            self.room = self.size + self.size // 2 + 64
            for name, value in self.blank.items():
                wider = np.empty((self.room, *value.shape), value.dtype)
                wider[:first], wider[first:] = getattr(self, name)[:first], value
                setattr(self, name, wider)
        for name, column in columns.items():
            getattr(self, name)[first : self.size] = column
        return np.arange(first, self.size)

    def keep(self, chosen: Bools) -> Ints:
        """Keep some of the rows; return the new number of each old one, -1 where it is gone."""
        kept = np.flatnonzero(chosen)
        number = np.full(self.size, -1)
        number[kept] = np.arange(len(kept))
        for name, value in self.blank.items():
            column = getattr(self, name)
            column[: len(kept)], column[len(kept) : self.size] = column[kept], value
        self.size = len(kept)
        return number


def renamed(rows: Ints, number: Ints) -> Ints:
    """Return the new numbers of rows; -1 stays.

    >>> renamed(np.array([1, -1]), np.array([4, 7])).tolist()
    [7, -1]
    """
    found = np.full(len(rows), -1)
    some = np.flatnonzero(rows >= 0)
    found[some] = number[rows[some]]
    return found
