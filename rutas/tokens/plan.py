"""Put the levels of a route that nests in an order in which each can be weighed from what is known.

A *level* is what a block holds between its fork and its join, inner blocks' insides left out; what is in no
block is the outermost level. Steps that can get to no join come first, for branches may leave for them;
then blocks, inner ones first; then the rest of the outermost level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.tokens.blocks import NOWHERE
from rutas.tokens.graphs import components
from rutas.tokens.reach import forward, preceding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.tokens.blocks import Block, Nesting
    from rutas.tokens.net import Net

__all__ = ["Level", "Plan", "plan_of"]


@dataclass(frozen=True, eq=False)
class Level:
    """Steps that are weighed together.

    Attributes
    ----------
    fork, join
        The block, or -1 and -1 for the outermost level.
    heads
        The first steps of the block's branches.
    loops
        The level's steps by strongly connected component, those that come after first.
    branch
        The branch of every step.
    """

    fork: int
    join: int
    heads: tuple[int, ...]
    loops: tuple[tuple[int, ...], ...]
    branch: dict[int, int]


@dataclass(frozen=True, eq=False)
class Plan:
    """The levels of a route, in the order in which they can be weighed backwards.

    Attributes
    ----------
    net, nesting
        The route and its blocks.
    outer
        The steps of the outermost level that can get to no join.
    inner
        The blocks, inner ones first.
    top
        The rest of the outermost level.
    links
        For each step, its links that somebody takes: index and target.
    parted
        The steps that a token may get to after it left others behind: these may be there at the same
        time.
    """

    net: Net
    nesting: Nesting
    outer: Level
    inner: tuple[Level, ...]
    top: Level
    links: tuple[tuple[tuple[int, int], ...], ...]
    parted: frozenset[int]

    @property
    def levels(self) -> tuple[Level, ...]:
        """All levels, in the order in which they can be weighed backwards."""
        return (self.outer, *self.inner, self.top)

    def block(self, step: int) -> Block | None:
        """Return the block that a step opens."""
        return self.nesting.blocks.get(step)


def plan_of(net: Net, nesting: Nesting) -> Plan:
    """Order the levels of a route that nests."""
    alive, targets = net.alive.tolist(), net.target.tolist()
    first = net.first.tolist()
    links = tuple(
        tuple((k, targets[k]) for k in range(first[i], first[i + 1]) if alive[k])
        for i in range(len(net))
    )
    onward = [_onward(net, nesting, i) for i in range(len(net))]
    joins = [i for i in nesting.reached if net.join[i]]
    joining = forward(preceding(net.follows), joins)
    outermost = [i for i in nesting.reached if nesting.home[i] == NOWHERE]
    outer = [i for i in outermost if i not in joining]
    top = [i for i in outermost if i in joining]
    closed = [block for block in nesting.blocks.values() if not block.free]
    return Plan(
        net=net,
        nesting=nesting,
        outer=_level(outer, onward),
        inner=tuple(_inside(block, onward) for block in closed),
        top=_level(top, onward),
        links=links,
        parted=frozenset(forward(net.follows, _partings(net, nesting, joining))),
    )


def _onward(net: Net, nesting: Nesting, step: int) -> tuple[int, ...]:
    block = nesting.blocks.get(step)
    if block is None or block.free:
        return net.follows[step]
    return nesting.on(net.follows, step)


def _level(steps: list[int], onward: Sequence[Sequence[int]]) -> Level:
    loops = components(steps, onward)
    return Level(NOWHERE, NOWHERE, (), tuple(map(tuple, loops)), dict.fromkeys(steps, 0))


def _inside(block: Block, onward: Sequence[Sequence[int]]) -> Level:
    branch = {step: k for k, steps in enumerate(block.branches) for step in steps}
    loops = components(branch, onward)
    return Level(block.fork, block.join, block.heads, tuple(map(tuple, loops)), branch)


def _partings(net: Net, nesting: Nesting, joining: set[int]) -> set[int]:
    """Return the first steps of tokens that leave others behind."""
    found: set[int] = set()
    for block in nesting.blocks.values():
        if block.free:
            found.update(head for k, head in enumerate(block.heads) if k != block.main)
            if block.main == NOWHERE:
                found.update(block.heads)
            continue
        found.update(head for head in block.heads if head not in joining)
        for branch in block.branches:
            for step in branch:
                if step not in nesting.blocks:
                    found.update(i for i in net.follows[step] if i not in joining)
    return found
