"""The rows of the page's document that tell of a territory: its points, their hours, the holidays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from annotated_types import Interval

from rutas.answers.row import Amount, Count, Rank, iso, row
from rutas.hours.clock import DAY

if TYPE_CHECKING:
    from rutas.hours import EveryWeeks, Line, Schedule
    from rutas.model.calendar import Calendar as Holidays

__all__ = [
    "Calendar", "Door", "Every", "Holiday", "Hours", "HoursLine", "Place", "Said", "ServicePoint",
    "Territory", "calendar_of", "hours_of",
]  # fmt: skip

Minutes = Annotated[int, Interval(ge=0, le=DAY)]
"""Minutes from midnight; the last is the day's end."""

Weekday = Annotated[int, Interval(ge=0, le=6)]
"""A day of the week; 0 is Monday."""


@row
class Said:
    """A text of the book.

    Attributes
    ----------
    text
        How the book says it.
    lang
        The language that it is in, where that is not the page's.
    """

    text: str
    lang: str | None = None


@row
class Every:
    """One week of so many, from a day on; a week begins on Monday.

    Attributes
    ----------
    weeks
        One week of how many.
    since
        From which day on (ISO 8601); its week is the first.
    """

    weeks: Rank
    since: str


@row
class HoursLine:
    """A line of opening hours: some days, and the times of them; what is left out says nothing.

    Lines that name days of the week or holidays add up. Lines of dates alone decide for their days, the
    shortest range first; ranges that are as short add up. A holiday is closed, unless a line is said of
    holidays.

    Attributes
    ----------
    times
        From when to when it is open, in minutes from midnight; none where it is closed.
    days
        Days of the week, 0 for Monday; none where dates alone or holidays decide.
    holidays
        Whether it is said of holidays.
    of_month
        Which of those days of the month, 1 to 5, -1 for the last; all where it is left out.
    months
        The months, 1 to 12; all where they are left out.
    dates
        Ranges of dates (ISO 8601), first and last; any date where they are left out.
    every
        Which weeks; all of them where it is left out.
    appointment
        Whether only who has an appointment is attended.
    """

    times: tuple[tuple[Minutes, Minutes], ...]
    days: tuple[Weekday, ...] | None = None
    holidays: bool | None = None
    of_month: tuple[int, ...] | None = None
    months: tuple[int, ...] | None = None
    dates: tuple[tuple[str, str], ...] | None = None
    every: Every | None = None
    appointment: bool | None = None


@row
class Hours:
    """Opening hours, as many doors may have them.

    Attributes
    ----------
    words
        In a sentence.
    lines
        Line by line.
    """

    words: str
    lines: tuple[HoursLine, ...]


@row
class Holiday:
    """A holiday: of every year, of one year, or some days before Easter Sunday.

    Attributes
    ----------
    name
        What people call it.
    month, day
        Where it falls; left out where Easter decides.
    year
        The year that alone has it.
    before_easter
        How many days before Easter Sunday it falls; 0 is that day.
    since
        The first year that had it.
    """

    name: str
    month: Rank | None = None
    day: Rank | None = None
    year: int | None = None
    before_easter: Count | None = None
    since: int | None = None


@row
class Calendar:
    """The holidays of all territories.

    Attributes
    ----------
    holidays
        What falls on which day.
    moved
        Days on which a holiday would fall, and the days to which a decree moved it (ISO 8601).
    known_until
        The last day of which it is known what is moved (ISO 8601); null where nobody says.
    """

    holidays: tuple[Holiday, ...]
    moved: Mapping[str, str]
    known_until: str | None


@row
class Door:
    """A point that serves a step.

    Attributes
    ----------
    point
        The point's id.
    hours
        Where its hours for this step stand in the document's ``hours``, from 0.
    tokens_at
        When turns are given out, in minutes from midnight: who comes later waits for another day.
    quota
        People whom it attends on an open day.
    note
        What a family should know before going.
    status, missing, asked_on
        Whether the ficha found that it can give the service, what it lacks, and the day of that ficha (ISO
        8601).
    """

    point: str
    hours: Count
    tokens_at: Minutes | None = None
    quota: Count | None = None
    note: Said | None = None
    status: Literal["ready", "unknown", "unready"]
    missing: tuple[str, ...]
    asked_on: str | None = None


@row
class ServicePoint:
    """A point of a territory.

    Attributes
    ----------
    id, name
        Its id, and what people call it.
    place
        Its place's id; left out where nobody goes there.
    serves
        Ids of the places whose people may use it; of all where it is empty.
    phone, access, languages
        As the file has them.
    hours
        Where the hours of its door stand in the document's ``hours``, from 0.
    surveyed
        When it was surveyed (ISO 8601); left out where nobody says.
    example, estimate
        Whether what is said of it is made up, or estimated.
    """

    id: str
    name: Said
    place: str | None = None
    serves: tuple[str, ...]
    phone: str | None = None
    access: Said | None = None
    languages: tuple[str, ...]
    hours: Count
    surveyed: str | None = None
    example: bool
    estimate: bool


@row
class Place:
    """A place of a territory.

    Attributes
    ----------
    id, name
        Its id, and what people call it.
    minutes
        Minutes of one way to each place of the territory, in their order; null where no way is known.
    assumed
        The ids of those to which they are only as the crow flies.
    """

    id: str
    name: Said
    minutes: tuple[Amount | None, ...]
    assumed: tuple[str, ...]


@row
class Territory:
    """A territory.

    Attributes
    ----------
    id, name, department
        Its id, what people call it, and its department.
    example
        Whether something in it is made up.
    complete
        Whether every point is listed.
    stale_days
        After how many days what is known of a point has to be confirmed.
    places, points
        Its places and points, in the order of the file.
    """

    id: str
    name: Said
    department: Said | None = None
    example: bool
    complete: bool
    stale_days: Amount
    places: tuple[Place, ...]
    points: tuple[ServicePoint, ...]


def hours_of(schedule: Schedule, lang: str | None = None) -> Hours:
    """Return opening hours as a document holds them, in words of a language.

    >>> from rutas.answers.row import plain
    >>> from rutas.hours import Schedule
    >>> plain(hours_of(Schedule.parse("lun y mié 7:00-11:00")).lines)
    [{'times': [[420, 660]], 'days': [0, 2]}]
    """
    return Hours(words=schedule.words(lang), lines=tuple(map(_line, schedule.lines)))


def _line(line: Line) -> HoursLine:
    dates = tuple((first.isoformat(), last.isoformat()) for first, last in line.dates)
    return HoursLine(
        times=line.times,
        days=tuple(sorted(line.days)) or None,
        holidays=line.holidays or None,
        of_month=tuple(sorted(line.of_month)) or None,
        months=tuple(sorted(line.months)) or None,
        dates=dates or None,
        every=_every(line.every) if line.every else None,
        appointment=line.appointment or None,
    )


def _every(every: EveryWeeks) -> Every:
    return Every(weeks=every.weeks, since=every.since.isoformat())


def calendar_of(calendar: Holidays, lang: str) -> Calendar:
    """Return the holidays as a document holds them: the rules, which hold for every year.

    >>> import rutas
    >>> found = calendar_of(rutas.load("routes").territories["villeta"].calendar, "es")
    >>> [one.before_easter for one in found.holidays if one.name == "Viernes Santo"]
    [2]
    """
    return Calendar(
        holidays=tuple(
            Holiday(
                name=one.name.to(lang),
                month=rule.month or None,
                day=rule.day or None,
                year=rule.year,
                before_easter=rule.before_easter,
                since=one.since,
            )
            for rule, one in calendar.holidays.items()
        ),
        moved={day.isoformat(): kept.isoformat() for day, kept in calendar.moved.items()},
        known_until=iso(calendar.known_until),
    )
