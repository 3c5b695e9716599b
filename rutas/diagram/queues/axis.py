"""Lay days across a sheet, and people and places up it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import ceil, floor, log10
from typing import TYPE_CHECKING

import numpy as np

from rutas.hours import day_in_figures
from rutas.paper import measure
from rutas.paper.canvas import Pen
from rutas.quantity import MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

    Ints = NDArray[np.int64]

__all__ = ["SIZE", "Days", "round_top"]

SIZE = 7.5
"""The type of the axis."""
_MONTHS = (1, 2, 3, 6, 12)  # from one that is written to the next
_STRETCHES = (1, 7, 28)  # days of which a mean is shown
_LEAST = 1.2  # points that a stretch takes
_BETWEEN = 8.0
_STEPS = (1, 2, 3, 4, 5, 6, 8, 10)


def round_top(most: float) -> float:
    """Return a round number that is not exceeded, and of which the half is round too.

    >>> round_top(0.25), round_top(31), round_top(5), round_top(0)
    (0.3, 40.0, 5.0, 1.0)
    """
    if most <= 0:
        return 1.0
    power = 10.0 ** floor(log10(most))
    top = next(step * power for step in _STEPS if most <= step * power * (1 + 1e-9))
    return round(top, 9)


@dataclass(frozen=True)
class Days:
    """Days across a sheet.

    Attributes
    ----------
    start, count
        The first day, and how many there are.
    left, right
        Where they lie.
    """

    start: date
    count: int
    left: float
    right: float

    def x(self, day: float) -> float:
        """Return where the beginning of a day lies, counted from the first.

        >>> Days(date(2027, 1, 1), 10, 0, 100).x(3)
        30.0
        """
        return self.left + (self.right - self.left) * day / self.count

    @property
    def long(self) -> int:
        """How many days are shown as one, by their mean: one, a week or four."""
        room = (self.right - self.left) / self.count
        return next((days for days in _STRETCHES if days * room >= _LEAST), _STRETCHES[-1])

    @cached_property
    def starts(self) -> Ints:
        """The first day of each stretch that is shown as one."""
        return np.arange(0, self.count, self.long)

    @cached_property
    def months(self) -> list[tuple[float, str]]:
        """The months that are written: where they begin, and how people write them.

        >>> Days(date(2027, 1, 1), 365, 0, 100).months
        [(0.0, '01/2027'), (49.58904109589041, '07/2027')]
        """
        wide = measure.width("00/0000", SIZE) + _BETWEEN
        room = (self.right - self.left) / self.count * MONTH
        step = next((months for months in _MONTHS if months * room >= wide), None)
        step = step or 12 * ceil(wide / (12 * room))
        return [
            (self.x(day), self._written(month, step))
            for day, month in self._firsts()
            if ((month.year - self.start.year) * 12 + month.month - 1) % step == 0
        ]

    @staticmethod
    def _written(month: date, step: int) -> str:
        return day_in_figures(month.isoformat()[: 7 if step % 12 else 4])

    def _firsts(self) -> Iterator[tuple[int, date]]:
        """Yield the first day of each month."""
        month = self.start.replace(day=1)
        while (day := (month - self.start).days) < self.count:
            if day >= 0:
                yield day, month
            month = (month + timedelta(days=31)).replace(day=1)

    def ruler(self, canvas: Canvas, top: float, theme: Theme) -> None:
        """Write the months above what is drawn."""
        for x, words in self.months:
            if x + measure.width(words, SIZE) < self.right:
                canvas.text(x + 2, top + measure.ASCENT * SIZE, words, SIZE, theme.muted)

    def rules(self, canvas: Canvas, top: float, bottom: float, theme: Theme) -> None:
        """Draw a fine line at the beginning of each month that is written."""
        for x, _ in self.months:
            canvas.line([(x, top), (x, bottom)], Pen(theme.rule, 0.4))
