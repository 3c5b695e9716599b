"""Draw what a board says of itself: a row a statement, a bar its score, a dot a person."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.answers.board_tables import rise, score_words
from rutas.diagram.assessment.plot import Plot, signs
from rutas.diagram.board import board_frame
from rutas.diagram.local import Listing, below_banner
from rutas.diagram.parts.stack import Piece, head_bar, ruled_row
from rutas.diagram.parts.type_size import largest_type
from rutas.layout.geometry import Rect
from rutas.locale import say, speaking
from rutas.paper import measure
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.answers.board_rows import Axis, Item
    from rutas.diagram.board import Board
    from rutas.diagram.request import Request, Sheet
    from rutas.paper.canvas import Canvas

__all__ = ["draw"]

_NAME, _SIZE = 8.5, 7.5
_LOW = _SIZE * measure.LEADING
_TEXT, _PLOT = 0.43, 0.33  # of the width
_LEAST = 350.0  # the width with larger type
_PAD = 2.0


def draw(board: Board, request: Request) -> list[Sheet]:
    """Draw the self-assessment of a board on as few sheets as it takes: on one A4."""
    with speaking(request.lang):
        return largest_type(request, lambda asked: _Sheet(board, asked).plan()).sheets()


class _Sheet:
    def __init__(self, board: Board, request: Request) -> None:
        self.board, self.request, self.theme = board, request, request.theme
        self.found = board.found(request.lang)
        self.assessment = board.assessment
        title = say("assessment.title", name=self.found.board, period=self.found.period)
        self.frame = board_frame(board, request, title, say("assessment.reading"), signs())

    def plan(self) -> Listing:
        """Return how it would stand on sheets."""
        words = say("assessment.description", n=len(self.found.items))
        ruler = Piece(self._ruler_height, self._ruler)
        return Listing(
            self.board, self.request, self.frame, [*self._pieces()], words, _LEAST, ruler
        )

    # --- columns ----------------------------------------------------------------------------------

    @cached_property
    def area(self) -> Rect:
        """The room for ruler and rows."""
        return below_banner(self.board, self.frame.area)

    @cached_property
    def plot(self) -> Plot:
        """The scale, from its least level to its top."""
        wide = self.area.width * _PLOT
        left = self.area.left + self.area.width * _TEXT
        return Plot(left + 14, wide - 28, sorted(self.board.instrument.scale), self.theme)

    @cached_property
    def _levels(self) -> list[list[str]]:
        names = self.board.instrument.scale
        room = self.plot.unit - 4
        return [
            [str(level), *measure.fit(names[level].to(self.request.lang), 7.0, room, lines=3)]
            for level in self.plot.levels
        ]

    @property
    def _ruler_height(self) -> float:
        return max(map(len, self._levels)) * _LOW + 5

    def _ruler(self, canvas: Canvas, top: float) -> None:
        for level, (number, *name) in zip(self.plot.levels, self._levels, strict=True):
            x = self.plot.x(level)
            base = top + measure.ASCENT * _SIZE
            canvas.text(x, base, number, _SIZE, self.theme.text, "bold", "middle")
            canvas.texts(x, top + _LOW, name, 7.0, self.theme.muted, anchor="middle")

    # --- rows -------------------------------------------------------------------------------------

    def _pieces(self) -> Iterator[Piece]:
        for axis in self.found.axes:
            head = head_bar(
                self.area, f"axis-{axis.axis}", axis.name, self.theme.stage, _NAME,
                aside=self._total(axis), gap=2,
            )  # fmt: skip
            for item in self.found.items:
                if item.axis == axis.axis:
                    yield self._row(item, head)

    def _total(self, axis: Axis) -> str:
        """Say the axis in its head: points, share of the top, and change."""
        if axis.score is None:
            return say("assessment.nobody")
        said = f"{score_words(axis.score)} · {percent(axis.share)}"
        return f"{said} · {rise(axis.change)}" if axis.change is not None else said

    def _row(self, item: Item, head: Piece) -> Piece:
        text = f"{item.number} {item.text}"
        called = measure.fit(text, _SIZE, self.area.width * _TEXT - 6, lines=4)
        notes = self._notes(item)
        high = max(len(called) * _LOW, len(notes) * _LOW, self.plot.height(item)) + 2 * _PAD
        owner = f"item-{item.item}"
        score = self.assessment.items[item.item]
        people = Counter(score.individual) if self.assessment.dots else None

        def draw(canvas: Canvas, place: Rect) -> None:
            canvas.texts(place.left, place.top + _PAD, called, _SIZE, self.theme.text)
            self.plot.draw(canvas, place.top + _PAD, place, item, score.quartiles, people)
            right = self.area.left + self.area.width * (_TEXT + _PLOT) + 4
            weights = ["bold", *["regular"] * len(notes)]
            y = place.top + _PAD
            for line, weight in zip(notes, weights, strict=False):
                y = canvas.texts(right, y, [line], _SIZE, self.theme.text, weight)  # type: ignore[arg-type]  # one of the weights

        return ruled_row(
            Rect.sized(self.area.left, 0.0, self.area.width, high), owner, draw,
            said=f"{text} {' '.join(notes)}", classes=("item",), rule=self.theme.rule, head=head,
        )  # fmt: skip

    def _notes(self, item: Item) -> list[str]:
        """Say of a statement its points, how many answered, what it is, and whether to talk about it."""
        if item.score is None:
            return [say("assessment.nobody")]
        room = self.area.width * (1 - _TEXT - _PLOT) - 4
        first = score_words(item.score)
        if item.change is not None:
            first += f" ({rise(item.change)})"
        told = [say("board.basis-collective")] if item.basis == "collective" else []
        told.append(say("assessment.n", answered=item.answered, members=self.found.members))
        told += [say(f"board.{item.standing}")] if item.standing else []
        told += [say("board.to-discuss")] if item.to_discuss else []
        return [first, *measure.fit(" · ".join(told), _SIZE, room, lines=2)]
