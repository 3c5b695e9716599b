"""Tell who is late whatever is drawn: nobody, everybody, or that the clock decides.

Bounds are carried along all links: when somebody gets to a step at the earliest and at the latest, and how
long she is there at least and at most. A loop has no latest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.graph.walks import components

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.quantity import Quantity
    from rutas.tokens.columns import Columns
    from rutas.tokens.shape import Shape

    Floats = NDArray[np.float64]

__all__ = ["lateness"]

_TIE = 1e-9


def lateness(net: Shape, given: Columns, entry: Sequence[tuple[float, float]]) -> dict[int, float]:
    """Return the share of people who are late, at each step with an exit for them: 0, 1, or ``nan``.

    Parameters
    ----------
    net, given
        The route.
    entry
        The lowest and the highest age in days of those who come by each way in.
    """
    if not net.late:
        return {}
    low, high = (_stays(given, end) for end in ("low", "high"))
    opens = [_ends(given.from_, end, -np.inf) for end in ("low", "high")]
    first, last = _arrivals(net, entry, (low, high), opens)
    found: dict[int, float] = {}
    for step in net.late:
        if np.isinf(first[step]):
            found[step] = 0.0  # nobody gets there
            continue
        by, within = given.by[step], given.within[step]
        age = (
            max(first[step], opens[0][step]) + low[step],
            max(last[step], opens[1][step]) + high[step],
        )
        spent = (
            low[step] + max(opens[0][step] - last[step], 0),
            high[step] + max(opens[1][step] - first[step], 0),
        )
        sure = [
            reading(least, most, due)
            for (least, most), due in ((age, by), (spent, within))
            if due is not None
        ]
        found[step] = 1.0 if 1.0 in sure else 0.0 if set(sure) == {0.0} else np.nan
    return found


def reading(least: float, most: float, due: Quantity) -> float:
    """Return whether a time is past what it is due by: 0, 1, or ``nan`` where that depends.

    >>> from rutas.quantity import Duration
    >>> reading(1, 2, Duration.parse("3 d")), reading(4, 5, Duration.parse("3 d"))
    (0.0, 1.0)
    """
    if most <= due.low + _TIE:
        return 0.0
    return 1.0 if least > due.high + _TIE else np.nan


def _ends(given: Sequence[Quantity | None], end: str, default: float) -> Floats:
    return np.array([default if one is None else getattr(one, end) for one in given], dtype=float)


def _stays(given: Columns, end: str) -> Floats:
    """Return the least or the most days at each step, an age that is waited for left aside."""
    spans = sum(_ends(some, end, 0.0) for some in (given.wait, given.takes, given.lead))
    series = [
        0.0 if one is None else (getattr(one.times, end) - 1) * getattr(one.every, end)
        for one in given.repeat
    ]
    found: Floats = spans + np.array(series)
    return found


def _arrivals(
    net: Shape,
    entry: Sequence[tuple[float, float]],
    stays: tuple[Floats, Floats],
    opens: Sequence[Floats],
) -> tuple[Floats, Floats]:
    """Return the earliest and the latest age at which somebody gets to each step."""
    first, last = np.full(len(net), np.inf), np.full(len(net), -np.inf)
    for step, (low, high) in zip(net.ways.tolist(), entry, strict=True):
        first[step], last[step] = min(first[step], low), max(last[step], high)
    for loop in reversed(components(net.graph)):
        inside = set(loop)
        if len(loop) > 1 or loop[0] in net.follows[loop[0]]:
            # Whoever goes round may be as late as can be, and is no earlier than whoever came first.
            first[loop], last[loop] = first[loop].min(), np.inf
        for step in loop:
            done = max(first[step], opens[0][step]) + stays[0][step]
            late = max(last[step], opens[1][step]) + stays[1][step]
            for to in net.follows[step]:
                if to not in inside:
                    first[to], last[to] = min(first[to], done), max(last[to], late)
    return first, last
