"""Find an order of services in which people only go on, so that one may be played after the other.

There is one if no time decides where anybody goes, nobody comes back to a step, and no service stands both
before and after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from rutas.simulation.play.stack import Stack

__all__ = ["in_order"]


def in_order(stack: Stack) -> list[list[int]] | None:
    """Return all places in an order in which people only go on, those of one resource together.

    Returns
    -------
    Or none, where there is no such order, or where time decides who goes where, or who is served first.
    """
    by_time = stack.dynamic.any() or (stack.series & stack.queued).any() or stack.counted
    if by_time or stack.urgent.any() or stack.first.any() or stack.needs.shape[1] > 1:
        return None
    places = np.arange(len(stack))
    asked = np.array([some[0] if some else -1 for some in stack.asked])[stack.step]
    unit = np.where(asked >= 0, asked, stack.resources + places)
    inside, column = np.nonzero(stack.reach[:, :-1])
    join = stack.meets[inside, column]
    graph = nx.DiGraph(zip(unit[stack.source].tolist(), unit[stack.target].tolist(), strict=True))
    graph.add_edges_from(zip(unit[inside].tolist(), unit[join].tolist(), strict=True))
    graph.add_nodes_from(unit.tolist())
    if not nx.is_directed_acyclic_graph(graph):
        return None
    members: dict[int, list[int]] = {}
    for place, one in enumerate(unit.tolist()):
        members.setdefault(one, []).append(place)
    return [members[one] for one in nx.topological_sort(graph)]
