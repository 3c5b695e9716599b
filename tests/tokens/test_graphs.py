"""Orders, dominators and components agree with networkx."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from rutas.tokens.graphs import components, dominators, postorder

graphs = st.integers(1, 12).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, n - 1), max_size=4), min_size=n, max_size=n)
)


def as_networkx(follows: list[list[int]]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(follows)))
    graph.add_edges_from((i, j) for i, targets in enumerate(follows) for j in targets)
    return graph


@given(graphs)
def test_dominators(follows: list[list[int]]) -> None:
    theirs = dict(nx.immediate_dominators(as_networkx(follows), 0))
    assert dominators(follows, 0) == {**theirs, 0: 0}


@given(graphs)
def test_components_come_after_those_they_lead_to(follows: list[list[int]]) -> None:
    found = components(range(len(follows)), follows)
    theirs = nx.strongly_connected_components(as_networkx(follows))
    assert {frozenset(part) for part in found} == {frozenset(part) for part in theirs}
    place = {node: k for k, part in enumerate(found) for node in part}
    assert all(place[j] <= place[i] for i, targets in enumerate(follows) for j in targets)


@given(graphs)
def test_postorder_holds_what_is_reached(follows: list[list[int]]) -> None:
    order = postorder(follows, 0)
    assert order[-1] == 0
    assert set(order) == {0} | nx.descendants(as_networkx(follows), 0)
    assert len(order) == len(set(order))
