"""Journeys at random agree with the token rules played slowly, and with closed forms."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from rutas.model import Route
from rutas.tokens.figures import draw, figures
from rutas.tokens.journeys import Journeys
from rutas.tokens.net import compile as compile_net
from rutas.tokens.simulate import simulate
from tests.game import exact, play
from tests.strategies import bent_routes, nested_routes, route_of, routes

relaxed = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def walk(route: Route, size: int, seed: int = 1) -> Journeys:
    net = compile_net(route)
    return simulate(net, figures(route), np.random.default_rng(seed), each=size)


def test_a_join_waits_for_the_slowest_branch() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "1 d", "next": {"all": ["b", "c"]}},
            {"id": "b", "wait": "5 d", "next": "d"},
            {"id": "c", "wait": "2 d", "next": "d"},
            {"id": "d", "join": "all", "wait": "1 d", "outcome": "bien"},
        ]
    )
    journeys = walk(route, 3)
    assert journeys.days.tolist() == [7.0, 7.0, 7.0]
    on_chain = {journeys.net.ids[s] for s in journeys.step[journeys.on_chain]}
    assert on_chain == {"a", "b", "d"}


def test_a_join_waits_until_a_branch_has_gone_elsewhere() -> None:
    elsewhere = [{"to": "d", "share": "0.000001 %"}, {"to": "fin", "share": "99.999999 %"}]
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "wait": "5 d", "next": elsewhere},
            {"id": "c", "wait": "2 d", "next": "d"},
            {"id": "d", "join": "all", "wait": "1 d", "outcome": "bien"},
            {"id": "fin", "outcome": "bien"},
        ]
    )
    journeys = walk(route, 1)
    assert journeys.days.tolist() == [6.0]
    assert {journeys.net.ids[s] for s in journeys.step[journeys.on_chain]} == {"a", "b", "d"}


def test_a_branch_that_is_lost_keeps_the_join_shut() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "dropout": "100 %", "next": "d"},
            {"id": "c", "next": "d"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ]
    )
    journeys = walk(route, 2)
    assert not journeys.completed.any()
    assert journeys.some_lost.all()
    assert journeys.stuck_step.tolist() == [3, 3]


def test_a_join_that_forgives_waits_for_another_that_may_yet() -> None:
    """Whoever waits at ``j`` for the one lost at ``b`` is not given up while ``e`` may come there too."""
    mostly = [{"to": "j", "share": "99.999999 %"}, {"to": "c", "share": "0.000001 %"}]
    route = route_of(
        [
            {"id": "f", "next": {"all": ["a", "b", "c", "e"]}},
            {"id": "a", "next": "j"},
            {"id": "b", "dropout": "100 %", "next": "j"},
            {"id": "c", "next": "k"},
            {"id": "e", "wait": "5 d", "next": mostly},
            {"id": "j", "join": "all", "missing": "m", "next": "k"},
            {"id": "m", "next": "k"},
            {"id": "k", "join": "all", "missing": "n", "next": "z"},
            {"id": "n", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    journeys = walk(route, 2)
    visits = dict(zip(journeys.net.ids, journeys.counts()[0].tolist(), strict=True))
    assert (visits["m"], visits["k"], visits["n"]) == (1, 1, 0)
    assert journeys.completed.all()
    assert journeys.days.tolist() == [5.0, 5.0]
    assert journeys.forgiven.sum() == 2
    played = play(route, random.Random(1))
    assert played is not None
    assert dict(played["visits"]) == {name: count for name, count in visits.items() if count}


def test_who_is_late_goes_elsewhere_and_who_is_forgiven_goes_by_missing() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "4 d", "within": "3 d", "late": "t", "next": "z"},
            {"id": "t", "wait": "1 d", "within": "1 d", "late": "z", "next": "u"},
            {"id": "u", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    journeys = walk(route, 1)
    assert [journeys.net.ids[i] for i in journeys.step] == ["a", "t", "u", "z"]


def test_a_step_that_opens_at_an_age_is_waited_for_and_a_series_takes_its_time() -> None:
    route = route_of(
        [
            {
                "id": "a", "from": "2 mo", "wait": "1 d", "takes": "1 d",
                "repeat": {"times": 3, "every": "10 d"}, "outcome": "bien",
            }
        ],
        {"to": "a", "at": "0 d"},
    )  # fmt: skip
    journeys = walk(route, 1)
    assert journeys.days[0] == pytest.approx(60.875 + 1 + 1 + 20)
    assert journeys.age[0] == pytest.approx(82.875)


def test_two_joins_that_wait_for_each_other_never_open() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "join": "all", "next": [{"to": "c"}, {"to": "fin"}]},
            {"id": "c", "join": "all", "next": [{"to": "b"}, {"to": "fin"}]},
            {"id": "fin", "outcome": "bien"},
        ]
    )
    journeys = walk(route, 2)
    assert journeys.some_stuck.all()
    assert not journeys.completed.any()


def test_tokens_that_multiply_without_end_are_cut_short() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["a", "b"]}},
            {"id": "b", "next": [{"to": "a", "share": "90 %"}, {"to": "fin"}]},
            {"id": "fin", "outcome": "bien"},
        ]
    )
    assert walk(route, 2).some_stuck.all()


def test_who_goes_round_too_long_is_cut_after_so_many_moves_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    again = [{"to": "a", "share": "99.9 %"}, {"to": "fin"}]
    route = route_of([{"id": "a", "next": again}, {"id": "fin", "outcome": "bien"}])
    monkeypatch.setattr("rutas.tokens.simulate._WORK", 1000)
    journeys = walk(route, 100)
    assert 1000 < len(journeys.step) <= 1000 + 100 * 2 + 100
    assert set(journeys.walking) == set(range(100)) - set(journeys.journey[journeys.ended])


def test_each_row_of_the_figures_walks_its_own_journeys() -> None:
    route = route_of([{"id": "a", "wait": "1..9 d", "dropout": "0..100 %", "outcome": "bien"}])
    net = compile_net(route)
    drawn = draw(route, net, np.random.default_rng(1), 50)
    journeys = simulate(net, drawn, np.random.default_rng(2), each=200)
    share = journeys.completed.reshape(50, 200).mean(axis=1)
    assert np.abs(share - (1 - drawn.dropout[:, 0])).max() < 0.2
    days = journeys.days.reshape(50, 200)
    assert all(
        np.nanmax(np.abs(row - wait)) < 1e-9
        for row, wait in zip(days[:45], drawn.wait[:45, 0], strict=True)
        if not np.isnan(row).all()
    )


@relaxed
@given(
    st.one_of(
        nested_routes(times=True, certain=True, exits=True),
        routes(times=True, certain=True, exits=True),
    )
)
def test_the_days_of_a_certain_journey_are_those_of_the_slow_game(route: Route) -> None:
    assume(compile_net(route).ends().all())
    slow = play(route, random.Random(1))
    assume(slow is not None)
    assert slow is not None
    journeys = walk(route, 1)
    assert bool(journeys.completed[0]) == slow["completed"]
    counted = dict(zip(journeys.net.ids, journeys.counts()[0].tolist(), strict=True))
    if slow["days"] is not None:
        assert journeys.days[0] == pytest.approx(slow["days"])
        assert {k: v for k, v in counted.items() if v} == dict(slow["visits"])


def test_a_join_that_forgives_waits_for_who_is_still_on_the_way_to_a_join_that_never_opens() -> (
    None
):
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "e"]}},
            {"id": "b", "next": {"all": ["c", "lost"]}},
            {"id": "c", "wait": "1 d", "next": "d"},
            {"id": "lost", "dropout": "100 %", "next": "d"},
            {"id": "d", "join": "all", "next": "z"},
            {"id": "e", "next": "z"},
            {"id": "z", "join": "all", "next": "f", "missing": "f"},
            {"id": "f", "outcome": "bien"},
        ]
    )
    assert compile_net(route).nesting.nests
    assert walk(route, 1).days.tolist() == [1.0]
    assert play(route, random.Random(1))["days"] == 1.0


def _a_trap(first: str, *then: str) -> Route:
    """Three in ten get to a fork, some both ways, whose branches wait for each other round a loop."""
    between = [{"id": name, "next": "b"} for name in then]
    return route_of(
        [
            {"id": "a", "next": [{"to": first, "share": "30 %"}, {"to": "z", "share": "70 %"}]},
            *([{"id": first, "next": {"all": ["b", *then]}}] if then else []),
            *between,
            {"id": "b", "next": {"all": ["j", "k"]}},
            {"id": "j", "join": "all", "next": "c"},
            {"id": "k", "join": "all", "next": "c"},
            {"id": "c", "next": "b"},
            {"id": "z", "outcome": "bien"},
        ]
    )


@relaxed
@given(
    st.one_of(
        nested_routes(exits=True),
        routes(),
        routes(times=True, exits=True),
        bent_routes(times=True, exits=True),
    )
)
@example(_a_trap("b"))
@example(_a_trap("f", "g"))
def test_shares_agree_with_the_enumeration_of_all_states(route: Route) -> None:
    truth = exact(route, watch=False)
    assume(truth is not None and truth["total"] > 1 - 1e-6)
    assert truth is not None
    size = 2000
    journeys = walk(route, size)
    # Five standard errors: a true answer fails once in two million times.
    bound = 5 * 0.5 / np.sqrt(size) + 1e-3
    assert abs(journeys.completed.mean() - truth["completion"]) < bound
    assert abs(journeys.some_lost.mean() - truth["lost"]) < bound
    assert abs(journeys.some_stuck.mean() - truth["stuck"]) < bound
    blocked = np.zeros(len(journeys.net))
    stuck = np.unique(np.stack([journeys.stuck_journey, journeys.stuck_step]), axis=1)
    np.add.at(blocked, stuck[1], 1 / size)
    assert (np.abs(blocked - list(truth["blocked"].values())) < bound).all()
    counts = journeys.counts()
    spread = 5 * counts.std(axis=0) / np.sqrt(size) + 0.02
    assert (np.abs(counts.mean(axis=0) - list(truth["visits"].values())) < spread).all()
