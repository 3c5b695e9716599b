"""What every run has in common, against every state of the slow game."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutas.model import Route, apply
from rutas.tokens.net import compile as compile_net
from rutas.tokens.runs import held, passed
from tests import game
from tests.effort import cases
from tests.large import tangled_route
from tests.strategies import bent_routes, nested_routes, route_of, routes

relaxed = settings(deadline=None, max_examples=cases(60), suppress_health_check=list(HealthCheck))
ANY = st.one_of(
    routes(times=True, exits=True), nested_routes(exits=True), bent_routes(exits=True), routes()
)


@relaxed
@given(ANY)
def test_what_all_completing_runs_pass_is_what_the_slow_game_finds(route: Route) -> None:
    truth = game.completions(route, largest=2000)
    assume(truth is not None)
    assert truth is not None
    found = passed(compile_net(route))
    assume(found.complete)
    ids = list(route.steps)
    assert found.some == bool(truth)
    assert {ids[i] for i in found.by_all} == set(ids).intersection(*truth)


@relaxed
@given(ANY)
def test_nobody_completes_where_a_step_that_all_pass_is_closed(route: Route) -> None:
    # so small that every closing is quick
    assume(game.completions(route, largest=2000) is not None)
    net = compile_net(route)
    common = passed(net)
    assume(common.some and common.complete)
    for step, name in enumerate(net.ids):
        shut = passed(compile_net(apply(route, {f"{name}.dropout": "100 %"})))
        assert shut.some == passed(net, [step]).some
        if step in common.by_all:
            assert not shut.some or _forgiven(route)


def _forgiven(route: Route) -> bool:
    """Whether a closed step may be forgiven: she passes it, is lost there, and completes all the same."""
    return any(step.missing for step in route.steps.values())


@relaxed
@given(ANY, st.lists(st.integers(0, 7), min_size=60, max_size=60))
def test_what_is_held_is_what_the_slow_game_finds(route: Route, made: list[int]) -> None:
    papers = {
        f"{name}.produces": [f"p{bit}" for bit in range(3) if given >> bit & 1]
        for name, given in zip(route.steps, made, strict=False)
    }
    truth = game.held(route, papers, largest=2000)
    assume(truth is not None)
    assert truth is not None
    net = compile_net(route)
    found = held(net, made[: len(net)])
    assume(found.complete)
    for i, name in enumerate(net.ids):
        sets = [sum(1 << int(paper[1]) for paper in some) for some in truth[name]]
        if sets:
            sure, maybe = sets[0], 0
            for one in sets:
                sure, maybe = sure & one, maybe | one
            assert (found.sure[i], found.maybe[i]) == (sure, maybe), name
        else:
            assert found.maybe[i] == 0


def test_a_bound_that_is_hit_is_told() -> None:
    net = compile_net(tangled_route(20))
    found = passed(net, most=500)
    assert not found.complete
    assert not held(net, [0] * len(net), most=500).complete


def test_each_branch_that_a_join_waits_for_is_passed_by_all() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": "d"},
            {"id": "c", "next": ["d", "e"]},
            {"id": "e", "next": "d"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ]
    )
    assert sorted(passed(compile_net(route)).by_all) == [0, 1, 2, 4]


def test_who_may_be_forgiven_is_not_passed_by_all() -> None:
    def of(dropout: str) -> set[int]:
        route = route_of(
            [
                {"id": "a", "next": {"all": ["b", "c"]}},
                {"id": "b", "dropout": dropout, "next": "b2"},
                {"id": "b2", "next": "d"},
                {"id": "c", "next": "d"},
                {"id": "d", "join": "all", "missing": "z", "next": "z"},
                {"id": "z", "outcome": "bien"},
            ]
        )
        return set(passed(compile_net(route)).by_all)

    assert of("0 %") == {0, 1, 2, 3, 4, 5}
    assert of("1 %") == {0, 1, 3, 4, 5}


def test_branches_side_by_side_are_walked_in_one_order_only() -> None:
    width = 6
    steps = [{"id": "a", "next": {"all": [f"b{k}" for k in range(width)]}}]
    steps += [{"id": f"b{k}", "next": [f"c{k}", "z"]} for k in range(width)]
    steps += [{"id": f"c{k}", "next": "z"} for k in range(width)]
    steps += [{"id": "z", "join": "all", "outcome": "bien"}]
    net = compile_net(route_of(steps))
    found = passed(net)
    # Each branch waits on one of two links; all orders would be 4 to the power of their number.
    assert found.states < 5 * 2**width
    assert held(net, [0] * len(net)).states > 3**width
    assert len(found.by_all) == width + 2


def test_what_is_held_is_looked_at_once_for_all_routes_that_differ_in_figures_alone() -> None:
    route = route_of([
        {"id": "a", "dropout": "10 %", "next": ["b", "c"]},
        {"id": "b", "next": "c"},
        {"id": "c", "outcome": "fin"},
    ])  # fmt: skip
    papers = [1, 2, 0]
    found = held(compile_net(route), papers)
    district = apply(route, {"a.dropout": "40 %", "a.wait": "3 d"})
    assert held(compile_net(district), papers) is found
    assert held(compile_net(route), [1, 1, 0]).maybe != found.maybe
    closed = apply(route, {"b.dropout": "100 %"})
    assert held(compile_net(closed), papers).maybe != found.maybe
