"""Draw the column of one route: ages, ways in, stages, outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram import icons, measure
from rutas.diagram.canvas import Canvas, Node, Pen, Rect
from rutas.locale import say

if TYPE_CHECKING:
    from rutas.diagram.lifecycle.content import Content, Exit, Part
    from rutas.diagram.palette import Theme
    from rutas.diagram.request import Request

__all__ = ["Column"]

_HEAD = 64.0  # ages, name and counts
_LINES = (13.0, 12.2, 11.4, 10.8, 10.2)  # a line of a stage, as loose as fits
_HALF = (0.36, 0.64)  # of the width for services, where there are critical points
_BAR = 13.0  # a stage's head
_TITLE = 12.0
_PILL = 15.0
_GAP = 5.0


@dataclass
class Column:
    """One route's column, in a place of the sheet."""

    content: Content
    request: Request
    place: Rect

    @cached_property
    def _s(self) -> float:
        return self.request.paper.scale

    @property
    def _theme(self) -> Theme:
        return self.request.theme

    @cached_property
    def _wide(self) -> float:
        """The column's width at scale 1."""
        return self.place.width / self._s

    # --- how much fits ----------------------------------------------------------------------------

    @cached_property
    def _papers(self) -> list[list[str]]:
        room = self.place.width - 6 * self._s
        return [
            measure.fit(one.papers, 7.5 * self._s, room, lines=4) if one.papers else []
            for one in self.content.exits
        ]

    @cached_property
    def _foot(self) -> float:
        """The height of the outcomes."""
        lines = sum(len(lines) * 8.6 + (4 if lines else 0) for lines in self._papers)
        return _TITLE + len(self.content.exits) * (_PILL + 3) + lines + _GAP

    @cached_property
    def _room(self) -> float:
        """What is left for the stages."""
        ways = _TITLE + len(self.content.ways) * (_PILL + 2) + _GAP
        return self.place.height / self._s - _HEAD - ways - self._foot

    def _rows(self, part: Part, most: int) -> int:
        longest = max(len(part.services), len(part.critical))
        return min(longest, most)

    @cached_property
    def _line(self) -> float:
        """The height of a line: the loosest that holds everything."""
        for line in _LINES:
            if self._high(len(self.content.parts), self._longest, line) <= self._room:
                return line
        return _LINES[-1]

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

    def _high(self, stages: int, most: int, line: float) -> float:
        """Return the height of the first stages, with so many lines each at most, so high each."""
        rows = [self._rows(part, most) for part in self.content.parts[:stages]]
        return sum(_BAR + _GAP + (count * line + 4 if count else 0) for count in rows)

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
        top = self._ways(canvas, top)
        for index, part in enumerate(self.content.parts[: self._stages]):
            top = self._part(canvas, top, index, part)
        left_out = len(self.content.parts) - self._stages
        if left_out:
            words = say("lifecycle.more-stages", self.request.lang, count=left_out)
            canvas.text(self.place.x, top + 6 * self._s, words, 7.5 * self._s, self._theme.muted)
        found = {"": Rect(self.place.x, self.place.y, self.place.width, _HEAD * self._s)}
        bottom = self.place.bottom - self._foot * self._s
        return found | self._exits(canvas, max(top, min(bottom, top + 22 * self._s)))

    def _head(self, canvas: Canvas) -> float:
        s, theme, lang = self._s, self._theme, self.request.lang
        route, place = self.content.route, self.place
        node = f"route-{route.id}"
        with canvas.owned(node):
            bar = Rect(place.x, place.y, place.width, 22 * s)
            tip = 9 * s
            middle = bar.centre[1]
            canvas.polygon(
                [
                    (bar.x, bar.y), (bar.right - tip, bar.y), (bar.right, middle),
                    (bar.right - tip, bar.bottom), (bar.x, bar.bottom),
                ],
                Pen(fill=theme.stage),
            )  # fmt: skip
            self._ages(canvas, bar)
            size = 12 * s
            name = measure.fit(self.content.name, size, place.width, "bold")[0]
            canvas.text(place.x, bar.bottom + 16 * s, name, size, theme.text, "bold")
            counts = measure.fit(self.content.counts, 8 * s, place.width)[0]
            canvas.text(place.x, bar.bottom + 28 * s, counts, 8 * s, theme.muted)
        ages = route.ages
        tip_text = say("lifecycle.ages", lang, first=ages.from_, last=ages.to) if ages else ""
        canvas.node(Node(node, bar, "box", ("node", "route"), f"{self.content.name}. {tip_text}"))
        return place.y + _HEAD * s

    def _ages(self, canvas: Canvas, bar: Rect) -> None:
        """Write the ages along the bar: pregnancy first, where people enter before birth."""
        s, route = self._s, self.content.route
        base = bar.centre[1] + 3 * s
        words = []
        if any(way.at and way.at.low < 0 for way in route.ways_in):
            words.append(say("lifecycle.pregnancy", self.request.lang))
        if route.ages:
            words += [str(age) for age in range(route.ages.from_, route.ages.to + 1)]
        room = bar.width - 24 * s

        def spare() -> float:
            return room - sum(measure.width(word, 9 * s, "bold") for word in words)

        while len(words) > 1 and spare() < 9 * s * len(words):
            # first and last say the most
            words = [words[0], *words[1:-1:2], words[-1]] if len(words) > 3 else words[:-1]  # noqa: PLR2004
        x, gap = bar.x + 8 * s, spare() / max(len(words), 1)
        for word in words:
            x = canvas.text(x + gap / 2, base, word, 9 * s, "#ffffff", "bold").right + gap / 2

    def _ways(self, canvas: Canvas, top: float) -> float:
        s, theme = self._s, self._theme
        canvas.text(
            self.place.x,
            top + 4 * s,
            say("lifecycle.enters", self.request.lang),
            7.5 * s,
            theme.muted,
            "bold",
        )
        top += _TITLE * s - 3 * s
        for index, way in enumerate(self.content.ways, 1):
            pill = Rect(self.place.x, top, self.place.width, _PILL * s)
            node = f"way-{self.content.route.id}-{index}"
            with canvas.owned(node):
                canvas.rect(pill, Pen(theme.text, 1.1 * s * theme.pen, "#ffffff"), 8 * s)
                rest = way.words.replace(way.name, "", 1)
                room = pill.width - 18 * s - measure.width(rest, 8 * s, "semibold")
                name = measure.fit(way.name, 8 * s, room, "semibold")[0]
                words = " · ".join(part for part in (way.share, name, way.age) if part)
                canvas.text(
                    pill.x + 9 * s, pill.centre[1] + 2.8 * s, words, 8 * s, theme.text, "semibold"
                )
            canvas.node(Node(node, pill, "pill", ("node", "way-in"), way.words))
            top += (_PILL + 2) * s
        return top + _GAP * s

    def _part(self, canvas: Canvas, top: float, index: int, part: Part) -> float:
        s, theme, lang = self._s, self._theme, self.request.lang
        bar = Rect(self.place.x, top, self.place.width, _BAR * s)
        canvas.rect(bar, Pen(fill=theme.stage if index % 2 == 0 else theme.stage_alt))
        count = say(
            f"lifecycle.steps-{'one' if part.steps == 1 else 'many'}", lang, count=part.steps
        )
        room = bar.width - measure.width(count, 7.5 * s) - 16 * s
        title = measure.fit(f"{chr(65 + index % 26)} · {part.name}", 8.5 * s, room, "bold")[0]
        canvas.text(bar.x + 5 * s, bar.centre[1] + 3 * s, title, 8.5 * s, "#ffffff", "bold")
        canvas.text(
            bar.right - 5 * s, bar.centre[1] + 3 * s, count, 7.5 * s, "#ffffff", anchor="end"
        )
        rows = self._rows(part, self._most)
        body = Rect(bar.x, bar.bottom, bar.width, (rows * self._line + 4) * s if rows else 0)
        if rows:
            canvas.rect(body, Pen(theme.rule, 0.5 * s, theme.band))
        half = bar.width * self._half(part)
        for row, name in enumerate(self._cut(part.services, rows)):
            base = body.y + (row * self._line + 9) * s
            canvas.ellipse(
                (body.x + 6 * s, base - 2.6 * s), (1.9 * s, 1.9 * s), Pen(fill=theme.text)
            )
            room = half if row < len(part.critical) else bar.width
            shown = measure.fit(name, 7.5 * s, room - 16 * s)[0]
            canvas.text(body.x + 11 * s, base, shown, 7.5 * s, theme.text)
        if rows:
            self._critical(canvas, body, part, rows)
        return body.bottom + _GAP * s

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

    def _critical(self, canvas: Canvas, body: Rect, part: Part, rows: int) -> None:
        s, theme = self._s, self._theme
        left = body.x + body.width * self._half(part)
        shown = part.critical[: rows if len(part.critical) <= rows else rows - 1]
        for row, (step, number, name) in enumerate(shown):
            base = body.y + (row * self._line + 9) * s
            node = f"step-{self.content.route.id}-{step}"  # routes may name their steps alike
            with canvas.owned(node):
                icons.triangle(canvas, left + 3 * s, base - 5.4 * s, 5.8 * s, theme.critical)
                end = canvas.text(
                    left + 11 * s, base, number, 7.5 * s, theme.critical, "bold"
                ).right
                room = body.right - end - 6 * s
                words = measure.fit(name, 7.5 * s, room)[0]
                canvas.text(end + 3 * s, base, words, 7.5 * s, theme.text)
            place = Rect(left, base - 7.4 * s, body.right - left - s, 9.6 * s)
            canvas.node(Node(node, place, "box", ("node", "step", "critical"), f"{number}. {name}"))
        if len(part.critical) > rows > 0:
            base = body.y + ((rows - 1) * self._line + 9) * s
            more = say("lifecycle.more", self.request.lang, count=len(part.critical) - rows + 1)
            canvas.text(left + 11 * s, base, more, 7.5 * s, theme.critical)

    def _exits(self, canvas: Canvas, top: float) -> dict[str, Rect]:
        s, theme = self._s, self._theme
        canvas.text(
            self.place.x,
            top + 4 * s,
            say("lifecycle.leaves", self.request.lang),
            7.5 * s,
            theme.muted,
            "bold",
        )
        top += _TITLE * s - 3 * s
        found = {}
        for one, lines in zip(self.content.exits, self._papers, strict=True):
            pill = Rect(self.place.x, top, self.place.width, _PILL * s)
            found[one.id] = pill
            self._exit(canvas, one, pill)
            top = pill.bottom + 3 * s
            if lines:
                top = canvas.texts(self.place.x + 3 * s, top, lines, 7.5 * s, theme.text) + 4 * s
        return found

    def _exit(self, canvas: Canvas, one: Exit, pill: Rect) -> None:
        s, theme, lang = self._s, self._theme, self.request.lang
        node = f"outcome-{self.content.route.id}-{one.id}"
        tail = f" · {say('lifecycle.to', lang, route=one.continues)}" if one.continues else ""
        with canvas.owned(node):
            dash = None if one.success else (3 * s, 2 * s)
            fill, ink = (theme.text, "#ffffff") if one.success else ("#ffffff", theme.text)
            if one.success:
                canvas.rect(pill, Pen(theme.text, 1.1 * s * theme.pen, fill), 8 * s)
            else:
                canvas.rect(pill, Pen(theme.text, 1.1 * s * theme.pen, fill, dash))
            room = pill.width - 18 * s - measure.width(tail, 8 * s, "semibold")
            shown = measure.fit(one.name, 8 * s, room, "semibold")[0] + tail
            canvas.text(pill.x + 9 * s, pill.centre[1] + 2.8 * s, shown, 8 * s, ink, "semibold")
        kind = "success" if one.success else "failure"
        canvas.node(Node(node, pill, "pill", ("node", "end", kind), one.name + tail))
