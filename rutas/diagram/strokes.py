"""Turn right-angled lines into curves: round corners, a bridge where one crosses another, dashes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.diagram.canvas import Point

__all__ = ["Crossing", "arrow", "crossings", "dashes", "simplify", "smooth"]

_ROUND = 0.5523
_NEAR = 0.05


@dataclass(frozen=True)
class Crossing:
    """Where one line runs across another: the lines' places in the list, and the point."""

    over: int
    under: int
    at: Point


def simplify(points: Sequence[Point]) -> list[Point]:
    """Drop repeated points and points in the middle of a straight run.

    >>> simplify([(0, 0), (5, 0), (5, 0), (9, 0), (9, 4)])
    [(0, 0), (9, 0), (9, 4)]
    """
    kept: list[Point] = []
    for point in points:
        if kept and math.dist(kept[-1], point) < _NEAR:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return kept


def _straight(a: Point, b: Point, c: Point) -> bool:
    return (abs(a[0] - b[0]) < _NEAR and abs(b[0] - c[0]) < _NEAR) or (
        abs(a[1] - b[1]) < _NEAR and abs(b[1] - c[1]) < _NEAR
    )


def crossings(lines: Sequence[Sequence[Point]]) -> list[Crossing]:
    """Find where right-angled lines run across each other; the one that runs across goes over.

    >>> crossings([[(0, 5), (10, 5)], [(4, 0), (4, 9)]])
    [Crossing(over=0, under=1, at=(4, 5))]
    """
    across, down = [], []
    for index, line in enumerate(lines):
        for (x1, y1), (x2, y2) in zip(line, line[1:], strict=False):
            if abs(y1 - y2) < _NEAR:
                across.append((index, y1, min(x1, x2), max(x1, x2)))
            else:
                down.append((index, x1, min(y1, y2), max(y1, y2)))
    return [
        Crossing(i, j, (x, y))
        for i, y, left, right in across
        for j, x, top, bottom in down
        if i != j
        and left + _NEAR < x < right - _NEAR
        and top + _NEAR < y < bottom - _NEAR
    ]


def smooth(
    points: Sequence[Point], radius: float = 5.0, bridges: Iterable[Point] = (), span: float = 3.2
) -> list[Point]:
    """Return a right-angled line as cubic curves (3n + 1 points).

    Parameters
    ----------
    points
        The line's corners.
    radius
        How round the corners are; less where two corners are close.
    bridges
        Points on the line where it jumps over another.
    span
        Half the width of a bridge.
    """
    corners = simplify(points)
    over = list(bridges)
    path: list[Point] = [corners[0]]
    for index in range(1, len(corners)):
        here, there = corners[index - 1], corners[index]
        end = there
        if index + 1 < len(corners):
            room = min(math.dist(here, there), math.dist(there, corners[index + 1])) / 2
            r = min(radius, room)
            end = _towards(there, here, r)
            leave = _towards(there, corners[index + 1], r)
        _straight_run(path, end, over, span)
        if index + 1 < len(corners):
            path += [_towards(end, there, r * _ROUND), _towards(leave, there, r * _ROUND), leave]
    return path


def _towards(start: Point, end: Point, far: float) -> Point:
    length = math.dist(start, end) or 1.0
    return (
        start[0] + (end[0] - start[0]) * far / length,
        start[1] + (end[1] - start[1]) * far / length,
    )


def _straight_run(path: list[Point], end: Point, bridges: list[Point], span: float) -> None:
    """Go straight to the end, with a small arch over every bridge on the way that has room."""
    start = path[-1]
    if abs(start[1] - end[1]) < _NEAR:
        on_way = [
            point
            for point in bridges
            if abs(point[1] - start[1]) < _NEAR
            and min(start[0], end[0]) + span <= point[0] <= max(start[0], end[0]) - span
        ]
        for x, y in sorted(on_way, reverse=end[0] < start[0]):
            ahead = math.copysign(span, end[0] - start[0])
            if abs(x - ahead - start[0]) < _NEAR or (x - ahead - path[-1][0]) * ahead < 0:
                continue
            _line_to(path, (x - ahead, y))
            arch = span * 1.33
            path += [(x - ahead, y - arch), (x + ahead, y - arch), (x + ahead, y)]
    if math.dist(path[-1], end) > _NEAR:
        _line_to(path, end)


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
    back = _towards(tip, before, length)
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
        for step in range(1, count + 1):
            t = step / count
            u = 1 - t
            line.append(
                tuple(  # type: ignore[arg-type]
                    u**3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t**3 * d[k]
                    for k in (0, 1)
                )
            )
    return line


def _curved(line: Sequence[Point]) -> list[Point]:
    path = [line[0]]
    for point in line[1:]:
        _line_to(path, point)
    return path
