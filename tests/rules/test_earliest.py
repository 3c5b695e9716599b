"""How young a person can be, at best, at each step."""

from __future__ import annotations

from math import inf

import pytest

from rutas.rules.engine.earliest import earliest, least_days
from tests.strategies import route_of


def at(steps, at="0 d"):
    ways = {"to": steps[0]["id"]} | ({"at": at} if at else {})
    return dict(earliest(route_of(steps, ways)))


def test_of_two_ways_the_quicker_counts():
    ages = at(
        [
            {"id": "a", "next": ["b", "c"]},
            {"id": "b", "wait": "9 d", "next": "d"},
            {"id": "c", "wait": "2..4 d", "next": "d"},
            {"id": "d", "outcome": "bien"},
        ]
    )
    assert ages["d"] == 2


def test_of_two_branches_the_slower_counts_where_they_wait_for_each_other():
    ages = at(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "wait": "9 d", "next": "d"},
            {"id": "c", "wait": "2 d", "next": "d"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ]
    )
    assert ages["d"] == 9


def test_a_branch_that_a_decision_leads_elsewhere_is_waited_for_until_then_only():
    ages = at(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "wait": "5 d", "next": ["d", "e"]},
            {"id": "e", "wait": "9 d", "outcome": "bien"},
            {"id": "c", "wait": "2 d", "next": "d"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ]
    )
    assert ages["d"] == 5


def test_an_age_at_which_a_step_opens_is_waited_for():
    ages = at(
        [
            {"id": "a", "from": "2 mo", "wait": "3 d", "next": "b"},
            {"id": "b", "outcome": "bien"},
        ]
    )
    assert ages["b"] == pytest.approx(2 * 30.4375 + 3)


def test_a_loop_makes_nobody_earlier():
    ages = at(
        [
            {"id": "a", "wait": "1 d", "next": "b"},
            {"id": "b", "wait": "1 d", "next": ["a", "c"]},
            {"id": "c", "outcome": "bien"},
        ]
    )
    assert ages == {"a": 0, "b": 1, "c": 2}


def test_who_enters_at_an_unknown_age_may_be_of_any():
    ages = at([{"id": "a", "next": "b"}, {"id": "b", "outcome": "bien"}], at="")
    assert ages["b"] == -inf


def test_a_series_takes_the_time_between_its_visits():
    route = route_of(
        [{"id": "a", "wait": "1 d", "repeat": {"times": "3..9", "every": "2 d"}, "outcome": "bien"}]
    )
    assert least_days(route.steps["a"]) == 1 + 2 * 2


def test_the_result_of_a_visit_is_waited_for():
    steps = [
        {"id": "a", "wait": "1 d", "lead": "3..5 d", "next": "b"},
        {"id": "b", "outcome": "bien"},
    ]
    assert at(steps)["b"] == 4
    assert least_days(route_of(steps).steps["a"]) == 4


def test_who_is_too_late_is_past_the_deadline_and_goes_on_from_there():
    ages = at(
        [
            {"id": "a", "wait": "1..90 d", "within": "30 d", "late": "c", "next": "b"},
            {"id": "b", "outcome": "bien"},
            {"id": "c", "wait": "2 d", "next": "d"},
            {"id": "d", "by": "60 d", "wait": "0..80 d", "late": "e", "next": "b"},
            {"id": "e", "next": "b"},
        ]
    )
    assert ages == {"a": 0, "b": 1, "c": 30, "d": 32, "e": 60}


def test_a_join_that_forgives_waits_for_the_quickest_only():
    branches = [
        {"id": "a", "next": {"all": ["b", "c"]}},
        {"id": "b", "wait": "9 d", "next": "d"},
        {"id": "c", "wait": "2 d", "next": "d"},
        {"id": "d", "join": "all", "missing": "f", "wait": "1 d", "next": "e"},
        {"id": "f", "next": "e"},
        {"id": "e", "outcome": "bien"},
    ]
    assert at(branches) == {"a": 0, "b": 0, "c": 0, "d": 2, "f": 3, "e": 3}


def test_an_exit_back_makes_nobody_later():
    steps = [
        {"id": "a", "wait": "5 d", "next": "b"},
        {"id": "b", "wait": "1 d", "within": "0 d", "late": "a", "next": "c"},
        {"id": "c", "outcome": "bien"},
    ]
    assert at(steps) == {"a": 0, "b": 5, "c": 6}
