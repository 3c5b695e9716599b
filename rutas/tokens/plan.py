"""Put the levels of a route that nests in an order in which each can be weighed from what is known.

A *level* is what a block holds between its fork and its join, inner blocks' insides left out; what is in no
block is the outermost level. Steps that can get to no join come first, for branches may leave for them;
then blocks, inner ones first; then the rest of the outermost level.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np

from rutas.graph.walks import components, reached
from rutas.tokens.blocks import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.tokens.blocks import Block, Nesting
    from rutas.tokens.shape import Shape

__all__ = ["Level", "Plan", "plan_of"]

_OUTER = -2


class Level(NamedTuple):
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
        For each step, its links that somebody takes: index and target; and its exit by `late`, numbered after
        all links.
    forgiving
        Of the forks of blocks whose join forgives: who is forgiven is attended at the join as if at a step of
        its own, numbered as the join and the number of steps more, and goes on by `missing`.
    parted
        The steps that a token may get to after it left others behind: these may be there at the same
        time. And the joins that forgive: these are attended in two ways.
    home
        The level of every step that is reached.
    plain
        The steps that do no more than lead on: no blocks, ends, or links back to themselves.
    """

    net: Shape
    nesting: Nesting
    outer: Level
    inner: tuple[Level, ...]
    top: Level
    links: tuple[tuple[tuple[int, int], ...], ...]
    forgiving: Mapping[int, int]
    parted: frozenset[int]
    home: Mapping[int, Level]
    plain: frozenset[int]

    @property
    def levels(self) -> tuple[Level, ...]:
        """All levels, in the order in which they can be weighed backwards."""
        return (self.outer, *self.inner, self.top)

    def block(self, step: int) -> Block | None:
        """Return the block that a step opens."""
        return self.nesting.blocks.get(step)


def plan_of(net: Shape, nesting: Nesting) -> Plan:
    """Order the levels of a route that nests."""
    alive, targets = net.alive.tolist(), net.target.tolist()
    first = net.first.tolist()
    links = [tuple([(k, targets[k]) for k in range(a, b) if alive[k]]) for a, b in pairwise(first)]
    for k, (step, to) in enumerate(net.late.items(), start=len(targets)):
        links[step] = (*links[step], (k, to))
    size = len(net)
    forgiving = {
        fork: size + block.join
        for fork, block in nesting.blocks.items()
        if block.join in net.missing and not block.spreads
    }
    # A level goes by its fork; of the outermost, what can get to no join goes by a number of its own.
    place = list(nesting.home)
    for step in nesting.reached:
        if place[step] == NOWHERE and step not in net.joining:
            place[step] = _OUTER
    place += [NOWHERE] * size
    for fork, alias in forgiving.items():
        place[alias] = place[fork]
    loops = _loops(net, nesting, place, links, forgiving)
    closed = [block for block in nesting.blocks.values() if not block.free]
    outermost: dict[int, list[int]] = {_OUTER: [], NOWHERE: []}
    for step in nesting.reached:
        if place[step] < 0:
            outermost[place[step]].append(step)
            if step in forgiving:
                outermost[place[step]].append(forgiving[step])
    outer = _outermost(outermost[_OUTER], loops[_OUTER])
    inner = tuple([_inside(block, loops[block.fork], forgiving) for block in closed])
    top = _outermost(outermost[NOWHERE], loops[NOWHERE])
    ends = np.flatnonzero(net.outcome >= 0).tolist()
    return Plan(
        net=net,
        nesting=nesting,
        outer=outer,
        inner=inner,
        top=top,
        links=tuple(links),
        forgiving=forgiving,
        parted=frozenset(reached(net.rooted, _partings(net, nesting)))
        | {alias - size for alias in forgiving.values()},
        home={step: level for level in (outer, *inner, top) for step in level.branch},
        plain=frozenset(nesting.reached).difference(
            nesting.blocks, ends, [i for i, j in net.back if i == j]
        ),
    )


def _loops(
    net: Shape,
    nesting: Nesting,
    place: Sequence[int],
    links: Sequence[Sequence[tuple[int, int]]],
    forgiving: Mapping[int, int],
) -> Mapping[int, list[tuple[int, ...]]]:
    """Return the steps of every level by strongly connected component, those that come after first."""
    found: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    aliases = set(forgiving.values())
    if not net.back:
        for step in reversed(nesting.reached):
            for one in (step, step + len(net)):
                if one == step or one in aliases:
                    found[place[one]].append((one,))
        return found
    # Of a join where nobody can be missing, the exit is left aside: nobody takes it.
    on = {step: tuple(to for _, to in links[step]) for step in nesting.reached}
    for step, block in nesting.blocks.items():
        if not block.free:
            on[step] = () if block.spreads else (block.on,)
    for fork, alias in forgiving.items():
        on[fork] = (*on[fork], alias)
        on[alias] = (net.missing[alias - len(net)],)
    levels: nx.DiGraph[int] = nx.DiGraph()
    levels.add_nodes_from(on)
    levels.add_edges_from(
        (step, to) for step, some in on.items() for to in some if place[to] == place[step]
    )
    for loop in components(levels):
        found[place[loop[0]]].append(tuple(loop))
    return found


def _outermost(steps: list[int], loops: list[tuple[int, ...]]) -> Level:
    return Level(NOWHERE, NOWHERE, (), tuple(loops), dict.fromkeys(steps, 0))


def _inside(block: Block, loops: list[tuple[int, ...]], forgiving: Mapping[int, int]) -> Level:
    branch = {step: k for k, steps in enumerate(block.branches) for step in steps}
    branch |= {forgiving[step]: k for step, k in branch.items() if step in forgiving}
    return Level(block.fork, block.join, block.heads, tuple(loops), branch)


def _partings(net: Shape, nesting: Nesting) -> set[int]:
    """Return the first steps of tokens that leave others behind."""
    found: set[int] = set()
    joining = net.joining
    for block in nesting.blocks.values():
        if block.free:
            found.update(head for k, head in enumerate(block.heads) if k != block.main)
            if block.main == NOWHERE:
                found.update(block.heads)
            continue
        if not block.leaves:
            continue
        found.update(head for head in block.heads if head not in joining)
        for branch in block.branches:
            for step in branch:
                if step not in nesting.blocks:
                    found.update(i for i in net.follows[step] if i not in joining)
    return found
