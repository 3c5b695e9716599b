"""Hold a finished layout against what it promises, measuring nothing but its coordinates.

It shares no code with the router: an independent witness for tests and for drawings on paper.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rutas.layout.geometry import Rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rutas.layout.geometry import Box, Layout, Path, Point, Wire

__all__ = ["Flaw", "flaws"]

CLEARANCE = 2.0
EPS = 0.05


class Flaw(NamedTuple):
    """One broken promise: its kind and the parts it concerns."""

    kind: str
    parts: tuple[str, ...]


class _Stroke(NamedTuple):
    wire: Wire
    rect: Rect
    piece: int


def flaws(layout: Layout, boxes: Mapping[str, Box], wires: Iterable[Wire]) -> list[Flaw]:
    """Every broken promise of a layout; an empty list for a sound one.

    The kinds: ``slanted`` (a piece neither horizontal nor vertical), ``loose`` (an end off the
    border of its box), ``through`` (a line in or too near a foreign box), ``inside`` (a line that
    runs on inside its own box), ``together`` (two lines on each other that don't share their last
    run), ``label`` (a text that touches something), ``outside`` (a part off the sheet), ``boxes``
    (two boxes on each other), ``hop`` (a crossing without its bridge).

    """
    named = {wire.id: wire for wire in wires}
    strokes = [
        _Stroke(named[name], _rect(one, two), index)
        for name, path in sorted(layout.paths.items())
        for index, (one, two) in enumerate(zip(path.points, path.points[1:], strict=False))
    ]
    return [
        *_boxes(layout),
        *_lines(layout, boxes, named),
        *_through(layout, boxes, strokes),
        *_together(layout, strokes),
        *_labels(layout, boxes, strokes),
        *_hops(layout, strokes),
    ]


def _boxes(layout: Layout) -> Iterator[Flaw]:
    sheet = Rect(-EPS, -EPS, layout.width + EPS, layout.height + EPS)
    for (one, first), (two, second) in combinations(sorted(layout.rects.items()), 2):
        if first.touches(second):
            yield Flaw("boxes", (one, two))
    for name, rect in layout.rects.items():
        if not _within(rect, sheet):
            yield Flaw("outside", (name,))
    for name, path in layout.paths.items():
        parts = [_rect(p, p) for p in path.points] + ([path.label] if path.label else [])
        if not all(_within(part, sheet) for part in parts):
            yield Flaw("outside", (name,))


def _lines(layout: Layout, boxes: Mapping[str, Box], named: Mapping[str, Wire]) -> Iterator[Flaw]:
    for name, path in layout.paths.items():
        wire = named[name]
        for (x1, y1), (x2, y2) in zip(path.points, path.points[1:], strict=False):
            if abs(x1 - x2) > EPS and abs(y1 - y2) > EPS:
                yield Flaw("slanted", (name,))
        for box, point in ((wire.source, path.points[0]), (wire.target, path.points[-1])):
            if abs(_depth(boxes[box], layout.rects[box], point)) > EPS:
                yield Flaw("loose", (name, box))


def _through(
    layout: Layout, boxes: Mapping[str, Box], strokes: Iterable[_Stroke]
) -> Iterator[Flaw]:
    for wire, rect, index in strokes:
        last = len(layout.paths[wire.id].points) - 2
        for name, place in layout.rects.items():
            own = (index == 0 and name == wire.source) or (index == last and name == wire.target)
            if own:
                middle = rect.centre
                if _depth(boxes[name], place, middle) > EPS:
                    yield Flaw("inside", (wire.id, name))
            elif place.touches(rect, CLEARANCE - EPS):
                yield Flaw("through", (wire.id, name))


def _together(layout: Layout, strokes: Iterable[_Stroke]) -> Iterator[Flaw]:
    for one, two in combinations(strokes, 2):
        if one.wire.id == two.wire.id:
            if abs(one.piece - two.piece) > 1 and one.rect.touches(two.rect, EPS):
                yield Flaw("together", (one.wire.id, one.wire.id))
            continue
        flat_one, flat_two = one.rect.height <= EPS, two.rect.height <= EPS
        if flat_one is not flat_two or not one.rect.touches(two.rect, 1.0):
            continue
        shared = Rect(
            max(one.rect.left, two.rect.left),
            max(one.rect.top, two.rect.top),
            min(one.rect.right, two.rect.right),
            min(one.rect.bottom, two.rect.bottom),
        )
        if one.wire.group == two.wire.group and _last_runs(layout, one, two, shared):
            continue
        yield Flaw("together", (one.wire.id, two.wire.id))


def _last_runs(layout: Layout, one: _Stroke, two: _Stroke, shared: Rect) -> bool:
    """Whether both lines are the same from the shared stretch to the target."""
    ends = []
    for stroke in (one, two):
        path = layout.paths[stroke.wire.id]
        ends.append(_rest(path, stroke.piece, shared))
    return _same(ends[0], ends[1])


def _rest(path: Path, index: int, shared: Rect) -> list[Point]:
    """The corners from where a line leaves a stretch of its piece `index`."""
    (x1, y1), (x2, y2) = path.points[index], path.points[index + 1]
    x = shared.right if x2 > x1 else shared.left
    y = shared.bottom if y2 > y1 else shared.top
    rest = [(x, y), *path.points[index + 1 :]]
    return [p for i, p in enumerate(rest) if i == 0 or not _near(p, rest[i - 1])]


def _same(one: list[Point], two: list[Point]) -> bool:
    return len(one) == len(two) and all(_near(a, b) for a, b in zip(one, two, strict=True))


def _labels(layout: Layout, boxes: Mapping[str, Box], strokes: Iterable[_Stroke]) -> Iterator[Flaw]:
    placed = {name: p.label for name, p in sorted(layout.paths.items()) if p.label is not None}
    for (one, first), (two, second) in combinations(placed.items(), 2):
        if first.touches(second):
            yield Flaw("label", (one, two))
    for name, text in placed.items():
        for wire, rect, _ in strokes:
            if text.touches(rect) and not (name == wire.id and name in layout.across):
                yield Flaw("label", (name, wire.id))
        for box, place in layout.rects.items():
            points = [(x, y) for x in (text.left, text.right) for y in (text.top, text.bottom)]
            sides = [_depth(boxes[box], place, point) for point in points]
            covers = boxes[box].shape != "diamond" and text.touches(place)
            x, y = place.centre
            tips = [(x, place.top), (x, place.bottom), (place.left, y), (place.right, y)]
            pierced = any(_within(_rect(tip, tip), text) for tip in tips)
            if covers or (boxes[box].shape == "diamond" and (max(sides) > 0 or pierced)):
                yield Flaw("label", (name, box))


def _hops(layout: Layout, strokes: list[_Stroke]) -> Iterator[Flaw]:
    known = [(c.x, c.y) for c in layout.crossings]
    flat = [s for s in strokes if s.rect.height <= EPS]
    steep = [s for s in strokes if s.rect.width <= EPS]
    for one in flat:
        for two in steep:
            if one.wire.id == two.wire.id or one.wire.group == two.wire.group:
                continue
            x, y = two.rect.left, one.rect.top
            inside = (
                one.rect.left + EPS < x < one.rect.right - EPS
                and two.rect.top + EPS < y < two.rect.bottom - EPS
            )
            if inside and not any(_near((x, y), spot) for spot in known):
                yield Flaw("hop", (one.wire.id, two.wire.id))


def _depth(box: Box, rect: Rect, point: Point) -> float:
    """How deep a point lies inside a box: zero on its border, negative outside."""
    x, y = rect.centre
    across, down = abs(point[0] - x), abs(point[1] - y)
    half_width, half_height = rect.width / 2, rect.height / 2
    if box.shape == "diamond":
        return (1 - across / half_width - down / half_height) * min(half_width, half_height)
    if box.shape == "pill":
        radius = min(half_width, half_height)
        over_x, over_y = across - (half_width - radius), down - (half_height - radius)
        if over_x > 0 and over_y > 0:
            return radius - float((over_x**2 + over_y**2) ** 0.5)
    return min(half_width - across, half_height - down)


def _within(part: Rect, sheet: Rect) -> bool:
    return (
        part.left >= sheet.left
        and part.top >= sheet.top
        and part.right <= sheet.right
        and part.bottom <= sheet.bottom
    )


def _near(one: Point, two: Point) -> bool:
    return abs(one[0] - two[0]) <= EPS and abs(one[1] - two[1]) <= EPS


def _rect(one: Point, two: Point) -> Rect:
    return Rect(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))
