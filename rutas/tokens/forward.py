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

from rutas.tokens.backward import ALONE, BOTH, LOST, OPEN, columns, numbers
from rutas.tokens.blocks import NOWHERE

if TYPE_CHECKING:
    from rutas.tokens.backward import Backward, Chances, Number
    from rutas.tokens.plan import Level

__all__ = ["Forward"]


@dataclass(frozen=True, eq=False)
class _Lift:
    """How a change at the start of a branch changes the chance at the start of the route.

    ``weight`` times the changes of the chances, added up; or, under a block on a loop, ``weight`` times
    them are the changes of the block's product, and ``bent`` is the block.
    """

    weight: Chances
    bent: int = NOWHERE


_TOP = _Lift((1.0,))


class Forward:
    """Weights of all steps under one event.

    Attributes
    ----------
    weight
        For every step, the expected visits from the start of its branch, or of the route.
    again
        For every step, the expected visits to it from itself.
    """

    def __init__(self, back: Backward, entry: dict[int, Number]) -> None:
        self.back = back
        self.plan = back.plan
        self.weight: dict[int, Number] = {}
        self.again: dict[int, Number] = {}
        self.home: dict[int, Level] = {}
        beyond = self.carry(self.plan.top, entry)
        self.carry(self.plan.outer, beyond)
        for level in self.plan.inner:
            self.carry(level, {head: 1.0 for head in level.heads if head in level.branch})
        self.lifts: dict[tuple[int, int], _Lift] = {}
        for level in reversed(self.plan.inner):
            self._lift(level)

    def carry(self, level: Level, coming: dict[int, Number]) -> dict[int, Number]:
        """Carry weights through a level; return what comes to steps outside of it."""
        coming = dict(coming)
        on = self.back.on
        for loop in reversed(level.loops):
            inverse = self.back.loops.get(loop[0])
            weights = [coming.pop(step, 0.0) for step in loop]
            ones: list[Number] = [1.0] * len(loop)
            if inverse is not None:
                weights = list(numbers(inverse.left(columns(weights, self.back.draws))))
                ones = list(numbers(inverse.diagonal()))
            inside = set(loop)
            for step, weight, again in zip(loop, weights, ones, strict=True):
                self.weight[step], self.again[step], self.home[step] = weight, again, level
                for to, share in on[step]:
                    if to not in inside:
                        coming[to] = coming.get(to, 0.0) + weight * share
        return coming

    def _lift(self, level: Level) -> None:
        """Find how changes in a block's branches change the chance at the start of the route."""
        back, fork = self.back, level.fork
        keep = 1 - back.dropout(fork)
        block = back.plan.block(fork)
        outside = self._outside(fork)
        at = tuple(weight * self.weight[fork] * keep for weight in outside.weight)
        for k, rest in enumerate(_others(back.product[fork])):
            if block is not None and block.spreads:
                lift = _Lift(_times(at, rest), outside.bent)
            elif np.any(self.again[fork] != 1):
                lift = _Lift(rest, fork)
            else:
                join = back.chance[level.join]
                opens = sum(one * other for one, other in zip(at, join, strict=True)) - at[ALONE]
                shut = sum(at[LOST:OPEN]) - opens
                lift = _Lift(_times((at[ALONE], opens, shut, 0.0), rest))
            self.lifts[fork, k] = lift

    def _outside(self, step: int) -> _Lift:
        """Return the lift of the branch that a step stands in."""
        level = self.home[step]
        return self.lifts[level.fork, level.branch[step]] if level.fork >= 0 else _TOP

    def changed(self, step: int, factor: Number) -> Number:
        """Return the change of the chance at the start if it were another from a step on.

        Parameters
        ----------
        step
            A step that no two tokens of a person ever come to apart from each other.
        factor
            What the chances from the first visit on are multiplied by.
        """
        lift = self._outside(step)
        rise = self.weight[step] / self.again[step] * (factor - 1)
        change = tuple(
            weight * rise * chance
            for weight, chance in zip(lift.weight, self.back.chance[step], strict=True)
        )
        return sum(change) if lift.bent == NOWHERE else self._bent(lift.bent, change)

    def _bent(self, fork: int, change: Chances) -> Number:
        """Return the change at the start if the product of a block on a loop changes."""
        back, block = self.back, self.back.plan.block(fork)
        assert block is not None  # noqa: S101  (lifts are of blocks)
        keep = 1 - back.dropout(fork)
        opens = keep * (change[LOST] - change[BOTH])
        shut = keep * change[BOTH]
        apart = (keep * change[ALONE] - opens, shut, shut, 0.0)
        weight = keep * back.opening(fork)[1]
        # Without a weight there is no way round, and so no loop to be corrected for.
        again = (self.again[fork] - 1) / np.where(np.equal(weight, 0), 1.0, weight)
        outside = self._outside(fork)
        total: Number = 0.0
        for one, own, chance in zip(outside.weight, apart, back.chance[block.join], strict=False):
            total = total + one * self.weight[fork] * (own + opens * chance) / (1 - opens * again)
        return total


def _times(some: Chances, others: Chances) -> Chances:
    return tuple(one * other for one, other in zip(some, others, strict=True))


def _others(parts: list[Chances]) -> list[Chances]:
    """Return, for each of some factors, the product of all others."""
    ahead: list[Chances] = [(1.0, 1.0, 1.0, 1.0)]
    for part in parts[:-1]:
        ahead.append(_times(ahead[-1], part))
    behind: Chances = (1.0, 1.0, 1.0, 1.0)
    found = []
    for before, part in zip(reversed(ahead), reversed(parts), strict=True):
        found.append(_times(before, behind))
        behind = _times(behind, part)
    return found[::-1]
