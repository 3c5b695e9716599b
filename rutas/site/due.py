"""Tell what is due at an age: now, overdue, next or earlier.

The twin of ``page/age.js``, which asks the same of the page's document on the phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf
from typing import TYPE_CHECKING, Literal, NamedTuple

from rutas.locale import number
from rutas.quantity.units import MONTH, YEAR
from rutas.quantity.words import unit_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from rutas.site.step import Window

__all__ = ["Age", "Due", "Group", "Timed", "age_of_months", "age_on", "groups", "span_words"]

Group = Literal["now", "overdue", "next", "earlier"]

PREGNANCY = 280  # days
_ROUNDED = 1e-6  # of a day: what binary fractions leave of nothing


class Age(NamedTuple):
    """The ages, in days from birth, that somebody may be of: from `low` to below `high`."""

    low: int
    high: int


class Timed(NamedTuple):
    """A step and its window; and the last age of its route in completed years, where it says one."""

    route: str
    step: str
    window: Window
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A step of a group, and the days that are left, gone or to go; ``None`` where nobody can tell."""

    route: str
    step: str
    days: int | None


def age_on(born: date, today: date) -> Age:
    """Return the age of somebody born on a day.

    >>> from datetime import date
    >>> age_on(date(2026, 11, 19), date(2026, 11, 29))
    Age(low=10, high=11)
    """
    low = (today - born).days
    return Age(low, low + 1)


def age_of_months(first: int | None, last: int | None = None) -> Age:
    """Return the ages of who has completed so many months; of who is not born yet where none are given.

    >>> age_of_months(None), age_of_months(2), age_of_months(36, 47)
    (Age(low=-280, high=0), Age(low=60, high=91), Age(low=1095, high=1461))
    """
    if first is None:
        return Age(-PREGNANCY, 0)
    return Age(floor(first * MONTH), floor(((first if last is None else last) + 1) * MONTH))


def groups(steps: Iterable[Timed], age: Age) -> Mapping[Group, tuple[Due, ...]]:
    """Return the steps that are due at an age, in four groups.

    A step is next until the day on which it opens, and due now until its window is over. Then it is overdue
    if it has a deadline and can still be done, until the route's ages are over: what is due by the birth
    cannot. All else is earlier. Soonest first; of what is overdue, what was due last.

    Days are told of an age that is a single day's: what is left of a deadline, since when it is over, how
    long until the step opens.

    Examples
    --------
    >>> from rutas.site.step import Window
    >>> steps = [Timed("r", "birth", Window(opens=-60, by=0, until=0)),
    ...          Timed("r", "test", Window(opens=2, by=7, until=7)),
    ...          Timed("r", "register", Window(opens=1, by=60, until=60)),
    ...          Timed("r", "vaccine", Window(opens=60.9, until=200))]
    >>> for group, found in groups(steps, Age(10, 11)).items():
    ...     print(group, [(one.step, one.days) for one in found])
    now [('register', 50)]
    overdue [('test', 3)]
    next [('vaccine', 51)]
    earlier [('birth', None)]
    """
    found: dict[Group, list[tuple[float, Due]]] = {
        "now": [], "overdue": [], "next": [], "earlier": [],
    }  # fmt: skip
    exact = age.high - age.low == 1
    for route, step, window, last in steps:
        opens, until = ceil(window.opens - _ROUNDED), floor(window.until + _ROUNDED)
        group, rank, days = _placed(window, age, opens, until, _end(last))
        found[group].append((rank, Due(route, step, days if exact else None)))
    return {
        group: tuple(due for _, due in sorted(rows, key=lambda pair: pair[0]))
        for group, rows in found.items()
    }


def _placed(
    window: Window, age: Age, opens: int, until: int, end: float
) -> tuple[Group, float, int | None]:
    """Return a step's group, its place there, and its days on the first day of an age."""
    if opens >= age.high:
        return "next", opens, opens - age.low
    if until >= age.low:
        return ("now", inf, None) if window.by is None else ("now", until, until - age.low)
    if window.by is not None and until > 0 and age.low < end:
        return "overdue", -until, age.low - until
    return "earlier", 0, None


def _end(last: int | None) -> float:
    return inf if last is None else (last + 1) * YEAR


def span_words(lang: str) -> Mapping[str, tuple[str, str] | str]:
    """Return the words of a length of time, of one and of several, and the point of a fraction.

    >>> span_words("es")["mo"], span_words("es")["point"]
    (('# mes', '# meses'), ',')
    """
    words = {unit: unit_words(unit, lang) for unit in ("d", "mo", "y")}
    return {**words, "point": number(0.5, 1, lang)[1]}
