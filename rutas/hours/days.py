"""Tell the days of a calendar: a date as a file writes it, Easter Sunday, runs of days and months."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated

from rutas.errors import Mistake
from rutas.hours.text import FromText

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Day", "day_of", "easter", "read_day", "runs"]

_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_WORTH_A_RANGE = 3


def read_day(text: str) -> date:
    """Return the day that a file writes.

    Raises
    ------
    Mistake
        If the text is no day, or one that no calendar has.

    Examples
    --------
    >>> read_day("2026-12-24")
    datetime.date(2026, 12, 24)
    """
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise Mistake("bad-day", given=text)
    return day_of(int(match[1]), int(match[2]), int(match[3]), text)


def day_of(year: int, month: int, day: int, text: str) -> date:
    """Return a day of the calendar.

    Raises
    ------
    Mistake
        If the calendar has none such: the 31st of February.
    """
    try:
        return date(year, month, day)
    except ValueError:
        raise Mistake("no-such-day", given=text) from None


Day = Annotated[date, FromText(read_day, date.isoformat, "bad-day", ["2026-12-24"])]
"""A day of the calendar, as a file writes it: ``2026-12-24``."""


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    >>> easter(2026), easter(2027)
    (datetime.date(2026, 4, 5), datetime.date(2027, 3, 28))

    References
    ----------
    .. [1] Meeus, J. (1991). *Astronomical Algorithms*, chapter 8: the algorithm that appeared
       without an author in *Nature* 13 (1876), 487. https://doi.org/10.1038/013485b0
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, past = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * past + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def runs(numbers: Collection[int], first: int, count: int) -> list[tuple[int, int]]:
    """Return the runs of what comes round, as days of a week or months; two in a row stand by themselves.

    Parameters
    ----------
    numbers
        The days or months.
    first
        The number of the first there is.
    count
        How many there are before the first comes again.

    Examples
    --------
    >>> runs({0, 1, 2, 3, 4, 6}, 0, 7), runs({11, 12, 1, 2}, 1, 12), runs({0, 2, 3}, 0, 7)
    ([(6, 4)], [(11, 2)], [(0, 0), (2, 2), (3, 3)])
    """
    if len(numbers) == count:
        return [(first, first + count - 1)]
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    if len(found) > 1 and found[0][0] == first and found[-1][-1] == first + count - 1:
        found.append(found.pop() + found.pop(0))
    return [
        part
        for run in found
        for part in (
            [(run[0], run[-1])] if len(run) >= _WORTH_A_RANGE else [(one, one) for one in run]
        )
    ]
