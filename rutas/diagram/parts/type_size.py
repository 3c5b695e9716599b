"""Choose the size of the type: the largest that costs no sheet and nothing that is said."""

from __future__ import annotations

from dataclasses import replace
from math import inf, sqrt
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rutas.diagram.request import Request

__all__ = ["SMALLEST", "Plan", "largest_type"]

SMALLEST = 7.0  # points: the least type of a sheet at scale 1
_LARGEST = 12.0
_CLEARER = 8.0  # the least where type of 7 points was not asked for: from afar, or in high contrast
_FILLED = 0.1  # of a sheet, by what stands on it at the least
_WORTH = 1.05  # how much larger type must be for a drawing to be tried with it


class Plan(Protocol):
    """How a drawing would be: how many sheets, what is left out on them, how full the fullest one is."""

    @property
    def count(self) -> int:
        """The number of its sheets."""

    @property
    def lost(self) -> float:
        """How much less than all its cards say."""

    @property
    def hoped(self) -> tuple[int, float]:
        """How many sheets, and what left out, before it is worked out."""

    @property
    def fill(self) -> float:
        """Which share of its height or width the fullest sheet needs."""

    def within(self, count: int, lost: float) -> Self | None:
        """Return it with no more sheets and no more left out, worked out only as far as there is hope."""


P = TypeVar("P", bound=Plan)


def largest_type(
    request: Request, plan: Callable[[Request], P], table: float = 1.0, tries: int = 2
) -> P:
    """Plan with the type that was asked for, or with the largest that needs no more sheets than a smaller.

    Larger paper has larger type, to be read from farther away; but a route that then needs several
    sheets, and with smaller type only one, is better whole. What room is left then goes to the type
    before it goes to gaps.

    Parameters
    ----------
    request
        What is asked.
    plan
        Plans a drawing.
    table
        The least scale on large paper: that of type to be read at a table.
    tries
        How many larger sizes are tried.
    """

    def at(scale: float) -> P:
        return plan(replace(request, paper=replace(request.paper, scale=scale)))

    if request.type:
        return at(request.type / SMALLEST)
    usual = request.paper.scale
    if request.paper.on_wall or request.theme.pen > 1:
        table, usual = max(table, _CLEARER / SMALLEST), max(usual, _CLEARER / SMALLEST)
    best, scale = at(usual), usual
    if usual > table * _WORTH:
        best, scale = _fewer(at, best, usual, ((usual + table) / 2, table))
    return _grown(at, best, scale, tries)


def _fewer(
    at: Callable[[float], P], best: P, usual: float, scales: Iterable[float]
) -> tuple[P, float]:
    """Return a plan with smaller type, if it needs fewer sheets or leaves out less, and its scale."""
    chosen = usual
    for scale in scales:
        if best.count == 1 and not best.lost:
            break
        other = at(scale).within(*((1, best.lost) if best.count == 1 else (best.count - 1, inf)))
        if other and (other.count, other.lost) < (best.count, best.lost):
            best, chosen = other, scale
    return best, chosen


def _grown(at: Callable[[float], P], plan: P, scale: float, tries: int) -> P:
    """Return a plan with larger type that needs no more sheets and leaves out no more."""
    larger = min(_LARGEST / SMALLEST, scale / sqrt(max(plan.fill, _FILLED)))
    count, lost = plan.hoped
    for one in (larger - (larger - scale) * number / tries for number in range(tries)):
        if one < scale * _WORTH:
            break
        if found := at(one).within(count, lost):
            return found
    return plan
