"""Write a graph as GraphML, which Gephi, yEd and Cytoscape read."""

from __future__ import annotations

from typing import Any

import networkx as nx

from rutas.exchange.attributes import empty, join, split

__all__ = ["read", "write"]


def write(graph: Any) -> str:
    """Write a graph as GraphML; lists of ids become texts with spaces."""
    plain = type(graph)()
    plain.graph.update(graph.graph)
    for name, attributes in graph.nodes(data=True):
        plain.add_node(name, **{key: join(value) for key, value in attributes.items()})
    _copy_links(graph, plain)
    return "\n".join(nx.generate_graphml(plain, named_key_ids=False)) + "\n"


def read(text: str) -> Any:
    """Read a graph back from GraphML."""
    found = nx.parse_graphml(text, force_multigraph=True)
    graph = empty(found.graph.get("view", "flow"))
    defaults = {"node_default", "edge_default"}  # what networkx adds, always empty here
    graph.graph.update({key: value for key, value in found.graph.items() if key not in defaults})
    for name, attributes in found.nodes(data=True):
        graph.add_node(name, **split(attributes))
    _copy_links(found, graph)
    return graph


def _copy_links(source: Any, target: Any) -> None:
    if source.is_multigraph() and target.is_multigraph():
        for start, end, key, attributes in source.edges(keys=True, data=True):
            target.add_edge(start, end, key, **attributes)
    else:
        for start, end, attributes in source.edges(data=True):
            target.add_edge(start, end, **attributes)
