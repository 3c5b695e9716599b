"""Work out exactly how people flow through a route whose branches nest."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.backward import ALONE, BOTH, LOST, OPEN, Backward, Event, Quantities
from rutas.tokens.blocks import NOWHERE
from rutas.tokens.flow import Flow
from rutas.tokens.forward import Forward
from rutas.tokens.plan import plan_of
from rutas.tokens.reach import ends

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.tokens.blocks import Nesting
    from rutas.tokens.figures import Figures
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]

__all__ = ["Exact"]

_AT_ONCE = 256
_TINY = 1e-12


class Exact:
    """How people flow through a route whose branches nest, ``D`` draws at once.

    Parameters
    ----------
    net, nesting
        The route and its blocks, which nest.
    figures
        Its quantities, one row a draw.
    """

    def __init__(self, net: Net, nesting: Nesting, figures: Figures) -> None:
        self.net, self.figures = net, figures
        self.draws = figures.draws
        self.plan = plan_of(net, nesting)
        losing = figures.dropout.max(axis=0) > 0
        stuck = np.flatnonzero(~ends(net, losing)).tolist()
        self.quantities = Quantities(
            share=list(figures.share.T),
            dropout=list(figures.dropout.T),
            trapped=frozenset(stuck).intersection(nesting.reached),
        )
        bad = np.flatnonzero((net.outcome >= 0) & ~net.success).tolist()
        self.failing = dict.fromkeys(bad, np.zeros(1))
        entry = figures.entry(net)
        self.entry = {step: entry[:, step] for step in net.starts}

    def _weigh(self, event: Event, draws: int | None = None) -> Backward:
        return Backward(self.plan, self.quantities, event, draws or self.draws)

    def _whole(self, back: Backward) -> Floats:
        """Return the chance at the start, ``(R,)``."""
        total = np.zeros(1)
        for step, share in self.entry.items():
            total = total + share * back.chance[step][ALONE]
        return total

    @cached_property
    def nothing(self) -> Backward:
        """The chances that nothing happens: losses alone keep joins shut."""
        return self._weigh(Event(loss=1.0))

    @cached_property
    def failure(self) -> Backward:
        """The chances that nothing fails."""
        return self._weigh(Event(loss=0.0, end=self.failing, stuck=0.0))

    @cached_property
    def coming(self) -> Forward:
        """How people come to every step."""
        return Forward(self.nothing, self.entry)

    @cached_property
    def going(self) -> Forward:
        """How much every step matters for completion."""
        return Forward(self.failure, self.entry)

    @cached_property
    def completion(self) -> Floats:
        """``(D,)`` the share of people who complete."""
        return np.broadcast_to(self._whole(self.failure), (self.draws,))

    @cached_property
    def visits(self) -> Floats:
        """``(D, n)`` the expected visits to each step; ``nan`` where people go round for ever."""
        plan, coming = self.plan, self.coming
        found: dict[int, Floats] = {step: coming.weight[step] for step in plan.top.branch}
        beside: dict[int, Floats] = {}
        nothing = np.zeros(1)
        for level in (plan.top, *reversed(plan.inner)):
            if level.fork != NOWHERE:
                inside = found[level.fork] * (1 - self.nothing.dropout(level.fork))
                for step in level.branch:
                    found[step] = inside * coming.weight[step]
                for head in level.heads:
                    if head not in level.branch and head != level.join:
                        beside[head] = beside.get(head, nothing) + inside
            for step in level.branch:
                for head, weight in self._aside(level.branch, level.join, step):
                    beside[head] = beside.get(head, nothing) + found[step] * weight
        found |= self._outer(beside)
        table = np.zeros((self.draws, len(self.net)))
        for step, visits in found.items():
            table[:, step] = np.nan if step in self.quantities.trapped else visits
        return table

    def _aside(self, level: Mapping[int, int], join: int, step: int) -> list[tuple[int, Floats]]:
        """Return where tokens go from a step that leave its level, and by what share."""
        block = self.plan.block(step)
        keep = 1 - self.nothing.dropout(step)
        if block is None:
            return [
                (to, keep * self.quantities.share[k])
                for k, to in self.plan.links[step]
                if to not in level and to != join
            ]
        if not block.free:
            return []
        return [(head, keep) for k, head in enumerate(block.heads) if k != block.main]

    def _outer(self, coming: dict[int, Floats]) -> dict[int, Floats]:
        """Return the visits to the steps that can get to no join."""
        level, found = self.plan.outer, {}
        nothing = np.zeros(1)
        for step, share in self.entry.items():
            if step in level.branch:
                coming[step] = coming.get(step, nothing) + share
        for loop in reversed(level.loops):
            inverse = self.nothing.loops.get(loop[0])
            weights = [np.asarray(coming.get(step, nothing)) for step in loop]
            if inverse is not None:
                rows = np.stack(np.broadcast_arrays(*weights), axis=-1)
                weights = list(inverse.left(np.broadcast_to(rows, (self.draws, len(loop)))).T)
            inside = set(loop)
            for step, weight in zip(loop, weights, strict=True):
                found[step] = weight
                onward = [*self.nothing.on[step]]
                if self.plan.block(step) is not None:
                    onward += self._aside(level.branch, NOWHERE, step)
                for to, share in onward:
                    if to not in inside:
                        coming[to] = coming.get(to, nothing) + weight * share
        return found

    @cached_property
    def reach(self) -> Floats:
        """``(D, n)`` the chance of being attended at each step."""
        apart = self._one_by_one(
            lambda rows: self._weigh(Event(loss=1.0, here=rows), _rows(rows, self.draws))
        )
        return self._without(self.coming, {step: 1 - rest for step, rest in apart.items()})

    @cached_property
    def passing(self) -> Floats:
        """``(D, n)`` the chance of being attended at each step and completing."""
        apart = self._one_by_one(
            lambda rows: self._weigh(
                Event(loss=0.0, end=self.failing, here=rows, stuck=0.0), _rows(rows, self.draws)
            )
        )
        whole = self.completion
        return self._without(self.going, {step: whole - rest for step, rest in apart.items()})

    def _without(self, forward: Forward, apart: Mapping[int, Floats]) -> Floats:
        """Return what would be lost at the start if each step in turn could not be passed."""
        table = np.zeros((self.draws, len(self.net)))
        nothing = np.zeros((4, 1))
        for step in self.plan.nesting.reached:
            found = apart.get(step)
            table[:, step] = -forward.changed(step, nothing) if found is None else found
        return np.maximum(table, 0.0)

    def rises(self, steps: Sequence[int]) -> Floats:
        """Return ``(D, steps)``: how much completion would rise if a step lost nobody."""
        table = np.zeros((self.draws, len(steps)))
        for k, step in enumerate(steps):
            lost = self.figures.dropout[:, step]
            if step not in self.failure.chance or not (lost > 0).any():
                continue
            if step in self.plan.parted or (lost >= 1).any():
                mended = Event(loss=0.0, end=self.failing, stuck=0.0, dropout={step: np.zeros(1)})
                table[:, k] = self._whole(self._weigh(mended)) - self.completion
                continue
            # Who is not lost comes back again, by every loop that leads back to the step.
            now = self.failure.chance[step]
            stays = 1 - self.going.again[step] * lost
            mend = np.divide(1.0, stays, out=np.ones_like(stays), where=stays > _TINY)
            table[:, k] = self.going.changed(step, now * mend)
        return table

    def _one_by_one(self, weigh: Callable[[dict[int, Floats]], Backward]) -> dict[int, Floats]:
        """Return the chance at the start with each of the steps closed that tokens come to apart."""
        steps = sorted(self.plan.parted)
        found: dict[int, Floats] = {}
        size = _AT_ONCE if self.draws == 1 else 1
        for first in range(0, len(steps), size):
            some = steps[first : first + size]
            rows = {step: _closed(k, len(some)) for k, step in enumerate(some)}
            whole = np.broadcast_to(self._whole(weigh(rows)), (max(self.draws, len(some)),))
            for k, step in enumerate(some):
                found[step] = whole[k : k + 1] if self.draws == 1 else whole
        return found

    @cached_property
    def blocked(self) -> Floats:
        """``(D, n)`` the chance of waiting for ever at each join for a branch that was lost."""
        table = np.zeros((self.draws, len(self.net)))
        for level in self.plan.inner:
            block = self.plan.block(level.fork)
            if block is None or block.spreads:
                continue
            whole = self.nothing.product[level.fork][0]
            for part in self.nothing.product[level.fork][1:]:
                whole = whole * part
            waits = (1 - whole[OPEN]) - (whole[LOST] - whole[BOTH])
            keep = 1 - self.nothing.dropout(level.fork)
            table[:, level.join] += self.visits[:, level.fork] * keep * waits
        return table

    @cached_property
    def lost(self) -> Floats:
        """``(D,)`` the share of people who are lost in at least one branch."""
        return np.broadcast_to(1 - self._whole(self._weigh(Event(loss=0.0))), (self.draws,))

    @cached_property
    def outcomes(self) -> Floats:
        """``(D, o)`` the share of people of whom at least one branch ends with each outcome."""
        ending = [np.flatnonzero(self.net.outcome == k) for k in range(len(self.net.outcomes))]
        return self._ever([steps.tolist() for steps in ending], "end")

    def coverage(self, services: Sequence[Sequence[int]]) -> Floats:
        """Return ``(D, s)``, the share of people attended and not lost at some step of each list."""
        table = np.zeros((self.draws, len(services)))
        many = []
        for k, steps in enumerate(services):
            if len(steps) == 1 and steps[0] not in self.plan.parted:
                kept = 1 - self.figures.dropout[:, steps[0]]
                table[:, k] = self.reach[:, steps[0]] * kept
            elif steps:
                many.append(k)
        table[:, many] = self._ever([services[k] for k in many], "served")
        return table

    def _ever(self, groups: Sequence[Sequence[int]], field: str) -> Floats:
        """Return ``(D, groups)``, the chance that something happens at some step of each group."""
        table = np.zeros((self.draws, len(groups)))
        size = _AT_ONCE if self.draws == 1 else 1
        for first in range(0, len(groups), size):
            some = groups[first : first + size]
            rows: dict[int, Floats] = {}
            for k, steps in enumerate(some):
                for step in steps:
                    rows[step] = rows.get(step, 1.0) * _closed(k, len(some))
            draws = max(self.draws, len(some))
            never = self._whole(self._weigh(Event(loss=1.0, **{field: rows}), draws))  # type: ignore[arg-type]
            table[:, first : first + len(some)] = (
                1 - np.broadcast_to(never, (len(some),)) if self.draws == 1 else 1 - never[:, None]
            )
        return table

    def flow(self, services: Sequence[Sequence[int]]) -> Flow:
        """Return all of it."""
        return Flow(
            visits=self.visits,
            reach=self.reach,
            passing=self.passing,
            blocked=self.blocked,
            completion=self.completion,
            lost=self.lost,
            outcomes=self.outcomes,
            coverage=self.coverage(services),
            error=None,
        )


def _closed(k: int, size: int) -> Floats:
    """Return a row of ones with a 0 at one place."""
    row = np.ones(size)
    row[k] = 0.0
    return row


def _rows(rows: Mapping[int, Floats], draws: int) -> int:
    return max(draws, max((len(row) for row in rows.values()), default=1))
