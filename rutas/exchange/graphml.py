"""Write a graph as GraphML, which Gephi, yEd and Cytoscape read.

Every edge has an id of its own: a program that reads two edges of one id keeps one of them. What people
read stands in ``label``, by which these programs call nodes and edges.
"""

from __future__ import annotations

from typing import Any

import networkx as nx

from rutas.exchange.attributes import empty, join, split

__all__ = ["read", "write"]

_OURS = ("edge_id", "edge_key", "label")


def write(graph: Any) -> str:
    """Write a graph as GraphML; lists of ids become texts with spaces."""
    plain: Any = nx.MultiDiGraph()
    plain.graph.update(graph.graph)
    for name, attributes in graph.nodes(data=True):
        own = {key: join(value) for key, value in attributes.items()}
        plain.add_node(name, label=own.get("name", name), **own)
    links = (
        graph.edges(keys=True) if graph.is_multigraph() else ((*ends, 0) for ends in graph.edges)
    )
    for i, (start, end, key) in enumerate(links, 1):
        own = graph.edges[(start, end, key) if graph.is_multigraph() else (start, end)]
        label = own.get("when", own.get("document", ""))
        plain.add_edge(start, end, i, edge_id=f"e{i}", edge_key=key, label=label, **own)
    lines = nx.generate_graphml(plain, named_key_ids=False, edge_id_from_attribute="edge_id")
    return "\n".join(lines) + "\n"


def read(text: str) -> Any:
    """Read a graph back from GraphML."""
    found = nx.parse_graphml(text, force_multigraph=True)
    graph = empty(found.graph.get("view", "flow"))
    defaults = {"node_default", "edge_default"}  # what networkx adds, always empty here
    graph.graph.update({key: value for key, value in found.graph.items() if key not in defaults})
    for name, attributes in found.nodes(data=True):
        graph.add_node(name, **split(_without(attributes)))
    for start, end, attributes in found.edges(data=True):
        ends = (start, end, attributes["edge_key"]) if graph.is_multigraph() else (start, end)
        graph.add_edge(*ends, **_without(attributes))
    return graph


def _without(attributes: Any) -> dict[str, Any]:
    return {key: value for key, value in attributes.items() if key not in _OURS}
