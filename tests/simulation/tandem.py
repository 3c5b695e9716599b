"""A route of services one after another, played literally: who waits stands in a list."""

from __future__ import annotations

from collections import deque
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np

from rutas.model import Route
from rutas.simulation.figures import Spread
from rutas.simulation.record import Tally
from rutas.simulation.setting import Setting, setting
from rutas.simulation.statistics import interval

START = date(2027, 1, 1)


def tandem(
    *capacities: str | None, demand: str = "3 per day", takes: str | None = "30 min", **more: Any
) -> Setting:
    """A year of a route of services with some capacities, one after another."""
    steps: list[dict[str, Any]] = [
        {"id": f"p{n}", "name": f"Paso {n}", "next": f"p{n + 1}"}
        | ({"takes": takes} if takes else {})
        | ({"capacity": room} if room else {"wait": "3 d"})
        for n, room in enumerate(capacities)
    ]
    steps.append({"id": f"p{len(capacities)}", "name": "Fin", "outcome": "bien"})
    route = Route.model_validate({
        "id": "ruta", "name": "Ruta", "demand": demand, "ways_in": {"to": "p0"},
        "outcomes": {"bien": {"name": "Bien", "success": True}},
        "stages": [{"id": "e", "name": "Etapa", "steps": steps}],
    })  # fmt: skip
    return setting([route], **{"start": START, "years": 1, "seed": 3, **more})


class Plays:
    """Plays settings, and counts how often."""

    def __init__(self, replications: int = 3) -> None:
        self.replications, self.count = range(replications), 0

    def __call__(self, asked: Setting) -> Any:
        self.count += 1
        entries, slots = asked.entries(self.replications), asked.slots(self.replications)
        size, _, days = slots.shape
        came = np.zeros((size, days), dtype=int)
        np.add.at(came, (entries.replication, entries.time.astype(int)), 1)
        groups = [[[(day, day)] * n for day, n in enumerate(row)] for row in came]
        route, queues = asked.routes[0], {}
        for k, one in enumerate(asked.resources):
            groups, queues[one.id] = _served(groups, slots[:, k])
            (_, i), *_ = one.steps
            queues[f"{route.id}/{list(route.steps)[i]}"] = queues[one.id]
        through = [(b, day - first) for b, row in enumerate(groups) for day, those in enumerate(row) for first, _ in those]  # fmt: skip
        return SimpleNamespace(queues=queues, size=size, everybody=SimpleNamespace(days=_spread(through, size, days)))  # fmt: skip


def _served(groups: Any, slots: Any) -> tuple[Any, Any]:
    """Serve groups of people, day by day, each known by the day she entered and the day she came."""
    size, days = slots.shape
    after, waits, waiting = [], [], np.zeros((size, days))
    for b, row in enumerate(groups):
        queue: deque[tuple[int, int]] = deque()
        after.append([])
        for day, those in enumerate(row):
            queue.extend((first, day) for first, _ in those)
            out = [queue.popleft() for _ in range(min(len(queue), int(slots[b, day])))]
            waits += [(b, day - came) for _, came in out]
            after[-1].append([(first, day) for first, _ in out])
            waiting[b, day] = len(queue)
    given = np.array([sum(map(len, row)) for row in after])
    came = np.array([sum(map(len, row)) for row in groups])
    moment = np.arange(days) - (days - 1) / 2
    used = given / slots.sum(axis=1)
    growing = interval(waiting @ moment).low > 0 and used.mean() >= 0.98
    return after, SimpleNamespace(
        came=came / days,
        served=given / days,
        wait=_spread(waits, size, days),
        utilisation=used,
        growing=growing,
        gave_up=np.zeros(size),
        end=waiting[:, -1],
        waiting=waiting.mean(axis=1),
    )


def _spread(pairs: Any, size: int, days: int) -> Spread:
    rows = np.array(pairs, dtype=int).reshape(-1, 2)
    return Spread.of(Tally.of((days,), rows[:, 0], rows[:, 1]), size)
