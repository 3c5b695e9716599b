"""Draw the stretches of a river, the arms that leave it, and the bars where streams open and meet."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

from rutas.diagram.losses.content import Fan, of_hundred
from rutas.diagram.losses.look import TIP, TURN
from rutas.diagram.parts import icons
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen
from rutas.paper.strokes import hatching

if TYPE_CHECKING:
    from rutas.diagram.losses.content import Arm, Run
    from rutas.diagram.losses.look import Bed, Plan, Row
    from rutas.layout.geometry import Point
    from rutas.paper.palette import Theme

__all__ = ["draw_arm", "draw_plan"]

_CIRCLE = 0.5523  # how far a quarter circle's control points lie out
_HATCH = 4.5  # from one line of a hatch to the next
_FROM_ARM = 6.0  # to its words
_TICK = 7.0


def draw_plan(canvas: Canvas, plan: Plan, theme: Theme, lang: str) -> None:
    """Draw a river in its area."""
    _Drawer(canvas, plan, theme, lang).draw()


def draw_arm(
    canvas: Canvas,
    start: Point,
    tip: float,
    wide: float,
    theme: Theme,
    *,
    estimate: bool,
    ends: bool,
) -> None:
    """Draw the straight part of an arm, from its upper corner at the river to its tip.

    An arm of who is lost is dark, hatched where the figure is an estimate; one of who ends is as the river.
    """
    x, y = start
    place = Rect(min(x, tip), y, max(x, tip), y + wide)
    fill, edge = _inks(theme, estimate=estimate, ends=ends)
    over = 0.4 if tip > x else -0.4  # no hair of light between the arm and its turn
    canvas.rect(place._replace(left=min(x - over, tip), right=max(x - over, tip)), Pen(fill=fill))
    if estimate:
        pen = Pen(theme.muted, 0.7 * theme.pen)
        for line in hatching(place, _HATCH):
            canvas.line(line, pen)
    canvas.line([(x, y), (tip, y), (tip, y + wide), (x, y + wide)], edge)


def _inks(theme: Theme, *, estimate: bool, ends: bool) -> tuple[str, Pen]:
    """Return the fill of an arm, and the pen of its edges."""
    if estimate or ends:
        fill = "#ffffff" if estimate else theme.ground(theme.returns)
        return fill, Pen(theme.text, 0.7 * theme.pen)
    return theme.muted, Pen(theme.muted, 0.7 * theme.pen)


class _Drawer:
    def __init__(self, canvas: Canvas, plan: Plan, theme: Theme, lang: str) -> None:
        self.canvas, self.plan, self.theme, self.lang = canvas, plan, theme, lang
        self.look, self.area = plan.look, plan.area
        self.water = Pen(theme.returns, 0.8 * theme.pen, theme.ground(theme.returns))

    def draw(self) -> None:
        river = self.plan.river
        y = self._bar("enter", river.enter, self.area.top, light=True)
        for number, part in enumerate(river.parts):
            if isinstance(part, Fan):
                y = self._fan(part, y)
            else:
                said = say(
                    f"losses.{'going' if number else 'entering'}", self.lang, n=self._n(part.start)
                )
                y = self._run(
                    part, self.plan.bed, y, y + self.plan.run_high(part, self.plan.bed), said
                )
        self._bar("complete", river.complete, y)

    def _n(self, share: float) -> str:
        return of_hundred(share, self.lang)

    def _bar(self, key: str, words: str, y: float, *, light: bool = False) -> float:
        """Draw a bar from side to side with words in it; return where it ends."""
        place = Rect(self.area.left, y, self.area.right, y + self.plan.bar(words))
        ink, paper = self.theme.text, "#ffffff"
        with self.canvas.owned(key):
            pen = Pen(ink, 1.2 * self.theme.pen, paper) if light else Pen(fill=ink)
            self.canvas.rect(place, pen)
            lines = self.plan.bar_words(words)
            colour = ink if light else paper
            self.canvas.texts(place.left + 8, y + 3.6, lines, self.look.size, colour, "semibold")
        self.canvas.node(Node(key, place, "box", ("node", "bar"), words))
        return place.bottom

    def _fan(self, fan: Fan, y: float) -> float:
        plan, beds = self.plan, self.plan.beds(fan)
        end = y + plan.fan_high(fan) - plan.bar(fan.joins)
        y = self._bar(f"opens-{fan.key}", fan.opens, y)
        under = y + plan.titles_high(fan)
        for number, (run, bed) in enumerate(zip(fan.runs, beds, strict=True)):
            with self.canvas.owned(f"stream-{fan.key}-{number}"):
                lines = plan.title(run, bed)
                self.canvas.texts(
                    bed.words_left, y + 3, lines, self.look.size, self.theme.text, "bold"
                )
            said = "" if run.beside else say("losses.entering", self.lang, n=self._n(run.start))
            self._run(run, bed, under, end, said)
            if not run.beside:
                last = say("losses.arriving", self.lang, n=self._n(run.end))
                left = bed.left + self.look.unit * sum(arm.share for arm in run.arms if arm.ends)
                self._inside(last, left, run.end, end - self.look.head)
        return self._bar(f"joins-{fan.key}", fan.joins, end)

    def _run(self, run: Run, bed: Bed, y: float, bottom: float, said: str) -> float:
        """Draw a stretch of the river with its arms; return where it ends."""
        unit, rows = self.look.unit, self.plan.rows(run, bed)
        tops = accumulate([row.high for row in rows], initial=y + self.look.head)
        left, right = bed.left, bed.left + run.start * unit
        west, east = [(left, y)], [(right, y)]
        arms = []
        for arm, row, top in zip(run.arms, rows, tops, strict=False):
            at, wide = top + row.before, arm.share * unit
            arms.append((arm, row, (left if arm.ends else right, at)))
            if arm.ends:
                west += [(left, at), (left + wide, at)]
                left += wide
            else:
                east += [(right, at), (right - wide, at)]
                right -= wide
        bank = [*west, (left, bottom), (max(left, right), bottom), *reversed(east)]
        with self.canvas.owned("river"):
            self.canvas.polygon(bank, self.water)
        for arm, row, corner in arms:
            self._arm(arm, row, run, bed, corner)
        self._inside(said, bed.left, run.start, y)
        return bottom

    def _inside(self, words: str, left: float, share: float, top: float) -> None:
        """Write in the river, where there is room."""
        size, room = self.look.size, share * self.look.unit
        if words and measure.width(words, size, "semibold") < room - 4:
            y = top + 3 + measure.ASCENT * size
            self.canvas.text(left + room / 2, y, words, size, self.theme.text, "semibold", "middle")

    def _arm(self, arm: Arm, row: Row, run: Run, bed: Bed, corner: Point) -> None:
        """Draw an arm from the corner of the river's bank where it leaves, and its words."""
        (x, y), wide = corner, arm.share * self.look.unit
        side = -1 if arm.ends else 1
        tip = bed.tip(run, self.look, ends=arm.ends)
        look = self.look
        with self.canvas.owned(arm.key):
            self._turn(arm, corner, side)
            draw_arm(
                self.canvas, (x + side * TURN, y + TURN), tip, wide, self.theme,
                estimate=arm.estimate, ends=arm.ends,
            )  # fmt: skip
            tall = len(row.words) * look.lead
            top = y + TURN + wide / 2 - tall / 2
            start = tip + side * _FROM_ARM
            if arm.critical:
                mark = 0.75 * look.size
                middle = top + 0.5 * look.lead - mark / 2
                icons.triangle(self.canvas, start, middle, mark, self.theme.critical)
                start += look.size
            anchor = "end" if arm.ends else "start"
            self.canvas.texts(start, top, row.words, look.size, self.theme.text, arm.weight, anchor)
        words = bed.words_left if arm.ends else bed.words_right
        edge = tip - side * (TIP - 2)
        place = Rect(min(edge, words), top, max(edge, words), top + tall)
        place = Rect(place.left, min(top, y + TURN), place.right, max(top + tall, y + TURN + wide))
        classes = ["node", "end" if arm.ends else "loss"]
        classes += ["step"] if arm.key.startswith("step-") else []
        classes += ["critical"] if arm.critical else []
        self.canvas.node(Node(arm.key, place, "box", tuple(classes), arm.words))

    def _turn(self, arm: Arm, corner: Point, side: int) -> None:
        """Draw how an arm turns out of the river: a quarter of a ring, as wide as it is."""
        (x, y), wide = corner, arm.share * self.look.unit
        inner, outer = TURN, TURN + wide
        centre = x + side * TURN
        ring = [
            *_quarter((centre, y), inner, side),
            (centre, y + inner),
            (centre, y + outer),
            *reversed(_quarter((centre, y), outer, side)),
        ]
        fill, edge = _inks(self.theme, estimate=arm.estimate, ends=arm.ends)
        self.canvas.curve(ring, Pen(fill=fill))
        if arm.estimate:
            pen = Pen(self.theme.muted, 0.7 * self.theme.pen)
            for line in _ring_hatching((centre, y), inner, outer, side):
                self.canvas.line(line, pen)
        for radius in (inner, outer):
            self.canvas.curve(_quarter((centre, y), radius, side), edge)


def _quarter(centre: Point, radius: float, side: int) -> list[Point]:
    """Return a quarter circle from beside its centre to below it."""
    (x, y), bend = centre, radius * _CIRCLE
    return [
        (x - side * radius, y),
        (x - side * radius, y + bend),
        (x - side * bend, y + radius),
        (x, y + radius),
    ]


def _ring_hatching(centre: Point, inner: float, outer: float, side: int) -> list[list[Point]]:
    """Return the lines at 45° that fill a quarter of a ring: b - a = k, a from its centre, b down."""
    (x, y), lines = centre, []
    k = _HATCH / 2 - outer
    while k < outer:
        start = _on_circle(inner, k) if abs(k) < inner else max(0.0, -k)
        at = (start, _on_circle(outer, k))
        lines.append([(x - side * a, y + a + k) for a in at])
        k += _HATCH
    return lines


def _on_circle(radius: float, k: float) -> float:
    return (math.sqrt(2 * radius**2 - k**2) - k) / 2
