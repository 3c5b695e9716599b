"""Draw a service over the days: who waits, which places are used, when it is closed, when it grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from rutas.diagram.parts import icons
from rutas.diagram.queues.axis import SIZE, Days, round_top
from rutas.diagram.queues.content import runs, spread
from rutas.hours import day_in_figures
from rutas.layout.geometry import Rect
from rutas.locale import number, say
from rutas.paper import measure
from rutas.paper.canvas import Pen
from rutas.paper.palette import mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.diagram.queues.content import Strip
    from rutas.layout.geometry import Point
    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

    Floats = NDArray[np.float64]
    Line = Sequence[Point]

__all__ = ["LABELS", "LANE", "Plot", "band", "closed_bar", "middle", "offered", "used"]

LABELS = 52.0
"""The room for the numbers at the left of a plot."""
LANE = 10.0
"""The height of the words that say when a queue began to grow."""
_QUEUE, _CLOSED = 0.7, 5.0  # the share of the height for who waits; the bar of closed days
_APART = 3.0
_NARROWEST = 0.8  # a closed day is seen
_HATCH = 3.0  # from one line of the change's band to the next
_DASH = (4.0, 2.0)
_HALVED = 46.0  # the height from which on the middle of the scale is written


def band(canvas: Canvas, low: Line, high: Line, key: str, theme: Theme) -> None:
    """Draw the band between two lines: a ground, or upright strokes where it is that of a change."""
    if key == "now":
        canvas.polygon([*high, *reversed(low)], Pen(fill=theme.ground(theme.text)))
    else:
        at = np.arange(low[0][0] + _HATCH / 2, low[-1][0], _HATCH)
        tops, feet = (np.interp(at, *np.transpose(line)).tolist() for line in (high, low))
        for x, top, foot in zip(at.tolist(), tops, feet, strict=True):
            if foot - top > _NARROWEST:
                canvas.line([(x, top), (x, foot)], Pen(theme.returns, 0.4))
    for line in (low, high):
        canvas.line(line, Pen(theme.muted if key == "now" else theme.returns, 0.4))


def middle(canvas: Canvas, points: Line, key: str, theme: Theme) -> None:
    """Draw the line of the median; dashed where it is that of a change."""
    now = key == "now"
    pen = Pen(theme.text if now else theme.returns, 1.3 * theme.pen, None, None if now else _DASH)
    canvas.line(points, pen)


def offered(canvas: Canvas, points: Line, key: str, theme: Theme) -> None:
    """Draw the line of the places that there are; dashed where it is that of a change."""
    canvas.line(points, Pen(theme.text, 0.8 * theme.pen, None, None if key == "now" else _DASH))


def used(canvas: Canvas, points: Line, theme: Theme) -> None:
    """Draw the ground of the places that are used, on which the lines of those that there are are seen."""
    canvas.polygon(points, Pen(fill=mix(theme.text, 0.5)))


def closed_bar(canvas: Canvas, place: Rect, key: str, theme: Theme) -> None:
    """Draw days on which a service is closed; open inside where only the change closes it."""
    now = key == "now"
    inner = place if now else place.inset(0.4)
    canvas.rect(inner, Pen(fill=theme.text) if now else Pen(theme.returns, 0.8, "#ffffff"))


@dataclass(frozen=True)
class Plot:
    """Where a service is drawn.

    Attributes
    ----------
    days
        The days across.
    top, bottom
        The room.
    theme, lang
        The inks, and the language of what is written.
    """

    days: Days
    top: float
    bottom: float
    theme: Theme
    lang: str

    def draw(self, canvas: Canvas, strip: Strip) -> None:
        """Draw a service."""
        grown = [(key, day) for key, one in strip.both if (day := one.grows_from) is not None]
        top = self.top + LANE * len(grown)
        high = self.bottom - top - _CLOSED - 2 * _APART
        queue = Rect(self.days.left, top, self.days.right, top + _QUEUE * high)
        closed = Rect.sized(queue.left, queue.bottom + _APART, queue.width, _CLOSED)
        slots = Rect(queue.left, closed.bottom + _APART, queue.right, self.bottom)
        self.days.rules(canvas, queue.top, slots.bottom, self.theme)
        self._slots(canvas, slots, strip)
        self._queue(canvas, queue, strip)
        self._closed(canvas, closed, strip)
        for lane, (key, day) in enumerate(grown):
            self._growth(canvas, queue, self.top + lane * LANE, key, day)

    # --- who waits --------------------------------------------------------------------------------

    def _queue(self, canvas: Canvas, place: Rect, strip: Strip) -> None:
        bands = {key: spread(one.waiting, self.days.starts) for key, one in strip.both}
        most = max(float(one.high.max()) for one in bands.values())
        top = round_top(max(most, 1.0))
        self._scale(canvas, place, top, "waiting")
        for key, one in bands.items():
            canvas.signs |= {f"band-{key}", f"median-{key}"}
            low, high = (self._line(values, place, top) for values in (one.low, one.high))
            band(canvas, low, high, key, self.theme)
        for key, one in bands.items():
            middle(canvas, self._line(one.median, place, top), key, self.theme)

    def _line(self, values: Floats, place: Rect, top: float) -> list[Point]:
        """Return a line through the middle of each stretch, from edge to edge."""
        starts = [*self.days.starts.tolist(), self.days.count]
        at = [self.days.x((one + two) / 2) for one, two in pairwise(starts)]
        ys = (place.bottom - values / top * place.height).tolist()
        return [(place.left, ys[0]), *zip(at, ys, strict=True), (place.right, ys[-1])]

    # --- places -----------------------------------------------------------------------------------

    def _slots(self, canvas: Canvas, place: Rect, strip: Strip) -> None:
        spreads = {key: self._means(one.slots) for key, one in strip.both}
        taken = self._means(strip.now.used)
        top = round_top(max(float(one.max()) for one in (taken, *spreads.values())))
        self._scale(canvas, place, top, "slots")
        canvas.signs |= {"used", "slots-now"}
        steps = self._steps(taken, place, top)
        used(canvas, [(place.left, place.bottom), *steps, (place.right, place.bottom)], self.theme)
        offered(canvas, self._steps(spreads["now"], place, top), "now", self.theme)
        if "then" in spreads and not np.allclose(spreads["then"], spreads["now"]):
            canvas.signs.add("slots-then")
            offered(canvas, self._steps(spreads["then"], place, top), "then", self.theme)

    def _means(self, days: Floats) -> Floats:
        mean: Floats = days.mean(axis=0, keepdims=True)
        return spread(mean, self.days.starts).median

    def _steps(self, values: Floats, place: Rect, top: float) -> list[Point]:
        """Return a line that is level over each stretch."""
        edges = [self.days.x(day) for day in (*self.days.starts.tolist(), self.days.count)]
        ys = (place.bottom - values / top * place.height).tolist()
        ends = zip(edges, edges[1:], ys, strict=False)
        return list(chain.from_iterable(((one, y), (two, y)) for one, two, y in ends))

    # --- days -------------------------------------------------------------------------------------

    def _closed(self, canvas: Canvas, place: Rect, strip: Strip) -> None:
        canvas.line(
            [(place.left, place.bottom), (place.right, place.bottom)], Pen(self.theme.rule, 0.4)
        )
        shown = {"now": strip.now.closed}
        if strip.then is not None:
            shown["then"] = strip.then.closed & ~strip.now.closed
        for key, days in shown.items():
            for first, after in runs(days):
                canvas.signs.add(f"closed-{key}")
                left = self.days.x(first)
                wide = max(self.days.x(after) - left, _NARROWEST if key == "now" else 2.0)
                left = min(left, place.right - wide)
                closed_bar(canvas, Rect.sized(left, place.top, wide, place.height), key, self.theme)

    def _growth(self, canvas: Canvas, place: Rect, top: float, key: str, day: int) -> None:
        """Mark the day on which the queue began to grow, and say it in a lane above."""
        ink = self.theme.text if key == "now" else self.theme.returns
        base, x = top + measure.ASCENT * SIZE, self.days.x(day)
        if day == 0:
            icons.pointer(canvas, place.left, top + 1, 6, ink, left=True)
            words = say(f"queues.grew-{key}", self.lang)
            canvas.text(place.left + 9, base, words, SIZE, ink, "semibold")
            return
        canvas.signs.add("grows")
        date = (self.days.start + timedelta(days=day)).isoformat()
        words = say(f"queues.grows-{key}", self.lang, day=day_in_figures(date, self.lang))
        canvas.line([(x, place.top), (x, place.bottom)], Pen(ink, 1.2, None, (1.5, 1.5)))
        left = min(x + 3, place.right - measure.width(words, SIZE, "semibold"))
        canvas.text(left, base, words, SIZE, ink, "semibold")

    # --- the scale --------------------------------------------------------------------------------

    def _scale(self, canvas: Canvas, place: Rect, top: float, key: str) -> None:
        """Write what the top of a scale is, and rule its foot and its middle."""
        shares = (0.0, 0.5, 1.0) if place.height > _HALVED else (0.0, 1.0)
        for share in shares:
            y = place.bottom - share * place.height
            canvas.line([(place.left, y), (place.right, y)], Pen(self.theme.rule, 0.4))
            amount = number(share * top, 2, self.lang)
            words = say(f"queues.axis-{key}", self.lang, n=amount) if share == 1 else amount
            x, base = place.left - 4, y + (0.7 * SIZE if share == 1 else 0.3 * SIZE)
            canvas.text(x, base, words, SIZE, self.theme.muted, anchor="end")
