"""Draw one statement on the scale: its score as a bar, the period before as an outline, a dot a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.diagram.parts.sheet_frame import Sign, noted
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper.canvas import Pen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.answers.board_rows import Item
    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

__all__ = ["Plot", "signs"]

_BAR, _WAS = 6.0, 9.0  # the heights of the bar and of the outline round it
_DOT, _STEP = 1.9, 4.6  # the radius of a dot, and from one to the next
_CROWD = 0.8  # of the room between two levels, for the dots of one
_DOTS = 13.5  # from the top of a row to the middle of its dots
_TICK = 2.2
_HIGH, _APART = 17.0, 5.5  # of a statement; and from its dots to what says that they are far apart


@dataclass(frozen=True)
class Plot:
    """A scale across a sheet.

    Attributes
    ----------
    left, width
        Where its least level lies, and how far from it its top.
    levels
        The levels, from the least on.
    theme
        The inks.
    """

    left: float
    width: float
    levels: Sequence[int]
    theme: Theme

    def height(self, item: Item) -> float:
        """Return how high a statement is."""
        return _HIGH + (_APART if item.to_discuss else 0)

    @property
    def unit(self) -> float:
        """From one level to the next."""
        return self.width / (len(self.levels) - 1)

    def x(self, points: float) -> float:
        """Return where points lie."""
        return self.left + (points - self.levels[0]) * self.unit

    def draw(
        self, canvas: Canvas, top: float, row: Rect, item: Item,
        quartiles: tuple[float, float] | None, people: Mapping[int, int] | None,
    ) -> None:  # fmt: skip
        """Draw a statement; without `people`, from the lowest to the highest level instead of dots."""
        for level in self.levels:
            x = self.x(level)
            canvas.line([(x, row.top), (x, row.bottom)], Pen(self.theme.rule, 0.4))
        middle = top + _WAS / 2
        if item.before is not None:
            canvas.signs.add("before")
            self._bar(canvas, item.before, middle, _WAS, Pen(self.theme.text, 0.7, "#ffffff"))
        if item.score is not None:
            canvas.signs.add("score")
            self._bar(canvas, item.score, middle, _BAR, Pen(fill=self.theme.muted))
        y = top + _DOTS
        if people is not None:
            self._dots(canvas, y, people)
        elif item.low is not None and item.high is not None:
            canvas.signs.add("range")
            self._whisker(canvas, y, item.low, item.high, 0.8)
        if item.to_discuss and quartiles:
            canvas.signs.add("apart")
            self._whisker(canvas, y + _APART, *quartiles, 1.6)

    def _bar(self, canvas: Canvas, points: float, middle: float, high: float, pen: Pen) -> None:
        start = self.x(self.levels[0])
        wide = max(self.x(points) - start, 0.8)  # the least level is seen too
        canvas.rect(Rect.sized(start, middle - high / 2, wide, high), pen)

    def _dots(self, canvas: Canvas, y: float, people: Mapping[int, int]) -> None:
        for level, count in people.items():
            canvas.signs.add("person")
            step = min(_STEP, _CROWD * self.unit / count)
            for place in range(count):
                x = self.x(level) + (place - (count - 1) / 2) * step
                canvas.ellipse((x, y), (_DOT, _DOT), Pen(self.theme.text, 0.4, self.theme.text))

    def _whisker(self, canvas: Canvas, y: float, low: float, high: float, wide: float) -> None:
        pen = Pen(self.theme.text, wide)
        canvas.line([(self.x(low), y), (self.x(high), y)], pen)
        for end in (low, high):
            x = self.x(end)
            canvas.line([(x, y - _TICK), (x, y + _TICK)], pen)


def signs() -> list[Sign]:
    """Return the legend's signs, in the language spoken."""
    draws = {
        "score": (20, _score), "before": (20, _before), "person": (6, _person),
        "range": (20, _range), "apart": (20, _apart),
    }  # fmt: skip
    return [
        Sign(key, say(f"assessment.sign-{key}"), wide, draw, noted(key))
        for key, (wide, draw) in draws.items()
    ]


def _score(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(Rect.sized(place.left, place.top + 3, place.width, _BAR), Pen(fill=theme.muted))


def _before(canvas: Canvas, place: Rect, theme: Theme) -> None:
    box = Rect.sized(place.left, place.top + 1.5, place.width, _WAS)
    canvas.rect(box, Pen(theme.text, 0.7, "#ffffff"))


def _person(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.ellipse(
        (place.left + 3, place.centre[1]), (_DOT, _DOT), Pen(theme.text, 0.4, theme.text)
    )


def _range(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _ends(canvas, place, theme, 0.8)


def _apart(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _ends(canvas, place, theme, 1.6)


def _ends(canvas: Canvas, place: Rect, theme: Theme, wide: float) -> None:
    y, pen = place.centre[1], Pen(theme.text, wide)
    canvas.line([(place.left, y), (place.right, y)], pen)
    for x in (place.left, place.right):
        canvas.line([(x, y - _TICK), (x, y + _TICK)], pen)
