"""Shrink a route to what does not nest: blocks that are in order become one link from fork to join."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.graph.walks import numbered, reached
from rutas.tokens.moves import Moves

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.tokens.blocks import Block, Nesting
    from rutas.tokens.shape import Shape

__all__ = ["Core", "core_of"]


@dataclass(frozen=True, eq=False)
class Core:
    """A route with its well-made blocks folded; steps keep their numbers.

    Attributes
    ----------
    moves
        The moves of its tokens; nothing follows what was folded away.
    folded
        The blocks that were folded, by their fork.
    """

    moves: Moves
    folded: Mapping[int, Block]


def core_of(net: Shape, nesting: Nesting, trapped: Iterable[int] = ()) -> Core:
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
    heads = [() if i in stop else some for i, some in enumerate(net.heads)]
    for fork, block in fold.items():
        heads[fork] = (block.join,)
    exits = [
        {step: to for step, to in some.items() if step not in stop}
        for some in (net.missing, net.late)
    ]
    graph = numbered(heads)
    graph.add_edges_from(link for some in exits for link in some.items())
    kept = reached(graph, net.starts)
    missing, late = ({step: to for step, to in some.items() if step in kept} for some in exits)
    ends = {i for i in kept if net.outcome[i] >= 0} | (stop & kept)
    moves = Moves(
        follows=tuple(
            [some if i in kept and i not in ends else () for i, some in enumerate(heads)]
        ),
        missing=missing,
        late=late,
        forks=frozenset(i for i in kept if net.parallel[i] and i not in fold and i not in ends),
        joins=frozenset(i for i in kept if net.join[i]),
        lasts=frozenset(ends),
        starts=net.starts,
        answered=True,
    )
    return Core(moves, {fork: block for fork, block in fold.items() if fork in kept})
