"""Large routes for benchmarks: as many steps as asked for, nested as deep as asked for."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route


def wide_route(branches: int = 20, length: int = 3, *, wait: bool = True) -> Route:
    """A block of branches side by side, joined again; without waiting, what follows happens often."""
    steps: list[dict[str, Any]] = [
        {"id": "a", "next": {"all": [f"b{i}-0" for i in range(branches)]}}
    ]
    for i in range(branches):
        for j in range(length):
            following = f"b{i}-{j + 1}" if j + 1 < length else "z"
            steps.append({"id": f"b{i}-{j}", "dropout": "1 %", "next": following})
    steps.append({"id": "z", "join": "all" if wait else "any", "outcome": "bien"})
    return route_of(steps)


def large_route(size: int, *, seed: int = 1, blocks: bool = True, loops: bool = True) -> Route:
    """A route of about so many steps, made of sequences, choices, loops and blocks within blocks."""
    rng = random.Random(seed)
    steps: list[dict[str, Any]] = []

    def new(**fields: Any) -> dict[str, Any]:
        step = {"id": f"s{len(steps)}", "dropout": f"{rng.choice((0, 0, 0.1, 0.2))} %", **fields}
        steps.append(step)
        return step

    def grow(budget: int, *, looped: bool) -> tuple[dict[str, Any], dict[str, Any]]:
        if budget < 4:
            step = new()
            return step, step
        shape = rng.random()
        if shape < 0.4:
            first, middle = grow(budget // 2, looped=looped)
            after, last = grow(budget - budget // 2, looped=looped)
            middle["next"] = after["id"]
            return first, last
        fork = new()
        if shape < 0.55 and loops and budget < 60:
            first, last = grow(budget - 2, looped=True)
            done = new()
            fork["next"] = first["id"]
            last["next"] = [{"to": done["id"], "share": "90 %"}, fork["id"]]
            return fork, done
        block = blocks and not looped and shape < 0.8
        parts = [grow((budget - 2) // 2, looped=looped) for _ in range(2)]
        last = new(join="all") if block else new()
        heads = [first["id"] for first, _ in parts]
        fork["next"] = {"all": heads} if block else heads
        for _, tail in parts:
            tail["next"] = last["id"]
        return fork, last

    first, last = grow(size, looped=False)
    last["outcome"] = "bien"
    return route_of(steps, {"to": first["id"]})
