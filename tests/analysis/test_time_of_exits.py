"""Time where somebody notices who fell behind, where a missed deadline leads elsewhere, where waits cost people."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rutas.analysis.spread import spread
from rutas.analysis.whole import Analysis
from rutas.model import Route, apply
from rutas.tokens.figures import draw
from tests.strategies import route_of


def noticed(dropout: str = "20 %", second: str = "3 d", by: str = "9 d") -> Route:
    """Two branches; who lost the first is noticed at the join, who is late in the second goes elsewhere."""
    return route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "wait": "10 d", "dropout": dropout, "next": "j"},
            {"id": "c", "wait": second, "by": by, "late": "tarde", "next": "j"},
            {"id": "tarde", "wait": "9 d", "next": "j"},
            {"id": "j", "join": "all", "missing": "busca", "wait": "1 d", "next": "z"},
            {"id": "busca", "wait": "7 d", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ],
        {"to": "a", "at": "0 d"},
    )


def test_who_is_forgiven_a_branch_is_timed_until_she_completes() -> None:
    found = Analysis(noticed())
    assert found.completion == 1
    days = found.time.days
    assert days.method == "simulated"
    assert days.mean == pytest.approx(11 + 0.2 * 7, abs=4 * days.error["mean"])
    assert (days.p50, days.p90) == (11, 18)
    chain = found.time.on_critical_path
    assert chain["busca"] == pytest.approx(0.2, abs=0.03)
    assert (chain["b"], chain["c"], chain["j"]) == (1, 0, 1)


def test_who_is_surely_late_takes_the_way_of_the_late_and_is_the_one_journey() -> None:
    found = Analysis(noticed("0 %", "10 d"))
    assert (found.time.method, found.time.days.mean) == ("exact", 20)
    chain = found.time.on_critical_path
    assert chain == {"a": 1, "b": 0, "c": 1, "tarde": 1, "j": 1, "busca": 0, "z": 1}
    assert found.time.on_time["c"] == 0
    punctual = Analysis(noticed("0 %"))
    assert (punctual.time.method, punctual.time.days.mean) == ("exact", 11)
    assert punctual.time.on_critical_path["b"] == 1
    assert punctual.time.on_time["c"] == 1


def test_half_of_whom_the_clock_makes_late_take_longer() -> None:
    found = Analysis(noticed("0 %", "6..12 d"))
    late = found.time.days.error["mean"]
    # half go on at 9 d at most, and b lasts till 10; the others are done 9 d after 9 to 12
    assert found.time.days.mean == pytest.approx(0.5 * 11 + 0.5 * (10.5 + 9 + 1), abs=4 * late)
    assert found.time.on_time["c"] == pytest.approx(0.5, abs=0.03)


def test_a_route_of_one_token_whose_clock_decides_is_walked() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "0..10 d", "within": "5 d", "late": "b", "next": "z"},
            {"id": "b", "wait": "20 d", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    days = Analysis(route).time.days
    assert days.method == "simulated"
    assert days.mean == pytest.approx(5 + 0.5 * 20, abs=4 * days.error["mean"])
    assert days.error["mean"] > 0


def test_who_is_late_whatever_the_wait_has_an_exact_mean_and_percentiles_of_her_way() -> None:
    route = route_of(
        [
            {"id": "q", "next": [{"to": "a", "share": "50 %"}, {"to": "z"}]},
            {"id": "a", "wait": "6 d", "within": "5 d", "late": "b", "next": "z"},
            {"id": "b", "wait": "20 d", "next": "z"},
            {"id": "z", "wait": "1 d", "outcome": "bien"},
        ]
    )
    days = Analysis(route).time.days
    assert (days.mean, days.error["mean"]) == (pytest.approx(0.5 * 27 + 0.5 * 1), 0)
    assert (days.p10, days.p90) == (1, 27)


def test_the_result_of_a_series_comes_once_whatever_the_capacity() -> None:
    series = {"times": 3, "every": "7 d"}
    step = {"id": "a", "wait": "2 d", "takes": "1 d", "lead": "5 d", "repeat": series, "by": "21 d"}
    route = route_of([{**step, "next": "z"}, {"id": "z", "outcome": "bien"}])
    found = Analysis(route).time
    assert found.days.mean == pytest.approx(2 + 1 + 14 + 5)
    assert found.on_time["a"] == 0
    assert Analysis(apply(route, {"a.lead": "4 d"})).time.on_time["a"] == 1


def test_who_waits_long_leaves_and_those_who_stay_have_waited_as_long() -> None:
    route = route_of(
        [
            {"id": "q", "next": [{"to": "a", "share": "50 %"}, {"to": "b"}]},
            {"id": "a", "wait": "10..30 d", "leaves": "7 % per wk", "next": "z"},
            {"id": "b", "wait": "2 d", "next": "z"},
            {"id": "z", "outcome": "bien"},
        ]
    )
    found = Analysis(route)
    stay = math.exp(-0.01 * 20)
    assert found.completion == pytest.approx(0.5 + 0.5 * stay)
    assert found.time.days.mean == pytest.approx((stay * 20 + 2) / (stay + 1))
    assert found.time.days.error["mean"] == 0


def test_draws_count_those_who_are_forgiven() -> None:
    found = Analysis(noticed("20 %", "2..4 d"))
    drawn = draw(found.route, found.net, np.random.default_rng(1), 200)
    times = spread(found.net, drawn, np.random.default_rng(2), each=20)
    assert times.on_critical_path[:, 5].mean() == pytest.approx(0.2, abs=0.03)
    assert (times.on_critical_path[:, 1] == 1).all()
    assert (times.on_time[:, 2] == 1).all()


def test_the_share_in_time_is_that_of_those_who_go_on_in_time() -> None:
    """The clock decides who is late: the same people's clocks, whoever asks."""
    found = Analysis(
        route_of(
            [
                {"id": "a", "wait": "1..10 d", "within": "4 d", "late": "c", "next": "b"},
                {"id": "b", "outcome": "bien"},
                {"id": "c", "outcome": "mal"},
            ]
        )
    )
    assert found.method == "simulated"
    assert found.completion == pytest.approx(1 / 3, abs=4 * (found.people.error or 0))
    assert found.time.on_time["a"] == found.completion
    assert found.people.at("b")["visits"] == found.completion
    assert found.time.journeys == len(found.people.estimate("completion").influence)  # type: ignore[arg-type]
