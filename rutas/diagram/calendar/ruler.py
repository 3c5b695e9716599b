"""Lay out the axis of age: real ages at its marks, and more room where more happens."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import ceil, floor, inf, sqrt
from typing import TYPE_CHECKING, NamedTuple

from rutas.locale import say
from rutas.quantity import MONTH, WEEK, YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Ruler", "Tag", "label", "ruler", "tags", "weight_of"]

_MOST = 15  # parts
_NARROWEST = 0.042  # of the ruler, for one part
_ALIKE = 1.02  # parts that last as long but for a leap day
_APART = 3.0  # words in one row


@dataclass(frozen=True)
class Ruler:
    """An axis in parts: the ages between them in days, and the share of the width of each part."""

    marks: tuple[float, ...]
    shares: tuple[float, ...]

    @cached_property
    def places(self) -> tuple[float, ...]:
        """Where the marks lie, from 0 to 1."""
        places = [0.0]
        for share in self.shares:
            places.append(places[-1] + share)
        return tuple(places)

    def at(self, age: float) -> float:
        """Return where an age lies, from 0 to 1; ages beyond the ends lie at the ends.

        >>> Ruler((0.0, 10.0, 110.0), (0.5, 0.5)).at(60)
        0.75
        """
        index = min(max(bisect_right(self.marks, age) - 1, 0), len(self.shares) - 1)
        start, end = self.marks[index], self.marks[index + 1]
        part = min(max((age - start) / (end - start), 0.0), 1.0)
        return self.places[index] + part * self.shares[index]

    @cached_property
    def stretched(self) -> tuple[bool, ...]:
        """Whether each part is wider than some part that lasts longer.

        >>> Ruler((0.0, 10.0, 110.0), (0.6, 0.4)).stretched
        (True, False)
        """
        days = [end - start for start, end in pairwise(self.marks)]
        parts = list(zip(days, self.shares, strict=True))
        return tuple(
            any(longer > _ALIKE * day and less < share for longer, less in parts)
            for day, share in parts
        )


class Tag(NamedTuple):
    """Words over an axis: their left edge, and their row, from the axis up."""

    left: float
    row: int


def tags(places: Sequence[tuple[float, float]], end: float) -> list[Tag]:
    """Place words over an axis so that none lies on another, nor on the line from another to the axis.

    Words begin at their line; what they would cover to their right stands lower. Alone, they stand over it.

    Parameters
    ----------
    places
        Where on the axis each stands, and how wide its words are, from left to right.
    end
        Where something else begins, in the lowest row.

    Examples
    --------
    >>> tags([(10, 20), (14, 20), (60, 20)], 100)
    [Tag(left=10, row=1), Tag(left=14, row=0), Tag(left=50.0, row=0)]
    """
    found: list[Tag] = []
    for index in range(len(places) - 1, -1, -1):
        x, wide = places[index]
        before = max((at + more for at, more in places[:index]), default=-inf)
        after = min((at - more / 2 for at, more in places[index + 1 :]), default=end)
        if before + _APART <= x - wide / 2 and x + wide / 2 + _APART <= after:
            found.append(Tag(x - wide / 2, 0))
            continue
        right = x + wide + _APART
        covered = [
            tag.row
            for tag, (at, _) in zip(found, reversed(places), strict=False)
            if min(at, tag.left) < right
        ]
        row = 1 + max(covered, default=0 if right > end else -1)
        found.append(Tag(x, row))
    return found[::-1]


def ruler(events: Sequence[float]) -> Ruler:
    """Lay out an axis over some ages, in days.

    It starts with the years (and the months before birth), and halves whatever part holds most, as
    long as it may. A part's width grows with the square root of what happens in it.

    >>> axis = ruler([0, 1, 2, 3, 60, 365])
    >>> axis.marks[0] <= 0 and axis.marks[-1] >= 365
    True
    """
    first, last = min(events), max(events)
    marks = _years(first, max(last, first + MONTH))
    while len(marks) <= _MOST:
        parts = [
            (_count(events, a, b), (a, b)) for a, b in pairwise(marks) if b - a >= 2 * _shortest(a)
        ]
        if not parts:
            break
        count, (start, end) = max(parts)
        if count < max(4, len(events) / 10):
            break
        marks = sorted({*marks, _middle(start, end)})
    weights = [1 + 1.6 * sqrt(_count(events, a, b)) for a, b in pairwise(marks)]
    # every part has room for the age at its end
    least = sum(weights) * _NARROWEST
    weights = [max(weight, least) for weight in weights]
    total = sum(weights)
    return Ruler(tuple(marks), tuple(weight / total for weight in weights))


def _shortest(age: float) -> float:
    """Return how short a part of the ruler may be: a week in the first months, a month later."""
    return WEEK if -WEEK < age < 3 * MONTH else MONTH


def _count(events: Sequence[float], start: float, end: float) -> int:
    return sum(start <= event < end for event in events)


def _years(first: float, last: float) -> list[float]:
    """Return the ends of the years that hold all ages; of the quarters before birth."""
    marks: set[float] = set()
    if first < 0:
        quarters = ceil(-first / (3 * MONTH))
        marks |= {-3 * MONTH * n for n in range(quarters + 1)}
    start = max(0, floor(first / YEAR))
    end = max(ceil(last / YEAR - 1e-9), start + 1) if last > 0 else 0
    marks |= {YEAR * n for n in range(start, end + 1)}
    return sorted(marks)


def _middle(start: float, end: float) -> float:
    """Return a round age in the middle of two: whole months, else whole days."""
    middle = (start + end) / 2
    if end - start > 2 * MONTH:
        return round(middle / MONTH) * MONTH
    return float(round(middle))


def weight_of(age: float) -> tuple[int, float]:
    """Rank ages by how much a reader looks for them: birth, whole years, whole months, the rest.

    >>> sorted([12.0, 365.25, 91.3125, 0.0], key=weight_of)
    [0.0, 365.25, 91.3125, 12.0]
    """
    if abs(age) < 0.5:  # noqa: PLR2004  (half a day)
        return 0, age
    for rank, length in ((1, YEAR), (2, 3 * MONTH), (3, MONTH)):
        parts = age / length
        if abs(parts - round(parts)) < 0.02:  # noqa: PLR2004  (as good as whole)
            return rank, age
    return 4, age


def label(age: float, *, known: bool, lang: str) -> str:
    """Write an age on the ruler.

    >>> [label(age, known=True, lang="es") for age in (0, 1, 61, 731)]
    ['nace', '1 d', '2 m', '2 años']
    """
    if abs(age) < 0.5:  # noqa: PLR2004  (half a day)
        return say("calendar.birth" if known else "calendar.entry", lang)
    years, months = age / YEAR, age / MONTH
    if age >= YEAR - 1 and abs(years - round(years)) < 0.01:  # noqa: PLR2004  (as good as whole)
        return say("calendar.years", lang, count=round(years))
    if round(months) and abs(months - round(months)) < 0.05:  # noqa: PLR2004  (as good as whole)
        if months > 24:  # noqa: PLR2004  (people count months up to two years)
            whole, rest = divmod(round(months), 12)
            return say("calendar.years-months", lang, years=whole, months=rest)
        return say("calendar.months", lang, count=round(months)).replace("-", "−")
    return say("calendar.days", lang, count=round(age)).replace("-", "−")
