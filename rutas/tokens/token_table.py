"""Hold tokens on their way as columns, and what became of them as columns that grow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["Log", "Tokens", "numbered", "occurrence", "pairs", "pick"]


@dataclass
class Tokens:
    """Tokens on their way.

    Attributes
    ----------
    journey, step, time, before
        Whose it is, to which step it goes, when it gets there, and after which visit.
    link
        By which of the links into that step, if it is a join.
    forgave
        Whether it is attended at a join that forgave the missing.
    """

    journey: Ints
    step: Ints
    time: Floats
    before: Ints
    link: Ints
    forgave: Bools

    def __getitem__(self, chosen: Bools | Ints) -> Tokens:
        return Tokens(**{name: column[chosen] for name, column in vars(self).items()})

    def __len__(self) -> int:
        return len(self.step)

    def with_(self, other: Tokens) -> Tokens:
        """Return these tokens and some others."""
        if not (len(self) and len(other)):
            return self if len(self) else other
        mine, others = vars(self), vars(other)
        return Tokens(**{name: np.concatenate([mine[name], others[name]]) for name in mine})


@dataclass
class Log:
    """Columns that grow by a piece a round."""

    pieces: dict[str, list[NDArray[Any]]] = field(default_factory=dict)

    def add(self, **columns: NDArray[np.generic]) -> None:
        """Add a piece to some columns."""
        for name, piece in columns.items():
            self.pieces.setdefault(name, []).append(piece)

    def whole(self, name: str, kind: type = int) -> NDArray[Any]:
        """Return a whole column; an empty one of some kind where nothing was added."""
        found = self.pieces.get(name)
        return np.concatenate(found) if found else np.empty(0, dtype=kind)


def pick(table: Floats, row: Ints, column: Ints) -> Floats:
    """Read a table at some rows and columns; one row serves all."""
    # to take from a table that is read as one row is several times faster than to index it by two
    return table.take(column if len(table) == 1 else row * table.shape[1] + column)


def pairs(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Return the places of all pairs of equal values, one of each list; values are numbers from 0 on."""
    if not (len(left) and len(right)):
        return (np.empty(0, dtype=np.int64),) * 2
    asked = np.zeros(max(int(left.max()), int(right.max())) + 1, dtype=bool)
    asked[left] = True
    known = np.flatnonzero(asked[right])  # what nobody looks for is not sorted
    order = known[np.argsort(right[known], kind="stable")]
    counts = np.bincount(right[known], minlength=len(asked))
    first, count = (np.cumsum(counts) - counts)[left], counts[left]
    one = np.repeat(np.arange(len(left)), count)
    return one, order[np.repeat(first, count) + numbered(count)]


def numbered(counts: Ints) -> Ints:
    """Number the members of each group 0, 1, 2, ..., the groups one after the other.

    >>> numbered(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)


def occurrence(values: Ints) -> Ints:
    """Tell of each value how many equal ones stand before it.

    >>> occurrence(np.array([7, 3, 7, 7])).tolist()
    [0, 0, 1, 2]
    """
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    first = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    found = np.empty(len(values), dtype=np.int64)
    found[order] = numbered(np.diff(np.append(first, len(values))))
    return found
