"""Where nothing has a capacity, people move through a route by the token rules, as its measures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, assume, given, settings

from rutas.simulation.play import play
from tests.game import exact
from tests.simulation.scripted import scripted
from tests.strategies import nested_routes

if TYPE_CHECKING:
    from rutas.model import Route
    from rutas.simulation.record import Record

PEOPLE, REPLICATIONS = 1_500, 4
APART = 5.0
relaxed = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def walked(route: Route, days: int, **people: object) -> Record:
    """Play a route without capacities, so many people entering on the first days, until all are through."""
    times = [np.sort(np.random.default_rng(k).uniform(0, 20, PEOPLE)) for k in range(REPLICATIONS)]
    return play(scripted(route, {}, {}, times, days=days, **people), range(REPLICATIONS))


def held(name: str, count: int, share: float) -> None:
    """Hold that a count of people is what a chance says; a visit may be made more than once."""
    size = PEOPLE * REPLICATIONS
    error = np.sqrt(max(share * (1 - share), share * share, 1 / size) / size)
    assert abs(count / size - share) <= APART * error, name


@relaxed
@given(route=nested_routes(times=True, exits=True))
def test_people_move_as_the_game_of_tokens_does(route: Route) -> None:
    key = exact(route, watch=False)
    assume(key is not None)
    assert key is not None
    record = walked(route, 600)
    assume(record.inside[:, 0, -1].sum() == 0)
    held("completion", record.completed.sum(), key["completion"])
    visits, left = (table.sum(axis=(0, 2)) for table in (record.visits, record.left))
    for k, step in enumerate(route.steps):
        held(f"visits {step}", visits[k], key["visits"][step])
        held(f"loss {step}", left[k], key["loss"][step])
    assert record.entered.sum() == PEOPLE * REPLICATIONS
