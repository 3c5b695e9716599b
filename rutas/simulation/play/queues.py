"""Let visits queue for places, and hand the places of a day out.

Who needs the same places stands in one queue, first come first served; the places of a resource go to several
queues, by who is first of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.token_table import numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.play.stack import Stack
    from rutas.simulation.play.visits import Visits

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["Queues", "handed_out"]

_FIRST = 1 << 60  # before all who are not urgent
_NONE = np.empty(0, dtype=np.int64)


class Queues:
    """Queues of several replications.

    Parameters
    ----------
    stack, visits
        What is asked for, and by whom.
    replications, resources
        How many there are.
    """

    def __init__(self, stack: Stack, visits: Visits, replications: int, resources: int) -> None:
        self.visits, self.resources = visits, resources
        self.needs, self.first = stack.needs, stack.urgent_kind
        size = replications * len(self.needs)
        self.waiting = np.zeros(replications * (resources + 1), dtype=np.int64)
        self.ring = np.full((size, 64), -1, dtype=np.int32)
        self.head = np.zeros(size, dtype=np.int64)
        self.tail = np.zeros(size, dtype=np.int64)
        self.gone = np.zeros(size, dtype=np.int64)
        self.came, self.places = 0, len(stack)
        # few queues are sorted by counting, which is fast
        self.small = np.uint16 if size < 1 << 16 else np.int64

    def join(self, visit: Ints, left: Ints) -> Ints:
        """Let visits stand behind who is there: who asked earlier first, then who entered earlier.

        Return those who need not: there are places for all who ask for what they need.
        """
        group = self.visits.group[visit]
        need = self._need(group)
        asked = np.bincount(need.ravel(), minlength=left.size)
        fits = (self.waiting + asked <= left.ravel())[need].all(axis=1)
        if not fits.any():
            self.waiting += asked
            self._stand(visit, group)
            return visit[:0]
        at_once = np.bincount(need[fits].ravel(), minlength=left.size)
        left -= at_once.reshape(left.shape)
        if not fits.all():
            self.waiting += asked - at_once
            self._stand(visit[~fits], group[~fits])
        return np.asarray(visit[fits])

    def _need(self, group: Ints) -> Ints:
        """Return ``(n, k)``, the places that each of some queues asks for, of those of all replications."""
        replication, kind = np.divmod(group, len(self.needs))
        return np.asarray(replication[:, None] * (self.resources + 1) + self.needs[kind])

    def _stand(self, visit: Ints, group: Ints) -> None:
        """Let visits stand in their queues."""
        visits = self.visits
        visits.waits[visit] = True
        # of the people who are there, who entered earlier stands before in their table
        own = visits.person[visit] * self.places + visits.place[visit]
        ranked = np.lexsort((own, visits.time[visit]))
        visit, group = visit[ranked], group[ranked]
        first = self.first[group % len(self.needs)]
        visits.order[visit] = self.came + np.arange(len(visit)) - _FIRST * first
        self.came += len(visit)
        by_group = np.argsort(group.astype(self.small), kind="stable")
        group, visit = group[by_group], visit[by_group]
        count = np.bincount(group, minlength=len(self.tail))
        while int((self.tail - self.head + count).max(initial=0)) > self.ring.shape[1]:
            self._widen()
        some = np.flatnonzero(count)
        at = self.tail[group] + numbered(count[some])
        self.ring[group, at % self.ring.shape[1]] = visit
        self.tail += count

    def _widen(self) -> None:
        """Double the room of every queue."""
        width = self.ring.shape[1]
        wider = np.full((len(self.ring), 2 * width), -1, dtype=np.int32)
        group, at = self._all()
        wider[group, at % (2 * width)] = self.ring[group, at % width]
        self.ring = wider

    def _all(self) -> tuple[Ints, Ints]:
        """Return the queue of everybody who waits, and where she stands in it."""
        length = self.tail - self.head
        return np.repeat(np.arange(len(length)), length), np.repeat(self.head, length) + numbered(
            length
        )

    def leave(self, visit: Ints) -> None:
        """Let visits leave before it is their turn."""
        self.visits.waits[visit] = False
        group = self.visits.group[visit]
        np.add.at(self.gone, group, 1)
        need = self._need(group)
        np.subtract.at(self.waiting, need.ravel(), 1)

    def serve(self, left: Ints) -> Ints:
        """Hand out places; return the visits that get theirs, first come first.

        Parameters
        ----------
        left
            ``(B, R + 1)`` places that are left today; they are taken from it.
        """
        length = self.tail - self.head
        if not length.any():
            return _NONE
        most = left[:, self.needs].min(axis=2).ravel()
        count = np.minimum(length, np.where(most > 0, most + self.gone, 0))
        group = np.flatnonzero(count)
        if not len(group):
            return _NONE
        count = count[group]
        at = np.repeat(self.head[group], count) + numbered(count)
        group = np.repeat(group, count)
        visit = self.ring[group, at % self.ring.shape[1]]
        if self.gone.any():
            here = self.visits.waits[visit]
            group, at, visit = group[here], at[here], visit[here]
        ranked = np.argsort(self.visits.order[visit])
        group, at, visit = group[ranked], at[ranked], visit[ranked]
        need = self._need(group)
        given = handed_out(need, left.ravel())
        visit, group = visit[given], group[given]
        taken = np.bincount(need[given].ravel(), minlength=left.size)
        left -= taken.reshape(left.shape)
        self.waiting -= taken
        self._pop(visit, group, at[given])
        return np.asarray(visit)

    def _pop(self, visit: Ints, group: Ints, at: Ints) -> None:
        """Take out who was served, and whoever left before them."""
        head = self.head.copy()
        np.maximum.at(head, group, at + 1)
        passed = head - self.head
        np.subtract.at(passed, group, 1)
        self.gone -= passed
        self.head = head
        self.visits.waits[visit] = False

    def renumber(self, number: Ints) -> None:
        """Take over the new numbers of the visits; who left is gone by then."""
        group, at = self._all()
        width = self.ring.shape[1]
        visit = number[self.ring[group, at % width]]
        here = visit >= 0
        group, visit = group[here], visit[here]
        count = np.bincount(group, minlength=len(self.head))
        self.ring[group, numbered(count)] = visit
        self.head[:] = 0
        self.tail = count
        self.gone[:] = 0


def handed_out(need: Ints, left: Ints) -> Bools:
    """Tell who gets what she needs, where everybody takes hers in turn if there is one of each.

    Parameters
    ----------
    need
        ``(n, k)`` the places that each needs one of, in their order.
    left
        How many there are of each.

    Examples
    --------
    >>> handed_out(np.array([[0, 1], [0, 2], [0, 2]]), np.array([1, 0, 9])).tolist()
    [False, True, False]
    """
    asks = need.ravel()
    if (np.bincount(asks, minlength=len(left)) <= left).all():
        return np.ones(len(need), dtype=bool)
    order = np.argsort(asks, kind="stable")
    ranked = asks[order]
    first = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    start = np.repeat(first, np.diff(np.append(first, len(ranked))))
    room = left[ranked]
    given, refused = (np.zeros(len(need), dtype=bool) for _ in range(2))

    def ahead(some: Bools) -> Ints:
        """Return how many of some stand before each in the line for each of her places."""
        counted = np.repeat(some, need.shape[1])[order].astype(np.int64)
        before = np.cumsum(counted) - counted
        return before - before[start]

    def of_all(holds: Bools) -> Bools:
        table = np.empty(len(asks), dtype=bool)
        table[order] = holds
        return np.asarray(table.reshape(need.shape).all(axis=1))

    while True:
        given = ~refused & of_all(ahead(~refused) < room)
        if (given | refused).all():
            return given
        refused |= ~given & ~of_all(ahead(given) < room)
        if (given | refused).all():
            return given
