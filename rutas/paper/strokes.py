"""Turn lines into what is drawn of them: arrow heads, dashes, and the halo of what is marked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rutas.paper.canvas import Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.layout.geometry import Point, Rect
    from rutas.paper.palette import Theme

__all__ = ["arrow", "at", "dashes", "halo", "hatching", "towards"]

_NEAR = 0.05


def at(curve: Sequence[Point], t: float) -> Point:
    """Return the point of a cubic Bézier curve at a parameter from 0 to 1.

    >>> at([(0, 0), (0, 4), (4, 4), (4, 0)], 0.5)
    (2.0, 3.0)
    """
    u = 1 - t
    shares = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    x = sum(share * point[0] for share, point in zip(shares, curve, strict=True))
    y = sum(share * point[1] for share, point in zip(shares, curve, strict=True))
    return x, y


def towards(start: Point, end: Point, far: float) -> Point:
    """Return the point so far from the start in the direction of the end.

    >>> towards((0, 0), (0, 10), 4)
    (0.0, 4.0)
    """
    length = math.dist(start, end) or 1.0
    return (
        start[0] + (end[0] - start[0]) * far / length,
        start[1] + (end[1] - start[1]) * far / length,
    )


def _straight(a: Point, b: Point, c: Point) -> bool:
    return (abs(a[0] - b[0]) < _NEAR and abs(b[0] - c[0]) < _NEAR) or (
        abs(a[1] - b[1]) < _NEAR and abs(b[1] - c[1]) < _NEAR
    )


def _line_to(path: list[Point], end: Point) -> None:
    start = path[-1]
    path += [_between(start, end, 1 / 3), _between(start, end, 2 / 3), end]


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def arrow(tip: Point, before: Point, length: float, half: float) -> list[Point]:
    """Return the triangle of an arrow's head.

    >>> arrow((10, 0), (0, 0), 4, 2)
    [(10, 0), (6.0, -2.0), (6.0, 2.0)]
    """
    back = towards(tip, before, length)
    dx, dy = (tip[0] - back[0]) / length, (tip[1] - back[1]) / length
    return [
        tip,
        (back[0] + dy * half, back[1] - dx * half),
        (back[0] - dy * half, back[1] + dx * half),
    ]


def dashes(path: Sequence[Point], dash: tuple[float, float]) -> list[list[Point]]:
    """Cut a run of cubic curves into dashes, each a run of its own.

    >>> len(dashes([(0, 0), (3, 0), (6, 0), (9, 0)], (2, 1)))
    3
    """
    line = _flat(path)
    pieces: list[list[Point]] = []
    on, left = True, dash[0]
    piece: list[Point] = [line[0]]
    for start, end in zip(line, line[1:], strict=False):
        at, length = 0.0, math.dist(start, end)
        while length - at > left + 1e-9:
            at += left
            point = _between(start, end, at / length)
            if on:
                pieces.append([*piece, point])
            piece, on = [point], not on
            left = dash[0] if on else dash[1]
        left -= length - at
        piece.append(end)
    if on and len(piece) > 1 and math.dist(piece[0], piece[-1]) > _NEAR:
        pieces.append(piece)
    return [_curved(each) for each in pieces]


def _flat(path: Sequence[Point], parts: int = 6) -> list[Point]:
    line = [path[0]]
    for index in range(0, len(path) - 1, 3):
        a, b, c, d = path[index : index + 4]
        straight = _straight(a, b, c) and _straight(b, c, d)
        count = 1 if straight else parts
        line.extend(at((a, b, c, d), step / count) for step in range(1, count + 1))
    return line


def _curved(line: Sequence[Point]) -> list[Point]:
    path = [line[0]]
    for point in line[1:]:
        _line_to(path, point)
    return path


def hatching(place: Rect, gap: float) -> list[list[Point]]:
    """Return the lines at 45° that fill a rectangle, so far from each other.

    >>> from rutas.layout.geometry import Rect
    >>> len(hatching(Rect(0, 0, 20, 10), 10))
    3
    """
    lines = []
    at = place.left - place.height + gap / 2
    while at < place.right:
        low, high = max(at, place.left), min(at + place.height, place.right)
        if high - low > 0.1:  # noqa: PLR2004  (of a point: less is no line)
            lines.append([(low, place.bottom - (low - at)), (high, place.bottom - (high - at))])
        at += gap
    return lines


def halo(theme: Theme) -> Pen:
    """Return the pen of what is drawn round a marked step: its edge is seen without colour too."""
    return Pen(theme.text, 0.6, theme.highlight)
