"""Who is late, and who receives a service, is counted as the token rules have it, played slowly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rutas.analysis import Analysis
from rutas.analysis.people import people
from rutas.model import Route, apply
from rutas.tokens.net import compile as compile_net
from tests.analysis.test_people import ANY, CLOSE, relaxed
from tests.effort import cases
from tests.game import exact
from tests.strategies import route_of, routes


def test_a_loop_that_all_are_late_in_is_never_left_though_a_link_leads_out_of_it() -> None:
    late = {"id": "a", "wait": "9 d", "within": "5 d", "late": "b", "next": "f"}
    found = people(route_of([late, {"id": "b", "next": "a"}, {"id": "f", "outcome": "bien"}]))
    assert (found.method, found.completion, found.reach.tolist()) == ("exact", 0, [1, 1, 0])


def test_who_goes_round_for_ever_is_not_stopped_by_a_loss_in_a_branch_that_leaves() -> None:
    """The branch that leaves in every round is lost now and then; the join of the others waits for none."""
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "j", "away"]}},
            {"id": "b", "next": "j"},
            {"id": "j", "join": "all", "next": "a"},
            {"id": "away", "dropout": "5 %", "outcome": "bien"},
        ]
    )
    found = people(route)
    assert (found.method, found.completion) == ("exact", 0)
    assert found.reach.tolist() == pytest.approx([1, 1, 1, 1])
    assert np.isnan(found.visits).all()


def test_a_join_at_which_nobody_can_be_missing_is_not_left_by_that_exit() -> None:
    again = {"id": "a", "join": "all", "missing": "f", "next": "a"}
    found = people(route_of([again, {"id": "f", "outcome": "bien"}]))
    assert (found.method, found.completion, found.reach.tolist()) == ("exact", 0, [1, 0])


def test_who_goes_round_in_a_branch_by_a_join_where_nobody_can_be_missing_never_completes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rutas.tokens.simulate._WORK", 10_000)
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": ["round", "j"]},
            {"id": "round", "join": "all", "missing": "j", "next": "round"},
            {"id": "c", "next": "j"},
            {"id": "j", "join": "all", "outcome": "bien"},
        ]
    )
    assert compile_net(route).nesting.nests
    found = people(route)  # half of the people get to the join
    assert found.method == "simulated"
    assert found.completion == pytest.approx(0.5, abs=0.02)


def test_steps_behind_an_exit_that_nobody_takes_are_never_reached_though_exits_go_round() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "outcome": "bien"},
            {"id": "c", "join": "all", "missing": "d", "dropout": "20 %", "next": "b"},
            {"id": "d", "join": "all", "missing": "c", "next": "b"},
        ]
    )
    found = people(route)
    assert (found.method, found.completion) == ("exact", pytest.approx(0.8))
    assert found.reach.tolist() == pytest.approx([1, 1, 1, 0])


def test_who_was_late_and_comes_back_waits_anew_so_that_visits_are_a_geometric_series() -> None:
    route = route_of(
        [
            {"id": "a", "wait": "1..9 d", "within": "3 d", "late": "b", "next": "f"},
            {"id": "b", "wait": "2 d", "next": "a"},
            {"id": "f", "outcome": "bien"},
        ]
    )
    found, late = (
        people(route),
        0.75,
    )  # she waits 3 days or less in one of four attempts, on average 2
    assert (found.completion, found.unfinished, found.lost) == (1, 0, 0)
    visits = found.estimate("visits")
    for step, expected in ((0, 1 / (1 - late)), (1, late / (1 - late)), (2, 1)):
        assert visits.value[step] == pytest.approx(expected, abs=4 * visits.error[step] + 1e-9)
    days = Analysis(route).time.days  # each time late she waits 6 days on average, and 2 more
    assert days.mean == pytest.approx(2 + late / (1 - late) * 8, abs=4 * days.error["mean"])


@settings(relaxed, max_examples=cases(60))
@given(ANY, st.data())
def test_services_are_received_as_the_slow_game_has_it(route: Route, data: st.DataObject) -> None:
    """Exactly where branches nest and no clock decides, else within five standard errors."""
    steps = st.lists(st.sampled_from(list(route.steps)), min_size=1, max_size=3, unique=True)
    where = {name: data.draw(steps) for name in ("vacuna", "cedula")}
    given_there = {
        f"{step}.service": [name for name, some in where.items() if step in some]
        for step in {step for some in where.values() for step in some}
    }
    route = apply(route, given_there)
    truth = exact(route)
    assume(truth is not None and truth["total"] > 1 - 1e-7)
    assert truth is not None
    found = people(route)
    assume(not found.unfinished)
    errors = dict(zip(found.coverage, found.estimate("coverage").error.tolist(), strict=True))
    for name, share in truth["coverage"].items():
        # Of what is rare the error is not to be told from those who walked.
        within = CLOSE if found.method == "exact" else 5 * errors[name] + 5e-4
        assert found.coverage[name] == pytest.approx(share, abs=within)


@settings(relaxed, max_examples=cases(40))
@given(routes(times=True, exits=True))
def test_who_is_late_goes_as_the_slow_game_has_it(route: Route) -> None:
    """A sure deadline is exact; where the clock decides, all figures are within five standard errors."""
    net = compile_net(route)
    assume(net.late)
    truth = exact(route)
    assume(truth is not None and truth["total"] > 1 - 1e-7)
    assert truth is not None
    found = people(route)
    assume(not found.unfinished)
    for name in ("completion", "lost"):
        error = float(found.estimate(name).error)
        within = CLOSE if found.method == "exact" else 5 * error + 5e-4
        assert getattr(found, name) == pytest.approx(truth[name], abs=within)
    errors = found.estimate("reach").error.tolist()
    for (step, share), reach, error in zip(
        truth["reach"].items(), found.reach, errors, strict=True
    ):
        within = CLOSE if found.method == "exact" else 5 * error + 5e-4
        assert reach == pytest.approx(share, abs=within), step
