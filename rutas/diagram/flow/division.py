"""Divide a flow between sheets: stages stay whole where they can, and sheets are about as full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Band", "even", "halves", "joined", "parts"]


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
    return [[part] for part in parts(band, 2)]


def parts(band: Band, count: int) -> list[Band]:
    """Divide a stage in so many parts, about as long; in fewer where it has fewer items."""
    size = -(-len(band.items) // count)
    cuts = range(0, len(band.items), size)
    return [Band(band.stage, band.items[cut : cut + size]) for cut in cuts]


def joined(bands: Sequence[Band]) -> list[Band]:
    """Join the parts of a stage that come to be on one sheet."""
    whole: dict[int, tuple[str, ...]] = {}
    for band in bands:
        whole[band.stage] = (*whole.get(band.stage, ()), *band.items)
    return [Band(stage, items) for stage, items in whole.items()]


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
