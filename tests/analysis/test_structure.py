"""What nobody completes without, against the figures and against trying every closing."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutas.analysis.cuts import ActorCut, actor_cut, independent_paths
from rutas.analysis.people import people
from rutas.analysis.structure import sole_actors, unavoidable
from rutas.model import apply
from tests import game
from tests.effort import cases
from tests.large import tangled_route
from tests.strategies import bent_routes, nested_routes, route_of, routes
from tests.tokens.test_completing import crowds, somebody_completes

if TYPE_CHECKING:
    import rutas
    from rutas.model import Route

relaxed = settings(max_examples=cases(80), suppress_health_check=list(HealthCheck))


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


ANY = st.one_of(
    routes(largest=7),
    routes(largest=7, exits=True),
    nested_routes(exits=True),
    bent_routes(exits=True),
)


@relaxed
@given(ANY)
def test_a_step_is_unavoidable_if_all_completions_pass_it(route: Route) -> None:
    """Every share is known here: then it is `knockout` = 1, and never undecided."""
    counted = game.exact(route, largest=2_000)
    assume(counted is not None and not crowds(route))
    completion = counted["completion"]
    passed = {i for i, part in counted["passing"].items() if part > (1 - 1e-7) * completion}
    sure = {step for step, one in unavoidable(route).items() if one}
    if completion < 1e-9:
        return
    if any(step.missing for step in route.steps.values()):
        assert sure <= passed  # the clock may have no say in what is possible
    else:
        assert sure == passed


@relaxed
@given(ANY)
def test_nobody_completes_where_an_unavoidable_step_is_closed_and_no_other(route: Route) -> None:
    """Unless a join forgives: then somebody may complete who was lost at a step that all pass."""
    found = unavoidable(route)
    assume(not crowds(route))
    for step, sure in found.items():
        left = somebody_completes(route, {step})
        assume(left is not None)
        if not any(one.missing for one in route.steps.values()):
            assert sure is (not left and bool(somebody_completes(route, set())))
        elif sure is False and somebody_completes(route, set()):
            assert left


def test_each_branch_that_a_join_waits_for_is_unavoidable() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": "d"},
            {"id": "c", "next": "d"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ]
    )
    assert all(unavoidable(route).values())
    assert independent_paths(route) == 2


def test_on_long_routes_too_it_is_what_all_completions_pass(book: rutas.Book) -> None:
    for route in book.values():
        counted, found = people(route), unavoidable(route)
        assert counted.method == "exact"
        passed = [
            step
            for step, part in zip(route.steps, counted.knockout, strict=True)
            if part > 1 - 1e-9
        ]
        assert [step for step, sure in found.items() if sure] == passed
    assert {"inscripcion", "cedula"} <= {
        step for step, sure in unavoidable(book["0-4"]).items() if sure
    }


def test_what_cannot_be_decided_is_told() -> None:
    route = tangled_route(15)
    found = unavoidable(route)
    assert None in found.values()
    assert found["a"] is True  # every path passes it, whatever the joins wait for
    assert actor_cut(attended(route)) == ActorCut(None, None)


def attended(route: Route, actors: int = 3) -> Route:
    """The same route, its steps shared out among some actors, the ends to nobody."""
    return apply(
        route,
        {
            f"{step.id}.actor": f"a{i % actors}"
            for i, step in enumerate(route.steps.values())
            if not step.outcome
        },
    )


@relaxed
@given(ANY.map(attended))
def test_actors_alone_and_smallest_cuts_are_those_that_trying_finds(route: Route) -> None:
    assume(not crowds(route))
    owned: dict[str, set[str]] = {}
    for step in route.steps.values():
        if step.actor:
            owned.setdefault(step.actor[0], set()).add(step.id)
    cut: dict[tuple[str, ...], bool] = {}
    for size in range(len(owned) + 1):
        for some in itertools.combinations(owned, size):
            left = somebody_completes(route, set().union(*(owned[name] for name in some)))
            assume(left is not None)
            cut[some] = not left
    if cut[()]:
        assert actor_cut(route) == ActorCut((), ())
        return
    least = min((len(some) for some, cuts in cut.items() if cuts), default=0)
    smallest = tuple(some for some, cuts in cut.items() if cuts and len(some) == least)
    alone = tuple(some[0] for some in smallest if len(some) == 1)
    assert actor_cut(route) == ActorCut(alone, smallest[:10])


def test_at_most_ten_smallest_cuts_are_told() -> None:
    steps = [{"id": f"s{k}", "actor": f"a{k}", "outcome": "bien"} for k in range(6)]
    pairs = [{"id": f"t{k}", "actor": f"b{k}", "next": [f"s{k}"]} for k in range(6)]
    ways = [{"to": f"t{k}"} for k in range(5)]
    route = route_of([*pairs, *steps], ways)
    found = actor_cut(route).sets
    assert found is not None
    assert len(found) == 10
    assert {len(some) for some in found} == {5}


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
