"""Hold the chances at a step: numbers where there is one draw, arrays of ``(D,)`` where there are more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    # A plain number where there is one draw: many times faster, and the same code.
    Number = float | Floats
    Chances = tuple[Number, ...]

__all__ = [
    "ALONE", "ARRIVED", "BOTH", "LEAK", "LOST", "ONES", "OPEN", "add", "columns", "numbers", "product",
    "times",
]  # fmt: skip

ALONE, LOST, BOTH, OPEN = range(4)
"""S; S or a loss; S, a loss or an arrival; S or an arrival."""

ARRIVED: Chances = (1.0, 1.0, 0.0, 0.0)
ONES: Chances = (1.0, 1.0, 1.0, 1.0)
LEAK = 1e-9
"""Where nobody can ever leave, a few are let go, so that equations have an answer."""


def add(given: Chances, weight: Number, chance: Chances) -> Chances:
    """Return some chances and others of some weight; one chance alone is added to alone."""
    if len(given) == 1:
        return (given[0] + weight * chance[0],)
    alone, lost, both, open_ = given
    one, two, three, four = chance
    return alone + weight * one, lost + weight * two, both + weight * three, open_ + weight * four


def product(parts: list[Chances]) -> Chances:
    """Return the products of several fours of chances."""
    whole = parts[0]
    for part in parts[1:]:
        whole = times(whole, part)
    return whole


def times(some: Chances, others: Chances) -> Chances:
    """Return the products of four chances and four others."""
    alone, lost, both, open_ = some
    one, two, three, four = others
    return alone * one, lost * two, both * three, open_ * four


def columns(values: Sequence[Number], draws: int) -> Floats:
    """Put numbers, or ``(D,)``, side by side: ``(D, k)``."""
    if draws == 1:
        return np.array([values], dtype=np.float64)
    table = np.empty((draws, len(values)))
    for k, value in enumerate(values):
        table[:, k] = value
    return table


def numbers(table: Floats) -> Chances:
    """Take ``(D, k)`` apart again into numbers, or ``(D,)``."""
    if len(table) == 1:
        return tuple(table[0].tolist())
    return tuple(table.T)
