"""Draw the handovers as a matrix: rows hand over, columns receive."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from rutas.diagram.actors.handovers import level_of
from rutas.diagram.parts import icons
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.actors.handovers import Handovers
    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.diagram.request import Request

__all__ = ["Matrix", "cut"]

_LEVEL = 66.0  # the strip of the levels
_NAMES = (90.0, 300.0)  # the names of the rows: no narrower, and no wider
_TOTAL = 34.0  # the totals
_CELL = (22.0, 56.0)  # the narrowest and the widest column
_ROW = (17.0, 34.0)
_HEAD = 34.0


def cut(
    texts: CardTexts, names: Sequence[str], area: Rect
) -> tuple[list[list[str]], list[list[str]]]:
    """Cut the rows and the columns of a matrix into what a sheet can hold."""
    room = area.width - _LEVEL - _TOTAL
    wide = int((room - min(_names(texts, names), room / 3)) / _CELL[0])
    high = int((area.height - _HEAD - _ROW[0]) / _ROW[0])
    return _even(names, high), _even(names, wide)


def _names(texts: CardTexts, names: Sequence[str]) -> float:
    """Return how wide the names of the rows are."""
    least, most = _NAMES
    widest = max((measure.width(texts.actor_name(n), 7.8, "semibold") for n in names), default=0)
    return max(least, min(widest + 28, most))


def _even(names: Sequence[str], most: int) -> list[list[str]]:
    parts = ceil(len(names) / max(most, 1)) or 1
    each = ceil(len(names) / parts) or 1
    return [list(names[at : at + each]) for at in range(0, len(names), each)] or [[]]


@dataclass(frozen=True)
class Matrix:
    """One sheet of the matrix: some rows against some columns."""

    texts: CardTexts
    request: Request
    handovers: Sequence[Handovers]
    names: Sequence[str]
    rows: Sequence[str]
    columns: Sequence[str]
    area: Rect

    @cached_property
    def _named(self) -> float:
        """The width of the names: all they need, or what the narrowest columns leave."""
        room = self.area.width - _LEVEL - _TOTAL - _CELL[0] * len(self.columns)
        return min(_names(self.texts, self.names), room)

    @cached_property
    def _wide(self) -> float:
        room = self.area.width - (_LEVEL + self._named + _TOTAL)
        return min(room / max(len(self.columns), 1), _CELL[1])

    @cached_property
    def _high(self) -> float:
        room = self.area.height - _HEAD
        return min(room / (len(self.rows) + 1), _ROW[1])

    @property
    def _left(self) -> float:
        return self.area.left + (_LEVEL + self._named)

    @property
    def _top(self) -> float:
        return self.area.top + _HEAD

    def draw(self, canvas: Canvas) -> None:
        """Draw heads, names, cells and totals."""
        self._columns(canvas)
        for row, name in enumerate(self.rows):
            self._row(canvas, row, name)
        found = {(one.source, one.target): one for one in self.handovers}
        for row, source in enumerate(self.rows):
            for column, target in enumerate(self.columns):
                self._cell(canvas, row, column, found.get((source, target)), same=source == target)
        self._levels(canvas)
        self._totals(canvas)

    def _columns(self, canvas: Canvas) -> None:
        theme, lang = self.request.theme, self.request.lang
        gives, receives = say("actors.gives", lang), say("actors.receives", lang)
        canvas.text(self.area.left + _LEVEL, self._top - 4, gives, 8, theme.muted, "semibold")
        canvas.text(self._left, self.area.top + 9, receives, 8, theme.muted, "semibold")
        for column, name in enumerate(self.columns):
            actor = self.texts.route.catalogue.actors.get(name)
            place = Rect.sized(self._left + column * self._wide, self._top - 17, self._wide, 15)
            canvas.rect(place.inset(0.6), Pen(fill=self.request.ink(actor)))
            number = str(self.names.index(name) + 1)
            canvas.text(place.centre[0], place.top + 10.5, number, 8, "#ffffff", "bold", "middle")

    def _row(self, canvas: Canvas, row: int, name: str) -> None:
        actor = self.texts.route.catalogue.actors.get(name)
        ink = self.request.ink(actor)
        place = Rect.sized(
            self.area.left + _LEVEL, self._top + row * self._high, self._named, self._high
        )
        base = place.centre[1] + 2.7
        node = f"actor-{name}"
        with canvas.owned(node):
            canvas.rect(
                Rect.sized(place.left, place.top + 0.6, 16, place.height - 1.2),
                Pen(fill=ink),
            )
            number = str(self.names.index(name) + 1)
            canvas.text(place.left + 8, base, number, 8, "#ffffff", "bold", "middle")
            whole, room = self.texts.actor_name(name), place.width - 24
            known = [*map(self.texts.actor_name, self.names)]
            (label,) = measure.fit(whole, 7.8, room, "semibold", beside=known)
            canvas.text(place.left + 20, base, label, 7.8, ink, "semibold")
        steps = sum(step.actor[:1] == (name,) for step in self.texts.route.steps.values())
        count = say("actors.steps", self.request.lang, count=steps)
        tip = f"{self.texts.actor_name(name)}: {count}"
        canvas.node(Node(node, place, "box", ("node", "actor"), tip))

    def _cell(
        self, canvas: Canvas, row: int, column: int, one: Handovers | None, *, same: bool
    ) -> None:
        theme = self.request.theme
        x, y = self._left + column * self._wide, self._top + row * self._high
        place = Rect.sized(x, y, self._wide, self._high)
        fill = theme.rule if same else theme.band if row % 2 == 0 else "#ffffff"
        canvas.rect(place, Pen(theme.rule, 0.3, fill))
        if one is None:
            return
        actor = self.texts.route.catalogue.actors.get(one.source)
        box = place.inset(1.2)
        canvas.rect(
            box,
            Pen(
                theme.critical if one.critical else None,
                1.4,
                theme.ground(self.request.ink(actor)),
            ),
        )
        lang = self.request.lang
        letters = "".join(say(f"actors.letter-{kind}", lang) for kind in one.kinds)
        base = place.centre[1] + 2.7
        count = str(one.count)
        wide = measure.width(count, 8, "bold") + measure.width(letters, 7)
        mark = 6 if one.critical else 0.0
        whole = wide + mark + 1
        stacked = whole > box.width - 2  # the letters below
        if stacked:
            whole, base = whole - measure.width(letters, 7), base - 3.4
        left = place.centre[0] - whole / 2
        if one.critical:
            icons.triangle(canvas, left, base - 5, 5, theme.critical)
        left = canvas.text(left + mark, base, count, 8, theme.text, "bold").right
        if stacked:
            x, below = place.centre[0], base + 6.6
            canvas.text(x, below, letters, 7, theme.text, anchor="middle")
        else:
            canvas.text(left + 1, base, letters, 7, theme.text)

    def _levels(self, canvas: Canvas) -> None:
        """Draw the levels at the left, and a box around the handovers within each."""
        theme = self.request.theme
        known = self.texts.route.catalogue.actors
        for level, group in groupby(
            enumerate(self.rows), lambda item: level_of(known.get(item[1]))
        ):
            rows = [row for row, _ in group]
            top = self._top + rows[0] * self._high
            high = len(rows) * self._high
            strip = Rect.sized(self.area.left, top, (_LEVEL - 3), high).inset(0.6)
            canvas.rect(strip, Pen(fill=theme.stage))
            word = say(f"actors.level-{level}", self.request.lang)
            base = strip.centre[1] + 2.6
            canvas.text(strip.centre[0], base, word, 7, "#ffffff", "bold", "middle")
            columns = [
                i for i, name in enumerate(self.columns) if level_of(known.get(name)) == level
            ]
            if columns:
                box = Rect.sized(
                    self._left + columns[0] * self._wide, top, len(columns) * self._wide, high
                )
                canvas.rect(box, Pen(theme.text, 1.6))

    def _totals(self, canvas: Canvas) -> None:
        theme = self.request.theme
        right = self._left + len(self.columns) * self._wide
        label = say("actors.total", self.request.lang)
        canvas.text(right + 5, self._top - 6, label, 7.5, theme.muted, "semibold")
        bottom = self._top + len(self.rows) * self._high
        base = bottom + 11
        canvas.text(self._left - 5, base, label, 7.5, theme.muted, "semibold", "end")
        for row, name in enumerate(self.rows):
            total = sum(one.count for one in self.handovers if one.source == name)
            y = self._top + (row + 0.5) * self._high + 2.7
            canvas.text(right + 14, y, str(total), 8, theme.text, "semibold", "middle")
        for column, name in enumerate(self.columns):
            total = sum(one.count for one in self.handovers if one.target == name)
            x = self._left + (column + 0.5) * self._wide
            canvas.text(x, base, str(total), 8, theme.text, "semibold", "middle")
