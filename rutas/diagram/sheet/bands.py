"""Draw the bands of one analytic sheet, from the stages at the top to the key at the bottom."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.diagram.parts.cards import classes
from rutas.diagram.request import CHANGES
from rutas.diagram.sheet.key import draw_key
from rutas.diagram.sheet.legend import beyond, use
from rutas.diagram.sheet.plan import SMALL
from rutas.layout.geometry import Rect
from rutas.locale import number, say
from rutas.model.evidence import basis
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen
from rutas.quantity import short_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.sheet.plan import Measures, SheetPlan
    from rutas.model import Step
    from rutas.paper.palette import Theme
    from rutas.quantity import Quantity

__all__ = ["Bands"]

_HEADROOM = 1.3  # how far above the highest mean a range is drawn


@dataclass
class Bands:
    """One sheet of the drawing."""

    plan: SheetPlan
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
    def lang(self) -> str:
        """The language of what is read."""
        return self.plan.request.lang

    @cached_property
    def left(self) -> float:
        """The left edge of the columns."""
        return self.plan.frame.area.left + self.plan.labels

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
            y = self._channels(y + 6)
            y = self._bars(y, "wait", [step.wait for step in self.steps], 1.0)
            y = self._bars(y, "dropout", [step.dropout for step in self.steps], 100.0)
        if self.papers:
            y = self._documents(y + 4)
        self._borders(under, y)
        self._highlights(under, y)
        if key:
            self._title(y + 17, "key")
            draw_key(self.canvas, self.plan, self.steps, y + 23)
        return self.used

    def _highlights(self, top: float, bottom: float) -> None:
        """Lay a strip below everything in the columns that the reader asked to be marked."""
        with self.canvas.under():
            for index, step in enumerate(self.steps):
                if step.id in self.plan.request.highlight:
                    x = self.left + index * self.wide
                    strip = Rect(x + 1, top, x + self.wide - 1, bottom)
                    self.canvas.rect(strip, Pen(fill=self.theme.highlight))

    def _borders(self, top: float, bottom: float) -> None:
        """Draw a dashed line where a stage ends."""
        dash = (1.5, 3)
        for index in range(1, len(self.steps)):
            if self._stage(index) != self._stage(index - 1):
                x = self.left + index * self.wide
                self.canvas.line(
                    [(x, top), (x, bottom)],
                    Pen(self.theme.rule, 0.5, None, dash),
                )

    def _stage(self, index: int) -> str:
        return self.plan.route.stage_of[self.steps[index].id].id

    def _stages(self, y: float) -> float:
        high, size = self.plan.stage(self.steps), SMALL
        for start, end, which, lines in self.plan.stages(self.steps):
            place = Rect.sized(self.left + start * self.wide, y, (end - start) * self.wide, high)
            fill = self.theme.stage if which % 2 == 0 else self.theme.stage_alt
            with self.canvas.owned(f"stage:{self._stage(start)}"):
                self.canvas.rect(place.inset(0.4), Pen(fill=fill))
                top = place.centre[1] - 0.5 * size * measure.LEADING * len(lines)
                self.canvas.texts(place.centre[0], top, lines, size, "#ffffff", "bold", "middle")
        return y + high + 2

    def _numbers(self, y: float) -> float:
        theme = self.theme
        for index, step in enumerate(self.steps):
            place = Rect.sized(self.left + index * self.wide + 1, y, self.wide - 2, 14)
            mark = self.plan.request.mark(step)
            node = f"step-{step.id}"
            highlit = step.id in self.plan.request.highlight
            self.used |= {"critical"} if mark else set()
            self.used |= {"highlight"} if highlit else set()
            with self.canvas.owned(node):
                fill = theme.critical if mark else theme.highlight if highlit else "#ffffff"
                ink = "#ffffff" if mark else theme.text
                self.canvas.rect(place, Pen(theme.critical if mark else theme.rule, 0.7, fill))
                label = str(self.plan.texts.number[step.id])
                x = place.centre[0]
                if mark:
                    wide = measure.width(label, 8, "bold")
                    icons.triangle(self.canvas, x - wide / 2 - 3.4, y + 4.2, 5.4, ink)
                    x += 2.6
                self.canvas.text(x, y + 9.9, label, 8, ink, "bold", "middle")
            tip = self.plan.texts.tooltip(step)
            self.canvas.head(f"stage:{self._stage(index)}")
            self.canvas.node(
                Node(node, place, "box", ("node", *classes(step, self.plan.request)), tip)
            )
        return y + 16

    def _changes(self, y: float) -> float:
        """Draw under its number what happened to a step, for a before and after."""
        if not self.plan.changed:
            return y
        theme = self.theme
        for index, step in enumerate(self.steps):
            change = self.plan.request.changes.get(step.id)
            if change is None:
                continue
            self.used.add(change)
            place = Rect.sized(self.left + index * self.wide + 1, y - 1, self.wide - 2, 9)
            ink = theme.of_change(change)
            with self.canvas.owned(f"step-{step.id}"):
                self.canvas.rect(place, Pen(fill=ink))
                x, base = place.centre[0], place.top + 7.4
                sign = CHANGES[change]
                self.canvas.text(x, base, sign, 8.5, "#ffffff", "bold", "middle")
        return y + self.plan.changed

    def _title(self, y: float, key: str, under: str = "") -> None:
        x = self.plan.frame.area.left
        self.canvas.text(x, y, say(f"sheet.{key}", self.lang), 8, self.theme.text, "bold")
        if under:
            self.canvas.text(x, y + 10, say(f"sheet.{under}", self.lang), SMALL, self.theme.muted)

    def _channels(self, y: float) -> float:
        theme = self.theme
        self._title(y + 7, "channels")
        y += 12
        high = self.size.channel
        for name in self.plan.kinds:
            channel = self.plan.route.catalogue.channels[name]
            x = self.plan.frame.area.left
            icons.channel(self.canvas, channel.kind, x + 1, y + high / 2 - 4.5, 9, theme.text)
            count = sum(name in step.channel for step in self.steps)
            total = self.plan.count(count)
            base = y + high / 2 + 2.6
            room = self.plan.labels - 22 - measure.width(total, SMALL)
            (label,) = measure.fit(channel.name.to(self.lang), 7.5, room)
            self.canvas.text(x + 14, base, label, 7.5, theme.text)
            self.canvas.text(self.left - 5, base, total, SMALL, theme.muted, anchor="end")
            for index, step in enumerate(self.steps):
                cell = Rect.sized(
                    self.left + index * self.wide + 0.8,
                    y + 0.8,
                    self.wide - 1.6,
                    high - 1.6,
                )
                usual = step.channel[:1] == (name,)
                also = name in step.channel and not usual
                self.used |= {"usual"} if usual else {"other"} if also else set()
                self.canvas.rect(
                    cell,
                    Pen(
                        theme.text if also else None,
                        0.7,
                        theme.stage if usual else "#ffffff" if also else theme.band,
                    ),
                )
                if usual or also:
                    size = min(9, self.wide - 6, high - 3.4)
                    ink, paper = ("#ffffff", theme.stage) if usual else (theme.text, "#ffffff")
                    corner = cell.centre[0] - size / 2, cell.centre[1] - size / 2
                    icons.channel(self.canvas, channel.kind, *corner, size, ink, paper)
            y += high
        return y + 4

    def _bars(self, y: float, key: str, values: Sequence[Quantity | None], times: float) -> float:
        """Draw a bar a step for its mean, and a whisker from its lowest to its highest value."""
        theme = self.theme
        floor = y + self.size.bars + 22
        self._title(floor - 30, key, f"{key}-unit")
        known = [value for value in values if value is not None]
        mean = max((value.mean for value in known), default=0)
        highest = max((value.high for value in known), default=0)
        # a range that reaches very far would press all the others flat
        unit = self.size.bars / (min(highest, _HEADROOM * mean) or 1.0)
        for index, (step, value) in enumerate(zip(self.steps, values, strict=True)):
            if value is not None:
                self._bar(index, step, floor, unit, (key, times), value)
            elif step.channel or step.actor:
                self.used.add("unknown")
                sign, base = say("sheet.unknown", self.lang), floor - 3
                x = self.middle(index)
                self.canvas.text(x, base, sign, 7.5, theme.muted, "bold", "middle")
        right = self.left + len(self.steps) * self.wide
        self.canvas.line([(self.left, floor), (right, floor)], Pen(theme.text, 0.7))
        return floor + 6

    def _bar(
        self,
        index: int,
        step: Step,
        floor: float,
        unit: float,
        band: tuple[str, float],
        value: Quantity,
    ) -> None:
        """Draw one bar of `unit` a day or a share, its range, and its figure above both."""
        (key, times), theme = band, self.theme
        x = self.middle(index)
        top = floor - max(value.mean * unit, 0.8)
        half = min(7, self.wide * 0.32)
        mark = self.plan.request.mark(step)
        ink = theme.critical if mark else theme.muted
        sourced = basis(step.evidence, key) == "measured"
        self.used.add("sourced" if sourced else "estimate")
        pen = Pen(ink, 0.9, ink if sourced else "#ffffff")
        self.canvas.rect(Rect.sized(x - half, top, 2 * half, floor - top), pen)
        highest = floor - self.size.bars
        high = max(floor - value.high * unit, highest)
        if value.high > value.low:
            low, cut = floor - value.low * unit, floor - value.high * unit < highest - 0.1
            inside = sourced and low > top  # on the bar's own ink
            self._range(x, None if inside else low, (top if inside else low, high), cut=cut)
            if inside:
                white = Pen("#ffffff", 0.7)
                self.canvas.line([(x, top), (x, low)], white)
                self.canvas.line([(x - 2.2, low), (x + 2.2, low)], white)
        label = _figure(value.mean * times, key, self.lang)
        base = min(top, high) - 2.5
        wide = measure.width(label, SMALL, "semibold")
        if mark and wide + 6 <= self.wide:
            icons.triangle(self.canvas, x - wide / 2 - 3, base - 4.8, 5, theme.critical)
            x += 2.5
        self.canvas.text(x, base, label, SMALL, theme.text, "semibold", "middle")

    def _range(self, x: float, low: float | None, ends: tuple[float, float], *, cut: bool) -> None:
        """Draw from the lowest to the highest value; what goes on above ends in a point."""
        (foot, high) = ends
        pen = Pen(self.theme.text, 0.7)
        if foot > high:
            self.canvas.line([(x, high), (x, foot)], pen)
        for end in (low, None if cut else high):
            if end is not None:
                self.canvas.line([(x - 2.2, end), (x + 2.2, end)], pen)
        if cut:
            self.used.add("beyond")
            beyond(self.canvas, x, high + 1.5, self.theme)

    def _documents(self, y: float) -> float:
        theme, plan = self.theme, self.plan
        self._title(y + 7, "documents")
        y += 12
        offset = plan.steps.index(self.steps[0])
        right = self.left + len(self.steps) * self.wide
        high = self.size.row
        for row, name in enumerate(self.papers):
            area = Rect.sized(plan.frame.area.left, y, right - plan.frame.area.left, high)
            if row % 2 == 0:
                self.canvas.rect(area, Pen(fill=theme.band))
            held = name in plan.route.holds
            tail = say("sheet.held", self.lang) if held else ""
            room = self.plan.labels - 10 - measure.width(tail, SMALL)
            (label,) = measure.fit(
                plan.texts.document(name), 7.5, room, "semibold" if held else "regular"
            )
            base = area.centre[1] + 2.6
            end = self.canvas.text(
                area.left + 3,
                base,
                label,
                7.5,
                theme.text,
                "semibold" if held else "regular",
            ).right
            self.canvas.text(end + 4, base, tail, SMALL, theme.critical)
            first, last, uses = plan.spans[name]
            start = self.left if held and first >= offset else self.middle(max(first - offset, 0))
            start = self.left if first < offset else start
            stop = self.middle(last - offset) if last < offset + len(self.steps) else right
            middle = area.centre[1]
            if stop > start:
                self.used.add("carried")
                self.canvas.line([(start, middle), (stop, middle)], Pen(theme.text, 1.0))
            made = {index for index, sign in uses if sign == "produced"}
            asked = {index for index, sign in uses if sign != "produced"}
            for index, sign in uses:
                if not 0 <= index - offset < len(self.steps):
                    continue
                if sign != "produced" and index in made:
                    continue  # one sign says both
                shown = "renewed" if index in made & asked else sign
                self.used.add(shown)
                use(self.canvas, shown, self.middle(index - offset), middle, theme)
            y += high
        return y


def _figure(mean: float, key: str, lang: str) -> str:
    """Write a mean over its bar: waits of less than a day in hours or minutes."""
    if key == "wait" and 0 < mean < 0.95:  # noqa: PLR2004  (it would print as 0,x days)
        return short_span(mean, lang)
    return number(mean, 0 if mean >= 10 else 1, lang)  # noqa: PLR2004  (two digits)
