"""Turn a route into networkx graphs: one flow, and the views that are folded from it.

This is the one place that names the attributes of nodes and links: `NODE`, `LINK` and `GRAPH` are
their contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.errors import no_such
from rutas.graph.contract import GRAPH, LINK, NODE, VIEWS, Attribute, listed
from rutas.graph.flow import flow
from rutas.graph.folded import actors, channels, documents, everything, stages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rutas.model import Route

__all__ = [
    "GRAPH", "LINK", "NODE", "VIEWS", "Attribute", "actors", "channels", "documents", "everything",
    "flow", "listed", "stages", "view",
]  # fmt: skip

_VIEWS: Mapping[str, Callable[[Route], Any]] = {
    "flow": flow,
    "stages": stages,
    "actors": actors,
    "channels": channels,
    "documents": documents,
    "everything": everything,
}


def view(route: Route, name: str = "flow") -> Any:
    """Return a view of a route by its name.

    Raises
    ------
    UsageError
        If there is no such view.

    Examples
    --------
    >>> import rutas
    >>> view(rutas.load("routes")["0-4"], "actors").graph["view"]
    'actors'
    """
    if name not in _VIEWS:
        raise no_such("graph.no-such-view", name, VIEWS)
    return _VIEWS[name](route)
