"""Divide a flow between sheets: stages stay whole where they can, and sheets are about as full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Band", "even", "halves"]


@dataclass(frozen=True)
class Band:
    """A stage, or the part of it that a sheet holds."""

    stage: int
    items: tuple[str, ...]


def halves(bands: Sequence[Band]) -> list[list[Band]]:
    """Divide stages in two, between stages where there are several, else within the one."""
    if len(bands) > 1:
        total, sizes = 0, [len(band.items) for band in bands]
        middles = []
        for size in sizes[:-1]:
            total += size
            middles.append(abs(2 * total - sum(sizes)))
        cut = middles.index(min(middles)) + 1
        return [list(bands[:cut]), list(bands[cut:])]
    (band,) = bands
    middle = -(-len(band.items) // 2)
    return [[Band(band.stage, band.items[:middle])], [Band(band.stage, band.items[middle:])]]


def even(
    heights: Sequence[float], sizes: Sequence[int], count: int, high: float
) -> list[list[int]] | None:
    """Divide stages in order into so many groups, with about as many cards in each; or not at all.

    >>> even([3, 1, 2, 2], [1, 3, 2, 2], 2, 9)
    [[0, 1], [2, 3]]
    """
    best: dict[tuple[int, int], tuple[float, float, int]] = {(0, 0): (0, 0, 0)}
    for part in range(1, count + 1):
        for end in range(part, len(heights) + 1):
            options = []
            for start in (one for one in range(part - 1, end) if (part - 1, one) in best):
                tall, size = sum(heights[start:end]), sum(sizes[start:end])
                if tall <= high:
                    cards, room, _ = best[part - 1, start]
                    options.append((cards + size**2, room + tall**2, start))
            if options:
                best[part, end] = min(options)
    if (count, len(heights)) not in best:
        return None
    groups, end = [], len(heights)
    for part in range(count, 0, -1):
        start = best[part, end][2]
        groups.append(list(range(start, end)))
        end = start
    return groups[::-1]
