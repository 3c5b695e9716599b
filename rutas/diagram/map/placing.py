"""Find room on a map for what stands beside each place, so that nothing lies on anything else."""

from __future__ import annotations

from itertools import product
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.layout.geometry import Point

__all__ = ["DOT", "beside", "on_line", "scaled"]

DOT = 3.2
"""The radius of a place's dot."""
_GAP = 3.0
_AWAY = (DOT + 2.5, 16.0, 28.0, 42.0, 60.0)  # how far from its dot a box may begin
_TURNS = 16
_STEP = 9.0
_SAMPLES = 40
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8)  # along a way


def scaled(at: Mapping[str, Point], room: Rect) -> tuple[dict[str, Point], float]:
    """Return places as large as a room allows, in its middle, and how many points a unit takes."""
    if not at:
        return {}, 0.0
    xs, ys = ([one[axis] for one in at.values()] for axis in (0, 1))
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    factors = [size / span for size, span in ((room.width, wide), (room.height, high)) if span > 0]
    unit = min(factors, default=0.0)
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    x, y = room.centre
    return {
        name: (x + (a - middle[0]) * unit, y + (b - middle[1]) * unit)
        for name, (a, b) in at.items()
    }, unit


def beside(
    dots: Mapping[str, Point], sizes: Mapping[str, Point], room: Rect, taken: Sequence[Rect],
    ways: Sequence[tuple[Point, Point]] = (),
) -> dict[str, Rect]:  # fmt: skip
    """Return a box for each place, as near to its dot as can be; none for whom there is no room.

    The largest are placed first. No box lies on another, on a dot or on what is taken; near its dot, that is
    chosen which hides the least of the ways.
    """
    found: dict[str, Rect] = {}
    others = [_dot(at) for at in dots.values()]
    for name in sorted(sizes, key=lambda one: -sizes[one][0] * sizes[one][1]):
        blocked = [*taken, *found.values(), *others]

        def free(box: Rect, blocked: Sequence[Rect] = blocked) -> bool:
            inside = room.holds(box[:2]) and room.holds(box[2:])
            return inside and not any(box.touches(one, _GAP) for one in blocked)

        near = filter(free, _around(dots[name], sizes[name]))
        box = min(near, key=lambda box: sum(_crosses(way, box) for way in ways), default=None)
        box = box or next(filter(free, _anywhere(dots[name], sizes[name], room)), None)
        if box is not None:
            found[name] = box
    return found


def _crosses(way: tuple[Point, Point], box: Rect) -> bool:
    """Tell whether a straight way runs through a box: some of many points on it does."""
    (x, y), (u, v) = way
    return any(
        box.holds((x + (u - x) * n / _SAMPLES, y + (v - y) * n / _SAMPLES))
        for n in range(_SAMPLES + 1)
    )


def _dot(at: Point) -> Rect:
    return Rect.sized(at[0] - DOT, at[1] - DOT, 2 * DOT, 2 * DOT)


def _around(at: Point, size: Point) -> Iterable[Rect]:
    """Yield boxes of a size round a point: near ones first, and of those the one below it."""
    wide, high = size
    for away, turn in product(_AWAY, range(_TURNS)):
        angle = pi / 2 + (1, -1)[turn % 2] * ((turn + 1) // 2) * 2 * pi / _TURNS
        x = at[0] + cos(angle) * (away + wide / 2)
        y = at[1] + sin(angle) * (away + high / 2)
        yield Rect.sized(x - wide / 2, y - high / 2, wide, high)


def _anywhere(at: Point, size: Point, room: Rect) -> Iterable[Rect]:
    """Yield boxes of a size all over a room, near ones first."""
    wide, high = size
    columns = int(max(room.width - wide, 0) / _STEP) + 1
    rows = int(max(room.height - high, 0) / _STEP) + 1
    corners = product(
        (room.left + n * _STEP for n in range(columns)), (room.top + n * _STEP for n in range(rows))
    )
    boxes = (Rect.sized(*corner, wide, high) for corner in corners)
    return sorted(boxes, key=lambda box: hypot(box.centre[0] - at[0], box.centre[1] - at[1]))


def on_line(ends: tuple[Point, Point], size: Point, taken: Sequence[Rect]) -> Rect | None:
    """Return where a label has room on a line between two points; nothing where it has none.

    >>> on_line(((0, 0), (100, 0)), (20, 10), [Rect(40, -5, 60, 5)])
    Rect(left=16.0, top=-5.0, right=36.0, bottom=5.0)
    """
    (x, y), (u, v) = ends
    for share in _SHARES:
        at = x + (u - x) * share, y + (v - y) * share
        box = Rect.sized(at[0] - size[0] / 2, at[1] - size[1] / 2, *size)
        if not any(box.touches(one, 1.0) for one in taken):
            return box
    return None
