"""One service, and two in a row, against the exact laws of their queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from rutas.simulation.play import play
from tests.simulation.comparing import row, told
from tests.simulation.queue_law import queue_law, tandem_law, wait_law
from tests.simulation.scripted import arrivals, scripted
from tests.strategies import route_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DAYS, SETTLED, SIZE = 1_200, 200, 24
REPLICATIONS = range(SIZE)
APART = 5.0
"""Standard errors of a mean over replications that no mean of these tests is away from its key."""


OFTEN = 0.02
"""What is rarer comes in clusters, and its mean is further off than its spread tells."""


def within(seen: Floats, key: Floats) -> None:
    """Hold that means over replications, ``(B, ...)``, are what they should be, but for chance."""
    error = seen.std(axis=0, ddof=1) / np.sqrt(len(seen))
    assert np.all(np.abs(seen.mean(axis=0) - key) <= APART * error + 1e-4)


def shares(queue: NDArray[np.int64], most: int) -> Floats:
    """The share of days on which 0, 1, ... people wait, by replication."""
    return np.stack([(queue == k).mean(axis=1) for k in range(most)], axis=1)


@pytest.mark.parametrize(("rate", "places"), [(4.0, 5), (4.5, 5), (0.7, 1), (1.5, 2)])
def test_one_service_queues_as_its_markov_chain_does(rate: float, places: int) -> None:
    route = route_of([{"id": "a", "outcome": "bien"}])
    come = arrivals(rate, DAYS, SIZE)
    record = play(scripted(route, {"a": ["a"]}, {"a": [places]}, come, days=DAYS), REPLICATIONS)
    waiting = row(record, "a", "waiting")
    before = np.zeros(SIZE, dtype=np.int64)
    for day, came in enumerate(row(record, "a", "came").T):
        before = np.maximum(0, before + came - places)
        assert np.array_equal(waiting[:, day], before)
    law = queue_law(rate, places)
    often = np.count_nonzero(law > OFTEN)
    within(shares(waiting[:, SETTLED:], often), law[:often])
    within(waiting[:, SETTLED:].mean(axis=1), np.arange(len(law)) @ law)


def test_who_comes_waits_as_her_place_in_the_queue_says() -> None:
    rate, places = 4.5, 5
    route = route_of([{"id": "a", "outcome": "bien"}])
    come = arrivals(rate, DAYS, SIZE)
    record = play(scripted(route, {"a": ["a"]}, {"a": [places]}, come, days=DAYS), REPLICATIONS)
    seen, total = np.zeros((SIZE, 6)), np.zeros((SIZE, 1))
    for (replication, asked, block, days), number in told(record.waits).items():
        if record.rows[asked] == "a" and SETTLED <= 5 * block < DAYS - 50:
            total[replication] += number
            seen[replication, days : days + 1] += number
    within(seen / total, wait_law(rate, places)[:6])


def test_two_in_a_row_queue_as_their_joint_chain_does() -> None:
    """The second has fewer places than the first: it queues after the first's busy days."""
    rate, first, second = 8.0, 12, 9
    route = route_of([{"id": "a", "next": "b"}, {"id": "b", "outcome": "bien"}])
    come = arrivals(rate, DAYS, SIZE)
    asks, slots = {"a": ["a"], "b": ["b"]}, {"a": [first], "b": [second]}
    record = play(scripted(route, asks, slots, come, days=DAYS), REPLICATIONS)
    law = tandem_law(rate, first, second, size=(40, 120))
    both = [row(record, name, "waiting")[:, SETTLED:] for name in ("a", "b")]
    for queue, alone in zip(both, (law.sum(axis=1), law.sum(axis=0)), strict=True):
        often = np.count_nonzero(alone > OFTEN)
        within(shares(queue, often), alone[:often])
        within(queue.mean(axis=1), np.arange(len(alone)) @ alone)
    within(((both[0] == 0) & (both[1] == 0)).mean(axis=1), law[0, 0])
    assert law[0, 0] > law.sum(axis=1)[0] * law.sum(axis=0)[0] + 0.001  # they are not independent


def test_an_overloaded_service_grows_by_what_it_cannot_attend() -> None:
    rate, places, years = 15.0, 10, 3
    days = round(365.25 * years)
    route = route_of([{"id": "a", "outcome": "bien"}])
    given = scripted(route, {"a": ["a"]}, {"a": [places]}, arrivals(rate, days, 12), days=days)
    record = play(given, range(12))
    assert row(record, "a", "waiting")[:, -1].mean() / days == pytest.approx(
        rate - places, rel=0.01
    )
    # who comes after half of the time waits for all who stand before her
    middle = [key[3] for key in told(record.waits) if key[1] == 0 and key[2] == days // 10]
    expected = days / 2 * (rate - places) / places
    assert np.mean(middle) == pytest.approx(expected, rel=0.1)


def test_days_waited_are_as_many_as_people_who_wait_each_evening() -> None:
    """Little's law, to the last person: nobody comes in the last weeks, until all are served."""
    route = route_of([{"id": "a", "next": "b"}, {"id": "b", "outcome": "bien"}])
    come = arrivals(7.5, 300, 4)
    asks, slots = {"a": ["a"], "b": ["b"], "both": ["a", "b"]}, {"a": [9], "b": [8], "both": [16]}
    record = play(scripted(route, asks, slots, come, days=360), range(4))
    days = np.zeros((4, len(record.rows)))
    for (replication, asked, _, waited), number in told(record.waits).items():
        days[replication, asked] += number * waited
    assert days.min() > 0
    assert not record.inside[:, 0, -1].any()
    assert np.array_equal(days, record.waiting.sum(axis=2))
