"""Set a table on a sheet, row by row: texts in columns, boxes to tick, lines to write on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.diagram.parts.stack import Piece
from rutas.layout.geometry import Rect
from rutas.paper import measure
from rutas.paper.canvas import Node, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.paper.canvas import Canvas
    from rutas.paper.fonts import Weight
    from rutas.paper.palette import Theme

__all__ = ["TICKED", "UNTICKED", "Grid"]

TICKED, UNTICKED = "\x00x", "\x00"
"""What stands in a cell as a box: with a cross, or empty."""

_SIZE, _PAD, _BOX = 9.0, 4.0, 9.0
_LEAD = _SIZE * measure.LEADING
_SHORT = 2  # letters of what stands in the middle of its cell, as numbers do
_MARKS = str.maketrans("", "", ".,")


@dataclass(frozen=True)
class Grid:
    """The columns of a table on a sheet.

    Attributes
    ----------
    area, theme
        The room, and the inks.
    shares
        The width of each column, of the whole.
    """

    area: Rect
    theme: Theme
    shares: Sequence[float]

    def heads(self, owner: str, names: Sequence[str]) -> Piece:
        """Return the row of the columns' names."""
        return self._row(owner, names, weight="bold", least=0.0, fill=self.theme.band)

    def row(
        self, owner: str, cells: Sequence[str], *, least: float = 0.0, head: Piece | None = None
    ) -> Piece:
        """Return a row, at least so high; an empty cell is one to write in."""
        return self._row(owner, cells, weight="regular", least=least, fill="#ffffff", head=head)

    def _row(
        self, owner: str, cells: Sequence[str], *, weight: Weight, least: float, fill: str,
        head: Piece | None = None,
    ) -> Piece:  # fmt: skip
        wide = [share * self.area.width for share in self.shares]
        boxed = [cell in {TICKED, UNTICKED} for cell in cells]
        lines = [
            [] if box else measure.fit(cell, _SIZE, room - 2 * _PAD, weight, lines=8)
            for cell, room, box in zip(cells, wide, boxed, strict=True)
        ]
        high = max([least, _LEAD + 2 * _PAD, max(map(len, lines)) * _LEAD + 2 * _PAD])

        def draw(canvas: Canvas, top: float) -> None:
            left = self.area.left
            place = Rect.sized(left, top, self.area.width, high)
            with canvas.owned(owner):
                canvas.rect(place, Pen(fill=fill))
                for cell, told, room, box in zip(cells, lines, wide, boxed, strict=True):
                    inner = Rect.sized(left, top, room, high)
                    canvas.rect(inner, Pen(self.theme.rule, 0.6))
                    if box:
                        self._box(canvas, inner, ticked=cell == TICKED)
                    if len(cell) <= _SHORT or cell.translate(_MARKS).isdecimal():
                        x, anchor = inner.centre[0], "middle"
                    else:
                        x, anchor = left + _PAD, "start"
                    canvas.texts(x, top + _PAD, told, _SIZE, self.theme.text, weight, anchor)
                    left += room
            said = " · ".join(
                cell for cell, box in zip(cells, boxed, strict=True) if cell and not box
            )
            canvas.node(Node(owner, place, "box", ("node", "row"), said))

        return Piece(high, draw, head)

    def _box(self, canvas: Canvas, cell: Rect, *, ticked: bool) -> None:
        x, y = cell.centre
        box = Rect.sized(x - _BOX / 2, y - _BOX / 2, _BOX, _BOX)
        canvas.rect(box, Pen(self.theme.text, 0.9, "#ffffff"))
        if ticked:
            for ends in (
                [(box.left, box.top), (box.right, box.bottom)],
                [(box.left, box.bottom), (box.right, box.top)],
            ):
                canvas.line(ends, Pen(self.theme.text, 1.1))
