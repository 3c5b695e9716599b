"""Lay out which step leads to which, and nothing else: what the structure of a route is asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from rutas.model import Route

__all__ = ["links"]


def links(route: Route) -> nx.DiGraph[str]:
    """Return the steps, and which of them each may lead to, by a link or an exit.

    Every link counts, also one that nobody takes; two links between the same steps are one. Nodes and
    links stand in the order of the file. `rutas.graph.flow` says all that is known of them, and takes ten
    times as long to make.

    Examples
    --------
    >>> import rutas
    >>> graph = links(rutas.load("routes")["0-4"])
    >>> graph.has_edge("captacion", "control-prenatal")
    True
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(route.steps)
    graph.add_edges_from(
        (step.id, after) for step in route.steps.values() for after in step.successors
    )
    return graph
