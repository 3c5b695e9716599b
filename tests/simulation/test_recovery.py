"""How long a shock is felt: a queue that is longer for some weeks, and then as it would have been."""

from __future__ import annotations

import numpy as np
import pytest

from rutas.simulation.recovery import felt
from rutas.simulation.why import queue

SIZE, DAYS = 12, 500


def _district(rate, places, closed=slice(0, 0), seed=1):
    came = np.random.default_rng(seed).poisson(rate, (SIZE, DAYS))
    slots = np.full((SIZE, DAYS), places)
    before = queue(came, slots)
    slots[:, closed] = 0
    return before, queue(came, slots)


@pytest.mark.parametrize("places", [12, 14, 20])
def test_a_closed_fortnight_is_felt_until_what_was_left_is_made_up(places) -> None:
    before, after = _district(10, places, slice(100, 114))
    found = felt(before, after, 100, 114)
    fluid = 14 * 10 / (places - 10)
    assert found.days == pytest.approx(fluid, abs=max(14, fluid / 3))
    assert 100 < found.most < 150


def test_it_is_felt_for_ever_where_no_place_is_ever_free() -> None:
    before, after = _district(10, 10, slice(100, 114))
    assert felt(before, after, 100, 114).days is None


def test_nobody_feels_what_happens_elsewhere() -> None:
    before, after = _district(10, 12)
    assert felt(before, after, 100, 114) is None


def test_fewer_people_make_a_queue_shorter_for_a_while() -> None:
    before, _ = _district(10, 10, seed=3)
    after = before.copy()
    after[:, 50:90] //= 3
    found = felt(before, after, 50, 60)
    assert found.most < 0
    assert found.days == 35  # the week in which it ends differs as well


def test_who_feels_it_no_more_for_a_month_has_recovered_whatever_chance_shows_later() -> None:
    before = np.zeros((SIZE, DAYS), dtype=np.int32)
    after = before.copy()
    after[:, 100:135] = 9
    after[:, 200:214] = 1
    assert felt(before, after, 100, 114) == (9.0, 21)
    after[:, 142:149] = 2  # calm for one week only
    assert felt(before, after, 100, 114) == (9.0, 35)


def test_a_shock_of_a_day_and_one_at_the_end() -> None:
    before, after = _district(10, 20, slice(100, 101))
    assert felt(before, after, 100, 101).days in {0, 7}
    before, after = _district(10, 11, slice(490, 500))
    assert felt(before, after, 490, 500).days is None


def test_what_is_felt_later_counts_until_the_next_shock_begins() -> None:
    before = np.zeros((SIZE, DAYS), dtype=np.int32)
    after = before.copy()
    after[:, 149:163] = 3  # by whom a way in brings there, weeks later
    assert felt(before, after, 100, 114) == (3.0, 49)
    assert felt(before, after, 100, 114, until=150) == (3.0, 49)
    assert felt(before, after, 100, 114, until=149) is None
    after[:, 300:400] = 8
    assert felt(before, after, 100, 114) == (3.0, 49)


def test_less_than_half_a_person_is_nobody() -> None:
    before = np.zeros((SIZE, DAYS), dtype=np.int32)
    after = before.copy()
    after[: SIZE - 1, 100:114] = 1
    assert felt(before, after, 100, 114) == (pytest.approx(11 / 12), 0)
    after[:, 100:114] = 0
    after[: SIZE // 2 - 1, 100:114] = 1
    assert felt(before, after, 100, 114) is None
