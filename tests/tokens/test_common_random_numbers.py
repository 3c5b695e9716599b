"""A person's numbers belong to her and the step, and are as good as any other random numbers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from rutas.tokens.common_random_numbers import CommonRandomNumbers
from rutas.tokens.figures import figures
from rutas.tokens.net import compile as compile_net
from rutas.tokens.simulate import simulate
from tests.strategies import route_of

PEOPLE = np.repeat(np.arange(2000), 25)
STEPS = np.tile(np.arange(25), 2000)
IDS = [f"s{k}" for k in range(2000)]


def numbers_of(seed: int) -> CommonRandomNumbers:
    return CommonRandomNumbers(seed, IDS)


def test_numbers_are_even() -> None:
    numbers = numbers_of(7).at(3, PEOPLE, STEPS)
    assert numbers.min() >= 0
    assert numbers.max() < 1
    assert stats.kstest(numbers, "uniform").pvalue > 1e-3


@pytest.mark.parametrize(
    "other",
    [
        numbers_of(8).at(3, PEOPLE, STEPS),  # another seed
        numbers_of(7).at(4, PEOPLE, STEPS),  # another moment
        numbers_of(7).at(3, PEOPLE + 1, STEPS),  # her neighbour
        numbers_of(7).at(3, PEOPLE, STEPS + 1),  # the next step
        numbers_of(7).at(3, STEPS, PEOPLE),  # the one for the other
    ],
)
def test_numbers_of_other_places_tell_nothing(other: np.ndarray) -> None:
    assert abs(np.corrcoef(numbers_of(7).at(3, PEOPLE, STEPS), other)[0, 1]) < 0.02


def test_a_number_does_not_depend_on_who_else_is_there() -> None:
    whole = numbers_of(7).at(3, PEOPLE, STEPS)
    some = np.arange(0, len(PEOPLE), 7)[::-1]
    assert np.array_equal(numbers_of(7).at(3, PEOPLE[some], STEPS[some]), whole[some])


def test_two_tokens_at_one_step_have_a_number_each() -> None:
    numbers = numbers_of(7).at(3, np.array([5, 5, 6, 5]), np.array([1, 1, 1, 1]))
    assert len(set(numbers.tolist())) == 4
    assert numbers[0] == numbers_of(7).at(3, np.array([5]), np.array([1]))[0]


def test_a_number_belongs_to_the_steps_id_wherever_the_step_stands() -> None:
    moved = CommonRandomNumbers(7, IDS[::-1]).at(3, PEOPLE, len(IDS) - 1 - STEPS)
    assert np.array_equal(moved, numbers_of(7).at(3, PEOPLE, STEPS))


def test_who_is_not_concerned_by_a_change_walks_as_before() -> None:
    """Half of the people never see the step that closes; their journeys stay as they are."""

    def walked(dropout: str) -> np.ndarray:
        route = route_of(
            [
                {"id": "a", "next": [{"to": "b", "share": "50 %"}, {"to": "c"}]},
                {"id": "b", "dropout": dropout, "next": "c"},
                {"id": "c", "dropout": "30 %", "next": [{"to": "d", "share": "40 %"}, {"to": "e"}]},
                {"id": "d", "outcome": "bien"},
                {"id": "e", "outcome": "mal"},
            ]
        )
        net = compile_net(route)
        return simulate(net, figures(route), np.random.default_rng(1), each=400).counts()

    open_, closed = walked("0 %"), walked("100 %")
    spared = open_[:, 1] == 0
    assert 100 < spared.sum() < 300
    assert np.array_equal(open_[spared], closed[spared])
    assert not np.array_equal(open_[~spared], closed[~spared])
