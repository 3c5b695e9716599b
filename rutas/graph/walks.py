"""Walk a directed graph as several questions need it: what is reached, in what order, round which loops.

networkx answers all of it; here stand the forms in which it is asked: from several nodes at once, without
some nodes, in an order that is the same in every run. At 10,000 steps each takes 5 to 20 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping, Sequence

N = TypeVar("N")

__all__ = [
    "components", "dominators", "forward_order", "numbered", "path", "reached", "search", "shortest", "spans",
]  # fmt: skip


def numbered(follows: Sequence[Iterable[int]]) -> nx.DiGraph[int]:
    """Return the graph of nodes 0, 1, … of which it is listed what follows each.

    >>> sorted(numbered([[1, 2], [2], []]).edges)
    [(0, 1), (0, 2), (1, 2)]
    """
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(follows)))
    graph.add_edges_from((i, j) for i, following in enumerate(follows) for j in following)
    return graph


def reached(
    graph: nx.DiGraph[N], starts: Iterable[N], without: Collection[N] = (), *, back: bool = False
) -> set[N]:
    """Return the nodes that can be reached from some, those included, without entering others.

    Parameters
    ----------
    graph
        A graph.
    starts
        Where to begin; those that may not be entered are left aside.
    without
        Nodes that are never entered.
    back
        Whether to walk against the links.

    Examples
    --------
    >>> graph = nx.DiGraph([(0, 1), (1, 2), (2, 1), (3, 0)])
    >>> sorted(reached(graph, [1])), sorted(reached(graph, [1], without={2}, back=True))
    ([1, 2], [0, 1, 3])
    """
    walked: Any = graph.reverse(copy=False) if back else graph
    if without:
        walked = nx.restricted_view(walked, set(without) & set(graph), [])
    sources = [node for node in dict.fromkeys(starts) if node not in without]
    return {node for layer in nx.bfs_layers(walked, sources) for node in layer}


def forward_order(graph: nx.DiGraph[N], root: N) -> tuple[list[N], frozenset[tuple[N, N]]]:
    """Return the nodes in an order that every link but those back follows, and those back.

    The order is the reverse of a depth-first search's finishing order from the root [1]_; a link back leads
    to a node from which the search came. What stands first among a node's links comes first.

    Examples
    --------
    >>> forward_order(nx.DiGraph([(0, 1), (0, 2), (1, 3), (2, 3), (3, 1)]), 0)
    ([0, 2, 3, 1], frozenset({(1, 3)}))

    References
    ----------
    .. [1] Tarjan, R. (1972). Depth-first search and linear graph algorithms. *SIAM Journal on Computing*
       1(2), 146-160. https://doi.org/10.1137/0201010
    """
    finished = nx.dfs_postorder_nodes(
        graph, root, sort_neighbors=lambda following: reversed(list(following))
    )
    order = list(finished)[::-1]
    place = {node: number for number, node in enumerate(order)}
    back = [
        (node, following)
        for node, following in graph.edges
        if node in place and place[following] <= place[node]
    ]
    return order, frozenset(back)


def dominators(graph: nx.DiGraph[N], root: N) -> Mapping[N, N]:
    """Return the immediate dominator of every node that the root reaches; the root is its own.

    >>> dominators(nx.DiGraph([(0, 1), (0, 2), (1, 3), (2, 3)]), 0) == {0: 0, 1: 0, 2: 0, 3: 0}
    True
    """
    found: dict[N, N] = {**nx.immediate_dominators(graph, root), root: root}
    return found


def spans(idom: Mapping[int, int], order: Sequence[int], root: int) -> list[tuple[int, int]]:
    """Number the tree of dominators so that a node's span holds those of what it dominates.

    Parameters
    ----------
    idom
        The immediate dominator of every node that the root reaches.
    order
        These nodes without the root, in an order that every link but those back follows: each comes after
        what dominates it.
    root
        The root, numbered as the last.

    Examples
    --------
    >>> spans({0: 3, 1: 0, 2: 3, 3: 3}, [0, 1, 2], 3)
    [(1, 3), (2, 3), (3, 4), (0, 4)]
    """
    size, first, free = [1] * (root + 1), [0] * (root + 1), [1] * (root + 1)
    for step in reversed(order):
        size[idom[step]] += size[step]
    for step in order:
        first[step] = free[idom[step]]
        free[idom[step]] += size[step]
        free[step] = first[step] + 1
    return [(begin, begin + count) for begin, count in zip(first, size, strict=True)]


def components(graph: nx.DiGraph[N]) -> list[list[N]]:
    """Return the strongly connected components, those that come after first, nodes in the graph's order.

    >>> components(nx.DiGraph([(0, 1), (1, 2), (1, 0)]))
    [[2], [0, 1]]
    """
    place = {node: number for number, node in enumerate(graph)}
    return [
        sorted(part, key=place.__getitem__) if len(part) > 1 else [*part]
        for part in nx.strongly_connected_components(graph)
    ]


def shortest(graph: nx.DiGraph[N], starts: Iterable[N], goals: Collection[N]) -> tuple[N, ...]:
    """Return a shortest path from some nodes to others; empty if there is none.

    >>> graph = nx.DiGraph([(0, 1), (0, 2), (1, 3), (2, 3)])
    >>> shortest(graph, [0], {3}), shortest(graph, [3], {0})
    ((0, 1, 3), ())
    """
    layers: list[list[N]] = []
    for layer in nx.bfs_layers(graph, list(dict.fromkeys(starts))):
        end = next((node for node in layer if node in goals), None)
        if end is None:
            layers.append(layer)
            continue
        way = [end]
        for nearer in reversed(layers):
            way.append(next(node for node in nearer if graph.has_edge(node, way[-1])))
        return tuple(reversed(way))
    return ()


def search(graph: nx.DiGraph[N], root: N, closed: Container[N] = frozenset()) -> dict[N, N | None]:
    """Return every node that can be reached without leaving closed ones, each with the one before it.

    Breadth first: nearer nodes come first, and `path` reads off a shortest path.

    >>> search(nx.DiGraph([(0, 1), (1, 2), (2, 3), (3, 1)]), 0, closed={2})
    {0: None, 1: 0, 2: 1}
    """

    def following(node: N) -> Iterable[N]:
        return () if node in closed else graph.adj[node]

    walked = nx.generic_bfs_edges(graph, root, following)
    return {root: None, **{node: before for before, node in walked}}


def path(found: Mapping[N, N | None], end: N) -> tuple[N, ...]:
    """Return the shortest path to a node that `search` found.

    >>> path({0: None, 1: 0, 2: 1}, 2)
    (0, 1, 2)
    """
    way = [end]
    while (before := found[way[-1]]) is not None:
        way.append(before)
    return tuple(reversed(way))
