"""Hold what was counted in a play: by day, and as tables of how many waited how long."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Counts = NDArray[np.int32]

__all__ = ["BLOCK", "FATES", "Record", "Tally"]

BLOCK = 5
"""Days of coming, or of entering, that are tallied together."""

FATES = ("entered", "completed", "lost", "gave_up", "inside", "stuck", "ended")
"""What becomes of the people of a cohort; the codes after these are the services that they received."""


@dataclass(frozen=True, eq=False)
class Tally:
    """How many there are of each of many sorts: a table of counts of which most would be zero.

    Attributes
    ----------
    shape
        How many values each column of a sort has, but the first (the replication), which may grow.
    keys
        ``(n,)`` the sorts that occur, each as one number, in order.
    counts
        ``(n,)`` how many there are of each.

    Examples
    --------
    >>> found = Tally.of((10,), np.array([0, 1, 0, 0]), np.array([3, 5, 3, 4]))
    >>> [column.tolist() for column in found.columns], found.counts.tolist()
    ([[0, 0, 1], [3, 4, 5]], [2, 1, 1])
    """

    shape: tuple[int, ...]
    keys: Ints
    counts: Ints

    @classmethod
    def of(cls, shape: Sequence[int], *columns: Ints, counts: Ints | None = None) -> Tally:
        """Count rows: the replication of each, and its further columns, each less than its ``shape``.

        A row counts once, or as often as is told, ``(n,)``.
        """
        key = columns[0].astype(np.int64)
        for size, column in zip(shape, columns[1:], strict=True):
            key = key * size + column
        if counts is not None:
            return _added(tuple(shape), [key], [counts])
        keys, found = np.unique(key, return_counts=True)
        return cls(tuple(shape), keys, found)

    @property
    def columns(self) -> tuple[Ints, ...]:
        """``(n,)`` each: the replication of every sort that occurs, and its further columns."""
        found, rest = [], self.keys
        for size in reversed(self.shape):
            rest, column = np.divmod(rest, size)
            found.append(column)
        return (rest, *reversed(found))

    def by(self, *columns: int) -> Tally:
        """Return the tally of the replication and some further columns (1, 2, ...), the others added up."""
        mine = self.columns
        key = mine[0]
        for one in columns:
            key = key * self.shape[one - 1] + mine[one]
        return _added(tuple(self.shape[one - 1] for one in columns), [key], [self.counts])

    def where(self, chosen: NDArray[np.bool_]) -> Tally:
        """Return the sorts that are marked, ``(n,)``."""
        return Tally(self.shape, self.keys[chosen], self.counts[chosen])

    def shifted(self, replications: int) -> Tally:
        """Return the same tally of other replications, so many later."""
        step = replications * int(np.prod(self.shape, dtype=np.int64))
        return Tally(self.shape, self.keys + step, self.counts)

    @staticmethod
    def merged(tallies: Sequence[Tally]) -> Tally:
        """Add up tallies of one shape.

        >>> one = Tally.of((10,), np.array([0]), np.array([3]))
        >>> Tally.merged([one, one, one.shifted(2)]).counts.tolist()
        [2, 1]
        """
        (shape,) = {tally.shape for tally in tallies}
        return _added(shape, [tally.keys for tally in tallies], [tally.counts for tally in tallies])

    def quantiles(self, shares: Sequence[float], replications: int) -> Floats:
        """Return quantiles of the last column in each replication, ``(replications, len(shares))``.

        The quantile of a share q is the least value that at least q of those counted do not exceed; ``nan``
        where nobody was counted. Choose what it is of by `where` first.

        >>> Tally.of((10,), np.zeros(4, dtype=int), np.array([1, 2, 3, 9])).quantiles([0.5, 0.9], 1).tolist()
        [[2.0, 9.0]]
        """
        last = self.by(len(self.shape))
        replication, value = last.columns
        total = np.bincount(replication, last.counts, replications)
        passed = np.cumsum(last.counts)
        before = np.concatenate([[0.0], np.cumsum(total)[:-1]])
        found = np.full((replications, len(shares)), np.nan)
        some = total > 0
        for k, share in enumerate(shares):
            # a rest of rounding must not ask for one person more
            due = before + np.maximum(np.ceil(share * total - 1e-9), 1)
            found[some, k] = value[np.searchsorted(passed, due[some])]
        return found


def _added(shape: tuple[int, ...], keys: Sequence[Ints], counts: Sequence[Ints]) -> Tally:
    """Add up what has one key."""
    whole, place = np.unique(np.concatenate(keys), return_inverse=True)
    total = np.zeros(len(whole), dtype=np.int64)
    np.add.at(total, place, np.concatenate(counts))
    return Tally(shape, whole, total)


@dataclass(frozen=True, eq=False)
class Record:
    """What happened in ``B`` replications of a play of ``D`` days.

    Days are counted from the play's first. A *row* is a resource, or a step that asks one for places; there
    are ``K``, and ``R`` resources, which come first.

    Attributes
    ----------
    routes, steps, rows, services
        The ids of what is counted: ``"0-4"``; ``"0-4/parto"``; ``"actor:usf"``, then ``"0-4/parto"``;
        ``"control-prenatal"``.
    came, served, gave_up, no_shows
        ``(B, K, D)`` how often a place was asked for; given out, to who did not show as well; how many left
        the queue without one; and how many did not show.
    waiting
        ``(B, K, D)`` who waits at the day's end: what came so far, less those served and who gave up.
    slots
        ``(B, R, D)`` places that there were.
    inside
        ``(B, routes, D)`` people in the route at the day's end.
    entered, completed, lost, stuck, ended
        ``(B, routes, D)`` people who entered the route on that day, and who left it: with success; lost
        somewhere, and not forgiven; with a branch that waits for ever; by an outcome that is no success.
        Everybody leaves once, by the first of lost, stuck, ended that is true of her, when nothing of hers
        moves any more.
    visits, left, late
        ``(B, steps, D)`` visits (a series is one) that were over on that day; people lost there on that day;
        visits that were over later than ``by`` or ``within`` asks.
    waits
        Of every place given out: replication, row, block of `BLOCK` days in which it was asked for, and days
        from the one on which it was asked for to its own.
    journeys
        Of who completes: replication, route, profile + 1 (0: none), block in which she entered, whole days.
    cohorts
        Replication, route, profile + 1, calendar year of entering (from that of the first day: 0), and what
        became of her: the place of a fate in `FATES` (``lost`` counts who gave up waiting too, ``gave_up``
        them alone), or ``len(FATES)`` and more for each of `services` that she received.
    """

    routes: tuple[str, ...]
    steps: tuple[str, ...]
    rows: tuple[str, ...]
    services: tuple[str, ...]
    came: Counts
    served: Counts
    waiting: Counts
    gave_up: Counts
    no_shows: Counts
    slots: Counts
    inside: Counts
    entered: Counts
    completed: Counts
    lost: Counts
    stuck: Counts
    ended: Counts
    visits: Counts
    left: Counts
    late: Counts
    waits: Tally
    journeys: Tally
    cohorts: Tally

    def __len__(self) -> int:
        """Return the number of replications."""
        return len(self.slots)

    @property
    def compact(self) -> Record:
        """The same in a quarter of the memory: where counts are small, each has a byte or two, not four."""
        small: dict[str, Any] = {
            name: table.astype(_smallest(table))
            for name, table in vars(self).items()
            if isinstance(table, np.ndarray)
        }
        return replace(self, **small)

    @staticmethod
    def merged(records: Sequence[Record]) -> Record:
        """Put the replications of several records of one setting together, in their order."""
        first = np.cumsum([0, *map(len, records)]).tolist()
        found: dict[str, Any] = {}
        for name in [field.name for field in fields(Record)]:
            parts = [getattr(record, name) for record in records]
            if isinstance(parts[0], Tally):
                # what is shifted stands behind all before it: it is in order, and nothing is twice
                moved = [one.shifted(k) for one, k in zip(parts, first, strict=False)]
                keys, counts = ([getattr(one, of) for one in moved] for of in ("keys", "counts"))
                found[name] = replace(
                    parts[0], keys=np.concatenate(keys), counts=np.concatenate(counts)
                )
            elif isinstance(parts[0], np.ndarray):
                found[name] = np.concatenate(parts)
            else:
                found[name] = parts[0]
        return Record(**found)


def _smallest(table: Counts) -> type[np.signedinteger[Any]]:
    """Return the smallest of the types that hold a table; below 0 is no count."""
    most = table.max(initial=0)
    return next(kind for kind in (np.int8, np.int16, np.int32) if most <= np.iinfo(kind).max)
