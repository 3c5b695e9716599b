"""Find where people go round for ever, in a route whose branches nest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from rutas.graph.walks import numbered, reached

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rutas.tokens.blocks import Nesting
    from rutas.tokens.plan import Plan
    from rutas.tokens.shape import Shape

__all__ = ["caught", "for_ever", "trapped_in"]


def trapped_in(plan: Plan, losing: NDArray[np.bool_], late: Mapping[int, float]) -> frozenset[int]:
    """Return the steps from which one token goes on for ever, by itself and never lost.

    Parameters
    ----------
    plan
        The route.
    losing
        ``(n,)`` whether people are lost at each step.
    late
        Of the steps with an exit for the late, the share of people who are: 0 or 1.
    """
    net, nesting = plan.net, plan.nesting
    # Where branches nest, nobody is missing but at the join of a block.
    follows = _taken(net, late)
    if not net.back:
        return frozenset()
    onward: nx.DiGraph[int] = nx.DiGraph()
    onward.add_nodes_from(nesting.reached)
    for step in (*plan.outer.branch, *plan.top.branch):
        if step < len(net):
            onward.add_edges_from((step, to) for to in nesting.on(follows, step))
    last = [i for i in nesting.reached if losing[i] or not onward.succ[i]]
    ends: set[int] = reached(onward, last, back=True)
    found = set(onward) - ends
    for step in found & nesting.blocks.keys():
        block = nesting.blocks[step]
        if block.free:
            continue
        inside = [reached(net.rooted, [head], {block.join}) for head in block.heads]
        lossy = [bool(losing[list(some & net.joining)].any()) for some in inside]
        if any(lossy) and step in plan.forgiving:
            onward.add_edge(step, net.missing[block.join])
        if all(lossy) if step in plan.forgiving else any(lossy):
            last.append(step)
    ends = reached(onward, last, back=True)
    return frozenset(found - ends)


def caught(
    net: Shape, nesting: Nesting, losing: NDArray[np.bool_], late: Mapping[int, float]
) -> bool:
    """Tell whether a token can go round for ever in a branch: only an exit that nobody takes leads out."""
    if not net.back or not (net.missing or net.late):
        return False
    follows = _taken(net, late)
    for block in nesting.blocks.values():
        if block.join in net.missing:
            follows[block.join] = (*follows[block.join], net.missing[block.join])
    ends = losing | (net.outcome >= 0) | (np.array(nesting.home) < 0)
    out = reached(numbered(follows), np.flatnonzero(ends).tolist(), back=True)
    return not out.issuperset(nesting.reached)


def _taken(net: Shape, late: Mapping[int, float]) -> list[tuple[int, ...]]:
    """Return the steps that follow each: those who are late take their exit, where all or none are."""
    return [(net.late[step],) if late.get(step) else own for step, own in enumerate(net.heads)]


def for_ever(net: Shape, trapped: frozenset[int]) -> set[int]:
    """Return the steps that some come to for ever: the last loops of what can't be left, and what follows."""
    if not trapped:
        return set()
    loops = nx.condensation(net.rooted.subgraph(trapped))
    last = [step for loop in loops if not loops.succ[loop] for step in loops.nodes[loop]["members"]]
    return reached(net.rooted, last)
