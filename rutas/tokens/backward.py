"""Weigh a route backwards: the chance that something never happens, from every step on.

Let S be something that may happen to a token: it is lost, it ends badly, it comes to some step. Then
h(S) at a step is the chance that S happens to no token that comes of one there. It is linear where one
link is taken, a product where all are, and 0 where S happens. At a fork f with join K let G(T) be the
product, over the branches, of the chances that nothing of T happens before K; L that a token is lost inside,
A that one arrives. Whether K opens, and how, ties the branches together: it opens if a token arrives and none
was lost, with chance o, and where it forgives (`missing`) also if one arrives and some were, with chance m:

    o = G(S ∪ L) − G(S ∪ L ∪ A)        m = G(S) − G(S ∪ A) − o

    h_f(S) = o h_K(S) + m h_K'(S) + G(S ∪ A)      where K forgives, K' being K, left by `missing`
    h_f(S) = o h_K(S) + m + G(S ∪ A)              elsewhere

So a block is known by four numbers at each step inside: for S, S ∪ L, S ∪ L ∪ A, and S ∪ A. A loss inside is
no part of S there, for it may yet be forgiven: where it is one (`Event.loss`), it counts when nothing around
can forgive it, in the outermost level, by taking h_f(S ∪ L) for h_f(S). Within an inner block the four are
found from the inner block's own four. Loops are solved as linear equations, level by level (first-step
analysis [1]_; the products are those of branching processes [2]_).

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
from rutas.tokens.chances import (
    ALONE,
    ARRIVED,
    BOTH,
    LEAK,
    LOST,
    ONES,
    OPEN,
    add,
    columns,
    numbers,
    product,
)
from rutas.tokens.inverse import Inverse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.tokens.blocks import Block
    from rutas.tokens.chances import Chances, Number
    from rutas.tokens.plan import Level, Plan
    from rutas.tokens.quantities import Quantities

__all__ = ["Backward", "Event"]


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
    end: Mapping[int, Number] = field(default_factory=dict)
    served: Mapping[int, Number] = field(default_factory=dict)
    here: Mapping[int, Number] = field(default_factory=dict)
    dropout: Mapping[int, Number] = field(default_factory=dict)
    stuck: float = 1.0


class Backward:
    """The chances at every step, for one event.

    Attributes
    ----------
    chance
        For every step that is reached, the four chances; in the outermost level the first alone.
    product
        For every fork of a block, the four chances of each of its branches.
    on
        For every step, the steps of its level that follow, with the weight of each.
    loops
        The solved equations of every loop, by its first step.
    """

    def __init__(self, plan: Plan, quantities: Quantities, event: Event, draws: int) -> None:
        self.plan, self.quantities, self.event, self.draws = plan, quantities, event, draws
        self.chance: dict[int, Chances] = {}
        self.product: dict[int, list[Chances]] = {}
        self.on: dict[int, Sequence[tuple[int, Number]]] = {}
        self.loops: dict[int, Inverse] = {}
        self.special = quantities.trapped.union(event.served, event.here, event.dropout)
        self.plain = plan.plain - self.special if self.special else plan.plain
        self.gone = [lost * event.loss for lost in quantities.dropout]
        self.solved: dict[int, tuple[tuple[int, ...], int]] = {}
        for level in plan.levels:
            if level.fork == NOWHERE:
                self._weigh_outermost(level)
            else:
                self._weigh_inside(level)
                self.product[level.fork] = [self._arriving(level, head) for head in level.heads]

    def _weigh_outermost(self, level: Level) -> None:
        """Weigh the steps of an outermost level; most do no more than lead on."""
        plain, gone, links = self.plain, self.gone, self.quantities.on
        chance, on = self.chance, self.on
        for loop in level.loops:
            step = loop[0]
            if len(loop) > 1 or step not in plain:
                self._solve(level, loop)
                continue
            total = gone[step]
            for to, weight in links[step]:
                total = total + weight * chance[to][ALONE]
            chance[step] = (total,)
            on[step] = links[step]

    def _weigh_inside(self, level: Level) -> None:
        """Weigh the steps of a block; most do no more than lead on, some to the join."""
        plain, gone = self.plain, self.quantities.dropout
        links, beyond = self.quantities.on, self.quantities.beyond
        chance, on = self.chance, self.on
        for loop in level.loops:
            step = loop[0]
            if len(loop) > 1 or step not in plain:
                self._solve(level, loop)
                continue
            given: Chances = (gone[step], 0.0, 0.0, gone[step])
            for to, weight in beyond[step]:
                given = add(given, weight, self._arriving(level, to))
            for to, weight in links[step]:
                given = add(given, weight, chance[to])
            chance[step] = given
            on[step] = links[step]

    def dropout(self, step: int) -> Number:
        """Return the share of people lost at a step."""
        if step in self.quantities.trapped:
            return LEAK
        return self.event.dropout.get(step, self.quantities.dropout[step])

    def whole(self, fork: int) -> Chances:
        """Return the four chances of all branches of a block together."""
        return product(self.product[fork])

    def opening(self, fork: int, whole: Chances) -> tuple[Chances, Number, Number]:
        """Return what a block adds by itself to its chances, and how its join opens: at all, and to forgive.

        It is linear in the four chances of all branches together.
        """
        opens = whole[LOST] - whole[BOTH]
        forgives = whole[ALONE] - whole[OPEN] - opens if fork in self.plan.forgiving else 0.0
        apart = whole[ALONE] - opens - forgives
        if self.plan.home[fork].fork == NOWHERE:
            return (whole[BOTH] if self.event.loss == 0 else apart,), opens, forgives
        return (apart, whole[BOTH], whole[BOTH], apart), opens, forgives

    def after(self, fork: int) -> tuple[Chances, Chances]:
        """Return the chances at the join of a block, and there for those whom it forgives."""
        join = self.plan.nesting.blocks[fork].join
        alias = self.plan.forgiving.get(fork)
        return self.chance[join], ONES if alias is None else self.chance[alias]

    def around(self, fork: int) -> tuple[Number, Number]:
        """Return the expected visits to a fork from its join, and from there for those whom it forgives."""
        if fork not in self.solved:
            return 0.0, 0.0
        loop, place = self.solved[fork]
        unit = np.zeros((self.draws, len(loop), 1))
        unit[:, place] = 1.0
        column = numbers(self.loops[loop[0]].right(unit)[:, :, 0])
        join = self.plan.nesting.blocks[fork].join
        alias = self.plan.forgiving.get(fork, NOWHERE)
        return tuple(column[loop.index(at)] if at in loop else 0.0 for at in (join, alias))  # type: ignore[return-value]  # two

    def _arriving(self, level: Level, head: int) -> Chances:
        """Return the four chances on a link into a level."""
        if head == level.join:
            return ARRIVED
        chance = self.chance[head]
        return chance if head in level.branch else (chance[ALONE],) * 4

    def _solve(self, level: Level, loop: tuple[int, ...]) -> None:
        """Solve the equations of a loop, or of a single step, from what comes after."""
        place = {step: k for k, step in enumerate(loop)}
        entries: list[tuple[int, int, Number]] = []
        for step, k in place.items():
            given, on = self._row(level, step)
            for following, weight in on:
                if following in place:
                    entries.append((k, place[following], weight))
                else:
                    given = add(given, weight, self.chance[following])
            self.on[step] = on
            self.chance[step] = given
        if entries:
            inverse = self.loops[loop[0]] = Inverse(len(loop), entries, self.draws)
            known = [columns(self.chance[step], self.draws) for step in loop]
            solved = inverse.right(np.stack(known, axis=1))
            for step, k in place.items():
                self.chance[step] = numbers(solved[:, k, :])
                if step in self.product:
                    self.solved[step] = loop, k

    def _row(self, level: Level, step: int) -> tuple[Chances, Sequence[tuple[int, Number]]]:
        """Return a step's equation: what is known, and the weight of what follows in its level."""
        event, block, net = self.event, self.plan.block(step), self.plan.net
        alias, step = step >= len(net), step % len(net)
        gone, keep = self._parting(step, inside=level.fork != NOWHERE)
        given: Chances = (gone,) if level.fork == NOWHERE else (gone, 0.0, 0.0, gone)
        if net.outcome[step] >= 0:
            return (gone + keep * event.end.get(step, 1.0),), []
        if alias:
            parts = [(net.missing[step], keep)]
        elif block is None:
            parts = [(to, keep * self.quantities.share[k]) for k, to in self.plan.links[step]]
        elif block.free:
            parts, ended = self._free(block, keep)
            given = add(given, ended, ONES)
        elif block.spreads:
            return add(given, keep, self.whole(step)), []
        else:
            apart, opens, forgives = self.opening(step, self.whole(step))
            given = add(given, keep, apart)
            parts = [(block.join, keep * opens)]
            if step in self.plan.forgiving:
                parts.append((self.plan.forgiving[step], keep * forgives))
        if level.fork == NOWHERE:
            return given, parts
        on: list[tuple[int, Number]] = []
        for to, weight in parts:
            if to in level.branch:
                on.append((to, weight))
            else:
                given = add(given, weight, self._arriving(level, to))
        return given, on

    def _parting(self, step: int, *, inside: bool) -> tuple[Number, Number]:
        """Return the share of people lost at a step, if that may be, and of those who go on."""
        event = self.event
        if step not in self.special:
            losses = self.quantities.dropout if inside else self.gone
            return losses[step], self.quantities.keep[step]
        lost = self.dropout(step)
        loss = event.stuck if step in self.quantities.trapped else 1.0 if inside else event.loss
        gone, keep = lost * loss, (1 - lost) * event.served.get(step, 1.0)
        if step in event.here:
            return gone * event.here[step], keep * event.here[step]
        return gone, keep

    def _free(self, block: Block, keep: Number) -> tuple[list[tuple[int, Number]], Number]:
        """Return the branch that goes on, weighed with what must not happen on the others."""
        for k, head in enumerate(block.heads):
            if k != block.main:
                keep = keep * self.chance[head][ALONE]
        if block.main == NOWHERE:
            return [], keep
        return [(block.heads[block.main], keep)], 0.0
