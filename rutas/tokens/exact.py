"""Work out exactly how people flow through a route whose branches nest."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.backward import Backward, Event
from rutas.tokens.blocks import NOWHERE
from rutas.tokens.chances import ALONE, BOTH, LEAK, LOST, OPEN, columns, numbers
from rutas.tokens.flow import Flow
from rutas.tokens.forward import Forward
from rutas.tokens.net import compile as compile_net
from rutas.tokens.once import once
from rutas.tokens.quantities import Quantities
from rutas.tokens.traps import for_ever, trapped_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.chances import Number
    from rutas.tokens.figures import Figures
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]

__all__ = ["Exact", "exact_at_means"]

_AT_ONCE = 256
_FEW = 4
_TINY = 1e-12
_ROUNDED = -1e-8


class Exact:
    """How people flow through a route whose branches nest, ``D`` draws at once.

    Parameters
    ----------
    net
        The route.
    share, dropout, way_share
        ``(D, m)``, ``(D, n)`` and ``(D, w)``: its quantities, one row a draw.

    Raises
    ------
    ValueError
        If it is not `rutas.tokens.net.Net.exact`.

    Notes
    -----
    Each measure takes time in proportion to the route, but for steps that branches come to after they
    have left others behind (a common ending, mostly): each of these has the route weighed once more.
    """

    def __init__(self, net: Net, share: Floats, dropout: Floats, way_share: Floats) -> None:
        if not net.exact:
            raise ValueError("branches don't nest, or the clock decides who is late")
        self.net = net
        self.draws = max(len(share), len(dropout), len(way_share))
        self.plan = net.plan
        self.lost_share = dropout
        trapped = trapped_in(self.plan, dropout.max(axis=0) > 0, net.lateness)
        self.quantities = Quantities(self.plan, share, dropout, net.lateness, trapped)
        bad = np.flatnonzero((net.outcome >= 0) & ~net.success).tolist()
        self.failing: dict[int, Number] = dict.fromkeys(bad, 0.0)
        self.entry: dict[int, Number] = dict.fromkeys(net.starts, 0.0)
        for way, come in zip(net.ways.tolist(), numbers(way_share), strict=True):
            if way in self.entry:
                self.entry[way] = self.entry[way] + come

    @classmethod
    def under(cls, net: Net, figures: Figures) -> Exact:
        """Take the quantities from figures."""
        return cls(net, figures.share, figures.dropout, figures.way_share)

    def _weigh(self, event: Event, draws: int = 1) -> Backward:
        return Backward(self.plan, self.quantities, event, max(draws, self.draws))

    def _whole(self, back: Backward) -> Floats:
        """Return the chance at the start, ``(R,)``."""
        total: Number = 0.0
        for step, share in self.entry.items():
            total = total + share * back.chance[step][ALONE]
        return np.broadcast_to(np.asarray(total, dtype=float), (back.draws,))

    @cached_property
    def nothing(self) -> Backward:
        """The chances that nothing happens: losses alone keep joins shut."""
        return self._weigh(Event(loss=1.0))

    @cached_property
    def failure(self) -> Backward:
        """The chances that nothing fails."""
        bad = self.failing.keys() & self.nothing.chance.keys()
        if not (bad or self.quantities.trapped or (self.lost_share > 0).any()):
            return self.nothing  # there is nothing to fail
        return self._weigh(Event(loss=0.0, end=self.failing, stuck=0.0))

    @cached_property
    def coming(self) -> Forward:
        """How people come to every step."""
        return Forward(self.nothing, self.entry)

    @cached_property
    def going(self) -> Forward:
        """How much every step matters for completion."""
        if self.failure is self.nothing:
            return self.coming
        return Forward(self.failure, self.entry)

    @cached_property
    def completion(self) -> Floats:
        """``(D,)`` the share of people who complete."""
        return self._whole(self.failure)

    @cached_property
    def visits(self) -> Floats:
        """``(D, n)`` the expected visits to each step; ``nan`` where people go round for ever."""
        plan, weight, aside = self.plan, self.coming.weight, self.quantities.aside
        if not (plan.top.branch or plan.nesting.blocks):
            return self._table(weight)
        found: dict[int, Number] = {step: weight[step] for step in plan.top.branch}
        beside: dict[int, Number] = {}
        for level in (plan.top, *reversed(plan.inner)):
            if level.fork != NOWHERE:
                inside = found[level.fork] * self.quantities.keep[level.fork]
                for step in level.branch:
                    found[step] = inside * weight[step]
                for head in level.heads:
                    if head not in level.branch and head != level.join:
                        beside[head] = beside.get(head, 0.0) + inside
            for step in level.branch:
                for head, share in aside.get(step, ()):
                    beside[head] = beside.get(head, 0.0) + found[step] * share
        found |= self._outer(beside)
        return self._table(found)

    def _table(self, found: Mapping[int, Number]) -> Floats:
        """Return ``(D, n)``: what was found, 0 where nobody gets to, ``nan`` where some go round for ever."""
        size = len(self.net)
        table = np.zeros((self.draws, 2 * size))
        table[:, list(found)] = columns(list(found.values()), self.draws)
        table = table[:, :size] + table[:, size:]
        table[:, list(for_ever(self.net, self.quantities.trapped))] = np.nan
        return table

    def _outer(self, coming: dict[int, Number]) -> dict[int, Number]:
        """Return the visits to the steps that can get to no join."""
        level = self.plan.outer
        found: dict[int, Number] = {}
        for step, share in self.entry.items():
            if step in level.branch:
                coming[step] = coming.get(step, 0.0) + share
        for loop in reversed(level.loops):
            inverse = self.nothing.loops.get(loop[0])
            weights = [coming.get(step, 0.0) for step in loop]
            if inverse is not None:
                weights = list(numbers(inverse.left(columns(weights, self.draws))))
            inside = set(loop)
            for step, weight in zip(loop, weights, strict=True):
                found[step] = weight
                onward = self.nothing.on[step]
                if step in self.plan.nesting.blocks:
                    onward = [*onward, *self.quantities.aside.get(step, ())]
                for to, share in onward:
                    if to not in inside:
                        coming[to] = coming.get(to, 0.0) + weight * share
        return found

    @cached_property
    def reach(self) -> Floats:
        """``(D, n)`` the chance of being attended at each step."""
        parted = [[step] for step in sorted(self.plan.parted)]
        return self._closing(self.coming, 1 - self._never(parted, "here", Event(loss=1.0)))

    @cached_property
    def passing(self) -> Floats:
        """``(D, n)`` the chance of being attended at each step and completing."""
        if self.failure is self.nothing and not self.plan.parted:
            return self.reach.copy()
        parted = [[step] for step in sorted(self.plan.parted)]
        event = Event(loss=0.0, end=self.failing, stuck=0.0)
        left = self._never(parted, "here", event)
        return self._closing(self.going, self.completion[:, None] - left)

    def _closing(self, forward: Forward, parted: Floats) -> Floats:
        """Return what would be lost at the start if each step in turn could not be passed."""
        table = np.zeros((self.draws, len(self.net)))
        steps = [i for i in self.plan.nesting.reached if i not in self.plan.parted]
        table[:, steps] = -columns(forward.closed(steps), self.draws)
        table[:, sorted(self.plan.parted)] = parted
        return np.clip(table, 0.0, 1.0) + 0.0

    def rises(self, steps: Sequence[int]) -> Floats:
        """Return ``(D, steps)``: how much completion would rise (or, below 0, fall) if a step lost nobody."""
        table = np.zeros((self.draws, len(steps)))
        for k, step in enumerate(steps):
            lost = self.lost_share[:, step]
            if step not in self.failure.chance or not (lost > 0).any():
                continue
            if step in self.plan.parted or (lost >= 1).any():
                # A few are lost all the same, lest nobody could leave a loop.
                mended = Event(loss=0.0, end=self.failing, stuck=0.0, dropout={step: LEAK})
                table[:, k] = self._whole(self._weigh(mended)) - self.completion
                continue
            table[:, k] = self.going.mended(step, lost if self.draws > 1 else float(lost[0]))
        # It falls where a join forgives who is lost, and who stays may end badly; rounding is no fall.
        return np.where(table < _ROUNDED, table, np.maximum(table, 0.0))

    @cached_property
    def blocked(self) -> Floats:
        """``(D, n)`` the chance of waiting for ever at each join for a branch that was lost."""
        table = np.zeros((self.draws, len(self.net)))
        forks, joins, shares = [], [], []
        for level in self.plan.inner:
            block = self.plan.nesting.blocks[level.fork]
            if block.spreads or level.fork in self.plan.forgiving:
                continue
            whole = self.nothing.whole(level.fork)
            waits = (1 - whole[OPEN]) - (whole[LOST] - whole[BOTH])
            forks.append(level.fork)
            joins.append(level.join)
            shares.append(self.quantities.keep[level.fork] * waits)
        waiting = self.visits[:, forks] * columns(shares, self.draws)
        np.add.at(table.T, joins, waiting.T)
        return table

    @cached_property
    def lost(self) -> Floats:
        """``(D,)`` the share of people who are lost in at least one branch."""
        if not self.plan.nesting.blocks:
            total: Floats = np.nansum(self.visits * self.lost_share, axis=1)
            return total
        if not (self.failing.keys() & self.failure.chance.keys() or self.quantities.trapped):
            return np.maximum(1 - self.completion, 0.0)
        return np.maximum(1 - self._whole(self._weigh(Event(loss=0.0))), 0.0)

    @cached_property
    def outcomes(self) -> Floats:
        """``(D, o)`` the share of people of whom at least one branch ends with each outcome."""
        groups = [np.flatnonzero(self.net.outcome == k) for k in range(len(self.net.outcomes))]
        if not self.plan.nesting.blocks:
            ended = self.visits * (1 - self.lost_share)
            return np.stack([ended[:, group].sum(axis=1) for group in groups], axis=1)
        return self._ever([group.tolist() for group in groups], "end")

    def coverage(self, services: Sequence[Sequence[int]]) -> Floats:
        """Return ``(D, s)``, the share of people attended and not lost at some step of each list."""
        return self._ever(services, "served")

    def _ever(self, groups: Sequence[Sequence[int]], field: str) -> Floats:
        """Return ``(D, groups)``, the chance of being attended and not lost at some step of each group."""
        table = np.zeros((self.draws, len(groups)))
        many = []
        for k, steps in enumerate(groups):
            if len(steps) == 1 and steps[0] not in self.plan.parted:
                table[:, k] = self.reach[:, steps[0]] * (1 - self.lost_share[:, steps[0]])
            elif steps:
                many.append(k)
        table[:, many] = 1 - self._never([groups[k] for k in many], field, Event(loss=1.0))
        return table

    def _never(self, groups: Sequence[Sequence[int]], field: str, event: Event) -> Floats:
        """Return ``(D, groups)``, the chance that nothing happens at any step of each group."""
        table = np.ones((self.draws, len(groups)))
        # Many events are weighed side by side where there is one draw; a few are faster by themselves.
        size = _AT_ONCE if self.draws == 1 and len(groups) > _FEW else 1
        reached = self.nothing.chance
        for first in range(0, len(groups), size):
            some = [[step for step in group if step in reached] for group in groups[first:][:size]]
            if not any(some):
                continue
            rows: dict[int, Number] = {}
            for k, steps in enumerate(some):
                for step in steps:
                    rows[step] = rows.get(step, 1.0) * (_closed(k, size) if size > 1 else 0.0)
            if field == "end":
                rows |= event.end
            again = Event(**{**vars(event), field: rows})
            never = self._whole(self._weigh(again, size))
            part = table[:, first : first + len(some)]
            part[:] = never[: len(some)] if size > 1 else never[:, None]
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
            unfinished=np.zeros(self.draws),
            error=None,
        )


@once
def exact_at_means(route: Route) -> Exact:
    """Return the exact answers for a route that nests, its quantities at their means."""
    net = compile_net(route)
    return Exact(net, net.share[None], net.dropout[None], net.way_share[None])


def _closed(k: int, size: int) -> Floats:
    """Return a row of ones with a 0 at one place."""
    row = np.ones(size)
    row[k] = 0.0
    return row
