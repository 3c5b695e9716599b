"""People who flow through a route are counted as the token rules have it, exactly or by walking."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutas.analysis.people import People, flow_under, gains, people, visits_under
from rutas.model import Route, apply
from rutas.tokens.estimate import Estimate
from rutas.tokens.figures import draw, figures
from rutas.tokens.net import compile as compile_net
from rutas.tokens.sample import sample
from tests.effort import cases
from tests.game import exact
from tests.large import large_route
from tests.strategies import bent_routes, nested_routes, route_of, routes

relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))
CLOSE = 2e-6
ANY = st.one_of(
    nested_routes(times=True, exits=True),
    nested_routes(),
    routes(),
    bent_routes(times=True, exits=True),
)


def column(found: People, name: str) -> dict[str, float]:
    return {step: found.at(step)[name] for step in found.ids}


def values(found: list[Estimate]) -> list[float]:
    return [float(one.value) for one in found]


def test_a_chain_of_losses_is_a_product() -> None:
    route = route_of(
        [
            {"id": "a", "dropout": "10 %", "next": "b"},
            {"id": "b", "dropout": "20 %", "next": "c"},
            {"id": "c", "dropout": "50 %", "outcome": "bien"},
        ]
    )
    found = people(route)
    assert found.method == "exact"
    assert found.completion == pytest.approx(0.9 * 0.8 * 0.5)
    assert column(found, "loss") == pytest.approx({"a": 0.1, "b": 0.18, "c": 0.36})
    assert column(found, "completion_from") == pytest.approx({"a": 0.36, "b": 0.4, "c": 0.5})
    assert column(found, "knockout") == pytest.approx({"a": 1, "b": 1, "c": 1})
    assert values(gains(route)) == pytest.approx([0.04, 0.09, 0.36])
    assert values(gains(route, [2])) == pytest.approx([0.36])


def test_a_loop_is_a_geometric_series() -> None:
    # Kemeny and Snell: who comes back with chance q = (1 − δ) p visits 1 / (1 − q) times.
    again = [{"to": "a", "share": "40 %"}, {"to": "z", "share": "60 %"}]
    route = route_of(
        [{"id": "a", "dropout": "10 %", "next": again}, {"id": "z", "outcome": "bien"}]
    )
    found = people(route)
    assert found.visits.tolist() == pytest.approx([1 / (1 - 0.36), 0.54 / 0.64])
    assert found.reach.tolist() == pytest.approx([1, 0.54 / 0.64])
    assert found.completion == pytest.approx(0.54 / 0.64)
    assert values(gains(route))[0] == pytest.approx(1 - 0.54 / 0.64)


def test_the_fundamental_matrix_gives_the_same_as_the_levels() -> None:
    route = large_route(120, blocks=False, seed=3)
    net = compile_net(route)
    q = np.zeros((len(net), len(net)))
    for i, j, share in zip(net.source, net.target, net.share, strict=True):
        q[i, j] += (1 - net.dropout[i]) * share
    n = np.linalg.inv(np.eye(len(net)) - q)
    c = n @ ((1 - net.dropout) * net.success)
    visits = net.entry @ n
    reach = visits / np.diag(n)
    found = people(route)
    np.testing.assert_allclose(found.visits, visits)
    np.testing.assert_allclose(found.reach, reach)
    np.testing.assert_allclose(found.completion_from, c)
    np.testing.assert_allclose(found.knockout, reach * c / (net.entry @ c))
    assert found.loss.sum() + sum(found.outcomes.values()) == pytest.approx(1)


def test_a_join_opens_only_if_nobody_was_lost_before_it() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "10 %", "next": "d"},
            {"id": "c", "dropout": "20 %", "next": "d"},
            {"id": "d", "join": "all", "dropout": "50 %", "outcome": "bien"},
        ]
    )
    found = people(route)
    assert found.completion == pytest.approx(0.9 * 0.8 * 0.5)
    assert found.at("d")["reach"] == pytest.approx(0.72)
    assert found.at("d")["blocked"] == pytest.approx(0.1 * 0.8 + 0.9 * 0.2)
    assert found.at("b")["completion_from"] == pytest.approx(0.9 * 0.8 * 0.5)
    assert found.lost == pytest.approx(1 - 0.36)
    assert values(gains(route)) == pytest.approx([0, 0.04, 0.09, 0.36])


def test_a_service_is_covered_where_people_are_attended_without_dropping_out() -> None:
    actor = {"actor": "usf", "channel": "presencial", "service": "control"}
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "10 %", **actor, "next": "d"},
            {"id": "c", "dropout": "20 %", **actor, "next": "d"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ],
        package=["control", "otro"],
    )
    assert people(route).coverage == pytest.approx({"control": 1 - 0.1 * 0.2, "otro": 0})


def test_a_route_that_nobody_can_leave_is_counted_too() -> None:
    route = route_of(
        [
            {"id": "a", "next": [{"to": "b", "share": "30 %"}, {"to": "z", "share": "70 %"}]},
            {"id": "b", "next": "c"},
            {"id": "c", "next": "b"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    found = people(route)
    assert found.completion == pytest.approx(0.7)
    assert found.reach.tolist() == pytest.approx([1, 0.3, 0.3, 0.7], abs=1e-6)
    assert math.isnan(found.at("b")["visits"])
    assert found.lost == 0


def test_forks_within_a_fork_come_again_every_month() -> None:
    again = [{"to": "mes", "share": "80 %"}, {"to": "z", "share": "20 %"}]
    route = route_of(
        [
            {"id": "mes", "next": {"all": ["peso", "salud"]}},
            {"id": "peso", "next": "cierre"},
            {"id": "salud", "next": {"all": ["vacuna", "control"]}},
            {"id": "vacuna", "next": "ficha"},
            {"id": "control", "next": "ficha"},
            {"id": "ficha", "join": "all", "next": "cierre"},
            {"id": "cierre", "join": "all", "next": again},
            {"id": "z", "outcome": "bien"},
        ]
    )
    found = people(route)
    assert (found.method, found.completion) == ("exact", pytest.approx(1))
    assert found.lost >= 0
    assert found.visits.tolist() == pytest.approx([5] * 7 + [1])


FORGIVING: list[dict[str, Any]] = [
    {"id": "a", "next": {"all": ["b", "c"]}},
    {"id": "b", "dropout": "10 %", "next": "d"},
    {"id": "c", "dropout": "20 %", "next": "d"},
    {"id": "d", "join": "all", "missing": "m", "dropout": "50 %", "next": "z"},
    {"id": "m", "dropout": "30 %", "next": "z"},
    {"id": "z", "outcome": "bien"},
]


def test_who_lost_a_branch_is_noticed_at_a_join_that_forgives() -> None:
    found = people(route_of(FORGIVING))
    some, whole = 0.1 * 0.8 + 0.9 * 0.2, 0.9 * 0.8
    assert found.method == "exact"
    assert found.at("d")["reach"] == pytest.approx(some + whole)
    assert found.at("m")["reach"] == pytest.approx(some / 2)
    assert found.completion == pytest.approx(whole / 2 + some / 2 * 0.7)
    # The forgiven are lost at their step, and not to the route.
    assert found.at("b")["loss"] == pytest.approx(0.1)
    assert found.lost == pytest.approx(1 - found.completion)
    assert found.at("d")["blocked"] == 0


def test_the_clock_is_told_as_an_error_and_a_sure_deadline_is_not() -> None:
    def of(wait: str, lead: str = "0 d") -> People:
        late = {"id": "a", "wait": wait, "lead": lead, "within": "3 d", "late": "l", "next": "z"}
        return people(
            route_of(
                [late, {"id": "l", "dropout": "50 %", "next": "z"}, {"id": "z", "outcome": "bien"}]
            )
        )

    for wait, completion in (("1..2 d", 1.0), ("4..5 d", 0.5), ("3 d", 1.0)):
        assert (of(wait).method, of(wait).completion) == ("exact", completion)
    assert of("1..2 d", "1..3 d").method == "simulated"
    assert (of("1..2 d", "2.5 d").method, of("1..2 d", "2.5 d").completion) == ("exact", 0.5)
    found = of("1..5 d")
    assert found.method == "simulated"
    assert found.error is not None
    assert abs(found.completion - 0.75) < 5 * found.error


def test_who_waits_gives_up_as_the_hazard_has_it() -> None:
    step = {"id": "a", "dropout": "10 %", "leaves": "7 % per wk", "wait": "30 d", "outcome": "bien"}
    assert people(route_of([step])).completion == pytest.approx(0.9 * math.exp(-0.01 * 30))


def test_who_would_have_to_wait_longer_than_she_can_gives_up() -> None:
    step = {
        "id": "a",
        "dropout": "10 %",
        "patience": "15..60 d",
        "wait": "20..40 d",
        "outcome": "bien",
    }
    assert people(route_of([step])).completion == pytest.approx(0.9 * 30 / 45)


def test_who_never_comes_to_one_of_her_visits_is_lost() -> None:
    step = {
        "id": "a", "dropout": "10 %", "no_show": "50 %", "tries": 2, "repeat": {"times": 3, "every": "1 wk"},
        "outcome": "bien",
    }  # fmt: skip
    assert people(route_of([step])).completion == pytest.approx(0.9 * 0.75**3)


def test_visits_before_a_trap_are_counted_and_what_multiplies_is_not_walked() -> None:
    route = route_of(
        [
            {"id": "a", "next": "b"},
            {"id": "b", "next": ["c", "d"]},
            {"id": "c", "next": "c"},
            {"id": "d", "next": "d"},
        ]
    )
    found = people(route)
    assert found.visits[:2].tolist() == pytest.approx([1, 1])
    assert np.isnan(found.visits[2:]).all()
    multiplies = [
        {"id": "p0", "next": {"all": ["p1", "p0"]}},
        {"id": "p1", "join": "all", "next": "p2"},
        {"id": "p2", "outcome": "bien"},
    ]
    found = people(route_of(multiplies))
    assert (found.completion, found.reach.tolist()) == (0, [1, 1, 1])
    assert np.isnan(found.visits).all()


def test_branches_that_do_not_nest_are_walked_and_the_error_is_told() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "10 %", "next": ["d", "z"]},
            {"id": "c", "next": "d"},
            {"id": "d", "join": "all", "next": "z"},
            {"id": "z", "join": "all", "dropout": "20 %", "outcome": "bien"},
        ]
    )
    found = people(route)
    assert found.method == "simulated"
    assert found.error is not None
    assert abs(found.completion - 0.9 * 0.8) < 5 * found.error
    (gain,) = gains(route, [1])
    assert abs(float(gain.value) - 0.08) < 5 * float(gain.error) < 0.02


def test_what_is_unknown_is_taken_as_nothing() -> None:
    route = route_of([{"id": "a", "actor": "usf", "next": "z"}, {"id": "z", "outcome": "bien"}])
    assert people(route).completion == 1


@relaxed
@given(ANY)
def test_exact_figures_agree_with_following_every_state(route: Route) -> None:
    assume(compile_net(route).exact)
    found = people(route)
    truth = exact(route)
    assume(truth is not None and truth["total"] > 1 - 1e-7)
    assert truth is not None
    assert found.completion == pytest.approx(truth["completion"], abs=CLOSE)
    assert found.lost == pytest.approx(truth["lost"], abs=CLOSE)
    assert dict(found.outcomes) == pytest.approx(truth["outcomes"], abs=CLOSE)
    assert column(found, "blocked") == pytest.approx(truth["blocked"], abs=CLOSE)
    assert column(found, "reach") == pytest.approx(truth["reach"], abs=CLOSE)
    walked = {i for i in found.ids if not math.isnan(found.at(i)["visits"])}
    for name in ("visits", "loss"):
        measured = {i: value for i, value in column(found, name).items() if i in walked}
        assert measured == pytest.approx({i: truth[name][i] for i in walked}, abs=CLOSE)
    passing = {
        i: found.at(i)["completion_from"] * r for i, r in truth["reach"].items() if r > CLOSE
    }
    assert passing == pytest.approx({i: truth["passing"][i] for i in passing}, abs=CLOSE)


@settings(relaxed, max_examples=cases(40))
@given(ANY)
def test_the_gain_of_a_step_is_that_of_the_route_where_it_loses_nobody(route: Route) -> None:
    assume(compile_net(route).exact)
    before = people(route)
    for step, gain in zip(before.ids, values(gains(route)), strict=True):
        stays = {f"{step}.dropout": "0 %"}
        nobody = {"leaves": "0 % per wk", "patience": "150 y", "no_show": "0 %"}
        stays |= {
            f"{step}.{name}": no for name, no in nobody.items() if getattr(route.steps[step], name)
        }
        after = people(apply(route, stays))
        assert gain == pytest.approx(after.completion - before.completion, abs=CLOSE)


@settings(relaxed, max_examples=cases(40))
@given(ANY)
def test_people_and_their_tokens_are_all_accounted_for(route: Route) -> None:
    net = compile_net(route)
    assume(net.exact)
    found = people(route)
    assert 0 <= found.completion <= 1 - found.lost + CLOSE
    if not net.parallel.any() and not np.isnan(found.visits).any():
        assert found.loss.sum() + sum(found.outcomes.values()) == pytest.approx(1)
        assert found.lost == pytest.approx(found.loss.sum())
        assert not found.blocked.any()


@settings(relaxed, max_examples=25)
@given(nested_routes())
def test_every_draw_is_weighed_as_the_route_with_those_figures(route: Route) -> None:
    net = compile_net(route)
    means = figures(route)
    rng = np.random.default_rng(1)
    drawn = draw(route, net, rng, 3)
    spread = np.clip(means.dropout + rng.uniform(0, 0.3, (3, len(net))), 0, 1)
    object.__setattr__(drawn, "dropout", spread)
    flow = flow_under(route, drawn)
    np.testing.assert_allclose(visits_under(route, drawn), flow.visits)
    for k in range(3):
        one = flow_under(route, drawn.of(slice(k, k + 1)))
        for name in ("visits", "reach", "passing", "blocked", "completion", "lost", "outcomes"):
            np.testing.assert_allclose(getattr(one, name)[0], getattr(flow, name)[k], atol=1e-9)


def test_walking_comes_to_the_same_as_weighing() -> None:
    route = large_route(60, seed=7)
    net = compile_net(route)
    steps = [[0, 1], [5]]
    walked = sample(net, figures(route), steps, np.random.default_rng(5), each=20_000)
    weighed = flow_under(route, figures(route), steps)
    for name in ("visits", "reach", "passing", "blocked", "lost", "outcomes", "coverage"):
        np.testing.assert_allclose(getattr(walked, name), getattr(weighed, name), atol=0.03)
    assert weighed.error is None
    assert walked.error is not None
    assert abs(walked.completion - weighed.completion)[0] < 5 * walked.error[0]
