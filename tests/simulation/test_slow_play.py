"""The engine counts what a slow and literal play counts, day by day, row by row."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rutas.simulation.play import play
from tests.simulation.comparing import assert_same, row
from tests.simulation.districts import districts
from tests.simulation.scripted import scripted
from tests.simulation.slow_people import CrowdError
from tests.simulation.slow_play import SlowPlay
from tests.strategies import route_of

if TYPE_CHECKING:
    from tests.simulation.scripted import Scripted

relaxed = settings(
    deadline=None,
    derandomize=True,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@relaxed
@given(district=districts(), day_by_day=st.booleans())
def test_a_district_counts_what_the_slow_play_counts(district: Scripted, day_by_day: bool) -> None:
    """Nobody walked ahead of the days, or everybody as far as may be."""
    slow = SlowPlay(district, 0, random.Random(1)).run()
    assert_same(play(district, [0], day_by_day=day_by_day), slow)


@relaxed
@given(district=districts(bent=True))
def test_a_district_whose_branches_do_not_nest_counts_what_the_slow_play_counts(
    district: Scripted,
) -> None:
    try:
        slow = SlowPlay(district, 0, random.Random(1)).run()
    except CrowdError:
        assume(False)
    assert_same(play(district, [0]), slow)


def test_a_join_is_urgent_when_one_of_its_branches_comes_by_an_urgent_link() -> None:
    """Who entered first is served a last time before the other begins, though she came to it by the other link too."""
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "next": [{"to": "d", "urgent": True}]},
            {"id": "c", "next": "d"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ]
    )
    every_fourth_day = {"r": [0, 0, 0, 1]}
    setting = scripted(
        route, {"r": ["a", "b", "d"]}, every_fourth_day, [np.array([0.5, 7.5])], days=40
    )
    record = play(setting, [0])
    assert_same(record, SlowPlay(setting, 0, random.Random(1)).run())
    assert np.flatnonzero(row(record, "ruta/d", "served")[0]).tolist() == [11, 23]
    assert np.flatnonzero(row(record, "ruta/a", "served")[0]).tolist() == [3, 15]
