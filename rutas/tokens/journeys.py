"""Hold what happened on many journeys: every visit of every person, and how each journey ended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["Journeys"]


@dataclass(frozen=True, eq=False)
class Journeys:
    """Many journeys through one route: ``J`` people, and a table of their ``V`` visits.

    A visit is being attended at a step; waiting at a join is not one until the join opens. Times are
    days since the person entered.

    Attributes
    ----------
    net
        The route.
    row
        ``(J,)`` the row of the figures that each journey was walked with.
    way
        ``(J,)`` the way in by which the person came.
    at
        ``(J,)`` her age in days on entering.
    journey, step
        ``(V,)`` whose visit it is, and where.
    arrived, started, done
        ``(V,)`` when she gets to the step (at a join: when it opens), when the age and the wait let her
        be attended, and when she leaves, after the last visit of a series.
    times_row
        ``(V,)`` the row of the figures whose times it took: her own, or another where she comes back.
    before
        ``(V,)`` the visit that led to this one, -1 on entering; at a join the one that it waited for
        longest.
    lost
        ``(V,)`` whether she left the route there.
    forgiven
        ``(V,)`` whether a join forgave that she did.
    stuck_journey, stuck_step
        ``(B,)`` a row for everybody's every token that neither ended nor was lost by herself: it waits
        at a join that never opens (its step is the join), or goes round without a way out.
    stuck_forgiven, stuck_going
        ``(B,)`` whether another join forgave that it waits; and whether it goes round, or was cut short.
    walking, walking_step, walking_time
        ``(W,)`` whose token was still on its way when the walk was cut short, to where, and since when;
        among the stuck too.
    """

    net: Net
    row: Ints
    way: Ints
    at: Floats
    journey: Ints
    step: Ints
    arrived: Floats
    started: Floats
    done: Floats
    times_row: Ints
    before: Ints
    lost: Bools
    forgiven: Bools
    stuck_journey: Ints
    stuck_step: Ints
    stuck_forgiven: Bools
    stuck_going: Bools
    walking: Ints
    walking_step: Ints
    walking_time: Floats

    def __len__(self) -> int:
        """Return the number of journeys."""
        return len(self.row)

    @cached_property
    def ended(self) -> Bools:
        """``(V,)`` whether the visit ended in an outcome."""
        return ~self.lost & (self.net.outcome[self.step] >= 0)

    @cached_property
    def completed(self) -> Bools:
        """``(J,)`` whether every token of hers that was not forgiven ended with success."""
        completed = np.ones(len(self), dtype=bool)
        completed[self.journey[self.lost & ~self.forgiven]] = False
        completed[self.stuck_journey[~self.stuck_forgiven]] = False
        completed[self.journey[self.ended & ~self.net.success[self.step]]] = False
        return completed

    @cached_property
    def some_lost(self) -> Bools:
        """``(J,)`` whether she left the route somewhere, in at least one branch, and was not forgiven."""
        lost = np.zeros(len(self), dtype=bool)
        lost[self.journey[self.lost & ~self.forgiven]] = True
        return lost

    @cached_property
    def some_stuck(self) -> Bools:
        """``(J,)`` whether some branch of hers waits for ever."""
        stuck = np.zeros(len(self), dtype=bool)
        stuck[self.stuck_journey] = True
        return stuck

    @cached_property
    def unfinished(self) -> Bools:
        """``(J,)`` whether her walk was cut short while some token of hers was still on its way."""
        cut = np.zeros(len(self), dtype=bool)
        cut[self.walking] = True
        return cut

    @cached_property
    def last(self) -> Ints:
        """``(J,)`` the visit with which the last of her branches ended, -1 where none did."""
        last = np.full(len(self), -1)
        visits = np.flatnonzero(self.ended)
        order = visits[np.argsort(self.done[visits], kind="stable")]
        last[self.journey[order]] = order
        return last

    @cached_property
    def days(self) -> Floats:
        """``(J,)`` days from way in to completion; ``nan`` for those who don't complete."""
        return np.where(self.completed, self.done[self.last], np.nan)

    def counts(self) -> Ints:
        """Return ``(J, n)``, how often each person was attended at each step."""
        places = self.journey * len(self.net) + self.step
        return np.bincount(places, minlength=len(self) * len(self.net)).reshape(len(self), -1)

    @cached_property
    def on_chain(self) -> Bools:
        """``(V,)`` whether the visit lies on the chain that set the length of a completed journey."""
        marked = np.zeros(len(self.step), dtype=bool)
        visit = self.last[self.completed]
        while len(visit):
            marked[visit] = True
            visit = self.before[visit]
            visit = visit[visit >= 0]
        return marked

    @cached_property
    def age(self) -> Floats:
        """``(V,)`` her age in days when she leaves the step."""
        return self.at[self.journey] + self.done
