"""Draw in what state the points of a territory are: points against the dimensions of the ficha."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.local import (
    Listing,
    age_signs,
    below_banner,
    by_place,
    draw_age,
    local_frame,
)
from rutas.diagram.parts import icons
from rutas.diagram.parts.seen_signs import sector_signs
from rutas.diagram.parts.stack import Piece, head_bar, ruled_row
from rutas.diagram.parts.type_size import largest_type
from rutas.diagram.readiness.content import rows
from rutas.diagram.readiness.fillings import CROSS, draw_filling, key_of, level, signs
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.model.choice import choice_word
from rutas.model.ficha import DIMENSIONS
from rutas.paper import measure
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.diagram.local import Local
    from rutas.diagram.readiness.content import Cell, Row
    from rutas.diagram.request import Request, Sheet
    from rutas.paper.canvas import Canvas
    from rutas.paper.fonts import Weight

__all__ = ["draw"]

_SHARES = (
    0.18,
    *(0.11,) * len(DIMENSIONS),
    0.11,
    0.16,
)  # of the width: name, dimensions, all, steps
_LEAST = 540.0  # the width with larger type
_NAME, _FIGURE, _SIZE = 9.0, 9.0, 7.5
_LEAD, _LOW = _NAME * measure.LEADING, _SIZE * measure.LEADING
_BOX, _PAD, _AGE, _SIGN = 12.0, 3.0, 8.0, 6.0
_ITEMS, _STEPS = 8, 14  # lines, at most


def draw(local: Local, request: Request) -> list[Sheet]:
    """Draw the readiness of a territory's points, place by place, on as many sheets as they take."""
    told = rows(local, request.lang)
    return largest_type(request, lambda asked: _Readiness(local, asked, told).plan()).sheets()


@dataclass(frozen=True)
class _Line:
    """A line of a cell, with a cross before it where it is what stops a service."""

    text: str
    crossed: bool = False
    first: bool = True
    weight: Weight = "regular"


class _Readiness:
    def __init__(self, local: Local, request: Request, told: Mapping[str, Row]) -> None:
        self.local, self.request, self.theme = local, request, request.theme
        self.lang = request.lang
        self.rows = told
        points = local.territory.points
        actors = (local.book.catalogue.actors.get(one.actor[0]) for one in points)
        name = local.territory.name.to(self.lang)
        self.frame = local_frame(
            local, request, say("readiness.title", self.lang, name=name),
            say("readiness.reading", self.lang),
            [
                *signs(self.lang),
                *age_signs(self.lang),
                *sector_signs(actors, request),
            ],
        )  # fmt: skip

    def plan(self) -> Listing:
        """Return how it would stand on sheets."""
        unready = sum(row.status == "unready" for row in self.rows.values())
        words = say("readiness.description", self.lang, points=len(self.rows), unready=unready)
        ruler = Piece(max(map(len, self._heads)) * _LOW + 6, self._ruler)
        return Listing(
            self.local, self.request, self.frame, [*self._pieces()], words, _LEAST, ruler
        )

    # --- columns ----------------------------------------------------------------------------------

    @cached_property
    def area(self) -> Rect:
        """The room for ruler and rows."""
        return below_banner(self.local, self.frame.area)

    @cached_property
    def _wide(self) -> list[float]:
        return [share * self.area.width for share in _SHARES]

    @cached_property
    def _left(self) -> list[float]:
        return [self.area.left + sum(self._wide[:column]) for column in range(len(_SHARES))]

    @cached_property
    def _heads(self) -> list[list[str]]:
        names = [choice_word("dimension", one, self.lang).capitalize() for one in DIMENSIONS]
        titles = [say(f"readiness.{key}", self.lang) for key in ("point", "readiness", "steps")]
        return [
            measure.fit(name, _SIZE, wide - _PAD, "bold", lines=3)
            for name, wide in zip([titles[0], *names, *titles[1:]], self._wide, strict=True)
        ]

    def _ruler(self, canvas: Canvas, top: float) -> None:
        for left, lines in zip(self._left, self._heads, strict=True):
            canvas.texts(left, top + 3, lines, _SIZE, self.theme.text, "bold")

    # --- rows -------------------------------------------------------------------------------------

    def _pieces(self) -> Iterator[Piece]:
        for number, (place, points) in enumerate(by_place(self.local, self.lang)):
            head = head_bar(self.area, f"place-{number}", place, self.theme.stage, _NAME)
            for point in points:
                yield self._row(self.rows[point.id], head)
        if not self.rows:
            none = say("readiness.no-points", self.lang)
            yield head_bar(self.area, "none", none, self.theme.stage, _NAME)

    def _row(self, row: Row, head: Piece) -> Piece:
        point, age = row.point, self.local.age(row.point)
        shift = _AGE + 3 if age else 0.0
        name, room = point.name.to(self.lang), self._wide[0] - shift - _PAD
        called = measure.fit(name, _NAME, room, "semibold", lines=4)
        cells = [self._items(cell) for cell in row.cells]
        last = len(_SHARES) - 1
        notes = self._lines([(one, False) for one in row.notes], last - 1)
        steps = self._lines([(text, key == "unready") for key, text in row.steps], last)
        nothing = say("readiness.nothing", self.lang)
        steps = (steps or self._lines([(nothing, False)], last))[:_STEPS]
        below = max(map(len, [*cells, notes])) * _LOW + _BOX + 2
        high = max(len(called) * _LEAD, below, len(steps) * _LOW) + 2 * _PAD
        owner = f"point-{point.id}"
        share = percent(row.total.share, self.lang)
        told = (name, share, *row.notes, *row.lacks, *(text for _, text in row.steps))
        ink = self.request.ink(self.local.book.catalogue.actors.get(point.actor[0]))

        def draw(canvas: Canvas, place: Rect) -> None:
            draw_age(canvas, place.left, place.top + _PAD, _AGE, self.theme, age)
            canvas.texts(place.left + shift, place.top + _PAD, called, _NAME, ink, "semibold")
            columns = zip((*row.cells, row.total), (*cells, notes), strict=True)
            for column, (cell, lines) in enumerate(columns, 1):
                self._cell(canvas, self._left[column], place.top + _PAD, cell)
                self._listed(canvas, self._left[column], place.top + _PAD + _BOX + 2, lines)
            self._listed(canvas, self._left[last], place.top + _PAD, steps)

        return ruled_row(
            Rect.sized(self.area.left, 0.0, self.area.width, high), owner, draw,
            said=". ".join(told), classes=("point", row.status), rule=self.theme.rule, head=head,
        )  # fmt: skip

    def _cell(self, canvas: Canvas, left: float, top: float, cell: Cell) -> None:
        """Draw the filling and the figure of a dimension, and a cross where something essential lacks."""
        base = top + _BOX / 2 + 0.33 * _FIGURE
        if not cell.asked:
            dash = say("readiness.not-asked", self.lang)
            canvas.text(left, base, dash, _FIGURE, self.theme.muted)
            canvas.signs.add("not-asked")
            return
        canvas.signs.add(key_of(level(cell.share)))
        draw_filling(canvas, Rect.sized(left, top, _BOX, _BOX), level(cell.share), self.theme)
        right = left + _BOX + 4
        if cell.share is not None:
            figure = percent(cell.share, self.lang)
            right = canvas.text(right, base, figure, _FIGURE, self.theme.text, "bold").right + 4
        if cell.essential:
            icons.cross(canvas, right, top + 2, CROSS, self.theme.critical)

    def _items(self, cell: Cell) -> list[_Line]:
        return self._lines([(name, essential) for name, essential in cell.missing], 1)[:_ITEMS]

    def _lines(self, told: Sequence[tuple[str, bool]], column: int) -> list[_Line]:
        """Break texts into the lines of a column; of each, whether something stops the service."""
        room = self._wide[column] - _PAD - _SIGN - 2
        return [
            _Line(line, crossed, n == 0, "semibold" if crossed else "regular")
            for text, crossed in told
            for n, line in enumerate(measure.wrap(text, _SIZE, room, "semibold"))
        ]

    def _listed(self, canvas: Canvas, left: float, top: float, lines: Sequence[_Line]) -> None:
        indent = _SIGN + 2 if any(line.crossed for line in lines) else 0.0
        for line in lines:
            if line.crossed and line.first:
                canvas.signs.add("missing")
                icons.cross(canvas, left, top + 1, _SIGN, self.theme.critical)
            top = canvas.texts(left + indent, top, [line.text], _SIZE, self.theme.text, line.weight)
