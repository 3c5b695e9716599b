"""Why a simulated wait is another than the formula's: each reason alone, where it is the only one."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rutas.analysis.queues import queue_wait
from rutas.simulation.why import Door, Reason, queue, why

SIZE, YEARS = 8, 5
DAYS = 365 * YEARS
MONTHS = (np.arange(DAYS) % 365) // 31


def _door(came, slots, **more) -> Door:
    came, slots = np.broadcast_to(came, (SIZE, DAYS)), np.broadcast_to(slots, (SIZE, DAYS))
    wait = queue(came, slots).sum() / came.sum()
    given = {
        "came": came, "slots": slots, "capacity": slots.mean(), "months": MONTHS, "seasons": False, "mean": wait, "half": 0.1,
        "formula": queue_wait(came.mean(), slots.mean(), spread=0.0), "growing": False, "shared": False,
    } | more  # fmt: skip
    return Door(**given)


def _poisson(rate):
    return np.random.default_rng(2).poisson(rate, (SIZE, DAYS))


def test_nothing_is_said_where_they_agree() -> None:
    assert why(_door(_poisson(8.0), 10)) == ()
    assert why(_door(_poisson(8.0), 10, mean=5.0, half=6.0)) == ()


def test_a_door_that_is_shut_for_a_month() -> None:
    slots = np.where(MONTHS == 0, 0, 12)
    assert why(_door(_poisson(8.0), slots)) == ("closed-days",)


def test_people_who_come_in_groups() -> None:
    groups = np.where(np.arange(DAYS) % 60 == 0, 480, 0)
    assert why(_door(groups, 10)) == ("bursts",)


def test_people_whom_another_door_lets_through_evenly() -> None:
    even = np.where(np.arange(DAYS) % 50 == 0, 9, 10)
    assert why(_door(even, 10, formula=15.0)) == ("fixed-slots", "even-arrivals")


def test_more_people_in_some_months() -> None:
    rate = np.where(MONTHS < 3, 14.0, 6.0)
    assert why(_door(_poisson(rate), 9, seasons=True)) == ("seasons",)


def test_a_capacity_that_nobody_knows_exactly() -> None:
    slots = np.linspace(6, 14, SIZE)[:, None].astype(int) * np.ones(DAYS, dtype=int)
    assert why(_door(_poisson(8.0), slots)) == ("ranges",)


def test_a_second_capacity_that_is_waited_for_at_the_same_time() -> None:
    assert why(_door(_poisson(8.0), 10, mean=9.0, shared=True)) == ("shared-actor",)


def test_those_who_leave_make_the_wait_shorter() -> None:
    door = _door(_poisson(9.9), 10, mean=1.0, formula=30.0)
    assert why(door)[0] in {"gave-up", "fixed-slots"}
    full = _door(_poisson(12.0), 10, mean=5.0, formula=None)
    assert why(full)[0] == why(replace(full, shared=True))[0] == "gave-up"


def test_so_many_a_day_are_attended_and_not_as_chance_has_it() -> None:
    assert why(_door(_poisson(9.8), 10, formula=15.0)) == ("fixed-slots",)


def test_a_queue_without_an_end_grows_and_says_why_if_the_formula_sees_an_end() -> None:
    door = _door(_poisson(8.0), 10, growing=True, formula=None)
    assert why(door) == ("growth",)
    holidays = _door(
        _poisson(8.0), np.where(MONTHS == 0, 0, 8), capacity=8.5, growing=True, formula=4.0
    )
    assert why(holidays)[:2] == ("growth", "closed-days")


@given(st.integers(0, 10**6), st.floats(0.1, 30), st.booleans(), st.booleans())
def test_whatever_parts_them_has_a_reason(seed, formula, shared, seasons) -> None:
    rng = np.random.default_rng(seed)
    came = rng.poisson(rng.uniform(1, 9), (SIZE, 400)) * rng.integers(0, 2, 400)
    slots = rng.integers(0, 12, 400) * np.ones((SIZE, 1), dtype=int)
    mean = float(rng.uniform(0, 40))
    door = Door(
        came,
        slots,
        float(slots.mean()),
        MONTHS[:400],
        seasons,
        mean,
        0.1,
        formula,
        growing=False,
        shared=shared,
    )
    told = why(door)
    assert set(told) <= set(get_args(Reason))
    assert bool(told) == (abs(mean - formula) > 1)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=40))
def test_the_queue_is_lindley_s(days) -> None:
    waits, expected = 0, []
    for came, slots in days:
        waits = max(0, waits + came - slots)
        expected.append(waits)
    came, slots = np.array(days).T
    assert queue(came[None], slots[None])[0].tolist() == expected
