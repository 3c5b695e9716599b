"""Draw the column of one route: ages, ways in, stages, outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from rutas.answers.words import letters
from rutas.diagram.lifecycle import ends
from rutas.diagram.parts import icons
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.lifecycle.content import Content, Part
    from rutas.diagram.request import Request
    from rutas.paper.palette import Theme

__all__ = ["Column"]

_HEAD = 64.0  # ages, name and counts
_LINES = (14.0, 13.0, 12.2, 11.4, 10.8, 10.2)  # a line of a stage, as loose as fits
_NEXT = 8.6  # from one line of a long name to the next
_LOOSE = 44.0  # between stages, at most
_HALF = (0.36, 0.64)  # of the width for services, where there are critical points
_BAR = 13.0  # a stage's head
_GAP = 5.0


@dataclass(frozen=True)
class Column:
    """One route's column, in a place of the sheet.

    `common` is the height, that all columns of the sheet keep for their outcomes: these
    then stand side by side.
    """

    content: Content
    request: Request
    place: Rect
    common: float = 0.0

    @property
    def _theme(self) -> Theme:
        return self.request.theme

    # --- how much fits ----------------------------------------------------------------------------

    @cached_property
    def _papers(self) -> list[list[str]]:
        room = self.place.width - 6
        return [
            measure.fit(one.papers, 7.5, room, lines=4) if one.papers else []
            for one in self.content.exits
        ]

    @cached_property
    def foot(self) -> float:
        """The height of the outcomes."""
        lines = sum(len(lines) * 8.6 + (4 if lines else 0) for lines in self._papers)
        return ends.TITLE + len(self.content.exits) * (ends.PILL + 3) + lines + _GAP

    @cached_property
    def _room(self) -> float:
        """What is left for the stages."""
        ways = ends.TITLE + len(self.content.ways) * (ends.PILL + 2) + ends.AFTER
        return self.place.height - _HEAD - ways - max(self.foot, self.common)

    def _rows(self, part: Part, most: int) -> int:
        longest = max(len(part.services), len(part.critical))
        return min(longest, most)

    @cached_property
    def _fits_best(self) -> tuple[float, int]:
        """The height of a line and how many lines a name may have: the loosest that holds everything."""
        for names in (2, 1):
            for line in _LINES:
                high = self._high(len(self.content.parts), self._longest, line, names)
                if high <= self._room:
                    return line, names
        return _LINES[-1], 1

    @property
    def _line(self) -> float:
        return self._fits_best[0]

    @property
    def _names(self) -> int:
        return self._fits_best[1]

    @cached_property
    def _gap(self) -> float:
        """What lies between two stages: more where the column has height to spare."""
        count = self._stages
        spare = self._room - self._height(count, self._most)
        return _GAP + min(max(spare / max(count, 1), 0.0), _LOOSE - _GAP)

    @cached_property
    def _longest(self) -> int:
        return max((max(len(p.services), len(p.critical)) for p in self.content.parts), default=0)

    @cached_property
    def _most(self) -> int:
        """How many lines a stage may have, for all stages to fit."""
        for most in range(self._longest, 0, -1):
            if self._height(len(self.content.parts), most) <= self._room:
                return most
        return 0

    def _height(self, stages: int, most: int) -> float:
        return self._high(stages, most, self._line)

    def _high(self, stages: int, most: int, line: float, names: int | None = None) -> float:
        """Return the height of the first stages, with so many rows each at most, so high each."""
        found = 0.0
        for part in self.content.parts[:stages]:
            rows = self._rows(part, most)
            lines = sum(self._row_heights(part, rows, line, names or self._names))
            found += _BAR + _GAP + (lines + 4 if rows else 0)
        return found

    def _row_heights(self, part: Part, rows: int, line: float, names: int) -> list[float]:
        """Return the height of each row of a stage: long names take two lines."""
        left, right = self._texts(part, rows, names)
        counts = zip_longest(map(len, left), map(len, right), fillvalue=1)
        tall = [max(pair) for pair in counts]
        return [line + (count - 1) * _NEXT for count in tall]

    def _texts(self, part: Part, rows: int, names: int) -> tuple[list[list[str]], list[list[str]]]:
        """Return the lines of the services, and those of the critical points."""
        wide, size = self.place.width, 7.5
        half = wide * self._half(part)
        left = []
        for row, name in enumerate(self._cut(part.services, rows)):
            room = (half if row < len(part.critical) else wide) - 16
            left.append(measure.fit(name, size, room, lines=names))
        right = []
        for _, number, name in self._shown(part, rows):
            room = wide - half - self._number_room(number)
            right.append(measure.fit(name, size, room, lines=names))
        return left, right

    def _number_room(self, number: str) -> float:
        """What the triangle and the number of a critical point take."""
        return measure.width(number, 7.5, "bold") + 17

    @staticmethod
    def _shown(part: Part, rows: int) -> tuple[tuple[str, str, str], ...]:
        """Return the critical points that have a row."""
        return part.critical[: rows if len(part.critical) <= rows else max(rows - 1, 0)]

    @cached_property
    def _stages(self) -> int:
        """How many stages fit."""
        count = len(self.content.parts)
        while count > 1 and self._height(count, self._most) > self._room - (
            self._line if count < len(self.content.parts) else 0
        ):
            count -= 1
        return count

    # --- drawing ----------------------------------------------------------------------------------

    def draw(self, canvas: Canvas) -> dict[str, Rect]:
        """Draw the column; return the places of its outcomes, and of its head as ``""``."""
        top = self._head(canvas)
        top = ends.draw_ways(canvas, self.content, self.request, self.place, top)
        for index, part in enumerate(self.content.parts[: self._stages]):
            top = self._part(canvas, top, index, part)
        left_out = len(self.content.parts) - self._stages
        if left_out:
            words = say("lifecycle.more-stages", self.request.lang, count=left_out)
            canvas.text(self.place.left, top + 6, words, 7.5, self._theme.muted)
            top += self._line
        found = {"": Rect.sized(self.place.left, self.place.top, self.place.width, _HEAD)}
        bottom = self.place.bottom - max(self.foot, self.common)
        out = self.place.left, max(top, bottom), self.place.width
        return found | ends.draw_exits(canvas, self.content, self.request, out, self._papers)

    def _head(self, canvas: Canvas) -> float:
        theme, lang = self._theme, self.request.lang
        route, place = self.content.route, self.place
        node = f"route-{route.id}"
        with canvas.owned(node):
            bar = Rect.sized(place.left, place.top, place.width, 22)
            tip = 9
            middle = bar.centre[1]
            canvas.polygon(
                [
                    (bar.left, bar.top), (bar.right - tip, bar.top), (bar.right, middle),
                    (bar.right - tip, bar.bottom), (bar.left, bar.bottom),
                ],
                Pen(fill=theme.stage),
            )  # fmt: skip
            self._ages(canvas, bar)
            size = 12
            name = measure.fit(self.content.name, size, place.width, "bold")[0]
            canvas.text(place.left, bar.bottom + 16, name, size, theme.text, "bold")
            counts = measure.fit(self.content.counts, 8, place.width)[0]
            canvas.text(place.left, bar.bottom + 28, counts, 8, theme.muted)
        ages = route.ages
        tip_text = say("lifecycle.ages", lang, first=ages.from_, last=ages.to) if ages else ""
        canvas.node(Node(node, bar, "box", ("node", "route"), f"{self.content.name}. {tip_text}"))
        return place.top + _HEAD

    def _ages(self, canvas: Canvas, bar: Rect) -> None:
        """Write the ages along the bar: pregnancy first, where people enter before birth."""
        route = self.content.route
        base = bar.centre[1] + 3
        words = []
        if any(way.at and way.at.low < 0 for way in route.ways_in):
            words.append(say("lifecycle.pregnancy", self.request.lang))
        if route.ages:
            words += [str(age) for age in range(route.ages.from_, route.ages.to + 1)]
        room = bar.width - 24

        def spare() -> float:
            return room - sum(measure.width(word, 9, "bold") for word in words)

        while len(words) > 1 and spare() < 9 * len(words):
            # first and last say the most
            words = [words[0], *words[1:-1:2], words[-1]] if len(words) > 3 else words[:-1]  # noqa: PLR2004  (the first, every other and the last)
        x, gap = bar.left + 8, spare() / max(len(words), 1)
        for word in words:
            x = canvas.text(x + gap / 2, base, word, 9, "#ffffff", "bold").right + gap / 2

    def _part(self, canvas: Canvas, top: float, index: int, part: Part) -> float:
        theme, lang = self._theme, self.request.lang
        bar = Rect.sized(self.place.left, top, self.place.width, _BAR)
        canvas.rect(bar, Pen(fill=theme.stage if index % 2 == 0 else theme.stage_alt))
        count = say("lifecycle.steps", lang, count=part.steps)
        room = bar.width - measure.width(count, 7.5) - 16
        title = measure.fit(f"{letters(index)} · {part.name}", 8.5, room, "bold")[0]
        canvas.text(bar.left + 5, bar.centre[1] + 3, title, 8.5, "#ffffff", "bold")
        canvas.text(bar.right - 5, bar.centre[1] + 3, count, 7.5, "#ffffff", anchor="end")
        rows = self._rows(part, self._most)
        heights = self._row_heights(part, rows, self._line, self._names)
        body = Rect.sized(bar.left, bar.bottom, bar.width, (sum(heights) + 4) if rows else 0)
        if rows:
            canvas.rect(body, Pen(theme.rule, 0.5, theme.band))
            bases = [body.top + (sum(heights[:row]) + self._line / 2 + 4.7) for row in range(rows)]
            self._services(canvas, body, part, bases)
            self._critical(canvas, body, part, bases)
        return body.bottom + self._gap

    def _services(self, canvas: Canvas, body: Rect, part: Part, bases: Sequence[float]) -> None:
        theme = self._theme
        lines, _ = self._texts(part, len(bases), self._names)
        for base, texts in zip(bases, lines, strict=False):
            spot = (body.left + 6, base - 2.6)
            canvas.ellipse(spot, (1.9, 1.9), Pen(fill=theme.text))
            for index, text in enumerate(texts):
                down = base + index * _NEXT
                canvas.text(body.left + 11, down, text, 7.5, theme.text)

    def _half(self, part: Part) -> float:
        """Return the share of the width that the services get: what they need of it."""
        if not part.critical or not part.services:
            return 1.0 if part.services else 0.0
        left = max((measure.width(name, 7.5) for name in part.services), default=0) + 16
        right = max(measure.width(number + name, 7.5) for _, number, name in part.critical) + 22
        least, most = _HALF
        return min(max(left / (left + right), least), most)

    def _cut(self, names: tuple[str, ...], rows: int) -> list[str]:
        """Return the names that fit, and how many do not."""
        if len(names) <= rows or not rows:
            return list(names[:rows])
        more = say("lifecycle.more", self.request.lang, count=len(names) - rows + 1)
        return [*names[: rows - 1], more]

    def _critical(self, canvas: Canvas, body: Rect, part: Part, bases: Sequence[float]) -> None:
        theme = self._theme
        left = body.left + body.width * self._half(part)
        _, lines = self._texts(part, len(bases), self._names)
        shown = self._shown(part, len(bases))
        for (step, number, name), base, texts in zip(shown, bases, lines, strict=False):
            node = f"step-{self.content.route.id}-{step}"  # routes may name their steps alike
            with canvas.owned(node):
                icons.triangle(canvas, left + 3, base - 5.4, 5.8, theme.critical)
                canvas.text(left + 11, base, number, 7.5, theme.critical, "bold")
                start = left + self._number_room(number) - 3
                for index, text in enumerate(texts):
                    canvas.text(start, base + index * _NEXT, text, 7.5, theme.text)
            tall = 9.6 + (len(texts) - 1) * _NEXT
            place = Rect.sized(left, base - 7.4, body.right - left - 1, tall)
            canvas.node(Node(node, place, "box", ("node", "step", "critical"), f"{number}. {name}"))
        if len(part.critical) > len(shown) and bases:
            more = say("lifecycle.more", self.request.lang, count=len(part.critical) - len(shown))
            canvas.text(left + 11, bases[-1], more, 7.5, theme.critical)
