"""Know a country's holidays: fixed and movable days, days of a year, and what a decree moved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from rutas.errors import Mistake
from rutas.hours.days import day_of, easter, read_day
from rutas.hours.text import FromText

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Holiday", "HolidayCalendar", "HolidayDay", "HolidayRule"]

_EVERY_YEAR = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
_BEFORE_EASTER = re.compile(r"easter(?:-([0-9]{1,2}))?")
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """On which day a holiday falls: of every year, of one year, or some days before Easter Sunday.

    >>> [str(HolidayRule.parse(text).on(2026)) for text in ("12-08", "easter-2", "2025-09-05")]
    ['2026-12-08', '2026-04-03', 'None']
    """

    text: str
    month: int = 0
    day: int = 0
    year: int | None = None
    before_easter: int | None = None

    @classmethod
    def parse(cls, text: str) -> HolidayRule:
        """Read ``12-08``, ``2025-09-05`` or ``easter-2``.

        Raises
        ------
        Mistake
            If it is none of them, or a day that no calendar has.
        """
        text = text.strip()
        if match := _BEFORE_EASTER.fullmatch(text):
            return cls(text, before_easter=int(match[1] or 0))
        if match := _EVERY_YEAR.fullmatch(text):
            found = day_of(_LEAP_YEAR, int(match[1]), int(match[2]), text)
            return cls(text, found.month, found.day)
        try:
            found = read_day(text)
        except Mistake as mistake:
            code = "bad-holiday" if mistake.code == "bad-day" else mistake.code
            raise Mistake(code, given=text) from None
        return cls(text, found.month, found.day, found.year)

    def on(self, year: int) -> date | None:
        """Return the day on which it falls in a year, or nothing where it does not."""
        if self.before_easter is not None:
            return easter(year) - timedelta(days=self.before_easter)
        if self.year not in {None, year}:
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:  # the 29th of February
            return None

    def __str__(self) -> str:
        return self.text


HolidayDay = Annotated[
    HolidayRule,
    FromText(HolidayRule.parse, str, "bad-holiday", ["12-08", "2025-09-05", "easter-2"]),
]
"""The day of a holiday as a file writes it."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday: its day, its name, and the first year that had it, where that is known."""

    rule: HolidayRule
    name: str
    since: int | None = None

    def on(self, year: int) -> date | None:
        """Return the day on which it falls in a year, before any decree."""
        return None if self.since is not None and year < self.since else self.rule.on(year)


@dataclass(frozen=True)
class HolidayCalendar:
    """The holidays of a country, year by year; a day is in it if it is one.

    Attributes
    ----------
    holidays
        What falls on which day.
    moved
        Days on which a holiday would fall, and the days to which a decree moved it.
    known_until
        The last day of which it is known what is moved; later holidays stand where the law has them.

    Examples
    --------
    >>> peace = Holiday(HolidayRule.parse("06-12"), "Paz del Chaco")
    >>> calendar = HolidayCalendar((peace,), {date(2025, 6, 12): date(2025, 6, 16)})
    >>> date(2025, 6, 12) in calendar, date(2025, 6, 16) in calendar, calendar.name(date(2026, 6, 12))
    (False, True, 'Paz del Chaco')
    """

    holidays: tuple[Holiday, ...] = ()
    moved: Mapping[date, date] = field(default_factory=dict)
    known_until: date | None = None

    @cached_property
    def _years(self) -> dict[int, dict[date, str]]:
        return {}

    @cached_property
    def _reached(self) -> frozenset[int]:
        """Years in which something falls that was moved out of another year."""
        return frozenset(day.year for day in self.moved)

    def _falling(self, year: int) -> dict[date, str]:
        """Return where the law has the holidays of a year."""
        found: dict[date, list[str]] = {}
        for holiday in self.holidays:
            if day := holiday.on(year):
                found.setdefault(day, []).append(holiday.name)
        return {day: " · ".join(names) for day, names in found.items()}

    def in_year(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year by day, in their order, with their names."""
        if year not in self._years:
            found: dict[date, str] = {}
            for origin in sorted({year} | self._reached):
                for day, name in self._falling(origin).items():
                    kept = self.moved.get(day, day)
                    if kept.year == year:
                        found[kept] = f"{found[kept]} · {name}" if kept in found else name
            self._years[year] = dict(sorted(found.items()))
        return self._years[year]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in (
            self._years.get(day.year) or self.in_year(day.year)
        )

    def name(self, day: date) -> str | None:
        """Return the name of the holiday that a day is, if it is one."""
        return self.in_year(day.year).get(day)

    @cached_property
    def moved_from_nothing(self) -> tuple[date, ...]:
        """The days from which a holiday is moved, and on which none would fall."""
        return tuple(day for day in self.moved if day not in self._falling(day.year))
