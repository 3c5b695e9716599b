"""Write opening hours as OpenStreetMap does, so that maps and their programs read them.

References
----------
.. [1] *Key:opening_hours/specification*. OpenStreetMap Wiki.
   https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from rutas.hours.clock import DAY, Span, clock
from rutas.hours.days import runs
from rutas.hours.line import ALL_DAYS, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.hours.line import EveryWeeks, Stretch

__all__ = ["osm"]

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ALWAYS = "24/7"
_NEVER_CLOSED = Line(((0, DAY),), ALL_DAYS, holidays=True)
_LISTED = timedelta(days=731)
_WEEK = timedelta(days=7)


def osm(
    lines: Sequence[Line],
    stretches: Iterable[tuple[date, date, tuple[Span, ...]]],
    until: date | None = None,
) -> str:
    """Return opening hours as OpenStreetMap writes them.

    Parameters
    ----------
    lines
        The lines of the hours.
    stretches
        The ranges of days for which dates alone decide, with their hours.
    until
        Up to which day weeks that come every so often are listed.
    """
    opened = [line for line in lines if line.times]
    weekly = [_rule(line, _days(line), until) for line in opened if line.days]
    rules = [", ".join(filter(None, weekly))]
    if any(line == _NEVER_CLOSED for line in opened):
        rules = [_ALWAYS]
    else:
        holidays = [line for line in opened if line.holidays]
        said = [
            _rule(line, "PH", until) for line in sorted(holidays, key=lambda line: not line.always)
        ]
        if (rules[0] and not said) or (said and not any(line.always for line in holidays)):
            said.insert(0, "PH off")
        rules.append(", ".join(filter(None, said)))
    rules += [
        ", ".join(_timed(_dates([(first, last)]), part) for part in _apart(spans))
        for first, last, spans in stretches
    ]
    return "; ".join(filter(None, rules)) or "off"


def _rule(line: Line, days: str, until: date | None) -> str:
    """Return a line as a rule for some days, or nothing where none of them is left."""
    season = _season(line, until)
    return "" if season is None else _timed(f"{season} {days}".strip(), line.spans)


def _timed(days: str, spans: Sequence[Span]) -> str:
    times = ",".join("-".join(clock(at, padded=True) for at in span[:2]) for span in spans)
    comment = ' "by appointment"' if spans and spans[0].appointment else ""
    return f"{days} {times or 'off'}{comment}"


def _apart(spans: Sequence[Span]) -> list[list[Span]]:
    """Return the hours for all and those by appointment; a comment stands beside a whole rule."""
    parts = [[span for span in spans if span.appointment is kind] for kind in (False, True)]
    return [part for part in parts if part] or [[]]


def _days(line: Line) -> str:
    if line.of_month:
        which = ",".join(map(str, sorted(line.of_month, key=lambda n: (n < 0, n))))
        return ",".join(f"{_DAYS[day]}[{which}]" for day in sorted(line.days))
    if line.days == ALL_DAYS:
        return "Mo-Su"
    return _ranges(line.days, 0, _DAYS)


def _ranges(numbers: frozenset[int], first: int, names: Sequence[str]) -> str:
    found = runs(numbers, first, len(names))
    return ",".join(
        names[a - first] if a == b else f"{names[a - first]}-{names[b - first]}" for a, b in found
    )


def _season(line: Line, until: date | None) -> str | None:
    """Return the months or the dates of a line; nothing where it has none that comes."""
    if not line.dates and not line.every:
        return _ranges(line.months, 1, _MONTHS) if line.months else ""
    stretches = line.dates
    if line.every:
        weeks = _weeks(line.every, until or line.every.since + _LISTED)
        stretches = _both(weeks, stretches) if stretches else weeks
    if line.months:
        stretches = _both(stretches, _whole_months(line.months, stretches))
    return _dates(stretches) if stretches else None


def _weeks(every: EveryWeeks, until: date) -> tuple[Stretch, ...]:
    found = []
    monday = every.monday
    while monday <= until:
        sunday = monday + _WEEK - timedelta(days=1)
        found.append((max(monday, every.since), min(sunday, until)))
        monday += every.weeks * _WEEK
    return tuple(found)


def _whole_months(months: frozenset[int], within: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the months in the years of some ranges, as ranges of dates."""
    if not within:
        return ()
    years = range(min(within)[0].year, max(last for _, last in within).year + 1)
    return tuple(
        (
            date(year, month, 1),
            date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1),
        )
        for year in years
        for month in sorted(months)
    )


def _both(one: Sequence[Stretch], other: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the days that are in a range of each."""
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted({(first, last) for first, last in pairs if first <= last}))


def _dates(stretches: Iterable[Stretch]) -> str:
    return ",".join(
        _date(first) if first == last else f"{_date(first)}-{_date(last)}"
        for first, last in stretches
    )


def _date(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"
