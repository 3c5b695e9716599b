"""The bare graph of a route is its flow without attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import given

from rutas.graph import flow
from rutas.graph.links import links
from tests.strategies import routes

if TYPE_CHECKING:
    from rutas.model import Route


@given(routes(times=True, exits=True))
def test_links_are_those_of_the_flow_each_once(route: Route) -> None:
    found = links(route)
    assert list(found) == list(route.steps)
    assert set(found.edges) == set(nx.DiGraph(flow(route)).edges)
    for step in route.steps.values():
        assert tuple(found[step.id]) == step.successors
