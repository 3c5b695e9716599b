"""Say opening hours in a sentence, which reads back to the same hours."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rutas.hours.clock import clock
from rutas.hours.days import runs
from rutas.hours.line import ALL_DAYS
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rutas.hours.line import Line, Stretch

__all__ = ["day_in_figures", "day_in_words", "weekday_in_words", "words"]


def words(lines: Sequence[Line], lang: str | None = None) -> str:
    """Return the lines of opening hours in words.

    >>> from rutas.hours.reader import read_lines
    >>> words(read_lines("2.º y 4.º mar: 7 a 11; 2027-01-04..2027-01-15 cerrado"))
    'segundo y cuarto martes del mes de 7:00 a 11:00; del 4 al 15 de enero de 2027: cerrado'
    """
    return "; ".join(_line(line, lang) for line in lines)


def _line(line: Line, lang: str | None) -> str:
    when = _when(line, lang)
    if not line.times:
        return f"{when}: {say('hours.closed', lang)}"
    if line.all_day:
        times = say("hours.all-day", lang)
    else:
        times = _listed(
            [
                say("hours.from-to", lang, opens=clock(opens), closes=clock(closes))
                for opens, closes in line.times
            ],
            lang,
        )
    return f"{when} {times}{say('hours.appointment', lang) if line.appointment else ''}"


def _when(line: Line, lang: str | None) -> str:
    parts = []
    if line.months:
        parts.append(_ranges(line.months, 1, 12, "month", lang))
    if line.dates:
        parts.append(_listed([_stretch(one, lang) for one in line.dates], lang))
    if line.every:
        since = day_in_words(line.every.since, lang)
        parts.append(say("hours.every", lang, weeks=line.every.weeks, since=since))
    days = []
    if line.days == ALL_DAYS and line.holidays and not line.of_month:
        days = [say("hours.every-day", lang)]
    elif line.days:
        days = [_ranges(line.days, 0, 7, "day", lang)]
        if line.of_month:
            which = sorted(line.of_month, key=lambda number: (number < 0, number))
            said = _listed([say(f"hours.ordinal-{number}", lang) for number in which], lang)
            days = [say("hours.of-month", lang, which=said, days=days[0])]
    if line.holidays:
        days.append(say("hours.holidays", lang))
    if days:
        parts.append(_listed(days, lang))
    return ", ".join(parts)


def _ranges(numbers: Collection[int], first: int, count: int, kind: str, lang: str | None) -> str:
    said = []
    for start, end in runs(numbers, first, count):
        names = [say(f"hours.{kind}-{number}", lang) for number in dict.fromkeys((start, end))]
        said.append(f" {say('units.to', lang)} ".join(names))
    return _listed(said, lang)


def _stretch(stretch: Stretch, lang: str | None) -> str:
    first, last = stretch
    end = day_in_words(last, lang)
    if first == last:
        return end
    start = day_in_words(first, lang)
    if first.year == last.year:
        start = say(
            "hours.day-month", lang, day=first.day, month=say(f"hours.month-{first.month}", lang)
        )
        if first.month == last.month:
            start = str(first.day)
    return say("hours.dates", lang, first=start, last=end)


def day_in_words(day: date | str, lang: str | None = None) -> str:
    """Return a day, or one that is written as ISO 8601 has it, as people say it.

    >>> day_in_words(date(2026, 12, 24)), day_in_words("2026-12-24", "en")
    ('24 de diciembre de 2026', '24 December 2026')
    """
    day = date.fromisoformat(day) if isinstance(day, str) else day
    month = say(f"hours.month-{day.month}", lang)
    return say("hours.date", lang, day=day.day, month=month, year=day.year)


def day_in_figures(day: str, lang: str | None = None) -> str:
    """Return a day, a month or a year, written as ISO 8601 has it, as people write it.

    >>> day_in_figures("2021-11-03"), day_in_figures("2021-11"), day_in_figures("2021-11-03", "en")
    ('03/11/2021', '11/2021', '2021-11-03')
    """
    return "/".join(reversed(day.split("-"))) if (lang or language()) != "en" else day


def weekday_in_words(day: date | str, lang: str | None = None, *, short: bool = False) -> str:
    """Return the day of the week on which a day falls.

    >>> weekday_in_words("2026-12-24"), weekday_in_words(date(2026, 12, 24), short=True)
    ('jueves', 'jue')
    """
    day = date.fromisoformat(day) if isinstance(day, str) else day
    if short:
        return say("hours.short-days", lang).split()[day.weekday()]
    return say(f"hours.day-{day.weekday()}", lang)


def _listed(parts: Sequence[str], lang: str | None) -> str:
    *most, last = parts
    return f"{', '.join(most)} {say('hours.and', lang)} {last}" if most else last
