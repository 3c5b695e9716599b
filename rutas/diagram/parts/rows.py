"""Set rows of a table as pieces that are stacked on sheets, under a bar and the names of the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.diagram.parts.stack import Piece, head_bar
from rutas.layout.geometry import Rect
from rutas.paper import measure
from rutas.paper.canvas import Node, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rutas.paper.canvas import Canvas
    from rutas.paper.fonts import Weight
    from rutas.paper.palette import Theme

__all__ = ["Cell", "Column", "Rows"]

_HEAD, _SIZE, _SMALL = 10.5, 9.0, 8.5  # the type of bars, of cells, of the columns' names
_PAD, _GAP = 4.0, 9.0  # inside a cell; above a bar
_MOST = 7  # lines of a paragraph
_END = 3  # of a bar's title


@dataclass(frozen=True)
class Column:
    """A column: its name, its share of the width, and whether its texts end at its right side."""

    name: str
    share: float
    right: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in a row's cell.

    Attributes
    ----------
    paragraphs
        Its texts, each with its weight and beginning on a line of its own.
    above
        How much room is left above them, and filled by `draw`.
    draw
        Draws in that room.
    """

    paragraphs: Sequence[tuple[str, Weight]] = ()
    above: float = 0.0
    draw: Callable[[Canvas, Rect], None] | None = None

    @classmethod
    def of(cls, *texts: str, strong: str = "") -> Cell:
        """Return a cell of texts, the first of them strong where one is given."""
        head: list[tuple[str, Weight]] = [(strong, "bold")] if strong else []
        return cls((*head, *((text, "regular") for text in texts if text)))


class Rows:
    """A table of a width.

    Parameters
    ----------
    area
        The room; only its left and right sides matter.
    theme
        The inks.
    columns
        The columns; their shares add up to 1.
    """

    def __init__(self, area: Rect, theme: Theme, columns: Sequence[Column]) -> None:
        self.area, self.theme, self.columns = area, theme, columns

    def head(self, owner: str, title: str, reading: str = "") -> Piece:
        """Return a bar with a title, how to read what follows, and the names of the columns."""
        bar = head_bar(self.area, owner, title, self.theme.stage, _HEAD, gap=_GAP, lines=_END)
        told = measure.wrap(reading, _SMALL, self.area.width - 2 * _PAD) if reading else []
        names = [
            measure.fit(one.name, _SMALL, place.width - 2 * _PAD, "semibold", lines=3)
            for one, place in zip(self.columns, self._places(0, 0), strict=True)
        ]
        lead = _SMALL * measure.LEADING
        below = len(told) * lead + 3
        named = max(map(len, names), default=0) * lead

        def draw(canvas: Canvas, top: float) -> None:
            bar.draw(canvas, top)
            y = top + bar.height + 1
            with canvas.owned(owner):
                canvas.texts(self.area.left + _PAD, y, told, _SMALL, self.theme.text)
                y += below
                for one, lines, cell in zip(self.columns, names, self._places(y, 0), strict=True):
                    self._texts(canvas, one, cell, y, lines, _SMALL, "semibold")

        return Piece(bar.height + 1 + below + named + 2, draw)

    def row(self, owner: str, cells: Sequence[Cell], head: Piece | None, said: str) -> Piece:
        """Return a row; `said` is all of it in words."""
        set_ = [
            [
                (line, weight)
                for text, weight in cell.paragraphs
                for line in measure.fit(text, _SIZE, place.width - 2 * _PAD, weight, lines=_MOST)
            ]
            for cell, place in zip(cells, self._places(0, 0), strict=True)
        ]
        lead = _SIZE * measure.LEADING
        highs = [cell.above + len(lines) * lead for cell, lines in zip(cells, set_, strict=True)]
        high = max(highs, default=0.0) + 2 * _PAD - 1

        def draw(canvas: Canvas, top: float) -> None:
            whole = Rect.sized(self.area.left, top, self.area.width, high)
            with canvas.owned(owner):
                canvas.rect(whole, Pen(self.theme.rule, 0.5, "#ffffff"))
                places = self._places(top, high)
                for column, cell, lines, place in zip(
                    self.columns, cells, set_, places, strict=True
                ):
                    if cell.draw:
                        room = place.inset(_PAD)
                        cell.draw(canvas, Rect.sized(room.left, room.top, room.width, cell.above))
                    y = top + _PAD - 1 + cell.above
                    for line, weight in lines:
                        y = self._texts(canvas, column, place, y, [line], _SIZE, weight)
            canvas.node(Node(owner, whole, "box", ("node", "row"), said))

        return Piece(high, draw, head)

    def note(self, owner: str, text: str, head: Piece | None = None) -> Piece:
        """Return a paragraph as wide as the table."""
        lines = measure.wrap(text, _SIZE, self.area.width - 2 * _PAD)

        def draw(canvas: Canvas, top: float) -> None:
            with canvas.owned(owner):
                canvas.texts(self.area.left + _PAD, top + 3, lines, _SIZE, self.theme.text)

        return Piece(len(lines) * _SIZE * measure.LEADING + 6, draw, head)

    def _places(self, top: float, high: float) -> Iterator[Rect]:
        left = self.area.left
        for one in self.columns:
            yield Rect.sized(left, top, self.area.width * one.share, high)
            left += self.area.width * one.share

    def _texts(
        self, canvas: Canvas, column: Column, place: Rect, top: float, lines: Sequence[str],
        size: float, weight: Weight,
    ) -> float:  # fmt: skip
        x = place.right - _PAD if column.right else place.left + _PAD
        anchor = "end" if column.right else "start"
        return canvas.texts(x, top, lines, size, self.theme.text, weight, anchor)
