"""Carry attributes through formats that know only texts, and give them back their types.

The types are those of the contract (`rutas.graph.NODE`, `LINK`, `GRAPH`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from rutas.graph import GRAPH, LINK, NODE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.graph import Attribute

__all__ = ["empty", "from_text", "join", "split", "to_text"]

_MULTIGRAPHS = {"flow", "documents", "everything"}


def empty(view: str) -> Any:
    """Return an empty graph of the kind that a view has."""
    return nx.MultiDiGraph() if view in _MULTIGRAPHS else nx.DiGraph()


def join(value: Any) -> Any:
    """Write a list of texts as one text; ids hold no spaces.

    >>> join(["usf", "familia"]), join([]), join(0.5)
    ('usf familia', '', 0.5)
    """
    return " ".join(value) if isinstance(value, list) else value


def split(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Turn the texts of a node that stand for lists into lists again."""
    return {
        name: value.split() if name in NODE and NODE[name].type is list else value
        for name, value in attributes.items()
    }


def to_text(value: Any) -> str:
    """Write any value of an attribute as text.

    >>> to_text(True), to_text(0.1), to_text(["a", "b"])
    ('true', '0.1', 'a b')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, float) else str(join(value))


def from_text(table: str, name: str, text: str) -> Any:
    """Give a text the type that the contract states for its attribute.

    Parameters
    ----------
    table
        ``node``, ``link`` or ``graph``.
    name
        The attribute.
    text
        What `to_text` wrote.

    Examples
    --------
    >>> from_text("node", "order", "3"), from_text("link", "parallel", "false")
    (3, False)
    """
    tables: Mapping[str, Mapping[str, Attribute]] = {"node": NODE, "link": LINK, "graph": GRAPH}
    kind = tables[table][name].type if name in tables[table] else str
    if kind is bool:
        return text == "true"
    return text.split() if kind is list else kind(text)
