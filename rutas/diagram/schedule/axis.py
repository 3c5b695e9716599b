"""Draw what is planned and what was done on an axis of time, with a mark where today is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.diagram.parts.sheet_frame import Sign, day, noted
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Pen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.answers.progress import Cell
    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

__all__ = ["Axis", "signs"]

_SIZE = 8.0
_BAR, _DONE, _POINT, _POINTER = 9.0, 2.6, 5.0, 6.0
_BELOW = 7.0  # from the middle of a row to the line of what was done
_MOST = 14  # months that are written
_DASH = (3.0, 2.0)


@dataclass(frozen=True)
class Axis:
    """Days on a sheet: whole months.

    Attributes
    ----------
    first, last
        The first day, and the first after the last.
    today
        The day that is asked about, on the axis or beyond it.
    left, right
        Where they lie.
    """

    first: date
    last: date
    today: date
    left: float
    right: float

    @classmethod
    def of(cls, days: Sequence[date], today: date, left: float, right: float) -> Axis:
        """Return an axis that holds some days.

        >>> axis = Axis.of([date(2021, 11, 10), date(2021, 12, 15)], date(2026, 1, 1), 0, 61)
        >>> axis.first, axis.last, axis.x(date(2021, 12, 1))
        (datetime.date(2021, 11, 1), datetime.date(2022, 1, 1), 30.0)
        """
        last = max(days).replace(day=1)
        return cls(min(days).replace(day=1), _month_after(last), today, left, right)

    def x(self, at: date) -> float:
        """Return where the beginning of a day lies."""
        share = (at - self.first) / (self.last - self.first)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    @property
    def _months(self) -> Iterator[date]:
        months, at = [], self.first
        while at < self.last:
            months.append(at)
            at = _month_after(at)
        return iter(months[:: -(-len(months) // _MOST)])

    @property
    def _holds_today(self) -> bool:
        return self.first <= self.today < self.last

    def ruler(self, canvas: Canvas, top: float, theme: Theme, lang: str) -> None:
        """Draw the months, and where today is; what is beyond the axis is pointed to."""
        base = top + measure.ASCENT * _SIZE
        for month in self._months:
            words = day(month.isoformat()[:7], lang)
            canvas.text(self.x(month) + 2, base, words, _SIZE, theme.muted)
        words = say("schedule.today", day=day(self.today.isoformat(), lang))
        low = base + _SIZE * measure.LEADING
        if self._holds_today:
            canvas.text(self.x(self.today), low, words, _SIZE, theme.text, "bold", "middle")
            return
        before = self.today < self.first
        x = self.left - _POINTER if before else self.right
        icons.pointer(canvas, x, low - _POINTER, _POINTER, theme.text, left=before)
        inside = x + _POINTER + 3 if before else x - 3
        canvas.text(inside, low, words, _SIZE, theme.text, "bold", "start" if before else "end")

    def bar(self, canvas: Canvas, row: Rect, cell: Cell, theme: Theme) -> None:
        """Draw a territory: what is planned, how much of it is done, when it was, and today."""
        for month in self._months:
            x = self.x(month)
            canvas.line([(x, row.top), (x, row.bottom)], Pen(theme.rule, 0.4))
        y = row.centre[1]
        planned = _ends(cell.planned_from, cell.planned_to)
        if len(planned) > 1:
            self._planned(canvas, y, planned, cell.percent, theme)
        elif planned:
            canvas.signs.add("milestone")
            _diamond(canvas, self.x(planned[0]), y, theme, filled=False)
        real = _ends(cell.real_from, cell.real_to)
        if cell.real_from:
            canvas.signs.add("real")
            until = real[1] if len(real) > 1 else min(self.today, self.last)
            ends = [(self.x(real[0]), y + _BELOW), (self.x(until), y + _BELOW)]
            canvas.line(ends, Pen(theme.text, _DONE))
        elif real:
            canvas.signs.add("real")
            _diamond(canvas, self.x(real[0]), y, theme, filled=True)
        if self._holds_today:
            canvas.signs.add("today")
            x = self.x(self.today)
            canvas.line([(x, row.top), (x, row.bottom)], Pen(theme.text, 1.4, None, _DASH))

    def _planned(
        self, canvas: Canvas, y: float, ends: Sequence[date], percent: int | None, theme: Theme
    ) -> None:
        canvas.signs.add("planned")
        left, right = self.x(ends[0]), self.x(ends[1] + timedelta(days=1))
        box = Rect(left, y - _BAR / 2, right, y + _BAR / 2)
        canvas.rect(box, Pen(fill="#ffffff"))
        if percent:
            canvas.signs.add("done")
            wide = box.width * min(percent, 100) / 100
            canvas.rect(Rect.sized(left, box.top, wide, box.height), Pen(fill=theme.muted))
        canvas.rect(box, Pen(theme.text, 0.9))


def _ends(*told: str | None) -> list[date]:
    return [date.fromisoformat(one) for one in told if one]


def _month_after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _diamond(canvas: Canvas, x: float, y: float, theme: Theme, *, filled: bool) -> None:
    corners = [(x, y - _POINT), (x + _POINT, y), (x, y + _POINT), (x - _POINT, y)]
    canvas.polygon(corners, Pen(theme.text, 1.0, theme.text if filled else "#ffffff"))


def signs() -> list[Sign]:
    """Return the legend's signs, in the language spoken."""
    draws = {
        "planned": (22, _sign_planned), "done": (22, _sign_done), "milestone": (12, _sign_milestone),
        "real": (22, _sign_real), "today": (8, _sign_today),
    }  # fmt: skip
    return [
        Sign(key, say(f"schedule.sign-{key}"), wide, draw, noted(key))
        for key, (wide, draw) in draws.items()
    ]


def _box(place: Rect) -> Rect:
    return Rect.sized(place.left, place.top + 1.5, place.width, _BAR)


def _sign_planned(canvas: Canvas, place: Rect, theme: Theme) -> None:
    canvas.rect(_box(place), Pen(theme.text, 0.9, "#ffffff"))


def _sign_done(canvas: Canvas, place: Rect, theme: Theme) -> None:
    box = _box(place)
    canvas.rect(Rect.sized(box.left, box.top, box.width * 0.6, box.height), Pen(fill=theme.muted))
    canvas.rect(box, Pen(theme.text, 0.9))


def _sign_milestone(canvas: Canvas, place: Rect, theme: Theme) -> None:
    _diamond(canvas, *place.centre, theme, filled=False)


def _sign_real(canvas: Canvas, place: Rect, theme: Theme) -> None:
    y = place.centre[1]
    canvas.line([(place.left, y), (place.right, y)], Pen(theme.text, _DONE))


def _sign_today(canvas: Canvas, place: Rect, theme: Theme) -> None:
    x = place.centre[0]
    canvas.line([(x, place.top), (x, place.bottom)], Pen(theme.text, 1.4, None, _DASH))
