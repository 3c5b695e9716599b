"""Tell how many places a service has on each day: its capacity shared among the days on which it opens.

A rate is of calendar days: of c a day, a service that is usually open k days a week has 7c / k places on a
day on which it opens. Holidays and closures lose theirs; nothing is made up for on another day. Fractions of
a place are carried over: by the end of any day, as many were handed out as are whole of all so far.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rutas.hours import Schedule
from rutas.hours.opening import WEEKS
from rutas.quantity import WEEK

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from numpy.typing import NDArray

    from rutas.quantity import Rate

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["UNLIMITED", "Doors", "Places", "offices", "whole"]

UNLIMITED = 2**31 - 1
"""The places of an open day of what has no capacity of its own, and is closed on some days."""
_YEAR = WEEKS * WEEK  # days, of which each of the week counts alike
_ROUNDING = 1e-9
_OFFICE = Schedule.parse("lun-vie 7:00-13:00")  # of which the days alone count


@dataclass(frozen=True, eq=False)
class Doors:
    """On which days a service is open.

    Attributes
    ----------
    open
        ``(D,)`` whether it is, day by day.
    usually
        ``(364,)`` 1 on those of 52 weeks on which it would be without holidays and single dates, else 0;
        of what opens on single dates alone, their share of all days.
    """

    open: Bools
    usually: Floats

    @classmethod
    def of(cls, hours: Schedule, first: date, days: int, holidays: Container[date] = ()) -> Doors:
        """Return the days on which a door is open that opens by some hours."""
        opened = _open(hours, first, days, holidays)
        weekly = Schedule(tuple(line for line in hours.lines if not line.dates_alone))
        usually = _open(weekly, first, _YEAR, ()).astype(np.float64)
        return cls(opened, usually if usually.any() else np.full(_YEAR, opened.mean()))

    def __or__(self, other: Doors) -> Doors:
        """Return the days on which one or the other is open."""
        return Doors(self.open | other.open, np.maximum(self.usually, other.usually))

    @property
    def days_a_week(self) -> float:
        """On how many days of a usual week it is open."""
        return float(self.usually.mean()) * WEEK


def offices(first: date, days: int, holidays: Container[date]) -> Doors:
    """Return the days of an office of which nobody says when it opens: Monday to Friday but for holidays.

    >>> from datetime import date
    >>> offices(date(2027, 3, 22), 7, {date(2027, 3, 25), date(2027, 3, 26)}).open.astype(int).tolist()
    [1, 1, 1, 0, 0, 0, 0]
    """
    return Doors.of(_OFFICE, first, days, holidays)


def _open(hours: Schedule, first: date, days: int, holidays: Container[date]) -> Bools:
    found = np.zeros(days, dtype=bool)
    for day, _ in hours.during(first, days, holidays):
        found[(day - first).days] = True
    return found


@dataclass(frozen=True, eq=False)
class Places:
    """How many places there are.

    Attributes
    ----------
    doors
        The days on which people are attended.
    rate
        The capacity; ``None`` where `quota` tells it, or nobody does.
    quota
        ``(D,)`` the places that the doors hand out.
    given
        How many places are given for each that there is.
    closed
        ``(D,)`` days without places, open or not.
    """

    doors: Doors
    closed: Bools
    rate: Rate | None = None
    quota: Ints | None = None
    given: float = 1.0

    @property
    def capacity(self) -> float | None:
        """How many can be attended on a calendar day, in the mean; ``None`` where there is no limit."""
        if self.quota is not None:
            return float(self.quota.mean())
        return None if self.rate is None else self.rate.mean

    def slots(self, chance: Floats) -> Ints:
        """Return ``(B, D)``, the places of each day, for draws of the capacity by some chances, ``(B,)``.

        Examples
        --------
        Seven a week on five days; on Good Friday they are lost.

        >>> from datetime import date
        >>> from rutas.quantity import Rate
        >>> doors = offices(date(2027, 3, 15), 12, {date(2027, 3, 26)})
        >>> places = Places(doors, np.zeros(12, dtype=bool), Rate.parse("7 per week"))
        >>> places.slots(np.array([0.5])).tolist()
        [[1, 1, 2, 1, 2, 0, 0, 1, 1, 2, 1, 0]]
        """
        opened = self.doors.open & ~self.closed
        if self.quota is not None:
            daily = np.where(self.closed, 0, self.quota)[None, :] * np.ones((len(chance), 1))
        elif self.rate is not None:
            week = self.doors.days_a_week
            daily = self.rate.quantile(chance)[:, None] * (WEEK / week if week else 0.0) * opened
        else:
            return np.where(opened, UNLIMITED, 0) * np.ones((len(chance), 1), dtype=np.int64)
        return whole(daily * self.given)


def whole(daily: Floats) -> Ints:
    """Return whole places for each day, the last axis, with fractions carried over to the next.

    >>> whole(np.array([0.5, 0.5, 1.5])).tolist()
    [0, 1, 1]
    """
    handed = np.floor(np.cumsum(daily, axis=-1) + _ROUNDING)
    return np.diff(handed, axis=-1, prepend=0).astype(np.int64)
