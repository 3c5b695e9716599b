"""Write a graph as node-link JSON, which networkx, D3 and many others read."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx

__all__ = ["read", "write"]


def write(graph: Any) -> str:
    """Write a graph as node-link JSON: ``nodes`` and ``edges``, attributes beside their ids."""
    data = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def read(text: str) -> Any:
    """Read a graph back from node-link JSON."""
    return nx.node_link_graph(json.loads(text), edges="edges")
