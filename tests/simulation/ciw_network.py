"""Networks of services that hand out so many places a day, as Ciw plays them.

Ciw attends at a slot those who came before it. A slot at the end of each day is our day: whoever comes by then has
a place if one is left. Nobody gets to the next service on the same day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ciw
import numpy as np

from rutas.model import Route
from tests.strategies import route_of

__all__ = ["Network", "ciw_play", "network", "network_route"]

_BRIEF = 1e-6


@dataclass(frozen=True)
class Network:
    """Who comes from outside in a day, how many places a day, and who goes where: ``(n,)``, ``(n,)``, ``(n, n)``."""

    rates: tuple[float, ...]
    places: tuple[int, ...]
    routing: tuple[tuple[float, ...], ...]


def network(seed: int) -> Network:
    """Draw a network of three services, each asked for 70 to 95 % of its places."""
    rng = np.random.default_rng(seed)
    routing = rng.dirichlet(np.ones(4), 3)[:, :3] * rng.uniform(0.4, 0.9)
    routing = np.round(routing, 3)
    rates = np.round(rng.uniform(0.3, 2.0, 3), 2)
    asked = np.linalg.solve(np.eye(3) - routing.T, rates)
    places = np.ceil(asked / rng.uniform(0.75, 0.95, 3)).astype(int)
    return Network(
        tuple(rates.tolist()), tuple(places.tolist()), tuple(map(tuple, routing.tolist()))
    )


def network_route(given: Network) -> Route:
    """The same network as a route: each service answers where to go on."""
    steps: list[dict[str, Any]] = []
    for k, shares in enumerate(given.routing):
        onward = [
            {"to": f"s{j}", "share": f"{100 * share:.1f} %", "when": f"{j}"}
            for j, share in enumerate(shares)
        ]
        rest = {"to": "fin", "share": f"{100 * (1 - sum(shares)):.1f} %", "when": "fin"}
        steps.append({"id": f"s{k}", "takes": "1 d", "question": "¿?", "next": [*onward, rest]})
    total = sum(given.rates)
    ways = [
        {"to": f"s{k}", "share": f"{100 * rate / total:.7f} %"}
        for k, rate in enumerate(given.rates)
    ]
    return route_of([*steps, {"id": "fin", "outcome": "bien"}], ways)


def ciw_play(given: Network, days: int, seed: int) -> np.ndarray[Any, Any]:
    """Play a network from empty; return who was served at each service, and the whole days they waited, ``(n, 2)``."""
    nodes = range(len(given.rates))
    ciw.seed(seed)
    simulation = ciw.Simulation(
        ciw.create_network(
            arrival_distributions=[ciw.dists.Exponential(rate) for rate in given.rates],
            service_distributions=[ciw.dists.Deterministic(_BRIEF) for _ in nodes],
            routing=[list(shares) for shares in given.routing],
            number_of_servers=[
                ciw.Slotted(slots=[1.0], slot_sizes=[size]) for size in given.places
            ],
        )
    )
    simulation.simulate_until_max_time(days + 2 * _BRIEF)
    found = np.zeros((len(given.rates), 2))
    for record in simulation.get_all_records():
        found[record.node - 1] += 1, round(record.service_start_date) - 1 - int(record.arrival_date)
    return found
