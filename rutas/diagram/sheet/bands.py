"""Draw the bands of one analytic sheet, from the stages at the top to the key at the bottom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from rutas.diagram import icons, measure
from rutas.diagram.canvas import Canvas, Node, Pen, Rect
from rutas.diagram.cards import classes
from rutas.diagram.sheet.legend import use
from rutas.diagram.sheet.plan import BARS, CHANNEL, LABELS, ROW
from rutas.locale import number, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.palette import Theme
    from rutas.diagram.sheet.plan import Plan
    from rutas.model import Step
    from rutas.quantity import Quantity

__all__ = ["Bands"]

_SMALL = 7.0


@dataclass
class Bands:
    """One sheet of the drawing."""

    plan: Plan
    canvas: Canvas
    steps: list[Step]
    papers: list[str]

    @property
    def theme(self) -> Theme:
        """The inks."""
        return self.plan.request.theme

    @property
    def s(self) -> float:
        """How much larger than on A4."""
        return self.plan.scale

    @property
    def lang(self) -> str:
        """The language of what is read."""
        return self.plan.request.lang

    @cached_property
    def left(self) -> float:
        """The left edge of the columns."""
        return self.plan.frame.area.x + LABELS * self.s

    @cached_property
    def wide(self) -> float:
        """The width of a column."""
        widest = 44 * self.s
        return min(widest, self.plan.room / len(self.steps))

    def middle(self, index: int) -> float:
        """Return the middle of a column."""
        return self.left + (index + 0.5) * self.wide

    def draw(self, *, further: bool) -> None:
        """Draw the bands from top to bottom, then the lines that hold the columns together.

        A further sheet of the same columns has nothing but its documents.
        """
        top = self.plan.frame.area.y
        y = self._numbers(self._stages(top))
        if not further:
            y = self._channels(y + 6 * self.s)
            y = self._bars(y, "wait", [step.wait for step in self.steps], 1.0)
            y = self._bars(y, "dropout", [step.dropout for step in self.steps], 100.0)
        y = self._documents(y + 4 * self.s)
        self._borders(top, y)
        if not further:
            self._key(y + 10 * self.s)

    def _borders(self, top: float, bottom: float) -> None:
        """Draw a dashed line where a stage ends."""
        dash = (1.5 * self.s, 3 * self.s)
        for index in range(1, len(self.steps)):
            if self._stage(index) != self._stage(index - 1):
                x = self.left + index * self.wide
                self.canvas.line(
                    [(x, top + 30 * self.s), (x, bottom)],
                    Pen(self.theme.rule, 0.5 * self.s, None, dash),
                )

    def _stage(self, index: int) -> str:
        return self.plan.route.stage_of[self.steps[index].id].id

    def _stages(self, y: float) -> float:
        start, names = 0, list(self.plan.route.stages)
        for end in range(1, len(self.steps) + 1):
            if end < len(self.steps) and self._stage(end) == self._stage(start):
                continue
            stage = self.plan.route.stage_of[self.steps[start].id]
            place = Rect(self.left + start * self.wide, y, (end - start) * self.wide, 15 * self.s)
            which = names.index(stage)
            fill = self.theme.stage if which % 2 == 0 else self.theme.stage_alt
            self.canvas.rect(place.inset(0.4 * self.s), Pen(fill=fill))
            letter = chr(65 + which % 26)
            title = f"{letter} · {stage.name.to(self.lang)}".upper()
            if place.width < 60 * self.s:  # the name would be cut to nothing
                title = letter
            size = _SMALL * self.s
            for line in measure.fit(title, size, place.width - 4 * self.s, "bold"):
                self.canvas.text(
                    place.centre[0],
                    place.centre[1] + 2.5 * self.s,
                    line,
                    size,
                    "#ffffff",
                    "bold",
                    "middle",
                )
            start = end
        return y + 17 * self.s

    def _numbers(self, y: float) -> float:
        theme, s = self.theme, self.s
        for index, step in enumerate(self.steps):
            place = Rect(self.left + index * self.wide + s, y, self.wide - 2 * s, 14 * s)
            mark = self.plan.request.mark(step)
            node = f"step-{step.id}"
            highlit = step.id in self.plan.request.highlight
            with self.canvas.owned(node):
                fill = theme.critical if mark else theme.highlight if highlit else "#ffffff"
                ink = "#ffffff" if mark else theme.text
                self.canvas.rect(place, Pen(theme.critical if mark else theme.rule, 0.7 * s, fill))
                label = str(self.plan.facts.number[step.id])
                x = place.centre[0]
                if mark:
                    wide = measure.width(label, 8 * s, "bold")
                    icons.triangle(self.canvas, x - wide / 2 - 3.4 * s, y + 4.2 * s, 5.4 * s, ink)
                    x += 2.6 * s
                self.canvas.text(x, y + 9.9 * s, label, 8 * s, ink, "bold", "middle")
            tip = self.plan.facts.tooltip(step)
            self.canvas.node(
                Node(node, place, "box", ("node", *classes(step, self.plan.request)), tip)
            )
        return y + 16 * s

    def _title(self, y: float, key: str, under: str = "") -> None:
        x, s = self.plan.frame.area.x, self.s
        self.canvas.text(x, y, say(f"sheet.{key}", self.lang), 8 * s, self.theme.text, "bold")
        if under:
            self.canvas.text(
                x, y + 10 * s, say(f"sheet.{under}", self.lang), _SMALL * s, self.theme.muted
            )

    def _channels(self, y: float) -> float:
        s, theme = self.s, self.theme
        self._title(y + 7 * s, "channels")
        y += 12 * s
        high = CHANNEL * s
        for name in self.plan.kinds:
            channel = self.plan.route.catalogue.channels[name]
            x = self.plan.frame.area.x
            icons.channel(self.canvas, channel.kind, x + 1 * s, y + 2.2 * s, 9 * s, theme.text)
            count = sum(name in step.channel for step in self.steps)
            total = (
                say("sheet.steps-one", self.lang)
                if count == 1
                else say("sheet.steps-many", self.lang, count=count)
            )
            room = (LABELS - 22) * s - measure.width(total, _SMALL * s)
            (label,) = measure.fit(channel.name.to(self.lang), 7.5 * s, room)
            self.canvas.text(x + 14 * s, y + 9.4 * s, label, 7.5 * s, theme.text)
            self.canvas.text(
                self.left - 5 * s, y + 9.4 * s, total, _SMALL * s, theme.muted, anchor="end"
            )
            for index, step in enumerate(self.steps):
                cell = Rect(
                    self.left + index * self.wide + 0.8 * s,
                    y + 0.8 * s,
                    self.wide - 1.6 * s,
                    high - 1.6 * s,
                )
                usual = step.channel[:1] == (name,)
                also = name in step.channel and not usual
                self.canvas.rect(
                    cell,
                    Pen(
                        theme.text if also else None,
                        0.7 * s,
                        theme.stage if usual else "#ffffff" if also else theme.band,
                    ),
                )
                if usual or also:
                    size = min(9 * s, self.wide - 6 * s)
                    ink, paper = ("#ffffff", theme.stage) if usual else (theme.text, "#ffffff")
                    corner = cell.centre[0] - size / 2, cell.centre[1] - size / 2
                    icons.channel(self.canvas, channel.kind, *corner, size, ink, paper)
            y += high
        return y + 4 * s

    def _bars(self, y: float, key: str, values: Sequence[Quantity | None], times: float) -> float:
        """Draw a bar a step for its mean, and a whisker from its lowest to its highest value."""
        s, theme = self.s, self.theme
        floor = y + (BARS + 20) * s
        self._title(floor - 30 * s, key, f"{key}-unit")
        highest = max((value.high for value in values if value), default=0) or 1.0
        unit = BARS * s / highest
        for index, (step, value) in enumerate(zip(self.steps, values, strict=True)):
            x = self.middle(index)
            if value is None:
                asked = step.channel or step.actor
                if asked:
                    self.canvas.text(
                        x,
                        floor - 3 * s,
                        say("sheet.unknown", self.lang),
                        7.5 * s,
                        theme.muted,
                        "bold",
                        "middle",
                    )
                continue
            top = floor - max(value.mean * unit, 0.8 * s)
            half = min(7 * s, self.wide * 0.32)
            ink = theme.critical if self.plan.request.mark(step) else theme.muted
            sourced = step.evidence.get(key, "estimate") != "estimate"
            pen = Pen(ink, 0.9 * s, ink if sourced else "#ffffff")
            self.canvas.rect(Rect(x - half, top, 2 * half, floor - top), pen)
            high = floor - value.high * unit
            if value.high > value.low:
                low = floor - value.low * unit
                self.canvas.line([(x, high), (x, low)], Pen(theme.text, 0.7 * s))
                for end in (high, low):
                    self.canvas.line(
                        [(x - 2.2 * s, end), (x + 2.2 * s, end)], Pen(theme.text, 0.7 * s)
                    )
            label = _figure(value.mean * times, key, self.lang)
            self.canvas.text(
                x, min(top, high) - 2.5 * s, label, _SMALL * s, theme.text, "semibold", "middle"
            )
        right = self.left + len(self.steps) * self.wide
        self.canvas.line([(self.left, floor), (right, floor)], Pen(theme.text, 0.7 * s))
        return floor + 6 * s

    def _documents(self, y: float) -> float:
        s, theme, plan = self.s, self.theme, self.plan
        self._title(y + 7 * s, "documents")
        y += 12 * s
        offset = plan.steps.index(self.steps[0])
        right = self.left + len(self.steps) * self.wide
        for row, name in enumerate(self.papers):
            area = Rect(plan.frame.area.x, y, right - plan.frame.area.x, ROW * s)
            if row % 2 == 0:
                self.canvas.rect(area, Pen(fill=theme.band))
            held = name in plan.route.holds
            tail = say("sheet.held", self.lang) if held else ""
            room = (LABELS - 10) * s - measure.width(tail, _SMALL * s)
            (label,) = measure.fit(
                plan.facts.document(name), 7.5 * s, room, "semibold" if held else "regular"
            )
            base = y + 8.8 * s
            end = self.canvas.text(
                area.x + 3 * s, base, label, 7.5 * s, theme.text, "semibold" if held else "regular"
            ).right
            self.canvas.text(end + 4 * s, base, tail, _SMALL * s, theme.critical)
            first, last, uses = plan.spans[name]
            start = self.left if held and first >= offset else self.middle(max(first - offset, 0))
            start = self.left if first < offset else start
            stop = self.middle(last - offset) if last < offset + len(self.steps) else right
            middle = area.centre[1]
            if stop > start:
                self.canvas.line([(start, middle), (stop, middle)], Pen(theme.text, 1.0 * s))
            both = {index for index, sign in uses if sign != "produced"}
            for index, sign in uses:
                if 0 <= index - offset < len(self.steps):
                    again = sign == "produced" and index in both
                    shown = "renewed" if again else sign
                    use(self.canvas, shown, self.middle(index - offset), middle, theme, s)
            y += ROW * s
        return y

    def _key(self, y: float) -> None:
        """List the steps by number, three columns of them."""
        s, theme, area = self.s, self.theme, self.plan.frame.area
        self._title(y + 7 * s, "key")
        y += 13 * s
        rows = ceil(len(self.steps) / 3)
        wide = area.width / 3
        for index, step in enumerate(self.steps):
            x, top = area.x + wide * (index // rows), y + 10 * s * (index % rows)
            label = str(self.plan.facts.number[step.id])
            self.canvas.text(x + 12 * s, top + 6 * s, label, 7.5 * s, theme.text, "bold", "end")
            room = wide - 22 * s
            actor = self.plan.facts.actors(step)
            whole = self.plan.facts.name(step)
            shown = measure.fit(whole, 7.5 * s, room, "semibold")[0]
            end = self.canvas.text(
                x + 16 * s, top + 6 * s, shown, 7.5 * s, theme.text, "semibold"
            ).right
            rest = x + wide - 8 * s - end - 4 * s
            if actor and rest > 30 * s:
                tail = measure.fit(actor, _SMALL * s, rest)[0]
                self.canvas.text(
                    end + 4 * s,
                    top + 6 * s,
                    tail,
                    _SMALL * s,
                    theme.ink(self.plan.facts.actor(step)),
                )


def _figure(mean: float, key: str, lang: str) -> str:
    """Write a mean over its bar: waits of less than a day in hours."""
    if key == "wait" and 0 < mean < 0.95:  # noqa: PLR2004  (it would print as 0,x days)
        return f"{number(max(mean * 24, 1), 0, lang)} h"
    return number(mean, 0 if mean >= 10 else 1, lang)  # noqa: PLR2004  (two digits)
