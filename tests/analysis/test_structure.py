"""What nobody gets round, against networkx and against trying every closing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import given, settings

from rutas.analysis.cuts import actor_cut, independent_paths, step_cut
from rutas.analysis.structure import sole_actors, unavoidable
from tests.strategies import route_of, routes

if TYPE_CHECKING:
    from rutas.model import Route

relaxed = settings(deadline=None, max_examples=40)


def drawing(route: Route) -> nx.DiGraph:
    """The links that somebody takes, with one start and one end."""
    graph = nx.DiGraph()
    graph.add_nodes_from([*route.steps, "START", "END"])
    for way, share in zip(route.ways_in, route.way_in_shares, strict=True):
        if share > 0:
            graph.add_edge("START", way.to)
    for step in route.steps.values():
        for link, share in zip(step.links, step.shares, strict=True):
            if share > 0:
                graph.add_edge(step.id, link.to)
        if step.outcome and route.outcomes[step.outcome].success:
            graph.add_edge(step.id, "END")
    return graph


def cuts_all(route: Route, closed: set[str]) -> bool:
    graph = drawing(route)
    graph.remove_nodes_from(closed)
    return not nx.has_path(graph, "START", "END")


def attended(route: Route, actors: int) -> Route:
    """The same route, its steps shared out among some actors, the ends to nobody."""
    steps = [
        {**step.model_dump(by_alias=True, exclude_none=True), "actor": [f"a{i % actors}"]}
        for i, step in enumerate(route.steps.values())
    ]
    for step in steps:
        step.pop("question", None)
        step["dropout"] = "0 %"
        following = route.steps[step["id"]].next
        if following is None:
            step["actor"] = []
            continue
        kind = "all" if following.all else "any"
        links = following.all or following.any
        step["next"] = {
            kind: [
                {"to": link.to, **({"share": str(link.share)} if link.share else {})}
                for link in links
            ]
        }
    return route_of(steps, {"to": next(iter(route.steps))})


@relaxed
@given(routes())
def test_unavoidable_steps_dominate_success(route: Route) -> None:
    graph = drawing(route)
    if not nx.has_path(graph, "START", "END"):
        assert unavoidable(route) == ()
        return
    parent = nx.immediate_dominators(graph, "START")
    chain = []
    step = parent["END"]
    while step != "START":
        chain.append(step)
        step = parent[step]
    assert unavoidable(route) == tuple(reversed(chain))


@relaxed
@given(routes())
def test_closing_an_unavoidable_step_cuts_success_and_no_other_does(route: Route) -> None:
    if cuts_all(route, set()):
        return
    assert set(unavoidable(route)) == {step for step in route.steps if cuts_all(route, {step})}


def test_a_case_that_can_be_reopened_still_has_to_pass() -> None:
    route = route_of(
        [
            {"id": "a", "next": "b"},
            {"id": "b", "next": [{"to": "c"}, {"to": "a"}]},
            {"id": "c", "next": [{"to": "d"}, {"to": "b"}]},
            {"id": "d", "outcome": "bien"},
        ]
    )
    assert unavoidable(route) == ("a", "b", "c", "d")


@relaxed
@given(routes())
def test_independent_paths_are_mengers(route: Route) -> None:
    graph = drawing(route)
    first = {way.to for way in route.ways_in}
    good = set(graph.pred["END"])
    split = nx.DiGraph()
    for step in route.steps:
        if (step in first) == (step in good):
            split.add_edge((step, 0), (step, 1), capacity=1)
        else:
            split.add_edge((step, 0), (step, 1))
    for a, b in graph.edges:
        tail = a if a == "START" else (a, 1)
        head = b if b == "END" else (b, 0)
        if "START" in (a, b) or "END" in (a, b):
            split.add_edge(tail, head)
        else:
            split.add_edge(tail, head, capacity=1)
    split.add_nodes_from(["START", "END"])
    assert independent_paths(route) == nx.maximum_flow_value(split, "START", "END")


def test_shared_first_and_last_steps_stand_aside() -> None:
    route = route_of(
        [
            {"id": "a", "next": ["b", "c", "d"]},
            {"id": "b", "next": "e"},
            {"id": "c", "next": "e"},
            {"id": "d", "next": "e"},
            {"id": "e", "outcome": "bien"},
        ]
    )
    assert independent_paths(route) == 3


@relaxed
@given(routes(largest=7).map(lambda route: attended(route, 3)))
def test_the_smallest_cuts_are_those_that_trying_finds(route: Route) -> None:
    staffed = [step for step in route.steps.values() if step.actor]
    actors = sorted({step.actor[0] for step in staffed})
    by_step = {step.id: {step.id} for step in staffed}
    by_actor = {a: {step.id for step in staffed if step.actor[0] == a} for a in actors}
    for found, choices in ((step_cut(route), by_step), (actor_cut(route), by_actor)):
        least = next(
            (
                size
                for size in range(len(choices) + 1)
                for some in itertools.combinations(choices, size)
                if cuts_all(route, set().union(*(choices[name] for name in some)))
            ),
            None,
        )
        assert found.exact
        if least is None:
            assert found.members is None
        else:
            assert found.members is not None
            assert len(found.members) == least
            assert cuts_all(route, set().union(*(choices[name] for name in found.members)))


def test_an_actor_is_sole_if_no_other_answers_for_a_service() -> None:
    def step(name: str, actor: list[str], service: list[str], **more: object) -> dict[str, object]:
        return {"id": name, "actor": actor, "service": service, "channel": "oficina", **more}

    route = route_of(
        [
            step("a", ["usf"], ["control"], next="b"),
            step("b", ["hospital", "usf"], ["control", "parto"], next="c"),
            step("c", ["usf"], ["parto"], next="d"),
            step("d", ["registro"], ["inscripcion"], next="e"),
            {"id": "e", "actor": "usf", "outcome": "bien"},
        ]
    )
    assert sole_actors(route) == {"d"}
