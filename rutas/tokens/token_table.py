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

__all__ = ["Log", "Tokens", "numbered", "pairs", "pick"]


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
    return table[row if len(table) > 1 else np.zeros_like(row), column]


def pairs(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Return the places of all pairs of equal values, one of each list."""
    order = np.argsort(right, kind="stable")
    ranked = right[order]
    first = np.searchsorted(ranked, left, side="left")
    count = np.searchsorted(ranked, left, side="right") - first
    one = np.repeat(np.arange(len(left)), count)
    return one, order[np.repeat(first, count) + numbered(count)]


def numbered(counts: Ints) -> Ints:
    """Number the members of each group 0, 1, 2, ..., the groups one after the other.

    >>> numbered(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
