"""Random drawings: boxes, wires and stages like those of a route, from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rutas.layout.geometry import Box, Wire
from rutas.layout.place import back_links

LABELS = (None, (12.0, 9.0), (30.0, 9.0), (55.0, 9.0), (60.0, 18.0), (20.0, 9.0))


@dataclass
class Material:
    """What a drawing is made of."""

    stages: list[list[str]]
    boxes: dict[str, Box]
    wires: list[Wire]

    @property
    def decisions(self) -> set[str]:
        return {name for name, box in self.boxes.items() if box.shape == "diamond"}

    @property
    def order(self) -> list[str]:
        return [name for stage in self.stages for name in stage]


def material(seed: int, steps: int | None = None) -> Material:
    """Between 10 and 80 steps with decisions, forks, joins, loops and labels of all lengths."""
    dice = random.Random(seed)
    count = steps or dice.randint(10, 80)
    ids = [f"s{i}" for i in range(count)]
    stages, start = [], 0
    while start < count:
        size = dice.randint(2, 9)
        stages.append(ids[start : start + size])
        start += size
    links: list[tuple[str, str, tuple[float, float] | None]] = []
    shapes = dict.fromkeys(ids, "card")
    shapes[ids[0]] = shapes[ids[-1]] = "pill"

    def ahead(i: int) -> str:
        return ids[min(count - 1, i + 1 + int(dice.expovariate(1 / 3)))]

    for i, name in enumerate(ids[:-1]):
        kind = dice.random()
        if kind < 0.55:
            links.append((name, ids[i + 1], None))
        elif kind < 0.8:
            if i:
                shapes[name] = dice.choice(["diamond", "diamond", "card"])
            links.append((name, ids[i + 1], dice.choice(LABELS)))
            for _ in range(dice.choice([1, 1, 1, 2])):
                back = ids[max(0, i - dice.randint(0, 8))]
                links.append((name, back if dice.random() < 0.2 else ahead(i), dice.choice(LABELS)))
        else:
            links += [(name, ahead(i), None) for _ in range(dice.choice([2, 2, 3]))]
    returns = back_links(ids, [(source, target) for source, target, _ in links])
    wires = [
        Wire(f"w{n}", s, t, (s, t) in returns, label, dice.choice(["flow"] * 5 + ["indirect"]))
        for n, (s, t, label) in enumerate(links)
    ]
    boxes = {n: Box(n, 92, 36 if shapes[n] == "pill" else 62, shapes[n]) for n in ids}
    return Material(stages, boxes, wires)
