"""Carry weights forward through a route: how often people come by, and how much each step matters.

The weight of a step is the expected number of visits to it (in the chain whose links are weighed by what
must not happen on the way). It is also how much the chance at the start rises with the chance at the
step, so that what closing or mending one step would change follows without weighing the route again.

At a step x with weight w and N expected visits from itself, w / N is the weight of the *first* visit. If
the chance from there on becomes z instead of h, the chance at the start of its level changes by
(w / N) (z − h). For a block this changes the numbers of h_f = u + o h_K + m h_K' (`rutas.tokens.backward`),
and so h_f by (Δu + Δo h_K + Δm h_K') / (1 − Δo N_Kf − Δm N_K'f), N_Kf being the expected visits to f from K:
a change of one row of linear equations (Sherman-Morrison [1]_).

References
----------
.. [1] Hager, W. W. (1989). Updating the inverse of a matrix. *SIAM Review* 31(2), 221-239.
   https://doi.org/10.1137/1031049
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rutas.tokens.blocks import NOWHERE
from rutas.tokens.chances import ALONE, BOTH, LOST, ONES, OPEN, columns, numbers, times

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rutas.tokens.backward import Backward
    from rutas.tokens.chances import Chances, Number
    from rutas.tokens.plan import Level

__all__ = ["Forward"]


class _Lift(NamedTuple):
    """How a change at the start of a branch changes the chance at the start of the route.

    ``weight`` times the changes of the chances, added up; or, under a block on a loop or inside of one,
    ``weight`` times them are the changes of the block's product, and ``bent`` is the block.
    """

    weight: Chances
    bent: int = NOWHERE


_TOP = _Lift((1.0,))
_TWO = 2
_TINY = 1e-12


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
        on, loops = self.back.on, self.back.loops
        for loop in reversed(level.loops):
            step = loop[0]
            if step in loops:
                self._carry_round(loop, coming)
                continue
            self.weight[step] = weight = coming.pop(step, 0.0)
            self.again[step] = 1.0
            for to, share in on[step]:
                coming[to] = coming.get(to, 0.0) + weight * share
        return coming

    def _carry_round(self, loop: tuple[int, ...], coming: dict[int, Number]) -> None:
        """Carry weights through the steps of a loop."""
        inverse = self.back.loops[loop[0]]
        weights = [coming.pop(step, 0.0) for step in loop]
        weights = list(numbers(inverse.left(columns(weights, self.back.draws))))
        inside = set(loop)
        for step, weight, again in zip(loop, weights, numbers(inverse.diagonal()), strict=True):
            self.weight[step], self.again[step] = weight, again
            for to, share in self.back.on[step]:
                if to not in inside:
                    coming[to] = coming.get(to, 0.0) + weight * share

    def _lift(self, level: Level) -> None:
        """Find how changes in a block's branches change the chance at the start of the route."""
        back, fork = self.back, level.fork
        outside = self._outside(fork)
        spreads = back.plan.nesting.blocks[fork].spreads
        at = tuple(
            [weight * self.weight[fork] * (1 - back.dropout(fork)) for weight in outside.weight]
        )
        bent = NOWHERE
        if spreads:
            bent = outside.bent
        elif outside.bent != NOWHERE or _again(self.again[fork]):
            at, bent = ONES, fork
        else:
            at = self._of_branches(fork, at)
        for k, rest in enumerate(_others(back.product[fork])):
            self.lifts[fork, k] = _Lift(times(at, rest), bent)

    def _of_branches(self, fork: int, at: Chances) -> Chances:
        """Return the weights of the four chances of all branches, from those of the chances at the fork."""
        join, alias = self.back.after(fork)
        opens, forgives = _dot(at, join), _dot(at, alias)
        if len(at) > 1:
            alone, both = at[ALONE] + at[OPEN], at[LOST] + at[BOTH]
        else:
            alone, both = (0.0, at[ALONE]) if self.back.event.loss == 0 else (at[ALONE], 0.0)
        # Of what is linear (`Backward.opening`), what stands before each of the four.
        rest = forgives if fork in self.plan.forgiving else alone
        return rest, opens - rest, both - opens + rest, alone - rest

    def _changes(self, fork: int, change: Chances) -> Chances:
        """Return the change of the chances at a fork, once past it, if those of all branches change."""
        apart, opens, forgives = self.back.opening(fork, change)
        join, alias = self.back.after(fork)
        return tuple(
            [
                own + opens * one + forgives * other
                for own, one, other in zip(apart, join, alias, strict=False)
            ]
        )

    def _outside(self, step: int) -> _Lift:
        """Return the lift of the branch that a step stands in."""
        level = self.plan.home[step]
        return self.lifts[level.fork, level.branch[step]] if level.fork >= 0 else _TOP

    def mended(self, step: int, lost: Number) -> Number:
        """Return the change of the chance at the start if a step lost nobody.

        Parameters
        ----------
        step
            A step that no two tokens of a person ever come to apart from each other.
        lost
            The share of people who are lost there, less than all.
        """
        # Who is not lost comes back again, by every loop that leads back to the step.
        stays = 1 - self.again[step] * lost
        rise = self.weight[step] * lost / np.where(np.abs(stays) > _TINY, stays, 1.0)
        chance = self.back.chance[step]
        if len(chance) == 1:
            gone: Chances = (self.back.event.loss,)
        else:
            gone = (1.0, 0.0, 0.0, 1.0)
        change = tuple([rise * (one - less) for one, less in zip(chance, gone, strict=True)])
        return self._at_start(self._outside(step), change)

    def closed(self, steps: Iterable[int]) -> list[Number]:
        """Return the change of the chance at the start for each step that can't be passed."""
        found: list[Number] = []
        weights, again, chances, home = self.weight, self.again, self.back.chance, self.plan.home
        for step in steps:
            level = home[step]
            rise = weights[step] / again[step] * -1.0
            if level.fork < 0:
                found.append(rise * chances[step][ALONE])
                continue
            lift = self.lifts[level.fork, level.branch[step]]
            found.append(self._at_start(lift, tuple([rise * one for one in chances[step]])))
        return found

    def _at_start(self, lift: _Lift, change: Chances) -> Number:
        """Return the change at the start of the route for one at the start of a branch."""
        if lift.bent == NOWHERE:
            return _dot(lift.weight, change)
        change = tuple([one * other for one, other in zip(lift.weight, change, strict=True)])
        return self._bent(lift.bent, change)

    def _bent(self, fork: int, change: Chances) -> Number:
        """Return the change at the start if the product of a block on a loop, or inside of one, changes."""
        keep = 1 - self.back.dropout(fork)
        _, opens, forgives = self.back.opening(fork, change)
        one, other = self.back.around(fork)
        rise = self.weight[fork] * keep / (1 - keep * (opens * one + forgives * other))
        changes = tuple([rise * part for part in self._changes(fork, change)])
        return self._at_start(self._outside(fork), changes)


def _dot(some: Chances, others: Chances) -> Number:
    total: Number = sum(map(mul, some, others))
    return total


def _again(visits: Number) -> bool:
    """Tell whether a step can be visited again from itself."""
    return visits != 1 if isinstance(visits, float) else bool(np.any(visits != 1))


def _others(parts: list[Chances]) -> list[Chances]:
    """Return, for each of some factors, the product of all others."""
    if len(parts) == _TWO:
        return parts[::-1]
    ahead = [ONES]
    for part in parts[:-1]:
        ahead.append(times(ahead[-1], part))
    behind = ONES
    found = []
    for before, part in zip(reversed(ahead), reversed(parts), strict=True):
        found.append(times(before, behind))
        behind = times(behind, part)
    return found[::-1]
