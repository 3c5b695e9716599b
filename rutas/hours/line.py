"""Hold one line of opening hours: on which days, at what times."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from rutas.hours.clock import DAY, Span

__all__ = ["ALL_DAYS", "EveryWeeks", "Line", "Stretch"]

_WEEK = 7
ALL_DAYS = frozenset(range(_WEEK))

Stretch = tuple[date, date]
"""The first and the last of the days of a range."""


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """One week of so many, from a day on; a week begins on Monday.

    >>> every = EveryWeeks(2, date(2026, 12, 2))
    >>> [date(2026, 12, day) in every for day in (1, 2, 4, 7, 14)]
    [False, True, True, False, True]
    """

    weeks: int
    since: date

    @property
    def monday(self) -> date:
        """The Monday of the first week."""
        return self.since - timedelta(days=self.since.weekday())

    def __contains__(self, day: date) -> bool:
        return day >= self.since and (day - self.monday).days // _WEEK % self.weeks == 0


@dataclass(frozen=True, slots=True)
class Line:
    """Some days, and the times at which the door is open on them.

    Attributes
    ----------
    times
        Minutes from midnight, from when to when; none where it is closed.
    days
        Days of the week, 0 for Monday; none where dates alone or holidays decide.
    holidays
        Whether it is said of holidays.
    of_month
        Which of those days of the month, 1 to 5, -1 for the last; all where none is named.
    months
        The months, 1 to 12; all where none is named.
    dates
        Ranges of dates; any date where none is named.
    every
        Which weeks; all of them where nothing is said.
    appointment
        Whether only who has an appointment is attended.
    text
        As it was written.
    """

    times: tuple[tuple[int, int], ...]
    days: frozenset[int] = frozenset()
    holidays: bool = False
    of_month: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    dates: tuple[Stretch, ...] = ()
    every: EveryWeeks | None = None
    appointment: bool = False
    text: str = field(default="", compare=False)

    @property
    def dates_alone(self) -> bool:
        """Whether it decides for its dates, whatever day of the week they are."""
        return not self.days and not self.holidays

    @property
    def always(self) -> bool:
        """Whether it holds in every week of every year."""
        return not (self.of_month or self.months or self.dates or self.every)

    @property
    def all_day(self) -> bool:
        """Whether it never closes on its days."""
        return self.times == ((0, DAY),)

    @property
    def spans(self) -> tuple[Span, ...]:
        """When it is open on each of its days."""
        return tuple(Span(*times, self.appointment) for times in self.times)

    def in_season(self, day: date) -> bool:
        """Tell whether its months, dates and weeks have a day."""
        return (
            (not self.months or day.month in self.months)
            and (not self.dates or any(first <= day <= last for first, last in self.dates))
            and (self.every is None or day in self.every)
        )

    def shortest(self, day: date) -> timedelta | None:
        """Return how long the shortest of its ranges of dates that has a day is, if one has it."""
        return min(
            (last - first for first, last in self.dates if first <= day <= last), default=None
        )

    def of_week(self, day: date) -> bool:
        """Tell whether it is said of a day that is no holiday."""
        return day.weekday() in self.days and self._of_month(day) and self.in_season(day)

    def _of_month(self, day: date) -> bool:
        if not self.of_month or (day.day - 1) // _WEEK + 1 in self.of_month:
            return True
        return -1 in self.of_month and (day + timedelta(days=_WEEK)).month != day.month
