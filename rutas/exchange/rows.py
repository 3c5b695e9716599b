"""Write a graph as CSV, for a spreadsheet: a table of its nodes, and one of its links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["links", "write"]


def write(graph: Any, *, excel: bool = False) -> str:
    """Write a row a node: its id, its attributes, and ``next``, the ids that its links lead to.

    Parameters
    ----------
    graph
        A view of a route.
    excel
        Whether Excel is to open it by itself.
    """
    nodes = [
        ([name], data, [list(graph.successors(name))]) for name, data in graph.nodes(data=True)
    ]
    return _table(["id"], nodes, ["next"], excel=excel)


def links(graph: Any, *, excel: bool = False) -> str:
    """Write a row a link: the ids of its ends, and its attributes."""
    found = [([start, end], data, list[Any]()) for start, end, data in graph.edges(data=True)]
    return _table(["source", "target"], found, [], excel=excel)


def _table(
    before: Sequence[str],
    rows: Sequence[tuple[Sequence[str], Mapping[str, Any], Sequence[Any]]],
    after: Sequence[str],
    *,
    excel: bool,
) -> str:
    keys = list(dict.fromkeys(key for _, data, _ in rows for key in data))
    cells = ([*first, *map(data.get, keys), *last] for first, data, last in rows)
    return sheet([*before, *keys, *after], cells, excel=excel)
