"""Break a legend into rows: as few as can be, and each about as long as the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Rows", "even_rows", "fewest_rows"]

Entry = tuple[float, bool]
Rows = list[list[tuple[int, float]]]

_GAPS = (13.0, 11.0, 9.0, 7.5)  # between two entries: the widest that costs no row
_NEAR = 6.0  # between two of a family
_PARTS = 20  # of the width, in which rows are made even


def fewest_rows(entries: Sequence[Entry], width: float) -> Rows:
    """Return as few rows as can be.

    The last family is moved ahead of others where it fills a row that they leave short.

    Parameters
    ----------
    entries
        How wide each is, and whether it is of the same family as the one before it.
    width
        The room.

    Returns
    -------
    The index of each entry of each row, and its left edge.

    Examples
    --------
    >>> fewest_rows([(40, False), (40, False), (40, True)], 100)
    [[(0, 0.0), (1, 53.0)], [(2, 0.0)]]
    >>> fewest_rows([(60, False), (90, False), (30, False)], 100)
    [[(0, 0.0), (2, 67.5)], [(1, 0.0)]]
    """
    return min(_choices(entries, width), key=len)


def even_rows(entries: Sequence[Entry], width: float) -> Rows:
    """Return as few rows as can be, each about as long as the others.

    >>> even_rows([(20, False)] * 4, 100), fewest_rows([(20, False)] * 4, 100)
    ([[(0, 0.0), (1, 33.0)], [(2, 0.0), (3, 33.0)]], [[(0, 0.0), (1, 33.0), (2, 66.0)], [(3, 0.0)]])
    """
    found = fewest_rows(entries, width)
    shorter = (width * part / _PARTS for part in range(_PARTS // 2, _PARTS))
    even = (_rows(entries, _GAPS[0], end) for end in shorter)
    return next((rows for rows in even if len(rows) == len(found)), found)


def _choices(entries: Sequence[Entry], width: float) -> Iterator[Rows]:
    """Yield the rows of each gap; then those of each place that the last family may have."""
    yield from (_rows(entries, gap, width) for gap in _GAPS)
    begins = [index for index, (_, near) in enumerate(entries) if not near]
    for at in reversed(begins[:-1]):
        order = [*range(at), *range(begins[-1], len(entries)), *range(at, begins[-1])]
        yield _rows(entries, _GAPS[-1], width, order)


def _rows(
    entries: Sequence[Entry], gap: float, width: float, order: Iterable[int] | None = None
) -> Rows:
    rows: Rows = []
    left = 0.0
    for index in range(len(entries)) if order is None else order:
        wide, near = entries[index]
        left += min(gap, _NEAR) if near else gap
        if not rows or left + wide > width:
            rows.append([])
            left = 0.0
        rows[-1].append((index, left))
        left += wide
    return rows
