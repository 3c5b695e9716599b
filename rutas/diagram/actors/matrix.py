"""Draw the handovers as a matrix: rows hand over, columns receive."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from rutas.diagram.actors.passes import level_of
from rutas.diagram.parts import icons
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.actors.passes import Pass
    from rutas.diagram.parts.card_texts import Facts
    from rutas.diagram.request import Request

__all__ = ["Matrix", "cut"]

_LEVEL = 66.0  # the strip of the levels
_NAMES = (90.0, 300.0)  # the names of the rows: no narrower, and no wider
_TOTAL = 34.0  # the totals
_CELL = (22.0, 56.0)  # the narrowest and the widest column
_ROW = (17.0, 34.0)
_HEAD = 34.0


def cut(
    facts: Facts, names: Sequence[str], area: Rect, scale: float
) -> tuple[list[list[str]], list[list[str]]]:
    """Cut the rows and the columns of a matrix into what a sheet can hold."""
    room = area.width / scale - _LEVEL - _TOTAL
    wide = int((room - min(_names(facts, names), room / 3)) / _CELL[0])
    high = int((area.height / scale - _HEAD - _ROW[0]) / _ROW[0])
    return _even(names, high), _even(names, wide)


def _names(facts: Facts, names: Sequence[str]) -> float:
    """Return how wide the names of the rows are, at scale 1."""
    least, most = _NAMES
    widest = max((measure.width(facts.actor_name(n), 7.8, "semibold") for n in names), default=0)
    return max(least, min(widest + 28, most))


def _even(names: Sequence[str], most: int) -> list[list[str]]:
    parts = ceil(len(names) / max(most, 1)) or 1
    each = ceil(len(names) / parts) or 1
    return [list(names[at : at + each]) for at in range(0, len(names), each)] or [[]]


@dataclass
class Matrix:
    """One sheet of the matrix: some rows against some columns."""

    facts: Facts
    request: Request
    passes: Sequence[Pass]
    names: Sequence[str]
    rows: Sequence[str]
    columns: Sequence[str]
    area: Rect

    @cached_property
    def _s(self) -> float:
        return self.request.paper.scale

    @cached_property
    def _named(self) -> float:
        """The width of the names: all they need, or what the narrowest columns leave."""
        room = self.area.width / self._s - _LEVEL - _TOTAL - _CELL[0] * len(self.columns)
        return min(_names(self.facts, self.names), room)

    @cached_property
    def _wide(self) -> float:
        room = self.area.width - (_LEVEL + self._named + _TOTAL) * self._s
        return min(room / max(len(self.columns), 1), _CELL[1] * self._s)

    @cached_property
    def _high(self) -> float:
        room = self.area.height - _HEAD * self._s
        return min(room / (len(self.rows) + 1), _ROW[1] * self._s)

    @property
    def _left(self) -> float:
        return self.area.left + (_LEVEL + self._named) * self._s

    @property
    def _top(self) -> float:
        return self.area.top + _HEAD * self._s

    def draw(self, canvas: Canvas) -> None:
        """Draw heads, names, cells and totals."""
        self._columns(canvas)
        for row, name in enumerate(self.rows):
            self._row(canvas, row, name)
        found = {(one.source, one.target): one for one in self.passes}
        for row, source in enumerate(self.rows):
            for column, target in enumerate(self.columns):
                self._cell(canvas, row, column, found.get((source, target)), same=source == target)
        self._levels(canvas)
        self._totals(canvas)

    def _columns(self, canvas: Canvas) -> None:
        s, theme, lang = self._s, self.request.theme, self.request.lang
        gives, receives = say("actors.gives", lang), say("actors.receives", lang)
        canvas.text(
            self.area.left + _LEVEL * s, self._top - 4 * s, gives, 8 * s, theme.muted, "semibold"
        )
        canvas.text(self._left, self.area.top + 9 * s, receives, 8 * s, theme.muted, "semibold")
        for column, name in enumerate(self.columns):
            actor = self.facts.route.catalogue.actors.get(name)
            place = Rect.sized(
                self._left + column * self._wide, self._top - 17 * s, self._wide, 15 * s
            )
            canvas.rect(place.inset(0.6 * s), Pen(fill=self.request.ink(actor)))
            number = str(self.names.index(name) + 1)
            canvas.text(
                place.centre[0], place.top + 10.5 * s, number, 8 * s, "#ffffff", "bold", "middle"
            )

    def _row(self, canvas: Canvas, row: int, name: str) -> None:
        s = self._s
        actor = self.facts.route.catalogue.actors.get(name)
        ink = self.request.ink(actor)
        place = Rect.sized(
            self.area.left + _LEVEL * s, self._top + row * self._high, self._named * s, self._high
        )
        base = place.centre[1] + 2.7 * s
        node = f"actor-{name}"
        with canvas.owned(node):
            canvas.rect(
                Rect.sized(place.left, place.top + 0.6 * s, 16 * s, place.height - 1.2 * s),
                Pen(fill=ink),
            )
            number = str(self.names.index(name) + 1)
            canvas.text(place.left + 8 * s, base, number, 8 * s, "#ffffff", "bold", "middle")
            label = measure.fit(
                self.facts.actor_name(name), 7.8 * s, place.width - 24 * s, "semibold"
            )[0]
            canvas.text(place.left + 20 * s, base, label, 7.8 * s, ink, "semibold")
        steps = sum(step.actor[:1] == (name,) for step in self.facts.route.steps.values())
        key = "steps-one" if steps == 1 else "steps-many"
        count = say(f"actors.{key}", self.request.lang, count=steps)
        tip = f"{self.facts.actor_name(name)}: {count}"
        canvas.node(Node(node, place, "box", ("node", "actor"), tip))

    def _cell(self, canvas: Canvas, row: int, column: int, one: Pass | None, *, same: bool) -> None:
        s, theme = self._s, self.request.theme
        x, y = self._left + column * self._wide, self._top + row * self._high
        place = Rect.sized(x, y, self._wide, self._high)
        fill = theme.rule if same else theme.band if row % 2 == 0 else "#ffffff"
        canvas.rect(place, Pen(theme.rule, 0.3 * s, fill))
        if one is None:
            return
        actor = self.facts.route.catalogue.actors.get(one.source)
        box = place.inset(1.2 * s)
        canvas.rect(
            box,
            Pen(
                theme.critical if one.critical else None,
                1.4 * s,
                theme.ground(self.request.ink(actor)),
            ),
        )
        lang = self.request.lang
        letters = "".join(say(f"actors.letter-{kind}", lang) for kind in one.kinds)
        base = place.centre[1] + 2.7 * s
        count = str(one.count)
        wide = measure.width(count, 8 * s, "bold") + measure.width(letters, 7 * s)
        mark = 6 * s if one.critical else 0.0
        whole = wide + mark + 1 * s
        stacked = whole > box.width - 2 * s  # the letters below
        if stacked:
            whole, base = whole - measure.width(letters, 7 * s), base - 3.4 * s
        left = place.centre[0] - whole / 2
        if one.critical:
            icons.triangle(canvas, left, base - 5 * s, 5 * s, theme.critical)
        left = canvas.text(left + mark, base, count, 8 * s, theme.text, "bold").right
        if stacked:
            x, below = place.centre[0], base + 6.6 * s
            canvas.text(x, below, letters, 7 * s, theme.text, anchor="middle")
        else:
            canvas.text(left + 1 * s, base, letters, 7 * s, theme.text)

    def _levels(self, canvas: Canvas) -> None:
        """Draw the levels at the left, and a box around the handovers within each."""
        s, theme = self._s, self.request.theme
        known = self.facts.route.catalogue.actors
        for level, group in groupby(
            enumerate(self.rows), lambda item: level_of(known.get(item[1]))
        ):
            rows = [row for row, _ in group]
            top = self._top + rows[0] * self._high
            high = len(rows) * self._high
            strip = Rect.sized(self.area.left, top, (_LEVEL - 3) * s, high).inset(0.6 * s)
            canvas.rect(strip, Pen(fill=theme.stage))
            word = say(f"actors.level-{level}", self.request.lang)
            base = strip.centre[1] + 2.6 * s
            canvas.text(strip.centre[0], base, word, 7 * s, "#ffffff", "bold", "middle")
            columns = [
                i for i, name in enumerate(self.columns) if level_of(known.get(name)) == level
            ]
            if columns:
                box = Rect.sized(
                    self._left + columns[0] * self._wide, top, len(columns) * self._wide, high
                )
                canvas.rect(box, Pen(theme.text, 1.6 * s))

    def _totals(self, canvas: Canvas) -> None:
        s, theme = self._s, self.request.theme
        right = self._left + len(self.columns) * self._wide
        label = say("actors.total", self.request.lang)
        canvas.text(right + 5 * s, self._top - 6 * s, label, 7.5 * s, theme.muted, "semibold")
        bottom = self._top + len(self.rows) * self._high
        base = bottom + 11 * s
        canvas.text(self._left - 5 * s, base, label, 7.5 * s, theme.muted, "semibold", "end")
        for row, name in enumerate(self.rows):
            total = sum(one.count for one in self.passes if one.source == name)
            y = self._top + (row + 0.5) * self._high + 2.7 * s
            canvas.text(right + 14 * s, y, str(total), 8 * s, theme.text, "semibold", "middle")
        for column, name in enumerate(self.columns):
            total = sum(one.count for one in self.passes if one.target == name)
            x = self._left + (column + 0.5) * self._wide
            canvas.text(x, base, str(total), 8 * s, theme.text, "semibold", "middle")
