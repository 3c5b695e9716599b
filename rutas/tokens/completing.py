"""Ask who can still complete where some steps are closed, of many sets of steps at once.

What can happen is asked, not how often: shares and drop-outs count as none or some. Each set of closed
steps has one bit in whole numbers of any length, so that one pass over the links answers for all of
them.

Where branches nest, what can come of a token depends on what can come of those after it in its own
branch: some of them get to the join where its branch meets the others, some are lost on the way, both,
or neither (all end in success). Of branches side by side all these go together freely, and the join
decides how she goes on. The least solution of these equations, found by passes over the steps, is exact:
a choice in one branch is no choice in another. Where branches don't nest, all states are looked at
(`rutas.tokens.runs`), up to a bound.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, NamedTuple

from rutas.tokens.moves import split
from rutas.tokens.runs import MOST_STATES, passed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.tokens.blocks import Block
    from rutas.tokens.net import Net
    from rutas.tokens.runs import Passed

__all__ = ["completing", "needed"]

_AT_ONCE = 10_000  # steps of which it is asked in one pass whether all need them
_MOST = 10 * MOST_STATES  # states that are looked at for many sets before the others are undecided


class Fates(NamedTuple):
    """What can come of a token: a bit for each set with which it can come so."""

    ended: int = 0
    arrived: int = 0
    lost: int = 0
    both: int = 0


def needed(net: Net) -> dict[int, bool | None]:
    """Tell for each step that can be reached whether every run that completes passes it.

    Returns
    -------
    ``True`` or ``False`` by step, ``None`` where it is not decided; nothing where nobody can complete.

    Examples
    --------
    >>> from rutas.model import Route
    >>> from rutas.tokens.net import compile
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "next": {"all": ["b", "c"]}},
    ...         {"id": "b", "name": "B", "next": ["d", "e"]}, {"id": "c", "name": "C", "next": "e"},
    ...         {"id": "d", "name": "D", "next": "e"},
    ...         {"id": "e", "name": "E", "join": "all", "outcome": "fin"}]}]})
    >>> needed(compile(route))
    {0: True, 1: True, 2: True, 3: False, 4: True}
    """
    if not net.nesting.nests:
        return _needed(net, passed(net))
    steps: dict[int, bool | None] = {}
    for first in range(0, len(net), _AT_ONCE):
        some = range(first, min(first + _AT_ONCE, len(net)))
        shut = [1 << step - first if step in some else 0 for step in range(len(net))]
        possible = _Nested(net, shut, (2 << len(some)) - 1, forgiving=False).solved()
        if not possible >> len(some):
            return {}
        steps |= {step: not possible >> step - first & 1 for step in some}
    return {step: steps[step] for step in sorted(net.order)}


def _needed(net: Net, found: Passed) -> dict[int, bool | None]:
    """Tell the same from the runs that were looked at, and where not all were, from the drawing."""
    if found.complete:
        return {step: step in found.by_all for step in sorted(net.order) if found.some}
    every = (1 << len(net)) - 1
    alive = _alive(net, [1 << step for step in range(len(net))], every)
    left = reduce(or_, (alive[start] for start in net.starts), 0)
    return {
        step: None if step in found.by_all and left >> step & 1 else step in found.by_all
        for step in sorted(net.order)
    }


def completing(net: Net, closed: Sequence[int], count: int) -> tuple[int, int]:
    """Tell for some sets of closed steps whether anybody can complete: whoever gets to one is lost there.

    Parameters
    ----------
    net
        The route.
    closed
        For each step a bit for every set that it is in.
    count
        How many sets there are.

    Returns
    -------
    The bits of the sets with which somebody can complete, and of those for which that is decided.

    Examples
    --------
    >>> from rutas.model import Route
    >>> from rutas.tokens.net import compile
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "next": ["b", "c"]}, {"id": "b", "name": "B", "outcome": "fin"},
    ...         {"id": "c", "name": "C", "outcome": "fin"}]}]})
    >>> completing(compile(route), [0b000, 0b101, 0b110], 3)  # b closed, c closed, both
    (3, 7)
    """
    every = (1 << count) - 1
    if net.nesting.nests:
        return _Nested(net, closed, every, forgiving=True).solved(), every
    alive = _alive(net, closed, every)
    possible, undecided, states = 0, 0, 0
    for bit in split(reduce(or_, (alive[start] for start in net.starts), 0)):
        if undecided or states > _MOST:  # the others have as many states
            undecided |= bit
            continue
        found = passed(net, [step for step, sets in enumerate(closed) if sets & bit])
        states += found.states
        possible |= bit if found.some else 0
        undecided |= 0 if found.some or found.complete else bit
    return possible, every & ~undecided


class _Nested:
    """The equations of a route whose branches nest."""

    def __init__(self, net: Net, shut: Sequence[int], every: int, *, forgiving: bool) -> None:
        self.net, self.shut, self.every = net, shut, every
        self.blocks, self.home = net.nesting.blocks, net.nesting.home
        self.lost = [0] * len(net)  # where nobody is forgiven, a loss is the end of the run
        if net.missing:
            self.lost = [
                (every & ~at if some else 0) | (at if forgiving else 0)
                for some, at in zip((net.dropout > 0).tolist(), shut, strict=True)
            ]
        self.dead = (net.dropout >= 1).tolist()
        ends = zip(net.outcome.tolist(), net.success.tolist(), strict=True)
        self.ends = [Fates(every if good else 0) if end >= 0 else None for end, good in ends]
        self.fates = [Fates()] * len(net)
        self.after_missing = dict.fromkeys(net.missing, Fates())
        self.ahead = [False] * len(net)  # whether she can get to the join of her branch

    def solved(self) -> int:
        """Return the sets without which somebody can complete."""
        looped = self.net.looped.tolist()
        for part in self.net.parts:
            # What comes after is known already, but for what leads back here.
            while sum(map(self._pass, part)) and looped[part[0]]:
                pass
        return reduce(or_, (self.fates[start].ended for start in self.net.starts), 0)

    def _pass(self, step: int) -> bool:
        """Look at a step again, and tell whether that changed anything."""
        net, block, home = self.net, self.blocks.get(step), self.home[step]
        known = self.fates[step], self.ahead[step], self.after_missing.get(step)
        if block is None:
            on = net.heads[step]
            if step in net.late:
                on = (*on, net.late[step])
            self.ahead[step] = any(self._ahead(to, home) for to in net.follows[step])
            fates = self.ends[step] or _either([self._fates(to, home) for to in on])
        elif block.free or block.spreads:
            self.ahead[step] = any(self._ahead(to, home) for to in block.heads)
            fates = self._together(block.heads, home)
        else:
            self.ahead[step] = self.ahead[block.join]
            fates = self._met(block)
        self.fates[step] = self._attended(step, fates)
        if step in net.missing:
            after = self._fates(net.missing[step], home)
            self.after_missing[step] = self._attended(step, after)
        return known != (self.fates[step], self.ahead[step], self.after_missing.get(step))

    def _attended(self, step: int, fates: Fates) -> Fates:
        """Return what can come of a token at a step, from what can come of it after that."""
        if self.dead[step]:
            fates = Fates()
        elif shut := self.shut[step]:
            ended, arrived, lost, both = fates
            keep = ~shut
            fates = Fates(ended & keep, arrived & keep, lost & keep, both & keep)
        if (lost := self.lost[step]) and self.ahead[step]:
            fates = fates._replace(lost=fates.lost | lost)
        return fates

    def _ahead(self, to: int, fork: int) -> bool:
        return self.ahead[to] or (fork >= 0 and to == self.blocks[fork].join)

    def _fates(self, to: int, fork: int) -> Fates:
        """Return what can come of a token that takes a link in a branch of a fork."""
        if fork >= 0 and to == self.blocks[fork].join:
            return Fates(arrived=self.every)
        return self.fates[to]

    def _together(self, heads: Sequence[int], fork: int) -> Fates:
        """Return what can come of branches side by side."""
        ended, arrived, lost, both = self.every, 0, 0, 0
        for head in heads:
            one = self._fates(head, fork)
            kept = ended | arrived  # so far nobody is lost
            ended, arrived, lost, both = (
                ended & one.ended,
                ended & one.arrived | arrived & (one.ended | one.arrived),
                ended & one.lost | lost & (one.ended | one.lost),
                (kept | lost) & one.both
                | both & (one.ended | one.arrived | one.lost | one.both)
                | arrived & one.lost
                | lost & one.arrived,
            )
        return Fates(ended, arrived, lost, both)

    def _met(self, block: Block) -> Fates:
        """Return what can come of a fork whose branches meet."""
        inside = self._together(block.heads, block.fork)
        joined = self.fates[block.join]
        ended, arrived, lost, both = (inside.arrived & fate for fate in joined)
        if block.join in self.net.missing:
            forgiven = self.after_missing[block.join]
            ended, arrived, lost, both = (
                fate | inside.both & after
                for fate, after in zip((ended, arrived, lost, both), forgiven, strict=True)
            )
            held = inside.lost
        else:
            held = inside.lost | inside.both
        if self.ahead[block.join]:
            lost |= held
        return Fates(ended | inside.ended, arrived, lost, both)


def _either(fates: Sequence[Fates]) -> Fates:
    """Return what can come of a choice."""
    if len(fates) == 1:
        return fates[0]
    return Fates(*(reduce(or_, some) for some in zip(*fates, strict=True)))


def _alive(net: Net, shut: Sequence[int], every: int) -> list[int]:
    """Return for each step with which sets a token there may end well, as far as the drawing tells.

    That a join may wait for ever is left aside: with the other sets it surely can't.
    """
    alive = [0] * len(net)
    all_well = not net.missing  # or else a branch may be forgiven
    before: list[int] = []
    while before != alive:
        before = alive[:]
        for step in reversed(net.order):
            if net.outcome[step] >= 0:
                found = every if net.success[step] else 0
            elif net.parallel[step] and all_well:
                found = reduce(and_, (alive[to] for to in net.heads[step]), every)
                found |= alive[net.late[step]] if step in net.late else 0
            else:
                found = reduce(or_, (alive[to] for to in net.follows[step]), 0)
            alive[step] = found & ~shut[step] if net.dropout[step] < 1 else 0
    return alive
