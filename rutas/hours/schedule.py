"""Hold the opening hours of a door: what it is on any day, by which of its lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, combinations_with_replacement, product
from typing import TYPE_CHECKING, Any, cast

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError, core_schema

from rutas.errors import Mistake
from rutas.hours.clock import Span, clock, united
from rutas.hours.line import ALL_DAYS
from rutas.hours.osm import osm
from rutas.hours.reader import read_line, read_lines, settled
from rutas.hours.text import refused
from rutas.hours.words import words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from rutas.hours.line import Line

__all__ = ["WEEKDAYS", "Schedule"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Schedule:
    r"""Opening hours: days and times, dates that differ, holidays.

    Lines that name a day add up. Dates alone decide for their days, the shortest range first; ranges
    that are as short add up. A holiday is closed, unless a line is said of holidays.

    Attributes
    ----------
    lines
        What was written, line by line.

    Examples
    --------
    >>> hours = Schedule.parse("lun-vie 7:00-11:30 y 13:00-15:00; sáb 7 a 11; 2026-12-24 cerrado")
    >>> hours.on(date(2026, 12, 19)), hours.on(date(2026, 12, 24))
    ((Span(opens=420, closes=660, appointment=False),), ())
    >>> print(hours.words().replace("; ", "\n"))
    lunes a viernes de 7:00 a 11:30 y de 13:00 a 15:00
    sábado de 7:00 a 11:00
    24 de diciembre de 2026: cerrado
    >>> hours.osm()
    'Mo-Fr 07:00-11:30,13:00-15:00, Sa 07:00-11:00; PH off; 2026 Dec 24 off'
    """

    lines: tuple[Line, ...]

    @classmethod
    def parse(cls, text: str) -> Schedule:
        """Read hours that are written in one text, lines parted by semicolons.

        Raises
        ------
        Mistake
            If it cannot be read; its value ``offset`` says at which sign.
        """
        return cls(read_lines(text))

    @classmethod
    def read(cls, hours: Mapping[str, str]) -> Schedule:
        """Read hours that are written as days and their times, a line each.

        Raises
        ------
        ValidationError
            If some cannot be read: every mistake, at its key or at its value.
        """
        lines: list[Line] = []
        wrong: list[InitErrorDetails] = []
        if not hours:
            raise refused(Mistake("hours-empty", given=""))
        for when, times in hours.items():
            try:
                lines.append(read_line(when, times))
            except Mistake as mistake:
                loc = (when, "[key]") if mistake.values["in_days"] else (when,)
                wrong.append(InitErrorDetails(type=refused(mistake), loc=loc, input=times))
        if wrong:
            raise ValidationError.from_exception_data("hours", wrong)
        return cls(settled(lines))

    def on(self, day: date, holidays: Container[date] = ()) -> tuple[Span, ...]:
        """Return when the door is open on a day, in order; spans that touch are one.

        Parameters
        ----------
        day
            The day.
        holidays
            The days that are holidays: a `HolidayCalendar`, or any set of days.
        """
        at = bisect_right(self._starts, day) - 1
        if at >= 0 and day <= self._stretches[at][1]:
            return self._stretches[at][2]
        return self._usual(day, holidays)

    def during(
        self, first: date, days: int, holidays: Container[date] = ()
    ) -> Iterator[tuple[date, tuple[Span, ...]]]:
        """Go through the open days of so many days, with their hours.

        The same as asking `on` day by day; days on which nothing is said cost nothing.
        """
        at, end = first.toordinal(), first.toordinal() + days
        for starts, ends, spans in self._stretches:
            begin, stop = max(at, starts.toordinal()), min(ends.toordinal() + 1, end)
            if begin < stop:
                yield from self._usual_days(at, begin, holidays)
                yield from (
                    (date.fromordinal(number), spans) for number in range(begin, stop) if spans
                )
                at = stop
        yield from self._usual_days(at, end, holidays)

    def _usual_days(
        self, start: int, stop: int, holidays: Container[date]
    ) -> Iterator[tuple[date, tuple[Span, ...]]]:
        said = [bool(self._of_holidays) or spans != () for spans in self._weekly]
        if any(said):
            for number in range(start, stop):
                if said[(number - 1) % 7]:  # the first day there is was a Monday
                    day = date.fromordinal(number)
                    if spans := self._usual(day, holidays):
                        yield day, spans

    def _usual(self, day: date, holidays: Container[date]) -> tuple[Span, ...]:
        """Return when the door is open on a day for which dates alone do not decide."""
        if day in holidays:
            return self._union([line for line in self._of_holidays if line.in_season(day)])
        spans = self._weekly[day.weekday()]
        if spans is None:
            return self._union([line for line in self.lines if line.of_week(day)])
        return spans

    @cached_property
    def _united(self) -> dict[tuple[Line, ...], tuple[Span, ...]]:
        return {}

    def _union(self, lines: Iterable[Line]) -> tuple[Span, ...]:
        key = tuple(lines)
        if key not in self._united:
            self._united[key] = united(span for line in key for span in line.spans)
        return self._united[key]

    @cached_property
    def _of_holidays(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.holidays)

    @cached_property
    def _weekly(self) -> tuple[tuple[Span, ...] | None, ...]:
        """The hours of each day of the week, or nothing where they are not the same every week."""
        by_day = [[line for line in self.lines if day in line.days] for day in range(7)]
        return tuple(
            self._union(lines) if all(line.always for line in lines) else None for lines in by_day
        )

    @cached_property
    def _stretches(self) -> tuple[tuple[date, date, tuple[Span, ...]], ...]:
        """The ranges of days for which dates alone decide, in order, with their hours."""
        alone = [line for line in self.lines if line.dates_alone]
        one = timedelta(days=1)
        dates = [stretch for line in alone for stretch in line.dates]
        edges = sorted({edge for first, last in dates for edge in (first, last + one)})
        found: list[tuple[date, date, tuple[Span, ...]]] = []
        for start, after in zip(edges, edges[1:], strict=False):
            ranges = [(line.shortest(start), line) for line in alone]
            shortest = min((length for length, _ in ranges if length is not None), default=None)
            if shortest is not None:
                hours = self._union(line for length, line in ranges if length == shortest)
                same = found and found[-1][1] + one == start and found[-1][2] == hours
                first = found.pop()[0] if same else start
                found.append((first, after - one, hours))
        return tuple(found)

    @cached_property
    def _starts(self) -> tuple[date, ...]:
        return tuple(first for first, _, _ in self._stretches)

    @property
    def irregular(self) -> bool:
        """Whether a week says less than all: some days differ by month, date, week or holiday."""
        return bool(self.exceptions.lines)

    @property
    def exceptions(self) -> Schedule:
        """What the `week` does not say: the lines of some months, dates or weeks, and of holidays.

        >>> Schedule.parse("lun-vie 7:00-13:00; 2027-01-04..2027-01-15 cerrado").exceptions.words()
        'del 4 al 15 de enero de 2027: cerrado'
        """
        return Schedule(
            tuple(
                line
                for line in self.lines
                if not line.always or (line.holidays and line.times and line.days != ALL_DAYS)
            )
        )

    @property
    def week(self) -> dict[int, tuple[Span, ...]]:
        """The hours of every week, by day of the week, 0 for Monday; days that are closed are left out."""
        regular = [line for line in self.lines if line.always]
        by_day = {
            day: self._union(line for line in regular if day in line.days) for day in range(7)
        }
        return {day: spans for day, spans in by_day.items() if spans}

    def week_table(self) -> dict[str, list[list[str]]]:
        """Return the week as an answer writes it.

        >>> Schedule.parse("lun y mié 7:00-11:00").week_table()
        {'mon': [['07:00', '11:00']], 'wed': [['07:00', '11:00']]}
        """
        return {
            WEEKDAYS[day]: [[clock(at, padded=True) for at in span[:2]] for span in spans]
            for day, spans in self.week.items()
        }

    def words(self, lang: str | None = None) -> str:
        """Return the hours in a sentence, which reads back to the same hours."""
        return words(self.lines, lang)

    def osm(self, until: date | None = None) -> str:
        """Return the hours as OpenStreetMap writes them.

        Parameters
        ----------
        until
            Up to which day weeks that come every so often are listed, for it has no word for them;
            two years where nothing is said.
        """
        return osm(self.lines, self._stretches, until)

    def overlaps(
        self, first: date, days: int, holidays: Container[date] = ()
    ) -> list[tuple[Line, Line]]:
        """Return the lines that say the same hours of one day twice, or that it is open and closed.

        Of dates alone, only ranges that are as short say anything of one day; a line may be its own
        other.
        """
        year = [date.fromordinal(first.toordinal() + number) for number in range(days)]
        return [
            (one, other)
            for one, other in combinations_with_replacement(self.lines, 2)
            if one.dates_alone == other.dates_alone
            and _meet(one, other)
            and any(
                _both_decide(one, other, day, holidays)
                for day in (
                    [start for start, _ in one.dates + other.dates] if one.dates_alone else year
                )
            )
        ]

    def __str__(self) -> str:
        return "; ".join(line.text for line in self.lines)

    @classmethod
    def _coerce(cls, value: object) -> Schedule:
        if isinstance(value, cls):
            return value
        try:
            if isinstance(value, str):
                return cls.parse(value)
        except Mistake as mistake:
            raise refused(mistake) from None
        if isinstance(value, dict) and all(isinstance(times, str) for times in value.values()):
            return cls.read(cast("dict[str, str]", value))
        raise PydanticCustomError("hours-shape", "{given}", {"given": str(value)})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Let pydantic read the hours from a text or a mapping, and write them as one text."""
        return core_schema.no_info_plain_validator_function(
            cls._coerce, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Describe the hours for editors."""
        mapping = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}}
        examples = [{"lun-vie": "7:00-11:30 y 13:00-15:00", "sáb": "7:00-11:00"}, "24 horas"]
        return {"anyOf": [{"type": "string"}, mapping], "examples": examples}


def _both_decide(one: Line, other: Line, day: date, holidays: Container[date]) -> bool:
    """Tell whether two lines are said of a day, neither before the other."""
    if one.dates_alone:
        length = one.shortest(day)
        return length is not None and length == other.shortest(day)
    if day in holidays:
        return all(line.holidays and line.in_season(day) for line in (one, other))
    return one.of_week(day) and other.of_week(day)


def _meet(one: Line, other: Line) -> bool:
    """Tell whether two lines open at one time, or one closes what the other opens."""
    if not one.times or not other.times:
        return bool(one.times) != bool(other.times)
    pairs = combinations(one.times, 2) if one is other else product(one.times, other.times)
    return any(max(a, c) < min(b, d) for (a, b), (c, d) in pairs)
