"""Orders, components and walks hold what they promise on any graph."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from rutas.graph.walks import components, dominators, forward_order, path, reached, search, shortest

SIZE = 12


def _graph(links: list[tuple[int, int]]) -> nx.DiGraph[int]:
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(SIZE))
    graph.add_edges_from(links)
    return graph


NODES = st.integers(0, SIZE - 1)
FEW = st.sets(NODES, min_size=1, max_size=2)
graphs = st.lists(st.tuples(NODES, NODES), max_size=40).map(_graph)


@given(graphs)
def test_components_come_after_those_they_lead_to(graph: nx.DiGraph[int]) -> None:
    found = components(graph)
    place = {node: k for k, part in enumerate(found) for node in part}
    assert all(place[j] <= place[i] for i, j in graph.edges)
    assert all((place[i] == place[j]) == (_leads(graph, i, j) and _leads(graph, j, i))
               for i in graph for j in graph)  # fmt: skip


def _leads(graph: nx.DiGraph[int], i: int, j: int) -> bool:
    return i == j or nx.has_path(graph, i, j)


@given(graphs)
def test_every_link_but_those_back_leads_forward(graph: nx.DiGraph[int]) -> None:
    order, back = forward_order(graph, 0)
    place = {node: k for k, node in enumerate(order)}
    assert set(order) == {0} | nx.descendants(graph, 0)
    assert back == {(i, j) for i, j in graph.edges if i in place and place[j] <= place[i]}
    # Without the links back nothing goes round, and each of them leads to where the search came from.
    forward = nx.DiGraph(set(graph.subgraph(order).edges) - back)
    assert nx.is_directed_acyclic_graph(forward)
    assert all(_leads(graph, j, i) for i, j in back)


@given(graphs, st.sets(NODES), st.sets(NODES))
def test_what_is_reached_without_some_nodes(
    graph: nx.DiGraph[int], starts: set[int], without: set[int]
) -> None:
    left = graph.copy()
    left.remove_nodes_from(without)
    found = {i for start in starts - without for i in [start, *nx.descendants(left, start)]}
    assert reached(graph, starts, without) == found
    back = {i for start in starts - without for i in [start, *nx.ancestors(left, start)]}
    assert reached(graph, starts, without, back=True) == back


@given(graphs, FEW, FEW)
def test_a_shortest_path_from_some_to_others(
    graph: nx.DiGraph[int], starts: set[int], goals: set[int]
) -> None:
    path = shortest(graph, starts, goals)
    lengths = [
        nx.shortest_path_length(graph, i, j) for i in starts for j in goals if _leads(graph, i, j)
    ]
    assert len(path) == min(lengths, default=-1) + 1
    assert not path or (nx.is_path(graph, path) and path[0] in starts and path[-1] in goals)


@given(graphs)
def test_a_dominator_lies_on_every_way(graph: nx.DiGraph[int]) -> None:
    above = dominators(graph, 0)
    assert above[0] == 0
    assert set(above) == {0} | nx.descendants(graph, 0)
    for node in set(above) - {0}:
        assert above[node] == 0 or node not in reached(graph, [0], {above[node]})


@given(graphs, st.sets(st.integers(0, SIZE - 1)))
def test_a_search_leaves_no_closed_node_and_finds_the_nearest_first(
    graph: nx.DiGraph[int], closed: set[int]
) -> None:
    left = graph.copy()
    left.remove_edges_from(list(graph.out_edges(closed)))
    lengths = nx.single_source_shortest_path_length(left, 0)
    found = search(graph, 0, closed)
    assert [lengths[node] for node in found] == sorted(lengths.values())
    for node in found:
        way = path(found, node)
        assert len(way) == lengths[node] + 1
        assert way == (0,) or nx.is_path(left, way)


def test_a_shortest_path_takes_links_that_are_there() -> None:
    graph = nx.DiGraph([(0, 3), (1, 2), (2, 4)])
    assert shortest(graph, [0, 1], {4}) == (1, 2, 4)
    assert shortest(graph, [0], {4}) == ()
