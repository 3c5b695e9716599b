"""Read opening hours as people write them: days and times, line by line.

A line says on which days and at what times. What stands before the days narrows them: which of the
month, months, dates, every so many weeks. As *mar* is Tuesday and March, a line is read with days
first, and with months where that leads nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from rutas.errors import Mistake
from rutas.hours.clock import DAY, read_clock
from rutas.hours.cursor import Cursor, placed
from rutas.hours.days import day_of, read_day
from rutas.hours.line import ALL_DAYS, EveryWeeks, Line, Stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from rutas.hours.signs import Sign

__all__ = ["read_line", "read_lines", "settled"]

T = TypeVar("T")

_YEAR_DIGITS = 4
_MOST_WEEKS = 52
_HOLIDAYS = -1


class _Times(NamedTuple):
    times: tuple[tuple[int, int], ...]
    appointment: bool = False


@lru_cache(maxsize=4096)  # many doors of a district open alike
def read_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of hours that are written in one text.

    Raises
    ------
    Mistake
        If it cannot be read; its value ``offset`` is the place of the wrong word.

    Examples
    --------
    >>> [line.text for line in read_lines("lun-vie 7:00-15:00; sáb 7:00-11:00, con turno")]
    ['lun-vie 7:00-15:00', 'sáb 7:00-11:00, con turno']
    """
    reader = _Reader(text)
    found: list[Line] = []
    while not reader.passed():
        start = reader.next
        line = reader.line()
        found.append(replace(line, text=reader.since(start)))
    if not found:
        raise Mistake("hours-empty", given=text, offset=0)
    return settled(found)


@lru_cache(maxsize=4096)
def read_line(when: str, times: str) -> Line:
    """Return the line of some days and their times.

    Raises
    ------
    Mistake
        If either cannot be read; its value ``in_days`` says whether it is the days, ``offset`` the
        place of the wrong word.

    Examples
    --------
    >>> read_line("primer mié", "8:00-12:00").times
    ((480, 720),)
    """
    try:
        reader = _Reader(when)
        found = reader.when(reader.nothing)
        if found is None:
            raise reader.mistake()
    except Mistake as mistake:
        raise placed(mistake, in_days=True) from None
    try:
        reader = _Reader(times)
        said = reader.times()
        if said is None or not reader.passed():
            raise reader.mistake()
    except Mistake as mistake:
        raise placed(mistake, in_days=False) from None
    return _at(found[0], said, f"{when} {times}")


def settled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines; what never closes holds on holidays too, but where another is said of them."""
    never = [line for line in lines if line.days == ALL_DAYS and line.holidays and line.all_day]
    others = any(line.holidays and line not in never for line in lines)
    return tuple(
        replace(line, holidays=False) if others and line in never else line for line in lines
    )


def _at(line: Line, said: _Times, text: str = "") -> Line:
    return replace(line, times=said.times, appointment=said.appointment, text=text)


class _Reader(Cursor):
    """Read the lines of a text; what is not there is ``None``."""

    def line(self) -> Line:
        """Read days and their times; hours without a day only where they never end."""
        if self.take("except") and self.take("holidays"):
            return Line((), holidays=True)
        if found := self.when(self.times):
            return _at(*found)
        start = self.next
        said = self.attempt(self.times)
        if said is None:
            raise self.mistake()
        if said.times != ((0, DAY),):
            raise Mistake("hours-without-day", given=self.since(start), offset=start.at)
        return _at(Line((), ALL_DAYS, holidays=True), said)

    def when(self, then: Callable[[], _Times | None]) -> tuple[Line, _Times] | None:
        """Read days and what follows them, with the first meaning of *mar* that leads to the end."""
        return self.attempt(lambda: self._followed(then, months=False)) or self.attempt(
            lambda: self._followed(then, months=True)
        )

    def _followed(
        self, then: Callable[[], _Times | None], *, months: bool
    ) -> tuple[Line, _Times] | None:
        line = self.days(with_months=months)
        said = then() if line else None
        return (line, said) if line and said is not None else None

    def nothing(self) -> _Times | None:
        """Read the end of the text."""
        return _Times(()) if self.take("end") and self.ended else None

    def days(self, *, with_months: bool) -> Line | None:
        """Read what narrows the days, and the days."""
        parts: dict[str, Callable[[], Any]] = {
            "of_month": lambda: frozenset(self.listed(lambda: self.ranged("ordinal", 1, 5))),
            "dates": lambda: tuple(self.listed(self.stretch)),
            "every": lambda: self.attempt(self.every),
        }
        if with_months:
            parts["months"] = lambda: frozenset(self.listed(lambda: self.ranged("month", 1, 12)))
        found: dict[str, Any] = {}
        while said := next(((n, one) for n, read in parts.items() if (one := read())), None):
            found[said[0]] = said[1]
            del parts[said[0]]
            self.take("and")
        named = self.listed(self.week_days)
        if not named:
            return Line((), **found) if found.keys() == {"dates"} else None
        self.attempt(self._of_the_month)
        return Line((), frozenset(named) & ALL_DAYS, holidays=_HOLIDAYS in named, **found)

    def _of_the_month(self) -> Sign | None:
        self.take("every")
        return self.take("each-month")

    def week_days(self) -> list[int] | None:
        """Read a day, a range of them, all of them, or holidays."""
        if self.take("holidays"):
            return [_HOLIDAYS]
        if self.attempt(lambda: (self.take("all") or self.take("every")) and self.take("days")):
            return list(range(7))
        return self.ranged("day", 0, 7)

    def every(self) -> EveryWeeks | None:
        """Read every how many weeks, and since when."""
        start = self.take("every")
        weeks = self.value("number") if start else None
        since = self.day() if weeks is not None and self.take("weeks") else None
        if start is None or weeks is None or since is None:
            return None
        if not 1 <= weeks <= _MOST_WEEKS:
            raise Mistake("hours-weeks", given=str(weeks), offset=start.at)
        return EveryWeeks(weeks, since)

    # ── dates ───────────────────────────────────────────────────────────────────────────────────

    def day(self) -> date | None:
        """Read a date: *2026-12-24*, *24 de diciembre de 2026*."""
        start = self.next
        if self.take("date"):
            return _placed(start, lambda: read_day(start.text))
        if not self.follow("number", "month"):
            return None
        number, month = self.value("number"), self.value("month")
        year = self.year()
        if number is None or month is None or year is None:
            return None
        return _placed(start, lambda: day_of(year, month, number, self.since(start)))

    def year(self) -> int | None:
        """Read a year of four digits."""
        if len(self.next.text) == _YEAR_DIGITS:
            return self.value("number")
        self.want("year")
        return None

    def stretch(self) -> list[Stretch] | None:
        """Read a date or a range of dates."""
        start = self.next
        first = self.attempt(self._first_of_range) or self.attempt(self.day)
        if first is None:
            return None
        last = self.attempt(lambda: self.day() if self.take("range") else None) or first
        if first > last:
            raise Mistake("hours-dates-backwards", given=self.since(start), offset=start.at)
        return [(first, last)]

    def _first_of_range(self) -> date | None:
        """Read the first day of a range that leaves out its year, or its month too."""
        start = self.next
        named = self.follow("number", "month", "range")
        if not named and not self.follow("number", "range", "number", "month"):
            return None
        number = self.value("number")
        month = self.value("month") if named else None
        end = self.at
        self.take("range")
        last = self.day()
        if number is None or last is None:
            return None
        self.at = end
        return _placed(start, lambda: day_of(last.year, month or last.month, number, start.text))

    # ── times ───────────────────────────────────────────────────────────────────────────────────

    def times(self) -> _Times | None:
        """Read the times of a day: *7:00-11:30 y 13:00-15:00*, *24 horas*, *cerrado*, *con turno*."""
        self.take("and")
        if self.take("closed"):
            return _Times(())
        found = [(0, DAY)] if self.attempt(self._all_day) else sorted(self.listed(self.span))
        if not found:
            return None
        return _Times(tuple(found), bool(self.attempt(self._by_appointment)))

    def _all_day(self) -> Sign | None:
        hours = self.value("number")
        return self.take("hours") if hours == 24 else None  # noqa: PLR2004  (the hours of a day)

    def span(self) -> list[tuple[int, int]] | None:
        """Read from when to when the door is open."""
        start = self.next
        opens = self.clock()
        closes = self.clock() if opens is not None and self.take("range") else None
        if opens is None or closes is None:
            return None
        if closes <= opens:
            raise Mistake("hours-end-first", given=self.since(start), offset=start.at)
        return [(opens, closes)]

    def clock(self) -> int | None:
        """Read a time of day."""
        sign = self.take("clock") or self.take("number")
        found = _placed(sign, lambda: read_clock(sign.text)) if sign else None
        self.take("hours")
        return found

    def _by_appointment(self) -> Sign | None:
        self.take("and")
        while self.take("with"):
            pass
        found = self.take("appointment")
        self.take("with")
        return found


def _placed(sign: Sign, read: Callable[[], T]) -> T:
    """Read something, or say at which sign it could not be read."""
    try:
        return read()
    except Mistake as mistake:
        raise placed(mistake, offset=sign.at) from None
