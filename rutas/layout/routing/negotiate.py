"""Lay all wires on the grid: short ones first, returns last, then take up and lay again.

The method is rip-up and re-route: a wire whose line crosses or bends is taken up and laid again
among the others; two wires that cross are taken up together and laid in the other order; so are all
that run to one target; and a wire may push others aside. Each step only ever lowers the total cost.
Before that the grid is spread, so that a free track lies on either side of each used one and any
order of tracks within a channel can be reached.

Reference: L. McMurchie and C. Ebeling, "PathFinder: a negotiation-based performance-driven router
for FPGAs", FPGA 1995, doi:10.1145/201310.201328 (the idea of negotiating by rip-up and re-route).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.layout.routing.negotiation import Negotiation, begin
from rutas.layout.routing.reroute import lay_again, lay_groups, lay_pairs, push_aside
from rutas.layout.routing.usage import Rates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.layout.geometry import Box, Cell, Wire
    from rutas.layout.memo import Memo

__all__ = ["laid", "negotiate"]

EFFORT = 1200  # nodes looked at in bettering the lines, for each wire


def negotiate(
    boxes: Mapping[str, Box],
    cells: Mapping[str, Cell],
    wires: Sequence[Wire],
    column_widths: Sequence[float],
    row_heights: Sequence[float],
    rates: Rates | None = None,
) -> Negotiation:
    """Lay every wire; the result holds the grid and, in `usage.tracks`, the line of each."""
    work = begin(boxes, cells, wires, column_widths, row_heights, rates or Rates())
    work.allow(EFFORT * len(wires))
    work.spread()
    for better in (lay_again, lay_pairs, lay_groups, push_aside, lay_again):
        better(work)
    work.spread()
    return work


def laid(
    memo: Memo,
    boxes: Mapping[str, Box],
    cells: Mapping[str, Cell],
    wires: Sequence[Wire],
    column_widths: Sequence[float],
    row_heights: Sequence[float],
    rates: Rates | None = None,
) -> Negotiation:
    """Lay every wire, or let it lie where it was laid before.

    Who looks for the right size of cards routes the same cells again and again. Where the ports in
    use still exist, the lines laid first are as good for the new size, at a tenth of the cost.

    Examples
    --------
    >>> from rutas.layout.geometry import Box, Cell, Wire
    >>> from rutas.layout.memo import Memo
    >>> cells, wires, memo = {"a": Cell(0, 0), "b": Cell(0, 1)}, [Wire("1", "a", "b")], Memo()
    >>> for width in (60, 50):
    ...     boxes = {name: Box(name, width, 40) for name in cells}
    ...     laid(memo, boxes, cells, wires, [width, width], [40]).usage.tracks["1"].ports
    (0, 0)
    (0, 0)
    """
    key = ("lines", tuple(cells.items()), tuple(wires), rates)
    known: Negotiation | None = memo.get(key)
    work = known.resized(boxes, column_widths, row_heights) if known else None
    if work is None:
        work = memo[key] = negotiate(boxes, cells, wires, column_widths, row_heights, rates)
    return work
