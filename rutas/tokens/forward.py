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
        keep = 1 - back.dropout(fork)
        block = back.plan.block(fork)
        outside = self._outside(fork)
        at = tuple([weight * self.weight[fork] * keep for weight in outside.weight])
        spreads = block is not None and block.spreads
        bent = outside.bent if spreads else NOWHERE
        if not spreads and (outside.bent != NOWHERE or _again(self.again[fork])):
            at, bent = ONES, fork
        elif not spreads:
            join = back.chance[level.join]
            opens = sum([one * other for one, other in zip(at, join, strict=True)]) - at[ALONE]
            shut = sum(at[LOST:OPEN]) - opens
            at = (at[ALONE], opens, shut, 0.0)
        for k, rest in enumerate(_others(back.product[fork])):
            self.lifts[fork, k] = _Lift(times(at, rest), bent)

    def _outside(self, step: int) -> _Lift:
        """Return the lift of the branch that a step stands in."""
        level = self.plan.home[step]
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
        chance = self.back.chance[step]
        if lift is _TOP:
            return rise * chance[ALONE]
        change = tuple(
            [weight * rise * one for weight, one in zip(lift.weight, chance, strict=True)]
        )
        return sum(change) if lift.bent == NOWHERE else self._bent(lift.bent, change)

    def closed(self, steps: Iterable[int]) -> list[Number]:
        """Return the change of the chance at the start for each step that can't be passed."""
        found: list[Number] = []
        weights, again, chances, home = self.weight, self.again, self.back.chance, self.plan.home
        for step in steps:
            level = home[step]
            if level.fork < 0:
                found.append(weights[step] / again[step] * -1.0 * chances[step][ALONE])
                continue
            (one, two, three, four), bent = self.lifts[level.fork, level.branch[step]]
            if bent != NOWHERE:
                found.append(self.changed(step, 0.0))
                continue
            alone, lost, both, open_ = chances[step]
            rise = weights[step] / again[step] * -1.0
            found.append(
                one * rise * alone + two * rise * lost + three * rise * both + four * rise * open_
            )
        return found

    def _bent(self, fork: int, change: Chances) -> Number:
        """Return the change at the start if the product of a block on a loop, or inside of one, changes."""
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
        rise = self.weight[fork] / (1 - opens * again)
        changes = tuple(
            [
                one * rise * (own + opens * chance)
                for one, own, chance in zip(
                    outside.weight, apart, back.chance[block.join], strict=False
                )
            ]
        )
        return sum(changes) if outside.bent == NOWHERE else self._bent(outside.bent, changes)


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
