"""Draw the bands of one analytic sheet, from the stages at the top to the key at the bottom."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.diagram.parts.cards import classes
from rutas.diagram.sheet.key import draw_key
from rutas.diagram.sheet.legend import beyond, use
from rutas.diagram.sheet.plan import SMALL
from rutas.layout.geometry import Rect
from rutas.locale import number, say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen, Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.sheet.plan import Measures, Plan
    from rutas.model import Step
    from rutas.paper.palette import Theme
    from rutas.quantity import Quantity

__all__ = ["Bands"]

_CHANGES = {"added": "+", "removed": "–", "changed": "≠"}
_HEADROOM = 1.3  # how far above the highest mean a range is drawn


@dataclass
class Bands:
    """One sheet of the drawing."""

    plan: Plan
    canvas: Canvas
    steps: list[Step]
    papers: list[str]
    used: set[str] = field(default_factory=set)

    @cached_property
    def size(self) -> Measures:
        """How high everything is."""
        return self.plan.measures(self.steps)

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
        return self.plan.frame.area.left + self.plan.labels * self.s

    @cached_property
    def wide(self) -> float:
        """The width of a column."""
        return self.plan.wide(self.steps)

    def middle(self, index: int) -> float:
        """Return the middle of a column."""
        return self.left + (index + 0.5) * self.wide

    def draw(self, *, first: bool, key: bool) -> set[str]:
        """Draw the bands from top to bottom, then the lines that hold the columns together.

        Further sheets of the same columns (not the `first`) have nothing but documents, and one of
        them the `key`. Returns the signs in use.
        """
        top = self.plan.frame.area.top
        y = self._changes(self._numbers(self._stages(top)))
        under = y
        if first:
            y = self._channels(y + 6 * self.s)
            y = self._bars(y, "wait", [step.wait for step in self.steps], 1.0)
            y = self._bars(y, "dropout", [step.dropout for step in self.steps], 100.0)
        if self.papers:
            y = self._documents(y + 4 * self.s)
        self._borders(under, y)
        self._highlights(under, y)
        if key:
            self._title(y + 17 * self.s, "key")
            draw_key(self.canvas, self.plan, self.steps, y + 23 * self.s)
        return self.used

    def _highlights(self, top: float, bottom: float) -> None:
        """Lay a strip below everything in the columns that the reader asked to be marked."""
        s = self.s
        lit = self.plan.request.highlight
        self.canvas.shapes[:0] = [
            Shape(
                "polygon",
                ((x, top), (x + wide, top), (x + wide, bottom), (x, bottom)),
                Pen(fill=self.theme.highlight),
            )
            for index, step in enumerate(self.steps)
            if step.id in lit
            for x, wide in [(self.left + index * self.wide + s, self.wide - 2 * s)]
        ]

    def _borders(self, top: float, bottom: float) -> None:
        """Draw a dashed line where a stage ends."""
        dash = (1.5 * self.s, 3 * self.s)
        for index in range(1, len(self.steps)):
            if self._stage(index) != self._stage(index - 1):
                x = self.left + index * self.wide
                self.canvas.line(
                    [(x, top), (x, bottom)],
                    Pen(self.theme.rule, 0.5 * self.s, None, dash),
                )

    def _stage(self, index: int) -> str:
        return self.plan.route.stage_of[self.steps[index].id].id

    def _stages(self, y: float) -> float:
        s, high, size = self.s, self.plan.stage(self.steps), SMALL * self.s
        for start, end, which, lines in self.plan.stages(self.steps):
            place = Rect.sized(self.left + start * self.wide, y, (end - start) * self.wide, high)
            fill = self.theme.stage if which % 2 == 0 else self.theme.stage_alt
            self.canvas.rect(place.inset(0.4 * s), Pen(fill=fill))
            top = place.centre[1] - 0.5 * size * measure.LEADING * len(lines)
            self.canvas.texts(place.centre[0], top, lines, size, "#ffffff", "bold", "middle")
        return y + high + 2 * s

    def _numbers(self, y: float) -> float:
        theme, s = self.theme, self.s
        for index, step in enumerate(self.steps):
            place = Rect.sized(self.left + index * self.wide + s, y, self.wide - 2 * s, 14 * s)
            mark = self.plan.request.mark(step)
            node = f"step-{step.id}"
            highlit = step.id in self.plan.request.highlight
            self.used |= {"critical"} if mark else set()
            self.used |= {"highlight"} if highlit else set()
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

    def _changes(self, y: float) -> float:
        """Draw under its number what happened to a step, for a before and after."""
        if not self.plan.changed:
            return y
        s, theme = self.s, self.theme
        for index, step in enumerate(self.steps):
            change = self.plan.request.changes.get(step.id)
            if change is None:
                continue
            self.used.add(change)
            place = Rect.sized(self.left + index * self.wide + s, y - s, self.wide - 2 * s, 9 * s)
            ink = {"added": theme.added, "removed": theme.removed}.get(change, theme.changed)
            with self.canvas.owned(f"step-{step.id}"):
                self.canvas.rect(place, Pen(fill=ink))
                x, base = place.centre[0], place.top + 7.4 * s
                sign = _CHANGES[change]
                self.canvas.text(x, base, sign, 8.5 * s, "#ffffff", "bold", "middle")
        return y + self.plan.changed

    def _title(self, y: float, key: str, under: str = "") -> None:
        x, s = self.plan.frame.area.left, self.s
        self.canvas.text(x, y, say(f"sheet.{key}", self.lang), 8 * s, self.theme.text, "bold")
        if under:
            self.canvas.text(
                x, y + 10 * s, say(f"sheet.{under}", self.lang), SMALL * s, self.theme.muted
            )

    def _channels(self, y: float) -> float:
        s, theme = self.s, self.theme
        self._title(y + 7 * s, "channels")
        y += 12 * s
        high = self.size.channel * s
        for name in self.plan.kinds:
            channel = self.plan.route.catalogue.channels[name]
            x = self.plan.frame.area.left
            icons.channel(
                self.canvas, channel.kind, x + s, y + high / 2 - 4.5 * s, 9 * s, theme.text
            )
            count = sum(name in step.channel for step in self.steps)
            total = self.plan.count(count)
            base = y + high / 2 + 2.6 * s
            room = (self.plan.labels - 22) * s - measure.width(total, SMALL * s)
            (label,) = measure.fit(channel.name.to(self.lang), 7.5 * s, room)
            self.canvas.text(x + 14 * s, base, label, 7.5 * s, theme.text)
            self.canvas.text(self.left - 5 * s, base, total, SMALL * s, theme.muted, anchor="end")
            for index, step in enumerate(self.steps):
                cell = Rect.sized(
                    self.left + index * self.wide + 0.8 * s,
                    y + 0.8 * s,
                    self.wide - 1.6 * s,
                    high - 1.6 * s,
                )
                usual = step.channel[:1] == (name,)
                also = name in step.channel and not usual
                self.used |= {"usual"} if usual else {"other"} if also else set()
                self.canvas.rect(
                    cell,
                    Pen(
                        theme.text if also else None,
                        0.7 * s,
                        theme.stage if usual else "#ffffff" if also else theme.band,
                    ),
                )
                if usual or also:
                    size = min(9 * s, self.wide - 6 * s, high - 3.4 * s)
                    ink, paper = ("#ffffff", theme.stage) if usual else (theme.text, "#ffffff")
                    corner = cell.centre[0] - size / 2, cell.centre[1] - size / 2
                    icons.channel(self.canvas, channel.kind, *corner, size, ink, paper)
            y += high
        return y + 4 * s

    def _bars(self, y: float, key: str, values: Sequence[Quantity | None], times: float) -> float:
        """Draw a bar a step for its mean, and a whisker from its lowest to its highest value."""
        s, theme = self.s, self.theme
        floor = y + (self.size.bars + 22) * s
        self._title(floor - 30 * s, key, f"{key}-unit")
        known = [value for value in values if value is not None]
        mean = max((value.mean for value in known), default=0)
        highest = max((value.high for value in known), default=0)
        # a range that reaches very far would press all the others flat
        self._unit = self.size.bars * s / (min(highest, _HEADROOM * mean) or 1.0)
        for index, (step, value) in enumerate(zip(self.steps, values, strict=True)):
            if value is not None:
                self._bar(index, step, floor, (key, times), value)
            elif step.channel or step.actor:
                self.used.add("unknown")
                sign, base = say("sheet.unknown", self.lang), floor - 3 * s
                x = self.middle(index)
                self.canvas.text(x, base, sign, 7.5 * s, theme.muted, "bold", "middle")
        right = self.left + len(self.steps) * self.wide
        self.canvas.line([(self.left, floor), (right, floor)], Pen(theme.text, 0.7 * s))
        return floor + 6 * s

    def _bar(
        self, index: int, step: Step, floor: float, band: tuple[str, float], value: Quantity
    ) -> None:
        """Draw one bar, its range, and its figure above both."""
        (key, times), s, theme = band, self.s, self.theme
        x, unit = self.middle(index), self._unit
        top = floor - max(value.mean * unit, 0.8 * s)
        half = min(7 * s, self.wide * 0.32)
        mark = self.plan.request.mark(step)
        ink = theme.critical if mark else theme.muted
        sourced = step.evidence.get(key, "estimate") != "estimate"
        self.used.add("sourced" if sourced else "estimate")
        pen = Pen(ink, 0.9 * s, ink if sourced else "#ffffff")
        self.canvas.rect(Rect.sized(x - half, top, 2 * half, floor - top), pen)
        highest = floor - self.size.bars * s
        high = max(floor - value.high * unit, highest)
        if value.high > value.low:
            low = floor - value.low * unit
            cut = floor - value.high * unit < highest - 0.1
            inside = sourced and low > top  # on the bar's own ink
            self._range(x, None if inside else low, (top if inside else low, high), cut=cut)
            if inside:
                white = Pen("#ffffff", 0.7 * s)
                self.canvas.line([(x, top), (x, low)], white)
                self.canvas.line([(x - 2.2 * s, low), (x + 2.2 * s, low)], white)
        label = _figure(value.mean * times, key, self.lang)
        base = min(top, high) - 2.5 * s
        wide = measure.width(label, SMALL * s, "semibold")
        if mark and wide + 6 * s <= self.wide:
            icons.triangle(self.canvas, x - wide / 2 - 3 * s, base - 4.8 * s, 5 * s, theme.critical)
            x += 2.5 * s
        self.canvas.text(x, base, label, SMALL * s, theme.text, "semibold", "middle")

    def _range(self, x: float, low: float | None, ends: tuple[float, float], *, cut: bool) -> None:
        """Draw from the lowest to the highest value; what goes on above ends in a point."""
        (foot, high), s = ends, self.s
        pen = Pen(self.theme.text, 0.7 * s)
        if foot > high:
            self.canvas.line([(x, high), (x, foot)], pen)
        for end in (low, None if cut else high):
            if end is not None:
                self.canvas.line([(x - 2.2 * s, end), (x + 2.2 * s, end)], pen)
        if cut:
            self.used.add("beyond")
            beyond(self.canvas, x, high + 1.5 * s, self.theme, s)

    def _documents(self, y: float) -> float:
        s, theme, plan = self.s, self.theme, self.plan
        self._title(y + 7 * s, "documents")
        y += 12 * s
        offset = plan.steps.index(self.steps[0])
        right = self.left + len(self.steps) * self.wide
        high = self.size.row * s
        for row, name in enumerate(self.papers):
            area = Rect.sized(plan.frame.area.left, y, right - plan.frame.area.left, high)
            if row % 2 == 0:
                self.canvas.rect(area, Pen(fill=theme.band))
            held = name in plan.route.holds
            tail = say("sheet.held", self.lang) if held else ""
            room = (self.plan.labels - 10) * s - measure.width(tail, SMALL * s)
            (label,) = measure.fit(
                plan.facts.document(name), 7.5 * s, room, "semibold" if held else "regular"
            )
            base = area.centre[1] + 2.6 * s
            end = self.canvas.text(
                area.left + 3 * s,
                base,
                label,
                7.5 * s,
                theme.text,
                "semibold" if held else "regular",
            ).right
            self.canvas.text(end + 4 * s, base, tail, SMALL * s, theme.critical)
            first, last, uses = plan.spans[name]
            start = self.left if held and first >= offset else self.middle(max(first - offset, 0))
            start = self.left if first < offset else start
            stop = self.middle(last - offset) if last < offset + len(self.steps) else right
            middle = area.centre[1]
            if stop > start:
                self.used.add("carried")
                self.canvas.line([(start, middle), (stop, middle)], Pen(theme.text, 1.0 * s))
            made = {index for index, sign in uses if sign == "produced"}
            asked = {index for index, sign in uses if sign != "produced"}
            for index, sign in uses:
                if not 0 <= index - offset < len(self.steps):
                    continue
                if sign != "produced" and index in made:
                    continue  # one sign says both
                shown = "renewed" if index in made & asked else sign
                self.used.add(shown)
                use(self.canvas, shown, self.middle(index - offset), middle, theme, s)
            y += high
        return y


def _figure(mean: float, key: str, lang: str) -> str:
    """Write a mean over its bar: waits of less than a day in hours."""
    if key == "wait" and 0 < mean < 0.95:  # noqa: PLR2004  (it would print as 0,x days)
        return f"{number(max(mean * 24, 1), 0, lang)} h"
    return number(mean, 0 if mean >= 10 else 1, lang)  # noqa: PLR2004  (two digits)
