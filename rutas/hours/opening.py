"""Tell when a door opens next, and for how long doors are open in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rutas.hours.clock import merged

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from datetime import date, datetime

    from rutas.hours.clock import Span
    from rutas.hours.schedule import Schedule

__all__ = ["WEEKS", "Opening", "hours_per_week", "next_open", "open_days"]

WEEKS = 52
"""The weeks of the year of which hours are told: 364 days, so that every day of the week counts alike."""
_YEAR = 7 * WEEKS
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Opening:
    """A time at which somebody can be attended.

    Attributes
    ----------
    day
        The day.
    span
        From when to when the door is open.
    at
        When it begins, in minutes from midnight: as the door opens, or at once.
    """

    day: date
    span: Span
    at: int


def next_open(
    schedule: Schedule,
    moment: datetime,
    holidays: Container[date] = (),
    *,
    takes: float = 0,
    tokens_at: int | None = None,
    days: int = _YEAR,
) -> Opening | None:
    """Return the first time at which a door is open for as long as it takes, from a moment on.

    Parameters
    ----------
    schedule
        The hours.
    moment
        From when on.
    holidays
        The days that are holidays.
    takes
        How many minutes of one span are needed.
    tokens_at
        At what time turns are given out, in minutes from midnight; who comes later waits for another
        day.
    days
        How many days are looked through.

    Returns
    -------
    The opening; nothing where there is none in those days.

    Examples
    --------
    >>> from datetime import datetime
    >>> from rutas.hours import Schedule
    >>> hours = Schedule.parse("lun-vie 7:00-13:00")
    >>> opening = next_open(hours, datetime(2026, 11, 30, 12, 50), takes=20)
    >>> opening.day, opening.span.opens, opening.at
    (datetime.date(2026, 12, 1), 420, 420)
    """
    today = moment.date()
    now = _HOUR * moment.hour + moment.minute + (moment.second > 0 or moment.microsecond > 0)
    for day, spans in schedule.during(today, days, holidays):
        earliest = now if day == today else 0
        if tokens_at is not None and earliest > tokens_at:
            continue
        for span in spans:
            at = max(span.opens, earliest)
            if at < span.closes and at + takes <= span.closes:
                return Opening(day, span, at)
    return None


def hours_per_week(
    schedules: Iterable[Schedule], first: date, holidays: Container[date] = ()
) -> float:
    """Return for how many hours a week any of some doors is open, over the 364 days from a day on.

    >>> from datetime import date
    >>> from rutas.hours import Schedule
    >>> doors = [Schedule.parse("lun-vie 7:00-13:00"), Schedule.parse("lun 12:00-14:00")]
    >>> hours_per_week(doors, date(2026, 11, 30))
    31.0
    """
    doors = list(schedules)
    minutes = 0
    for number in range(_YEAR):
        day = first + timedelta(days=number)
        spans = merged(span[:2] for door in doors for span in door.on(day, holidays))
        minutes += sum(closes - opens for opens, closes in spans)
    return minutes / _HOUR / WEEKS


def open_days(
    schedule: Schedule, first: date, holidays: Container[date] = (), days: int = _YEAR
) -> int:
    """Return on how many of so many days a door opens."""
    return sum(1 for _ in schedule.during(first, days, holidays))
