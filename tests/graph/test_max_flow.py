"""The greatest flow and the narrowest cut, against networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rutas.graph.max_flow import FREE, max_flow

SIZE = 8
nodes = st.integers(0, SIZE - 1)
graphs = st.sets(st.tuples(nodes, nodes), max_size=24)


@given(graphs, st.lists(st.integers(1, 9) | st.just(FREE), min_size=SIZE, max_size=SIZE),
       st.sets(nodes, min_size=1), st.sets(nodes, min_size=1), st.sampled_from([1, 2, FREE]))  # fmt: skip
def test_the_flow_is_networkx_maximum_flow_and_the_cut_is_as_wide(
    links: set[tuple[int, int]], width: list[int], starts: set[int], ends: set[int], link: int
) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(SIZE))
    graph.add_edges_from(links)
    split = nx.DiGraph()
    for i, room in enumerate(width):
        split.add_edge((i, "in"), (i, "out"), capacity=room)
    split.add_edges_from((((i, "out"), (j, "in")) for i, j in links), capacity=link)
    split.add_edges_from((("start", (i, "in")) for i in starts), capacity=FREE)
    split.add_edges_from((((i, "out"), "end") for i in ends), capacity=FREE)
    expected = nx.maximum_flow_value(split, "start", "end")
    flow, cut = max_flow(graph, np.array(width), starts, ends, link=link)
    assert flow == (None if expected >= FREE else expected)
    if link == FREE and flow is not None:
        assert flow == sum(room for room, on_it in zip(width, cut.tolist(), strict=True) if on_it)


def test_of_two_equal_cuts_the_one_nearer_to_the_starts_is_told() -> None:
    _, cut = max_flow(nx.path_graph(4, nx.DiGraph), np.array([9, 2, 2, 9]), [0], [3])
    assert np.flatnonzero(cut).tolist() == [1]
