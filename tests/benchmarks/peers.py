"""A chain of services that hand out so many places a day, as SimPy and Ciw play it.

Both attend who comes in order; both are told who enters when. SimPy's person takes a place from a container that is
filled each morning; Ciw's waits for the slot at the end of the day. SimPy is made to count, by service and day, who
comes, is attended and waits how long; Ciw keeps a record of each visit by itself.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import ciw
import numpy as np
import simpy

if TYPE_CHECKING:
    from collections.abc import Generator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["ciw_visits", "simpy_visits"]

_BRIEF = 1e-6


def simpy_visits(times: Floats, *, services: int, places: int, stay: float, days: int) -> int:
    """Play it by SimPy; return how many visits were attended. Of each 1, ``stay`` go on to the next service."""
    chance = random.Random(1)
    world = simpy.Environment()
    desks = [simpy.Container(world) for _ in range(services)]
    came, attended, waits = (
        Counter[tuple[int, int]](),
        Counter[tuple[int, int]](),
        Counter[tuple[int, int, int]](),
    )

    def opening() -> Generator[simpy.Event, Any, None]:
        while True:
            for desk in desks:
                if desk.level:
                    yield desk.get(desk.level)
                yield desk.put(places)
            yield world.timeout(1)

    def person() -> Generator[simpy.Event, Any, None]:
        for k, desk in enumerate(desks):
            asked = int(world.now)
            came[k, asked] += 1
            yield desk.get(1)
            day = int(world.now)
            attended[k, day] += 1
            waits[k, asked // 5, day - asked] += 1
            if chance.random() >= stay:
                return
            yield world.timeout(1)

    def arriving() -> Generator[simpy.Event, Any, None]:
        for time in times.tolist():
            yield world.timeout(time - world.now)
            world.process(person())

    world.process(opening())
    world.process(arriving())
    world.run(until=days)
    return attended.total()


def ciw_visits(times: Floats, *, services: int, places: int, stay: float, days: int) -> int:
    """Play it by Ciw; return how many visits were attended."""
    ciw.seed(1)
    nodes = range(services)
    between = [*np.diff(times, prepend=0.0).tolist(), float(2 * days)]
    simulation = ciw.Simulation(
        ciw.create_network(
            arrival_distributions=[ciw.dists.Sequential(between), *[None] * (services - 1)],
            service_distributions=[ciw.dists.Deterministic(_BRIEF) for _ in nodes],
            routing=[[stay if j == i + 1 else 0.0 for j in nodes] for i in nodes],
            number_of_servers=[ciw.Slotted(slots=[1.0], slot_sizes=[places]) for _ in nodes],
        )
    )
    simulation.simulate_until_max_time(days + 2 * _BRIEF)
    return len(simulation.get_all_records())
