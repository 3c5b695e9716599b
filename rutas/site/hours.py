"""Tell how a door stands at a moment: whether it is open, and when somebody can be attended next.

The twin of ``page/hours.js``, which asks the same of the page's document on the phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rutas.hours import next_open

if TYPE_CHECKING:
    from datetime import date, datetime

    from rutas.hours import HolidayCalendar, Opening, Schedule

__all__ = ["Door", "door_at"]


class Door(NamedTuple):
    """How a door stands at a moment.

    Attributes
    ----------
    open
        Whether it is open.
    until, appointment
        Until when, in minutes from midnight, and whether only who has an appointment is attended.
    next
        When somebody who comes now can be attended, as `rutas.hours.next_open` has it; ``None`` where that
        is not within a year.
    sure
        Whether it is known which days are holidays up to then.
    """

    open: bool
    until: int | None
    appointment: bool
    next: Opening | None
    sure: bool


def door_at(
    schedule: Schedule, moment: datetime, holidays: HolidayCalendar, *,
    takes: float = 0, tokens_at: int | None = None,
) -> Door:  # fmt: skip
    """Return how a door stands at a moment.

    Parameters
    ----------
    schedule, holidays
        The hours, and the days that are holidays.
    moment
        The moment, to the minute.
    takes, tokens_at
        As `rutas.hours.next_open` takes them.

    Examples
    --------
    >>> from datetime import datetime
    >>> from rutas.hours import HolidayCalendar, Schedule
    >>> hours = Schedule.parse("lun-vie 7:00-12:00")
    >>> door = door_at(hours, datetime(2026, 12, 4, 11, 50), HolidayCalendar(), takes=20)
    >>> door.open, door.until, door.next.day
    (True, 720, datetime.date(2026, 12, 7))
    """
    today, minute = moment.date(), 60 * moment.hour + moment.minute
    spans = schedule.on(today, holidays)
    span = next((one for one in spans if one.opens <= minute < one.closes), None)
    opening = next_open(schedule, moment, holidays, takes=takes, tokens_at=tokens_at)
    return Door(
        open=span is not None,
        until=span.closes if span else None,
        appointment=bool(span and span.appointment),
        next=opening,
        sure=_known(holidays, opening.day if opening else today),
    )


def _known(holidays: HolidayCalendar, day: date) -> bool:
    return holidays.known_until is None or day <= holidays.known_until
