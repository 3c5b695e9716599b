"""Say where lines may leave boxes: how many ports a row or column has, and how far apart.

Ports lie on lines that a whole row (or column) of cells shares, so that they meet straight. A box
too small for more than its middle port has only that one, unless it has more links than sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.layout.geometry import Box, Wire

__all__ = ["Ports", "degrees", "ports_of"]

GAP = 13.0
CORNER = 8.0  # what is left free at the ends of a side
SIDES = 4


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports along one axis.

    For each column (row): how many lie on either side of the middle, their distance, and how far
    apart they may be put at most. `single` are the boxes that have only the middle one.
    """

    counts: list[int]
    gaps: list[float]
    room: list[float]
    single: frozenset[str]


def degrees(wires: Sequence[Wire]) -> dict[str, int]:
    """How many ports each box needs at most: wires of one group share theirs at the target.

    A side that is kept for several wires counts as if each other side had as many.
    """
    degree: dict[str, int] = {}
    kept: dict[tuple[str, bool], int] = {}
    groups: set[object] = set()
    for wire in wires:
        degree[wire.source] = degree.get(wire.source, 0) + 1
        kept[wire.source, True] = kept.get((wire.source, True), 0) + wire.opens
        if wire.group not in groups:
            groups.add(wire.group)
            degree[wire.target] = degree.get(wire.target, 0) + 1
            kept[wire.target, False] = kept.get((wire.target, False), 0) + wire.gathers
    for (box, _), count in kept.items():
        if count > 1:
            degree[box] = max(degree[box], SIDES + 1, SIDES * (count // 2) - 1)
    return degree


def ports_of(
    members: Sequence[Sequence[str]],
    boxes: Mapping[str, Box],
    degree: Mapping[str, int],
    *,
    sides: bool,
) -> Ports:
    """The ports of columns (on tops and bottoms) or of rows (on left and right sides)."""
    counts, room, single = [], [], set()
    for names in members:
        most = max((degree.get(name, 0) for name in names), default=0)
        count = 1 if most <= SIDES + 2 else 1 + (most - SIDES + 1) // SIDES
        flats = []
        for name in names:
            flat = _flat(boxes[name], sides=sides)
            if flat is None:
                continue
            if flat < 2 * GAP * count and degree.get(name, 0) <= SIDES:
                single.add(name)
            else:
                flats.append(flat)
        counts.append(count)
        room.append(max(min(flats, default=3 * GAP), 6.0) / (2 * count))
    return Ports(counts, [min(GAP, gap) for gap in room], room, frozenset(single))


def _flat(box: Box, *, sides: bool) -> float | None:
    """How long a part of a side ports may use; None for a diamond, which has corners instead."""
    if box.shape == "diamond":
        return None
    if box.shape == "pill":
        return 0.0 if sides else box.width - box.height
    return (box.height if sides else box.width) - 2 * CORNER
