"""Where nothing has a capacity, people move through a route by the token rules, as its measures say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from rutas.analysis import Analysis
from rutas.simulation.play import play
from rutas.simulation.record import FATES
from rutas.tokens.figures import figures
from tests.game import exact
from tests.simulation.comparing import told
from tests.simulation.scripted import scripted
from tests.strategies import nested_routes

if TYPE_CHECKING:
    import rutas
    from rutas.model import Route
    from rutas.simulation.record import Record

PEOPLE, REPLICATIONS = 1_200, 4
APART = 5.0
relaxed = settings(
    deadline=None,
    derandomize=True,
    max_examples=15,
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


@pytest.mark.parametrize(("name", "years"), [("0-4", 8), ("5-13", 10), ("14-17", 5)])
def test_a_route_of_the_book_is_walked_as_its_measures_say(
    book: rutas.Book, name: str, years: int
) -> None:
    """Completion, visits, losses, and who receives each service: exact figures, and what is played."""
    route = book[name]
    key = Analysis(route).people
    assert key.method == "exact"
    rng = np.random.default_rng(1)
    ways = rng.choice(len(route.ways_in), 9_973, p=route.way_in_shares)
    entered = figures(route).at[0][ways]
    record = walked(route, 366 * years, ways=ways.tolist(), ages=entered.tolist())
    assert not record.inside[:, 0, -1].any()
    held("completion", record.completed.sum(), key.completion)
    visits, left = (table.sum(axis=(0, 2)) for table in (record.visits, record.left))
    for k, step in enumerate(route.steps):
        held(f"visits {step}", visits[k], key.visits[k])
        held(f"loss {step}", left[k], key.loss[k])
    fates = [*FATES, *record.services]
    received = Counter[str]()
    for (*_, fate), number in told(record.cohorts).items():
        received[fates[fate]] += number
    for service, share in key.coverage.items():
        held(service, received[service], share)
