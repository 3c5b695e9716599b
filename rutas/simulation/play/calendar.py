"""Keep visits for the day on which they are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["Calendar"]

_SPAN = 16
_NONE = np.empty(0, dtype=np.int64)


class Calendar:
    """What is due on days to come: a heap of all, of which the next days' is kept in order.

    Examples
    --------
    >>> calendar = Calendar()
    >>> calendar.put(np.array([7, 8, 9]), np.array([1, 40, 1]))
    >>> [calendar.take(day).tolist() for day in range(2)]
    [[], [7, 9]]
    """

    def __init__(self) -> None:
        self.later: list[tuple[Ints, Ints]] = []
        self.fresh: list[tuple[Ints, Ints]] = []
        self.until = 0

    def put(self, what: Ints, day: Ints) -> None:
        """Keep something for a day after the one that was last taken."""
        if len(what):
            self.fresh.append((what, day))

    def take(self, day: int) -> Ints:
        """Return what is due on a day, those before having been taken."""
        if not self.later and not self.fresh:
            return _NONE
        if day >= self.until:
            self.until = day + _SPAN
            what, due = _joined(self.later + self.fresh)
            soon = due < self.until
            self.later = _some(what[~soon], due[~soon])
            self.fresh = _some(what[soon], due[soon])
        what, due = _joined(self.fresh)
        today = due == day
        soon = (due < self.until) & ~today
        rest = ~soon & ~today
        if rest.any():
            self.later.append((what[rest], due[rest]))
        self.fresh = _some(what[soon], due[soon])
        return np.asarray(what[today])

    def renumber(self, number: Ints) -> None:
        """Take over new numbers of what is kept, and forget what has none."""
        for parts in (self.later, self.fresh):
            what, due = _joined(parts)
            new = number[what]
            parts[:] = _some(new[new >= 0], due[new >= 0])


def _joined(parts: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    if len(parts) == 1:
        return parts[0]
    whole = [np.concatenate([part[k] for part in [(_NONE, _NONE), *parts]]) for k in range(2)]
    return whole[0], whole[1]


def _some(what: Ints, due: Ints) -> list[tuple[Ints, Ints]]:
    return [(what, due)] if len(what) else []
