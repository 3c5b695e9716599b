"""Shrink a route to what does not nest: blocks that are in order become one link from fork to join."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.graph.walks import numbered, reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

    from rutas.tokens.blocks import Block, Nesting
    from rutas.tokens.net import Net

__all__ = ["Core", "core_of"]


@dataclass(frozen=True, eq=False)
class Core:
    """A route with its well-made blocks folded; steps keep their numbers.

    Attributes
    ----------
    follows
        The steps that follow each step; nothing follows what was folded away.
    forks, joins, lasts
        The steps whose links are all taken, that wait for branches, and that end the route.
    starts
        The steps at which people enter.
    folded
        The blocks that were folded, by their fork.
    order
        The steps, first ones first.
    """

    follows: tuple[tuple[int, ...], ...]
    forks: frozenset[int]
    joins: frozenset[int]
    lasts: frozenset[int]
    starts: tuple[int, ...]
    folded: Mapping[int, Block]
    order: Mapping[int, int]

    @cached_property
    def graph(self) -> nx.DiGraph[int]:
        """The steps, and the links that are left."""
        return numbered(self.follows)

    @cached_property
    def bit(self) -> dict[int, int]:
        """A bit for every join."""
        return {join: 1 << k for k, join in enumerate(sorted(self.joins))}

    @cached_property
    def ahead(self) -> tuple[int, ...]:
        """For each step, the bits of the joins that it gets to by one or more links."""
        table = [0] * len(self.follows)
        for join, bit in self.bit.items():
            for step in reached(self.graph, self.graph.predecessors(join), back=True):
                table[step] |= bit
        return tuple(table)

    def moves(self, step: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield where a token may go from a step: the answer (-1: there is none), and where to."""
        if step in self.lasts:
            yield -1, ()
        elif step in self.forks:
            yield -1, self.follows[step]
        else:
            for target in dict.fromkeys(self.follows[step]):
                yield target, (target,)


def core_of(net: Net, nesting: Nesting, trapped: Iterable[int] = ()) -> Core:
    """Fold the blocks that no branch leaves, and take trapped steps for ends.

    A token of such a block can do nothing but get to the join, or wait with the others for what comes
    from outside, and so fork and join alone tell all there is to know of it.
    """
    fold = {
        fork: block
        for fork, block in nesting.blocks.items()
        if not (block.free or block.leaves or block.spreads)
    }
    stop = frozenset(trapped)
    follows = list(net.follows)
    for fork, block in fold.items():
        follows[fork] = (block.join,)
    kept = reached(numbered(follows), net.starts)
    ends = {i for i in kept if net.outcome[i] >= 0} | (stop & kept)
    return Core(
        follows=tuple(
            () if i in ends or i not in kept else tuple(follows[i]) for i in range(len(net))
        ),
        forks=frozenset(i for i in kept if net.parallel[i] and i not in fold and i not in ends),
        joins=frozenset(i for i in kept if net.join[i]),
        lasts=frozenset(ends),
        starts=net.starts,
        folded={fork: block for fork, block in fold.items() if fork in kept},
        order={step: place for place, step in enumerate(nesting.reached)},
    )
