"""How long it takes to play a district: beside SimPy and Ciw, and by itself.

Run with ``pytest tests/benchmarks/test_simulation.py --benchmark-only``; the ratios are of visits in a second of
CPU time, each the best of three that took turns.
"""

from __future__ import annotations

from datetime import date
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest

from rutas.simulation.play import play
from rutas.simulation.setting import setting
from tests.benchmarks.peers import ciw_visits, simpy_visits
from tests.simulation.scripted import arrivals, scripted
from tests.strategies import route_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import rutas
    from rutas.model import Route
    from rutas.simulation.setting import Setting

SERVICES, PLACES, STAY, RATE = 12, 22, 0.95, 20.0
TURNS = 3


def chain() -> Route:
    """Services one after another; of each some leave."""
    steps: list[dict[str, Any]] = []
    for k in range(SERVICES - 1):
        onward = {"to": f"s{k + 1}", "share": f"{100 * STAY} %", "when": "Sigue"}
        leaves = {"to": "fin", "share": f"{100 * (1 - STAY):.6f} %", "when": "Sale"}
        steps.append({"id": f"s{k}", "takes": "1 d", "question": "¿?", "next": [onward, leaves]})
    last = {"id": f"s{SERVICES - 1}", "takes": "1 d", "next": "fin"}
    return route_of([*steps, last, {"id": "fin", "outcome": "bien"}])


def chained(days: int, replications: int) -> Setting:
    names = [f"s{k}" for k in range(SERVICES)]
    come = arrivals(RATE, days, replications)
    return scripted(chain(), {n: [n] for n in names}, {n: [PLACES] for n in names}, come, days=days)


def a_second(visits: Callable[[], int]) -> float:
    """Return how many visits are played in a second of CPU time."""
    start = process_time()
    found = visits()
    return found / (process_time() - start)


def ours(made: Setting, replications: int) -> int:
    record = play(made, range(replications))
    return int(record.served[:, SERVICES:].sum())


@pytest.mark.parametrize(("peer", "least"), [(simpy_visits, 25), (ciw_visits, 300)])
def test_times_as_fast_as_a_peer(benchmark: Any, peer: Callable[..., int], least: int) -> None:
    """The same chain of services, the same times of coming; ours thirty replications at once, of two years."""
    days = 120
    times = arrivals(RATE, days, 1)[0]
    made = chained(730, 30)
    ours(chained(days, 2), 2)  # what is imported late is imported

    def theirs() -> int:
        return peer(times, services=SERVICES, places=PLACES, stay=STAY, days=days)

    found: list[tuple[float, float]] = []

    def turn() -> None:
        found.append((a_second(lambda: ours(made, 30)), a_second(theirs)))

    benchmark.pedantic(turn, rounds=TURNS)
    mine, peers = (max(column) for column in zip(*found, strict=True))
    benchmark.extra_info |= {"visits_a_second": round(mine), "ratio": round(mine / peers, 1)}
    assert mine / peers >= least


def test_a_district_of_three_routes_for_ten_years(benchmark: Any, book: rutas.Book) -> None:
    """Thirty replications, on one core."""
    made = setting(book.routes.values(), start=date(2027, 1, 1), years=10, seed=1)
    start = process_time()
    record = benchmark.pedantic(play, args=(made, range(30)), rounds=1)
    seconds = process_time() - start
    benchmark.extra_info |= {"visits": int(record.visits.sum()), "cpu_seconds": round(seconds, 1)}
