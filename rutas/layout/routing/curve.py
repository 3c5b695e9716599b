"""Find where lines cross, and turn a path into cubic segments with round corners and bridges."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from rutas.layout.geometry import Crossing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.layout.geometry import Point

__all__ = ["bridges", "smooth"]

KAPPA = 0.5522847498  # how far a cubic's controls stand out to draw a quarter of a circle
NEAR = 0.01


def bridges(paths: Mapping[str, Sequence[Point]]) -> tuple[Crossing, ...]:
    """Every point where the lines of two wires cross; the horizontal one hops.

    Where several wires run together, their crossing is told once, with the first of them by id.

    Examples
    --------
    >>> bridges({"a": [(0, 5), (10, 5)], "b": [(4, 0), (4, 9)]})
    (Crossing(x=4, y=5, over='a', under='b'),)
    """
    flat, steep = [], []
    for name in sorted(paths):
        points = paths[name]
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
            if abs(y1 - y2) <= NEAR:
                flat.append((y1, min(x1, x2), max(x1, x2), name))
            else:
                steep.append((x1, min(y1, y2), max(y1, y2), name))
    found: dict[tuple[float, float], Crossing] = {}
    for y, left, right, over in flat:
        for x, top, bottom, under in steep:
            inside = left + NEAR < x < right - NEAR and top + NEAR < y < bottom - NEAR
            if inside and over != under:
                found.setdefault((round(x, 2), round(y, 2)), Crossing(x, y, over, under))
    return tuple(sorted(found.values(), key=lambda c: (c.y, c.x)))


def smooth(
    points: Sequence[Point],
    radius: float = 5.0,
    hops: Iterable[Point] = (),
    hop_radius: float = 3.0,
) -> list[Point]:
    """The cubic control points (3n + 1) of an orthogonal path, as Graphviz' `pos` takes them.

    Parameters
    ----------
    points
        Two ends and the corners.
    radius
        Of the corners; smaller where a piece is too short for it.
    hops
        The points on horizontal pieces where this wire crosses over another.
    hop_radius
        Of the bridge drawn there, always upwards.

    Examples
    --------
    >>> len(smooth([(0, 0), (10, 0), (10, 10)], radius=2))
    10
    >>> smooth([(0, 0), (9, 0)])
    [(0, 0), (3.0, 0.0), (6.0, 0.0), (9, 0)]
    """
    pen = _Pen(points[0])
    waiting = list(hops)
    for index in range(1, len(points)):
        end = points[index]
        if index == len(points) - 1:
            _stretch(pen, end, waiting, hop_radius)
            break
        before, after = points[index - 1], points[index + 1]
        near = [_far(end, hop) - hop_radius for hop in waiting if _on(hop, before, end, after)]
        room = max(0.5, min(_far(before, end) / 2, _far(end, after) / 2, radius, *near))
        start, finish = _toward(end, before, room), _toward(end, after, room)
        _stretch(pen, start, waiting, hop_radius)
        pen.curve(_toward(start, end, room * KAPPA), _toward(finish, end, room * KAPPA), finish)
    return pen.points


class _Pen:
    def __init__(self, start: Point) -> None:
        self.points = [start]

    def line(self, end: Point) -> None:
        (x1, y1), (x2, y2) = self.points[-1], end
        if _far((x1, y1), end) > NEAR:
            one = (x1 + (x2 - x1) / 3, y1 + (y2 - y1) / 3)
            two = (x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3)
            self.curve(one, two, end)

    def curve(self, one: Point, two: Point, end: Point) -> None:
        self.points += [one, two, end]


def _stretch(pen: _Pen, end: Point, hops: Sequence[Point], size: float) -> None:
    """Draw straight to `end`, hopping over what lies on the way."""
    (x1, y1), (x2, _) = pen.points[-1], end
    way = 1.0 if x2 > x1 else -1.0
    low, high = min(x1, x2) + size - NEAR, max(x1, x2) - size + NEAR
    on_it = [x for x, y in hops if abs(y - y1) <= NEAR and low <= x <= high]
    if abs(end[1] - y1) <= NEAR:
        for x in sorted(on_it, reverse=way < 0):
            if way * (x - way * size - pen.points[-1][0]) < -NEAR:
                continue
            pen.line((x - way * size, y1))
            bend = size * KAPPA
            pen.curve((x - way * size, y1 - bend), (x - way * bend, y1 - size), (x, y1 - size))
            pen.curve(
                (x + way * bend, y1 - size), (x + way * size, y1 - bend), (x + way * size, y1)
            )
    pen.line(end)


def _on(point: Point, *line: Point) -> bool:
    """Whether a point lies on a horizontal piece of a line."""
    x, y = point
    return any(
        abs(y1 - y) <= NEAR and abs(y2 - y) <= NEAR and min(x1, x2) <= x <= max(x1, x2)
        for (x1, y1), (x2, y2) in zip(line, line[1:], strict=False)
    )


def _far(one: Point, two: Point) -> float:
    return hypot(one[0] - two[0], one[1] - two[1])


def _toward(start: Point, end: Point, way: float) -> Point:
    far = _far(start, end)
    if far <= NEAR:
        return start
    return (start[0] + (end[0] - start[0]) * way / far, start[1] + (end[1] - start[1]) * way / far)
