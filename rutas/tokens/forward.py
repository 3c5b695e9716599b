"""Carry weights forward through a route: how often people come by, and how much each step matters.

The weight of a step is the expected number of visits to it (in the chain whose links are weighed by what
must not happen on the way). It is also how much the chance at the start rises with the chance at the
step, so that what closing or mending one step would change follows without weighing the route again.

At a step x with weight w and N expected visits from itself, w / N is the weight of the *first* visit. If
the chance from there on becomes z instead of h, the chance at the start of its level changes by
(w / N) (z − h). For a block this changes its two numbers, u and q of h_f = u + q h_K, and so h_f by
(Δu + Δq h_K) / (1 − Δq (N_f − 1) / q): a change of one row of linear equations (Sherman-Morrison [1]_).

References
----------
.. [1] Hager, W. W. (1989). Updating the inverse of a matrix. *SIAM Review* 31(2), 221-239.
   https://doi.org/10.1137/1031049
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.backward import ALONE, BOTH, FOUR, LOST, OPEN
from rutas.tokens.blocks import NOWHERE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.backward import Backward
    from rutas.tokens.plan import Level

    Floats = NDArray[np.float64]

__all__ = ["Forward"]

_TOP = np.array([[1.0], [0.0], [0.0], [0.0]])


@dataclass(frozen=True, eq=False)
class _Lift:
    """How a change at the start of a branch changes the chance at the start of the route.

    ``weight`` times the four changes, added up; or, under a block on a loop, ``weight`` times them are
    the changes of the block's product, and ``bent`` is the block.
    """

    weight: Floats
    bent: int = NOWHERE


class Forward:
    """Weights of all steps under one event.

    Attributes
    ----------
    weight
        For every step, ``(D,)`` expected visits from the start of its branch, or of the route.
    again
        For every step, ``(D,)`` expected visits to it from itself.
    """

    def __init__(self, back: Backward, entry: dict[int, Floats]) -> None:
        self.back = back
        self.plan = back.plan
        self.weight: dict[int, Floats] = {}
        self.again: dict[int, Floats] = {}
        self.home: dict[int, Level] = {}
        beyond = self.carry(self.plan.top, entry)
        self.carry(self.plan.outer, beyond)
        for level in self.plan.inner:
            heads = {head: np.ones(1) for head in level.heads if head in level.branch}
            self.carry(level, heads)
        self.lifts: dict[tuple[int, int], _Lift] = {}
        for level in reversed(self.plan.inner):
            self._lift(level)

    def carry(self, level: Level, coming: dict[int, Floats]) -> dict[int, Floats]:
        """Carry weights through a level; return what comes to steps outside of it."""
        coming = dict(coming)
        nothing = np.zeros(1)
        for loop in reversed(level.loops):
            inverse = self.back.loops.get(loop[0])
            weights = [coming.pop(step, nothing) for step in loop]
            ones = [np.ones(1)] * len(loop)
            if inverse is not None:
                rows = np.stack(np.broadcast_arrays(*weights), axis=-1)
                rows = np.broadcast_to(rows, (self.back.draws, len(loop)))
                weights = list(inverse.left(rows).T)
                ones = list(inverse.diagonal().T)
            inside = set(loop)
            for step, weight, again in zip(loop, weights, ones, strict=True):
                self.weight[step], self.again[step], self.home[step] = weight, again, level
                for to, share in self.back.on[step]:
                    if to not in inside:
                        coming[to] = coming.get(to, nothing) + weight * share
        return coming

    def _lift(self, level: Level) -> None:
        """Find how changes in a block's branches change the chance at the start of the route."""
        back, fork = self.back, level.fork
        keep = 1 - back.dropout(fork)
        block = back.plan.block(fork)
        outside = self._outside(fork)
        rests = _others(back.product[fork])
        spreads = block is not None and block.spreads
        for k, rest in enumerate(rests):
            if spreads:
                lift = _Lift(outside.weight * self.weight[fork] * keep * rest, outside.bent)
            elif (self.again[fork] != 1).any():
                lift = _Lift(rest, fork)
            else:
                at = outside.weight * self.weight[fork]
                join = back.chance[level.join]
                opens = keep * ((at * join)[:OPEN].sum(axis=0) - at[ALONE])
                apart = np.broadcast_arrays(
                    keep * at[ALONE], opens, keep * (at[LOST] + at[BOTH]) - opens, 0 * opens
                )
                lift = _Lift(rest * np.stack(apart))
            self.lifts[fork, k] = lift

    def _outside(self, step: int) -> _Lift:
        """Return the lift of the branch that a step stands in."""
        level = self.home[step]
        return self.lifts[level.fork, level.branch[step]] if level.fork >= 0 else _Lift(_TOP)

    def changed(self, step: int, chance: Floats) -> Floats:
        """Return the change of the chance at the start if it were another from a step on.

        Parameters
        ----------
        step
            A step that no two tokens of a person ever come to apart from each other.
        chance
            ``(4, D)`` the chances from the first visit to it on.
        """
        lift = self._outside(step)
        first = self.weight[step] / self.again[step]
        change = lift.weight * first * (chance - self.back.chance[step])
        if lift.bent == NOWHERE:
            total: Floats = change.sum(axis=0)
            return total
        return self._bent(lift.bent, change)

    def _bent(self, fork: int, change: Floats) -> Floats:
        """Return the change at the start if the product of a block on a loop changes."""
        back = self.back
        keep = 1 - back.dropout(fork)
        block = back.plan.block(fork)
        assert block is not None  # noqa: S101  (lifts are of blocks)
        opens = keep * (change[LOST] - change[BOTH])
        apart = np.stack(
            np.broadcast_arrays(
                keep * change[ALONE] - opens, keep * change[BOTH], keep * change[BOTH], 0 * opens
            )
        )
        _, now = back.opening(fork)
        weight = keep * now
        again = np.divide(
            self.again[fork] - 1,
            weight,
            out=np.zeros(np.broadcast_shapes(self.again[fork].shape, weight.shape)),
            where=weight > 0,
        )
        row = (apart + opens * back.chance[block.join]) / (1 - opens * again)
        outside = self._outside(fork)
        total: Floats = (outside.weight * self.weight[fork] * row).sum(axis=0)
        return total


def _others(parts: list[Floats]) -> list[Floats]:
    """Return, for each of some factors, the product of all others."""
    ahead = [np.ones((FOUR, 1))]
    for part in parts[:-1]:
        ahead.append(ahead[-1] * part)
    behind = np.ones((FOUR, 1))
    found = []
    for before, part in zip(reversed(ahead), reversed(parts), strict=True):
        found.append(before * behind)
        behind = behind * part
    return found[::-1]
