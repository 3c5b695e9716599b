"""Intervals hold what they are to hold, as often as they say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.stats import poisson

from rutas.simulation.play import play
from rutas.simulation.result import Result
from rutas.simulation.setting import setting
from rutas.simulation.statistics import interval
from tests.strategies import route_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RATE, PLACES, DROPOUT, WARM_UP = 1.2, 3, 0.3, 35
TIMES, EACH = 200, 10


@pytest.fixture(scope="module")
def result() -> Result:
    """A year of one service that is open from Monday to Friday, two hundred times ten replications."""
    step = {"id": "a", "capacity": f"{5 * PLACES} per week", "dropout": f"{100 * DROPOUT} %"}
    route = route_of([{**step, "outcome": "bien"}], demand=f"{RATE} per day")
    made = setting([route], start=date(2027, 3, 15), years=1, warm_up=WARM_UP)
    return Result(made, play(made, range(TIMES * EACH)))


def expected_queues(days: int) -> Floats:
    """The exact mean of the queue at the end of each day, from an empty one on a Monday."""
    size = 120
    queue, to = np.indices((size, size))
    week = []
    for places in [PLACES] * 5 + [0] * 2:
        table = poisson.pmf(to - queue + places, RATE)
        table[:, 0] = poisson.cdf(places - queue[:, 0], RATE)
        week.append(table)
    law, found = np.eye(size)[0], np.zeros(days)
    for day in range(days):
        law = law @ week[day % 7]
        found[day] = law @ np.arange(size)
    return found


@pytest.mark.parametrize("figure", ["completion", "step:a.queue", "step:a.wait.mean"])
def test_of_two_hundred_intervals_some_190_hold_the_exact_figure(
    result: Result, figure: str
) -> None:
    """Of the mean wait by Little's law: the people who wait over those who come in a day.

    Who completes in a year came before it, where she waited when it began; on its last evening others wait.
    """
    first = result.setting.first
    assert first.weekday() == 0
    days = result.setting.days
    evenings = expected_queues(WARM_UP + days)
    queue = evenings[WARM_UP:].mean()
    carried = (evenings[WARM_UP - 1] - evenings[-1]) / (RATE * days)
    key = {
        "completion": (1 - DROPOUT) * (1 + carried),
        "step:a.queue": queue,
        "step:a.wait.mean": queue / RATE,
    }
    groups = result.figures[figure].reshape(TIMES, EACH)
    held = sum(interval(group).holds(key[figure]) for group in groups)
    assert 0.92 * TIMES <= held <= 0.98 * TIMES
    assert result.figures[figure].mean() == pytest.approx(key[figure], rel=0.01)
