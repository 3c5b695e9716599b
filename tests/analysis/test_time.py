"""Time against published critical paths, closed forms, and a slow game with a clock."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutas.analysis.time import time_share
from rutas.analysis.time.walk import days_saved, walk
from rutas.analysis.whole import Analysis
from rutas.tokens.figures import figures
from rutas.tokens.net import compile as compile_net
from tests.effort import cases
from tests.game import play
from tests.strategies import nested_routes, route_of, routes

if TYPE_CHECKING:
    from rutas.analysis.time import Time
    from rutas.model import Route

relaxed = settings(deadline=None, max_examples=cases(40), suppress_health_check=list(HealthCheck))


def measured(route: Route) -> tuple[Time, dict[str, float]]:
    """The times of a route, and its slack."""
    found = Analysis(route)
    return found.time, dict(zip(found.net.ids, found.slack.tolist(), strict=True))


def test_losses_leave_the_time_of_those_who_complete() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "3 d", "dropout": "20 %", "next": "b"},
            {"id": "b", "wait": "1 d", "within": "2 d", "dropout": "50 %", "outcome": "bien"},
        ]
    )
    found, _ = measured(route)
    assert found.method == "exact"
    assert found.days.mean == 4
    assert found.time_share == pytest.approx({"a": 3 / 3.8, "b": 0.8 / 3.8})
    assert found.on_time == {"a": None, "b": 1.0}


def test_deadlines_follow_the_distribution_of_the_wait() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "0..10 d", "within": "5 d", "dropout": "20 %", "next": "b"},
            {"id": "b", "by": "6 d", "outcome": "bien"},
        ],
        {"to": "a", "at": "2 d"},
    )
    found, _ = measured(route)
    assert found.on_time["a"] == pytest.approx(0.5, abs=0.02)
    assert found.on_time["b"] == pytest.approx(0.4, abs=0.02)
    assert found.days.mean == pytest.approx(5)
    assert found.days.p10 == pytest.approx(1, abs=0.2)
    assert found.days.p90 == pytest.approx(9, abs=0.2)


def test_who_comes_by_which_way_is_weighed_by_who_completes() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "1 d", "dropout": "10 %", "next": "b"},
            {"id": "v", "wait": "2 d", "next": "b"},
            {"id": "b", "wait": "1..30 d", "outcome": "bien"},
        ],
        [{"to": "a", "share": "70 %"}, {"to": "v", "share": "30 %"}],
    )
    found, _ = measured(route)
    assert found.days.mean == pytest.approx((0.63 * 1 + 0.3 * 2) / 0.93 + 15.5)
    assert found.days.error["mean"] == 0
    assert found.days.method == "simulated"  # the percentiles
    assert found.days.p90 is not None
    # of the two waits before it, the one of 63 in 93 and the other of 30, and the uniform third
    below = lambda t: (63 * min(1, (t - 2) / 29) + 30 * min(1, (t - 3) / 29)) / 93  # noqa: E731  (a formula, as it is written)
    assert 0 < found.days.error["p90"] < 0.4
    assert abs(below(found.days.p90) - 0.9) < 4 * found.days.error["p90"] / 29


@pytest.mark.parametrize(
    ("out", "percentiles"),
    [(0.25, (1, 3, 9)), (0.005, (22, 139, 460)), (0.0001, (1054, 6932, 23025))],
)
def test_a_loop_with_hardly_a_way_out_has_the_days_of_its_geometric_rounds(
    out: float, percentiles: tuple[int, int, int]
) -> None:
    answers = [{"to": "a", "share": f"{100 * (1 - out):.2f} %"}, {"to": "f"}]
    route = route_of([{"id": "a", "wait": "1 d", "next": answers}, {"id": "f", "outcome": "bien"}])
    found, _ = measured(route)
    assert found.days.mean == pytest.approx(1 / out)
    assert (found.days.p10, found.days.p50, found.days.p90) == percentiles
    assert (found.days.method, found.journeys, found.days.unfinished) == ("exact", 0, 0)


def test_who_still_walks_when_the_walk_is_cut_short_is_told_and_leaves_no_false_figure() -> None:
    answers = [{"to": "a", "share": "99.9 %"}, {"to": "f"}]
    route = route_of(
        [{"id": "a", "wait": "1..3 d", "next": answers}, {"id": "f", "outcome": "bien"}]
    )
    found, _ = measured(route)
    assert found.days.mean == pytest.approx(2000)
    # 700 rounds are walked, and half of the people take longer than 693
    assert found.days.unfinished == pytest.approx(0.999**700, abs=0.05)
    assert found.days.p10 == pytest.approx(200, rel=0.2)
    assert found.days.p50 is found.days.p90 is None


@relaxed
@given(nested_routes(times=True, parallel=False))
def test_journeys_walked_bear_out_what_was_worked_out(route: Route) -> None:
    found = Analysis(route)
    assume(found.completion > 0.1)
    days, walked = found.time.days, found.timing.journeys()
    assert days.method == "exact"
    of_walked = walked.journeys.days[walked.journeys.completed]
    assume(len(of_walked) > 1)
    error = of_walked.std() / len(of_walked) ** 0.5
    assert days.mean == pytest.approx(of_walked.mean(), abs=5 * error + 1e-6)
    for level, exact in ((0.1, days.p10), (0.5, days.p50), (0.9, days.p90)):
        off = 5 * (level * (1 - level) / len(of_walked)) ** 0.5
        assert exact is not None
        assert (of_walked <= exact + 1e-6).mean() >= level - off
        assert (of_walked < exact - 1e-6).mean() <= level + off
    chain = walked.on_chain.sum(axis=0) / walked.completed.sum()
    assert list(found.time.on_critical_path.values()) == pytest.approx(chain.tolist(), abs=0.1)


def test_a_step_that_opens_at_an_age_is_followed_too() -> None:
    route = route_of(
        [
            {"id": "a", "next": [{"to": "b", "share": "40 %"}, {"to": "c"}]},
            {"id": "b", "wait": "50 d", "next": "c"},
            {"id": "c", "from": "30 d", "wait": "5 d", "outcome": "bien"},
        ],
        {"to": "a", "at": "10 d"},
    )
    found, _ = measured(route)
    assert found.days.mean == pytest.approx(0.6 * 25 + 0.4 * 55)
    assert (found.days.p10, found.days.p50, found.days.p90) == (25, 25, 55)
    assert found.days.method == "exact"


def test_a_percentile_where_no_journey_ends_is_told_as_the_gap() -> None:
    def halves(first: str, second: str) -> Route:
        return route_of(
            [
                {"id": "a", "next": [{"to": "b", "share": "50 %"}, {"to": "c"}]},
                {"id": "b", "wait": first, "outcome": "bien"},
                {"id": "c", "wait": second, "outcome": "bien"},
            ]
        )

    exact, _ = measured(halves("2 d", "8 d"))
    assert exact.days.gaps == {"p50": (2, 8)}
    near, _ = measured(halves("1..2 d", "8..9 d"))
    low, high = near.days.gaps.pop("p50")
    assert (low, high) == (pytest.approx(2, abs=0.01), pytest.approx(8, abs=0.01))
    assert near.days.gaps == {}
    assert near.days.error["p50"] > 1 > near.days.error["p10"]


def test_a_loop_adds_its_expected_rounds() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "2 d", "next": [{"to": "a2", "share": "25 %"}, {"to": "b"}]},
            {"id": "a2", "wait": "1 d", "next": "a"},
            {"id": "b", "wait": "1 d", "outcome": "bien"},
        ]
    )
    found, spare = measured(route)
    assert found.days.mean == pytest.approx(2 + 3 / 3 + 1)
    assert spare == {"a": 0, "a2": 0, "b": 0}
    assert found.on_critical_path == {"a": 1, "b": 1, "a2": pytest.approx(0.25)}


def test_a_step_that_is_shut_before_an_age_absorbs_what_came_before() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "10 d", "next": "b"},
            {"id": "b", "from": "30 d", "wait": "5 d", "outcome": "bien"},
        ],
        {"to": "a", "at": "0 d"},
    )
    found, spare = measured(route)
    assert found.days.mean == 35
    assert spare == {"a": 20, "b": 0}
    assert found.on_critical_path == {"a": 0, "b": 1}
    assert sum(found.time_share.values()) == pytest.approx(1)
    late = route_of(
        [
            {"id": "a", "wait": "10..12 d", "next": "b"},
            {"id": "b", "from": "30 d", "wait": "5 d", "outcome": "bien"},
        ],
        {"to": "a", "at": "0 d"},
    )
    found, _ = measured(late)
    assert (found.method, found.on_critical_path) == ("simulated", {"a": 0, "b": 1})


def test_a_series_takes_its_intervals() -> None:
    route = route_of(
        [
            {
                "id": "a", "wait": "1 d", "takes": "1 d",
                "repeat": {"times": 4, "every": "30 d"}, "outcome": "bien",
            }
        ]
    )  # fmt: skip
    assert measured(route)[0].days.mean == 1 + 1 + 3 * 30


def test_of_branches_only_the_last_counts_and_a_choice_inside_keeps_its_slack() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "wait": "10 d", "next": "d"},
            {"id": "c", "next": [{"to": "c1", "share": "50 %"}, {"to": "c2"}]},
            {"id": "c1", "wait": "2 d", "next": "d"},
            {"id": "c2", "wait": "6 d", "next": "d"},
            {"id": "d", "join": "all", "wait": "1 d", "outcome": "bien"},
        ]
    )
    found, spare = measured(route)
    assert spare == {"a": 0, "b": 0, "d": 0, "c": 6, "c1": 6, "c2": 6}
    assert found.on_critical_path == {"a": 1, "b": 1, "d": 1, "c": 0, "c1": 0, "c2": 0}
    assert found.days.mean == 11


def test_the_days_a_wait_costs_are_those_off_the_mean_journey() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "wait": "10 d", "next": "d"},
            {"id": "c", "wait": "7 d", "next": "d"},
            {"id": "d", "join": "all", "wait": "1..3 d", "outcome": "bien"},
        ]
    )
    saved = [float(one.value) for one in Analysis(route).timing.days_saved([1, 2, 3])]
    assert saved == [pytest.approx(3), pytest.approx(0), pytest.approx(2, abs=0.1)]


@pytest.mark.usefixtures("short_walks")
@settings(relaxed, max_examples=25)
@given(routes(times=True))
def test_the_days_that_waits_cost_are_those_of_walking_all_journeys_again(route: Route) -> None:
    net = compile_net(route)
    walked = walk(route, net, figures(route), np.ones(len(net)), journeys=200)
    assume(walked.journeys.completed.any())
    saved = days_saved(walked, range(len(route.steps)))
    for i, days in enumerate(saved):
        wait = walked.drawn.wait.copy()
        wait[:, i] = 0.0
        again = walked.walk.again(replace(walked.drawn, wait=wait), np.arange(len(walked.journeys)))
        assume(again.completed.any())
        mean = np.nanmean(walked.journeys.days) - np.nanmean(again.days)
        assert float(days.value) == pytest.approx(mean, abs=1e-9)


@settings(relaxed, max_examples=15)
@given(nested_routes(times=True, losses=False), st.integers(0, 2**32))
def test_the_journey_is_that_of_a_slow_game(route: Route, seed: int) -> None:
    assume(len(route.steps) < 15)
    found, _ = measured(route)
    rng = random.Random(seed)
    walked = [play(route, rng) for _ in range(100)]
    days = [one["days"] for one in walked if one and one["completed"]]
    assume(len(days) > 30 and found.days.mean is not None)
    assert found.days.mean is not None
    error = float(np.std(days)) / len(days) ** 0.5
    assert (
        abs(float(np.mean(days)) - found.days.mean) <= 6 * (error + found.days.error["mean"]) + 1e-6
    )


def test_nothing_takes_time_in_a_route_without_times() -> None:
    route = route_of([{"id": "a", "actor": "usf", "outcome": "bien"}])
    found, _ = measured(route)
    assert found.days.mean == 0
    assert found.time_share == {"a": 0}
    means = figures(route)
    assert time_share(np.ones((1, 1)), means).tolist() == [[0.0]]


def test_where_nobody_completes_there_are_no_days_and_nothing_sets_them() -> None:
    route = route_of([{"id": "a", "wait": "1 d", "dropout": "100 %", "outcome": "bien"}])
    found, _ = measured(route)
    assert found.days.mean is None
    assert found.on_critical_path == {"a": None}
    assert "delay" not in [one.reason for point in Analysis(route).points for one in point.reasons]
