"""Follow a cubic Bézier curve: its parts, and places beside it for a label.

A curve is four points: its ends, and between them the two that it is drawn towards.

References
----------
.. [1] Farin, G. (2002). *Curves and Surfaces for CAGD*, 5th ed., Morgan Kaufmann; ch. 4 (de Casteljau's
   algorithm), 4.8 (blossoms), 5.1 (degree elevation).
"""

from __future__ import annotations

from itertools import product
from math import hypot
from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect
from rutas.paper.strokes import at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.layout.geometry import Point

__all__ = ["beside", "cubic", "part", "pieces"]

_SHARES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74, 0.2, 0.8)  # the middle first
_PIECES = 6  # a long curve in short pieces, so that its dashes are round


def beside(
    points: Sequence[Point], wide: float, high: float, shares: Sequence[float] = _SHARES,
    gaps: Sequence[float] = (2.5,),
) -> list[Rect]:  # fmt: skip
    """Return places for a label along a curve, on both of its sides: near it first, then farther out.

    Parameters
    ----------
    points
        The curve.
    wide, high
        The size of the label, in points.
    shares
        The parameters of the curve at which it may stand, the best first.
    gaps
        How far from the curve, in points, the nearest first.
    """
    found = []
    for gap, share in product(gaps, shares):
        (x, y), (x1, y1), (x2, y2) = (at(points, share + by) for by in (0, -0.02, 0.02))
        length = hypot(x2 - x1, y2 - y1) or 1.0
        across = (-(y2 - y1) / length, (x2 - x1) / length)
        for side in (1, -1):
            # far enough out for the label's corner to clear the line, whatever its slope
            out = side * (abs(across[0]) * wide / 2 + abs(across[1]) * high / 2 + gap)
            centre = (x + across[0] * out, y + across[1] * out)
            found.append(Rect.sized(centre[0] - wide / 2, centre[1] - high / 2, wide, high))
    return found


def cubic(a: Point, control: Point, b: Point) -> list[Point]:
    """Return a quadratic curve, from `a` to `b` towards one point, as a cubic one.

    >>> cubic((0, 0), (3, 6), (6, 0))
    [(0, 0), (2.0, 4.0), (4.0, 4.0), (6, 0)]
    """
    first = (a[0] + (control[0] - a[0]) * 2 / 3, a[1] + (control[1] - a[1]) * 2 / 3)
    second = (b[0] + (control[0] - b[0]) * 2 / 3, b[1] + (control[1] - b[1]) * 2 / 3)
    return [a, first, second, b]


def part(curve: Sequence[Point], start: float, end: float) -> list[Point]:
    """Return the part of a curve between two of its parameters.

    >>> part([(0, 0), (1, 0), (2, 0), (3, 0)], 0.0, 0.5)
    [(0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (1.5, 0.0)]
    """

    def blend(t: float, u: float, v: float) -> Point:
        """The curve's blossom at three parameters."""
        points = list(curve)
        for by in (t, u, v):
            points = [
                (p[0] + (q[0] - p[0]) * by, p[1] + (q[1] - p[1]) * by)
                for p, q in zip(points, points[1:], strict=False)
            ]
        return points[0]

    return [
        blend(start, start, start),
        blend(start, start, end),
        blend(start, end, end),
        blend(end, end, end),
    ]


def pieces(curve: Sequence[Point]) -> tuple[Point, ...]:
    """Return a curve as a run of short ones (3n + 1 points), for a line that is drawn with dashes."""
    run = [part(curve, n / _PIECES, (n + 1) / _PIECES) for n in range(_PIECES)]
    return (curve[0], *(point for piece in run for point in piece[1:]))
