"""The best itinerary is the best of all there are, by a search that tries them all."""

from __future__ import annotations

import random
from datetime import timedelta
from math import inf

import pytest

from rutas.itinerary.plan import plan
from rutas.itinerary.result import Family
from rutas.itinerary.visits import visits
from tests.itinerary.brute_force import DAYS, START, World, route, territory

CASES = 150


def family(patience: float) -> Family:
    until = START + timedelta(days=DAYS - 1)
    return Family("x", START, START, "s0", ("fin",), patience=patience, until=until)


@pytest.mark.parametrize("patience", [0.0, 1.0, 30.0, inf])
def test_nothing_is_better_than_the_itinerary_that_is_found(patience: float) -> None:
    rng = random.Random(f"itinerary {patience}")
    placed = 0
    for number in range(CASES):
        asked = route(rng)
        timed = number % 2 == 1
        there = territory(rng, len(asked.steps) - 1, timed=timed)
        world = World(there, visits(asked, "s0", ["fin"], age=0))
        best = min(world.itineraries(patience), default=None)
        found = plan(asked, there, family(patience))
        if best is None:
            assert found.unplaced
            continue
        placed += 1
        assert not found.unplaced
        assert found.found.exact
        # with timetables the minutes are those of the orders met
        told = 4 if timed else 5
        assert found.found.cost[:told] == best[:told], number
    assert placed > CASES // 3


def test_a_search_that_is_cut_says_so_and_how_many_trips_there_are_at_least(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = random.Random("cut")
    cut = 0
    for _ in range(100):
        asked = route(rng)
        there = territory(rng, len(asked.steps) - 1, timed=False)
        best = plan(asked, there, family(inf))
        with monkeypatch.context() as patched:
            patched.setattr("rutas.itinerary.search.MOST_LABELS", 0)
            found = plan(asked, there, family(inf))
        assert len(found.unplaced) >= len(best.unplaced)
        if not found.found.exact and len(found.unplaced) == len(best.unplaced):
            cut += 1
            assert found.found.trips_at_least <= best.trips <= found.trips
    assert cut > 5
