"""The links that hand over are counted alike by the graph and by the drawing, and apart from how often."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING, Any

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from rutas.diagram.actors.handovers import handovers
from rutas.diagram.request import Request
from rutas.graph import flow, view
from rutas.graph.handovers import handover_links
from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route

CATALOGUE = {
    "actors": {name: {"name": name.upper()} for name in ("usf", "hospital", "registro")},
    "channels": {"oficina": {"name": "Oficina", "kind": "in-person"}},
}


def test_questions_on_the_way_hand_on_who_came_before() -> None:
    route = route_of(
        [
            {"id": "a", "actor": "usf", "next": "q"},
            {"id": "q", "question": "¿Hace falta?",
             "next": [{"to": "h", "handover": "referral"}, {"to": "r"}, {"to": "a"}]},
            {"id": "h", "actor": "hospital", "next": "r"},
            {"id": "r", "actor": "registro", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
    )  # fmt: skip
    assert {(one.source, one.target, one.kind) for one in handover_links(route)} == {
        ("a", "h", "referral"), ("a", "r", "self"), ("h", "r", "self"),
    }  # fmt: skip


@st.composite
def attended_routes(draw: st.DrawFn) -> Route:
    """Make a small route in which some steps have no actor, whatever its shape."""
    ids = [f"s{i}" for i in range(draw(st.integers(2, 7)))]
    steps: list[dict[str, Any]] = [{"id": ids[-1], "actor": "usf", "outcome": "bien"}]
    for name in ids[:-1]:
        actor = draw(st.sampled_from([{}, {"actor": "usf"}, {"actor": ["registro", "usf"]}]))
        links = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True))
        late = draw(st.sampled_from([{}, {"by": "60 d", "late": draw(st.sampled_from(ids))}]))
        steps.insert(0, {"id": name, "next": links, **actor, **late})
    return route_of(steps, [{"to": ids[0]}], catalogue=CATALOGUE)


@given(attended_routes())
def test_the_graph_and_the_drawing_count_the_pairs_that_pass_her_on(route: Route) -> None:
    whole, steps = flow(route), route.steps
    asked = {name for name, step in steps.items() if not step.actor}
    expected = Counter(
        (steps[a].actor[0], steps[b].actor[0])
        for a, b in permutations(set(steps) - asked, 2)
        if steps[a].actor[0] != steps[b].actor[0]
        and nx.has_path(whole.subgraph({a, b} | asked), a, b)
    )
    assert Counter((one.giver, one.receiver) for one in handover_links(route)) == expected
    folded = view(route, "actors").edges(data="links")
    assert {(source, target): links for source, target, links in folded} == expected
    drawn = {(one.source, one.target): one.count for one in handovers(route, Request())}
    assert drawn == expected
