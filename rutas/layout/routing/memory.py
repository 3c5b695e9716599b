"""Keep the lines of a drawing while its cards change size: their order stays, only lengths differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.layout.routing.negotiate import Negotiation, negotiate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.layout.geometry import Box, Cell, Wire
    from rutas.layout.routing.usage import Rates

__all__ = ["Memory"]


class Memory:
    """The lines laid so far, by the cells and wires that they were laid for.

    Who looks for the right size of cards routes the same cells again and again. Where the ports in
    use still exist, the lines laid first are as good for the new size, at a tenth of the cost.

    Examples
    --------
    >>> from rutas.layout.geometry import Box, Cell, Wire
    >>> cells, wires = {"a": Cell(0, 0), "b": Cell(0, 1)}, [Wire("1", "a", "b")]
    >>> memory = Memory()
    >>> for width in (60, 50):
    ...     boxes = {name: Box(name, width, 40) for name in cells}
    ...     work = memory.laid(boxes, cells, wires, [width, width], [40])
    ...     work.usage.tracks["1"].nodes == memory.laid(
    ...         boxes, cells, wires, [60, 60], [40]
    ...     ).usage.tracks["1"].nodes
    True
    True
    """

    def __init__(self) -> None:
        self._known: dict[object, Negotiation] = {}

    def laid(
        self,
        boxes: Mapping[str, Box],
        cells: Mapping[str, Cell],
        wires: Sequence[Wire],
        column_widths: Sequence[float],
        row_heights: Sequence[float],
        rates: Rates | None = None,
    ) -> Negotiation:
        """Lay every wire, or let it lie where it was laid before."""
        key = (tuple(cells.items()), tuple(wires), rates)
        known = self._known.get(key)
        work = known.resized(boxes, column_widths, row_heights) if known else None
        if work is None:
            work = negotiate(boxes, cells, wires, column_widths, row_heights, rates)
            self._known[key] = work
        return work
