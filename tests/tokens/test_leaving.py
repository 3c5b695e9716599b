"""Who leaves a step, and how many places people take, against people counted one by one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rutas.quantity import Duration
from rutas.tokens.leaving import attending, leaving


def played(no_show: float, tries: int, times: int) -> tuple[float, float]:
    """Add up all ways in which somebody may come, or not, to each place that she is given."""
    come, places = 0.0, 0.0
    for way in product([True, False], repeat=tries * times):
        chance, visit, missed, taken = 1.0, 0, 0, 0
        for there in way:
            if visit == times or missed == tries:
                break
            taken += 1
            chance *= 1 - no_show if there else no_show
            visit, missed = (visit + 1, 0) if there else (visit, missed + 1)
        # each way is one of as many as there are answers to the places that she was not given
        chance /= 2 ** (tries * times - taken)
        come += chance * (visit == times)
        places += chance * taken
    return come, places


@pytest.mark.parametrize("no_show", [0.0, 0.1, 0.5, 1.0])
@pytest.mark.parametrize(("tries", "times"), [(1, 1), (3, 1), (1, 3), (2, 3), (3, 4)])
def test_who_comes_and_the_places_taken_are_those_of_all_ways(
    no_show: float, tries: int, times: int
) -> None:
    found = attending(np.array([no_show]), np.array([float(tries)]), np.array([float(times)]))
    assert [float(one[0]) for one in found] == pytest.approx(played(no_show, tries, times))


@given(wait=st.floats(0, 40), dropout=st.floats(0, 1), come=st.floats(0, 1))
def test_who_stays_neither_leaves_nor_tires_nor_fails_to_come(
    wait: float, dropout: float, come: float
) -> None:
    patience = [Duration.parse("5..30 d"), None, Duration.parse("10 d")]
    lost = leaving(
        np.full((1, 3), dropout),
        np.full((1, 3), wait),
        np.array([[0, 0.01, 0]]),
        patience,
        np.full((1, 3), come),
    )
    stays = [stats.uniform(5, 25).sf(wait), stats.expon(scale=100).sf(wait), float(wait <= 10)]
    assert (1 - lost[0]).tolist() == pytest.approx([(1 - dropout) * come * one for one in stays])


def test_the_drop_out_alone_is_left_as_it_is() -> None:
    dropout = np.array([0.1, 0.085])
    assert leaving(dropout, np.ones(2), np.zeros(2), [None, None], np.ones(2)) is dropout
