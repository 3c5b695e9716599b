"""Draw each of the first critical points on a sheet of its own, for the meeting that decides on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.analysis import analyse
from rutas.diagram.parts.card_texts import CardTexts
from rutas.diagram.parts.cards import classes
from rutas.diagram.parts.sheet_frame import Frame, block, feet
from rutas.diagram.point.content import ROWS, columns_of, said
from rutas.diagram.request import Sheet
from rutas.layout.geometry import Rect
from rutas.locale import LANGUAGES, say, speaking
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen
from rutas.prose.report import reasons_told, stakes_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.analysis import Analysis, Point
    from rutas.diagram.point.content import Column
    from rutas.diagram.request import Request
    from rutas.model import Route

__all__ = ["draw"]

_MOST = 5  # points
_LABEL = 66.0  # the width of the rows' names
_SIZES = (
    12.0,
    11.0,
    10.0,
    9.0,
    8.0,
    7.0,
)  # of the type: the largest that leaves room for the agreement
_LINES = (
    99,
    8,
    5,
    3,
    2,
    1,
)  # of a cell, at most: nothing is cut where smaller type has room for it
_AGREED = 54.0  # the least height of the rows that are left empty
_PAD = 4.0


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Draw the first five critical points of a route, or of the part that is asked for."""
    route = routes[0]
    with speaking(request.lang if request.lang in LANGUAGES else LANGUAGES[0]):
        found = analyse(route)
        shown = [one for one in found.points if request.shows(route.steps[one.step])][:_MOST]
        if not shown:
            return [_nothing(route, request)]
        return [
            _PointSheet(found, one, request).sheet(n, len(shown)) for n, one in enumerate(shown, 1)
        ]


def _frame(route: Route, request: Request, title: str, reading: str) -> Frame:
    lang = request.lang
    return Frame(request, title, reading, block(route, lang), [], *feet(route, lang))


def _nothing(route: Route, request: Request) -> Sheet:
    canvas = Canvas.of(request.paper)
    title, none = route.name.to(request.lang), say("point.none")
    _frame(route, request, title, none).draw(canvas)
    return Sheet(canvas, title, none)


class _PointSheet:
    """One point on one sheet; everything has the largest type that leaves room for an agreement."""

    def __init__(self, found: Analysis, point: Point, request: Request) -> None:
        self.request, self.theme, route = request, request.theme, found.route
        self.texts = CardTexts(route, request.lang)
        self.step = route.steps[point.step]
        self.columns = columns_of(route, self.step)
        self.said = [said(self.texts, column.step) for column in self.columns]
        self.lists = [
            (say("point.why"), list(reasons_told(found, point))),
            (say("point.change"), list(stakes_told(found, point))),
        ]
        name = self.texts.name(self.step)
        title = say("point.title", rank=point.rank, name=name)
        self.frame = _frame(route, request, title, say("point.reading"))
        self.description = say("point.description", name=name)
        self.size, self.most = self._fitting()

    def _fitting(self) -> tuple[float, int]:
        """Return the type and the lines of a cell that leave room for the agreement."""
        ways = [(size, most) for most in _LINES for size in _SIZES]
        room = self.frame.area.height - _AGREED
        for self.size, self.most in ways:
            if sum(self._heights()) + self._listed_height <= room:
                break
        return self.size, self.most

    # --- what is measured -------------------------------------------------------------------------

    @property
    def _lead(self) -> float:
        return self.size * measure.LEADING

    @property
    def _wide(self) -> float:
        return (self.frame.area.width - _LABEL) / len(self.columns)

    def _cell(self, text: str, *, bold: bool = False) -> list[str]:
        room = self._wide - 2 * _PAD
        return measure.fit(text, self.size, room, "bold" if bold else "regular", lines=self.most)

    def _names(self) -> list[list[str]]:
        steps = [column.step for column in self.columns]
        return [
            self._cell(f"{self.texts.number[step.id]}. {self.texts.name(step)}", bold=True)
            for step in steps
        ]

    def _heights(self) -> list[float]:
        """Return the height of the head, and of each row."""
        rows = [[self._cell(cells[row]) for cells in self.said] for row in ROWS]
        lines = [max(map(len, row)) for row in (self._names(), *rows)]
        labels = [1, *(len(self._label(row)) for row in ROWS)]
        high = [
            max(cell, label) * self._lead + 2 * _PAD
            for cell, label in zip(lines, labels, strict=True)
        ]
        return [high[0] + self._lead, *high[1:]]

    def _label(self, row: str) -> list[str]:
        return measure.wrap(say(f"point.row-{row}"), self.size, _LABEL - _PAD, "semibold")

    def _listed(self, items: Sequence[str]) -> list[list[str]]:
        room = self.frame.area.width - 12
        return [measure.fit(item, self.size, room, lines=self.most) for item in items]

    @property
    def _listed_height(self) -> float:
        lines = sum(1.4 + sum(map(len, self._listed(items))) for _, items in self.lists if items)
        return lines * self._lead + 8 * len(self.lists)

    # --- what is drawn ----------------------------------------------------------------------------

    def sheet(self, number: int, total: int) -> Sheet:
        """Draw the sheet."""
        canvas = Canvas.of(self.request.paper)
        self.frame.draw(canvas, number, total)
        y = self._grid(canvas, self.frame.area.top + 4)
        y = self._reasons(canvas, y)
        self._agreement(canvas, y)
        return Sheet(canvas, self.frame.title, self.description)

    def _grid(self, canvas: Canvas, top: float) -> float:
        """Draw the steps as columns, and the rows over them; return where the grid ends."""
        heights, area = self._heights(), self.frame.area
        bottom = top + sum(heights)
        for column, cells, name, left in zip(
            self.columns, self.said, self._names(), self._lefts(), strict=True
        ):
            here = column.side == "here"
            place = Rect.sized(left, top, self._wide, bottom - top)
            with canvas.owned(f"step-{column.step.id}"):
                canvas.rect(place, Pen(fill=self.theme.band if here else "#ffffff"))
                canvas.text(
                    left + _PAD,
                    top + _PAD + 0.8 * self.size,
                    self._side(column),
                    self.size,
                    self.theme.muted,
                    "semibold",
                )
                canvas.texts(
                    left + _PAD, top + _PAD + self._lead, name, self.size, self.theme.text, "bold"
                )
                y = top + heights[0]
                for row, high in zip(ROWS, heights[1:], strict=True):
                    canvas.line([(left, y), (place.right, y)], Pen(self.theme.rule, 0.5))
                    canvas.texts(
                        left + _PAD, y + _PAD, self._cell(cells[row]), self.size, self.theme.text
                    )
                    y += high
                canvas.rect(place, Pen(self.theme.rule, 0.7))
            look = ("node", *classes(column.step, self.request))
            tip = self.texts.tooltip(column.step)
            canvas.node(Node(f"step-{column.step.id}", place, "box", look, tip))
        for column, left in zip(self.columns, self._lefts(), strict=True):
            if column.side == "here":  # over the edges of the columns beside it
                place = Rect.sized(left, top, self._wide, bottom - top).inset(1)
                with canvas.owned(f"step-{column.step.id}"):
                    canvas.rect(place, Pen(self.theme.critical, 2.2))
        y = top + heights[0]
        for row, high in zip(ROWS, heights[1:], strict=True):
            canvas.texts(
                area.left, y + _PAD, self._label(row), self.size, self.theme.text, "semibold"
            )
            y += high
        return bottom + 8

    def _lefts(self) -> Iterator[float]:
        for index in range(len(self.columns)):
            yield self.frame.area.left + _LABEL + index * self._wide

    def _side(self, column: Column) -> str:
        """Return what stands over a step: which side it is on, and how many more are there."""
        side = say(f"point.{column.side}")
        return say("point.more", side=side, count=column.more) if column.more else side

    def _reasons(self, canvas: Canvas, top: float) -> float:
        """Draw why it is critical and what would change it; return where that ends."""
        left, theme = self.frame.area.left, self.theme
        for heading, items in self.lists:
            if not items:
                continue
            top = (
                canvas.texts(left, top, [heading], self.size, theme.text, "bold") + 0.2 * self._lead
            )
            for lines in self._listed(items):
                middle = top + 0.55 * self.size
                canvas.rect(Rect.sized(left + 2, middle - 1.4, 2.8, 2.8), Pen(fill=theme.text))
                top = canvas.texts(left + 12, top, lines, self.size, theme.text)
            top += 6
        return top

    def _agreement(self, canvas: Canvas, top: float) -> None:
        """Draw the empty rows for what is agreed, who does it and by when."""
        area, theme = self.frame.area, self.theme
        whole = Rect(area.left, top, area.right, area.bottom)
        edges = [whole.left, whole.left + 0.6 * whole.width, whole.left + 0.8 * whole.width]
        pen = Pen(theme.rule, 0.7)
        with canvas.owned("agreement"):
            canvas.rect(whole, pen)
            for key, x in zip(("agreement", "who", "when"), edges, strict=True):
                canvas.text(x + _PAD, top + 12, say(f"point.{key}"), 9, theme.text, "semibold")
                if x > whole.left:
                    canvas.line([(x, top), (x, whole.bottom)], pen)
            canvas.line([(whole.left, top + 18), (whole.right, top + 18)], pen)
