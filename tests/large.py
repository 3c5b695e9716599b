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


LEAN = """\
id: lean
name: Ruta de pocos datos
ways_in: [{to: s0}]
outcomes: {lista: {name: Lista, success: true}}
stages:
"""


def lean_text(size: int) -> str:
    """Write a route whose steps say next to nothing: a name, where it goes, a decision in ten."""
    parts = [LEAN]
    for i in range(size):
        if i % 50 == 0:
            parts.append(f"  - id: e{i}\n    name: Etapa {i}\n    steps:\n")
        after = f"next: s{i + 1}"
        if i == size - 1:
            after = "outcome: lista"
        elif i % 10 == 0 and i + 2 < size:
            after = f"next: [{{to: s{i + 1}, when: Sí}}, {{to: s{i + 2}, when: No}}]"
        parts.append(f"      - {{id: s{i}, name: Paso {i}, {after}}}\n")
    return "".join(parts)


def dense_text(size: int, *, seed: int = 1) -> str:
    """Write a route of blocks within blocks, a fork for every three steps, that says next to nothing."""
    rng = random.Random(seed)
    steps: list[dict[str, str]] = []

    def new(**fields: str) -> dict[str, str]:
        steps.append({"id": f"s{len(steps)}", **fields})
        return steps[-1]

    def grow(budget: int) -> tuple[dict[str, str], dict[str, str]]:
        if budget < 4:
            step = new(actor="usf")
            return step, step
        if rng.random() < 0.25:
            first, middle = grow(budget // 2)
            after, last = grow(budget - budget // 2)
            middle["next"] = after["id"]
            return first, last
        fork = new()
        parts = [grow((budget - 2) // 2) for _ in range(2)]
        last = new(join="all")
        fork["next"] = "{all: [" + ", ".join(head["id"] for head, _ in parts) + "]}"
        for _, tail in parts:
            tail["next"] = last["id"]
        return fork, last

    first, last = grow(size * 8 // 5)
    last["outcome"] = "lista"
    parts = [LEAN.replace("s0", first["id"]), "  - id: e\n    name: Etapa\n    steps:\n"]
    for step in steps:
        fields = ", ".join(f"{name}: {value}" for name, value in step.items())
        parts.append(f"      - {{{fields}, name: Paso {step['id']}}}\n")
    return "".join(parts)


def crossed_route(size: int) -> Route:
    """About so many steps in blocks one after the other, in each of which branches cross: none nests."""
    steps: list[dict[str, Any]] = []
    for k in range(max(1, size // 6)):
        a, b, c, i, j, z = (f"{name}{k}" for name in "abcijz")
        steps += [
            {"id": a, "dropout": "0.1 %", "next": {"all": [b, c]}},
            {"id": b, "dropout": "0.1 %", "next": {"all": [i, j]}},
            {"id": c, "next": j},
            {"id": i, "join": "all", "next": z},
            {"id": j, "join": "all", "next": z},
            {"id": z, "join": "all", "next": f"a{k + 1}"},
        ]
    steps.append({"id": steps[-1]["next"], "outcome": "bien"})
    return route_of(steps)


def tangled_route(width: int) -> Route:
    """So many branches that wait at one of two joins each for the last: two to that power of states."""
    steps: list[dict[str, Any]] = [
        {"id": "a", "next": {"all": [*(f"b{i}" for i in range(width)), "last"]}}
    ]
    for i in range(width):
        steps += [
            {"id": f"b{i}", "next": [f"j{i}", f"k{i}"]},
            {"id": f"j{i}", "join": "all", "next": "z"},
            {"id": f"k{i}", "join": "all", "next": "z"},
        ]
    waiting = [step["id"] for step in steps if "join" in step]
    steps += [
        {"id": "last", "next": waiting},
        {"id": "z", "join": "all", "outcome": "bien"},
    ]
    return route_of(steps)
