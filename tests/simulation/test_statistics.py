"""What a figure of replications is worth: its interval, the warm-up, and how many are enough."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rutas.simulation.statistics import BATCH, Interval, interval, overlapping, settling, wanted

NUMBERS = st.floats(-1e6, 1e6)


@given(st.lists(NUMBERS, min_size=2, max_size=30))
def test_an_interval_is_scipys(values) -> None:
    found = interval(values)
    error = stats.sem(values)
    assert found.mean == pytest.approx(np.mean(values), abs=1e-9)
    expected = (
        stats.t.interval(0.95, len(values) - 1, np.mean(values), error)
        if error
        else (found.mean,) * 2
    )
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_it_holds_the_truth_in_95_of_100_runs() -> None:
    draws = np.random.default_rng(1).normal(3, 2, size=(2000, 8))
    held = np.mean([interval(row).holds(3) for row in draws])
    assert 0.94 < held < 0.96


def test_a_replication_that_tells_nothing_is_left_out_and_one_alone_has_no_bounds() -> None:
    assert interval([1, math.nan, 3]) == interval([1, 3])
    assert interval([4]).mean == 4
    assert math.isnan(interval([4]).high)
    assert math.isnan(interval([math.nan]).mean)


def test_a_pair_of_scenarios_that_the_same_people_come_to_is_surer_apart_than_each_alone() -> None:
    rng = np.random.default_rng(2)
    people = rng.normal(100, 20, size=12)
    after = people + 5 + rng.normal(0, 1, size=12)
    apart = interval(after - people)
    assert apart.holds(5)
    assert apart.half < interval(people).half / 5


def _settling(counts) -> int:
    """MSER-5, as White writes it."""
    means = [np.mean(counts[i : i + BATCH]) for i in range(0, len(counts) - BATCH + 1, BATCH)]
    found = {
        left_out: np.sum((rest - np.mean(rest)) ** 2) / len(rest) ** 2
        for left_out in range(len(means) - len(means) // 4)
        if len(rest := np.array(means[left_out:]))
    }
    return BATCH * min(found, key=found.get)


@given(st.integers(0, 10**6), st.integers(40, 300), st.integers(1, 200))
def test_the_warm_up_is_whites(seed, days, filling) -> None:
    rng = np.random.default_rng(seed)
    counts = 50 * np.minimum(np.arange(days) / filling, 1) + rng.normal(size=days)
    first, settled = settling(counts)
    best = _settling(counts)
    assert settled == (best <= days // BATCH * BATCH / 2)
    assert first == best if settled else first <= days / 2


def test_what_is_settled_from_the_first_day_leaves_nothing_out_and_what_grows_never_settles() -> (
    None
):
    assert settling(np.full(100, 7)) == (0, True)
    assert not settling(np.arange(1000))[1]
    assert settling(np.arange(20)) == (0, False)  # too short to tell


def test_as_many_replications_as_a_twentieth_asks_for_are_enough_for_it() -> None:
    rng = np.random.default_rng(3)
    first = interval(rng.normal(10, 3, size=10))
    size = wanted(first, 10, 0.05)
    again = interval(rng.normal(10, 3, size=3 * size))
    assert wanted(again, 3 * size, 0.05) == 3 * size
    assert again.half <= 0.05 / 1.05 * again.mean


def test_a_figure_of_next_to_nothing_and_one_that_nobody_tells_want_no_more() -> None:
    assert wanted(Interval(0.0, -0.01, 0.01), 10, 0.05, unit=1.0) == 10
    assert wanted(interval([]), 10, 0.05) == 10
    assert wanted(Interval(0.0, -1, 1), 10, 0.05) > 10**9


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6))
def test_whom_a_figure_overlaps_overlaps_it(bounds) -> None:
    found = {str(i): Interval(sum(two) / 2, min(two), max(two)) for i, two in enumerate(bounds)}
    tied = overlapping(found)
    for one, other in ((a, b) for a in found for b in found if a != b):
        shared = max(found[one].low, found[other].low) <= min(found[one].high, found[other].high)
        assert (other in tied[one]) == (one in tied[other]) == shared
