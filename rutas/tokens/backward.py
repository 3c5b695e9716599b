"""Weigh a route backwards: the chance that something never happens, from every step on.

Let S be something that may happen to a token: it is lost, it ends badly, it comes to some step. Then
h(S) at a step is the chance that S happens to no token that comes of one there. It is linear where one
link is taken, a product where all are, and 0 where S happens. At a fork f with join K let G(T) be the
product, over the branches, of the chances that nothing of T happens before K; L that a token is lost, A
that one arrives. Whether K opens, and only that, ties the branches together:

    h_f(S) = G(S) − (1 − h_K(S)) (G(S ∪ L) − G(S ∪ L ∪ A))

for K opens if a token arrives and none was lost. So a block is known by four numbers at each step inside:
for S, S ∪ L, S ∪ L ∪ A, and S ∪ A. Within an inner block whoever is lost keeps both joins shut, so that
these four are found from the inner block's own four. Loops are solved as linear equations, level by level
(first-step analysis [1]_; the products are those of branching processes [2]_).

References
----------
.. [1] Kemeny, J. G., Snell, J. L. (1976). *Finite Markov Chains*. Springer. Chapter III.
.. [2] Harris, T. E. (1963). *The Theory of Branching Processes*. Springer.
   https://doi.org/10.1007/978-3-642-51866-9
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.blocks import NOWHERE
from rutas.tokens.inverse import Inverse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rutas.tokens.blocks import Block
    from rutas.tokens.plan import Level, Plan

    Floats = NDArray[np.float64]

__all__ = ["ALONE", "BOTH", "FOUR", "LOST", "OPEN", "Backward", "Event", "Quantities"]

FOUR = 4
ALONE, LOST, BOTH, OPEN = range(FOUR)
"""S; S or a loss; S, a loss or an arrival; S or an arrival."""

_ARRIVED = np.array([[1.0], [1.0], [0.0], [0.0]])
_LOSING = np.array([[1.0], [0.0], [0.0], [1.0]])
_ONE = np.ones((FOUR, 1))
_LEAK = np.array([1e-9])
"""Where nobody can ever leave, a few are let go, so that equations have an answer."""


@dataclass(frozen=True, eq=False)
class Quantities:
    """Columns of the figures: ``(D,)`` for each link and step, and the steps that can't be left."""

    share: list[Floats]
    dropout: list[Floats]
    trapped: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Event:
    """What may happen to a token.

    Every number may be ``(R,)``: several events, or draws, are weighed at once.

    Attributes
    ----------
    loss
        0 if being lost is what may happen, else 1.
    end
        0 at the steps where ending is, by step; 1 at all others.
    served
        0 where being attended without being lost is, by step.
    here
        0 where being attended is, by step.
    dropout
        Drop-outs other than those of the route, by step.
    stuck
        0 if going round without a way out is, else 1.
    """

    loss: float
    end: Mapping[int, Floats] = field(default_factory=dict)
    served: Mapping[int, Floats] = field(default_factory=dict)
    here: Mapping[int, Floats] = field(default_factory=dict)
    dropout: Mapping[int, Floats] = field(default_factory=dict)
    stuck: float = 1.0


class Backward:
    """The four chances at every step, for one event.

    Attributes
    ----------
    chance
        ``(4, R)`` for every step that is reached.
    product
        For every fork of a block, ``(4, R)`` for each branch: the G of a branch.
    on
        For every step, the steps of its level that follow, with the weight of each ``(R,)``.
    loops
        The solved equations of every loop, by its first step.
    """

    def __init__(self, plan: Plan, quantities: Quantities, event: Event, draws: int) -> None:
        self.plan, self.quantities, self.event, self.draws = plan, quantities, event, draws
        self.chance: dict[int, Floats] = {}
        self.product: dict[int, list[Floats]] = {}
        self.on: dict[int, list[tuple[int, Floats]]] = {}
        self.loops: dict[int, Inverse] = {}
        for level in plan.levels:
            for loop in level.loops:
                self._solve(level, loop)
            if level.fork != NOWHERE:
                self.product[level.fork] = [self._arriving(level, head) for head in level.heads]

    def dropout(self, step: int) -> Floats:
        """Return the share of people lost at a step."""
        if step in self.quantities.trapped:
            return _LEAK
        found: Floats = self.event.dropout.get(step, self.quantities.dropout[step])
        return found

    def opening(self, fork: int) -> tuple[Floats, Floats]:
        """Return what a block adds by itself, ``(4, R)``, and the weight of its join, ``(R,)``."""
        whole = _product(self.product[fork])
        opens = whole[LOST] - whole[BOTH]
        apart = whole[ALONE] - opens
        return np.stack(np.broadcast_arrays(apart, whole[BOTH], whole[BOTH], apart)), opens

    def _arriving(self, level: Level, head: int) -> Floats:
        """Return the four chances on a link into a level."""
        if head == level.join:
            return _ARRIVED
        if head in level.branch:
            return self.chance[head]
        return _ONE * self.chance[head][ALONE]

    def _solve(self, level: Level, loop: tuple[int, ...]) -> None:
        rows = {step: self._row(level, step) for step in loop}
        inside = set(loop)
        entries: list[tuple[int, int, Floats]] = []
        place = {step: k for k, step in enumerate(loop)}
        for step, (given, on) in rows.items():
            known = given
            for following, weight in on:
                if following in inside:
                    entries.append((place[step], place[following], np.asarray(weight)))
                else:
                    known = known + weight * self.chance[following]
            self.on[step] = on
            self.chance[step] = known
        if entries:
            inverse = Inverse(len(loop), entries, self.draws)
            shape = (FOUR, self.draws)
            known = np.stack([np.broadcast_to(self.chance[step], shape) for step in loop])
            solved = inverse.right(known.transpose(2, 0, 1))
            for step, k in place.items():
                self.chance[step] = solved[:, k, :].T
            self.loops[loop[0]] = inverse

    def _row(self, level: Level, step: int) -> tuple[Floats, list[tuple[int, Floats]]]:
        """Return a step's equation: what is known, and the weight of what follows in its level."""
        event = self.event
        lost = self.dropout(step)
        keep = (1 - lost) * event.served.get(step, 1.0)
        loss = event.stuck if step in self.quantities.trapped else event.loss
        given = lost * loss * _LOSING
        here = event.here.get(step)
        if here is not None:
            keep, given = keep * here, given * here
        block = self.plan.block(step)
        if self.plan.net.outcome[step] >= 0:
            return given + keep * event.end.get(step, 1.0) * _ONE, []
        if block is None:
            parts = [(to, keep * self.quantities.share[k]) for k, to in self.plan.links[step]]
        elif block.free:
            parts, apart = self._free(block, keep)
            given = given + apart
        elif block.spreads:
            return given + keep * _product(self.product[step]), []
        else:
            apart, opens = self.opening(step)
            given = given + keep * apart
            parts = [(block.join, keep * opens)]
        on: list[tuple[int, Floats]] = []
        for to, weight in parts:
            if to in level.branch or level.fork == NOWHERE:
                on.append((to, weight))
            else:
                given = given + weight * self._arriving(level, to)
        return given, on

    def _free(self, block: Block, keep: Floats) -> tuple[list[tuple[int, Floats]], Floats]:
        """Return the branch that goes on, weighed with what must not happen on the others."""
        for k, head in enumerate(block.heads):
            if k != block.main:
                keep = keep * self.chance[head][ALONE]
        if block.main == NOWHERE:
            return [], keep * _ONE
        return [(block.heads[block.main], keep)], np.zeros((FOUR, 1))


def _product(parts: list[Floats]) -> Floats:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole * part
    return whole
