"""Write a graph as node-link JSON, which networkx, D3 and many others read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import networkx as nx

from rutas.graph import GRAPH, LINK, NODE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.graph import Attribute

__all__ = ["read", "schema", "write"]


def write(graph: Any) -> str:
    """Write a graph as node-link JSON: ``nodes`` and ``edges``, attributes beside their ids."""
    data = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what `write` writes: the contract of `rutas.graph`.

    Examples
    --------
    >>> schema()["properties"]["edges"]["items"]["required"]
    ['source', 'target']
    """
    text = {"type": "string"}
    node = _object(NODE, {"id": text})
    edge = _object(LINK, {"source": text, "target": text}, key={"type": "integer"})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rutas export --to json",
        "type": "object",
        "properties": {
            "directed": {"const": True},
            "multigraph": {"type": "boolean"},
            "graph": _object(GRAPH, {}),
            "nodes": {"type": "array", "items": node},
            "edges": {"type": "array", "items": edge},
        },
        "required": ["directed", "multigraph", "graph", "nodes", "edges"],
        "additionalProperties": False,
    }


def _object(
    table: Mapping[str, Attribute], required: Mapping[str, Any], **more: Any
) -> dict[str, Any]:
    shapes = {
        name: {"description": _meaning(attribute), **_shape(attribute)}
        for name, attribute in table.items()
    }
    return {
        "type": "object",
        "properties": {**required, **more, **shapes},
        "required": list(required),
        "additionalProperties": False,
    }


def _shape(attribute: Attribute) -> dict[str, Any]:
    if attribute.type is list:
        return {"type": "array", "items": {"type": "string"}}
    return {"type": _TYPES[attribute.type]}


def _meaning(attribute: Attribute) -> str:
    return f"{attribute.meaning} ({attribute.unit})" if attribute.unit else attribute.meaning


def read(text: str) -> Any:
    """Read a graph back from node-link JSON."""
    return nx.node_link_graph(json.loads(text), edges="edges")
