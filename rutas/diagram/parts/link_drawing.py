"""Draw links: rounded lines with a bridge at each crossing, arrow heads, and the words beside them."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.layout.geometry import Rect, Wire
from rutas.layout.routing import smooth
from rutas.paper import measure, strokes
from rutas.paper.canvas import Edge, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.diagram.parts.drawn_route import DrawnLink
    from rutas.diagram.request import Request
    from rutas.layout.geometry import Layout, Point
    from rutas.paper.canvas import Canvas

__all__ = ["EXITS", "draw_links", "label_lines", "label_size", "wire"]

_LABEL = 7.0
_WIDEST = 54.0  # words beside a link, in a line
_RADIUS = 5.0
_NEAR = 0.05

EXITS = {"missing": (1.4, 2.4), "late": (7.0, 2.2)}
"""How the line of each kind of exit is broken."""


def label_lines(link: DrawnLink) -> list[str]:
    """Return the lines of what is written beside a link.

    A short text stays in one line; a long one is broken where its lines become most even.
    """
    if not link.label:
        return []
    whole = measure.width(link.label, _LABEL, "semibold")
    longest = max(measure.width(word, _LABEL, "semibold") for word in link.label.split())
    room = max(link.room, min(longest, _WIDEST))  # no word is broken for the sake of a line
    if whole <= room:
        return [link.label]
    lines = math.ceil(whole / room)
    for share in (1.0, 1.1, 1.25, 1.5):
        even = max(whole / lines * share, min(longest, _WIDEST))
        broken = measure.wrap(link.label, _LABEL, even, "semibold")
        if len(broken) <= lines:
            return broken
    return measure.fit(link.label, _LABEL, room, "semibold", lines=4)


def label_size(link: DrawnLink) -> tuple[float, float] | None:
    """Return the room that the words beside a link take."""
    lines = label_lines(link)
    if not lines:
        return None
    wide = max(measure.width(line, _LABEL, "semibold") for line in lines)
    return wide + 2, len(lines) * measure.LEADING * _LABEL


def wire(link: DrawnLink) -> Wire:
    """Return what is routed for a link."""
    return Wire(
        link.id,
        link.source,
        link.target,
        link.back,
        label_size(link),
        link.kind,
        opens=link.opens,
        gathers=link.gathers,
    )


def draw_links(
    canvas: Canvas,
    links: Sequence[DrawnLink],
    layout: Layout,
    origin: Point,
    request: Request,
    ground: Callable[[float], str],
) -> None:
    """Draw every link of a layout whose left upper corner stands at `origin`.

    `ground` gives the colour behind the drawing at a height: what is written beside a link stands on
    a patch of it, so that no border of a band runs through the words. A line makes way for words that
    found no place beside it.
    """
    hops = [(cross.x + origin[0], cross.y + origin[1]) for cross in layout.crossings]
    lines = _lines(links, layout)
    for link in links:
        path = layout.paths[link.id]
        line, whole = lines[link.id]
        moved = [(x + origin[0], y + origin[1]) for x, y in line]
        room = path.label.moved(*origin) if path.label else None
        gap = room if link.id in layout.across else None
        _draw(canvas, link, moved, hops, request, head=whole, gap=gap)
        if room:
            _label(canvas, link, room, request, ground)


def _lines(links: Sequence[DrawnLink], layout: Layout) -> dict[str, tuple[list[Point], bool]]:
    """Return what each link draws, and whether it is its whole line.

    Of links that come together on the way to their target, the straightest draws the shared run.
    """
    trunks: dict[tuple[str, str, bool], list[Sequence[Point]]] = {}
    lines = {}
    for link in sorted(links, key=lambda link: len(layout.paths[link.id].points)):
        points = layout.paths[link.id].points
        others = trunks.setdefault((link.target, link.kind, link.back), [])
        lines[link.id] = _own(points, others)
        others.append(points)
    return lines


def _bends(points: Sequence[Point], hops: Sequence[Point]) -> tuple[float, float]:
    """Return how round corners and how wide bridges may be for every bridge to have room."""
    radius, hop = _RADIUS, 3.0
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        if abs(y1 - y2) > _NEAR:
            continue
        for x, y in hops:
            if abs(y - y1) <= _NEAR and min(x1, x2) < x < max(x1, x2):
                room = min(abs(x - x1), abs(x - x2))
                hop = min(hop, max(room - 1, room / 2))
                radius = min(radius, max(room - hop, 0.1))
    return radius, hop


def _draw(
    canvas: Canvas,
    link: DrawnLink,
    points: Sequence[Point],
    hops: Sequence[Point],
    request: Request,
    *,
    head: bool,
    gap: Rect | None,
) -> None:
    theme = request.theme
    pen, length, half = _pen(link, request)
    line = list(points)
    radius, hop = _bends(points, hops)
    with canvas.owned(link.id):
        if link.pair in request.story_links:
            canvas.line(points, Pen(theme.text, 7.2))  # an edge that is seen without colour
            canvas.line(points, Pen(theme.highlight, 6))
        if head:
            canvas.polygon(
                strokes.arrow(points[-1], points[-2], length, half), Pen(fill=pen.stroke)
            )
            line[-1] = strokes.towards(points[-1], points[-2], length * 0.9)
        if link.kind in EXITS:
            far = min(icons.EVENT, math.dist(points[0], points[1]) / 2)
            icons.event(
                canvas,
                link.kind,
                strokes.towards(points[0], points[1], far),
                pen.stroke or theme.text,
            )
            line[0] = strokes.towards(points[0], points[1], 2 * far)
        if gap:
            before, line = _parted(line, gap)
            if len(before) > 1:
                canvas.curve(smooth(before, radius, hops, hop), pen)
    canvas.edge(
        Edge(
            link.id,
            link.source,
            link.target,
            tuple(smooth(line, radius, hops, hop)),
            pen,
            (
                "link",
                *(["return"] if link.back else []),
                *([] if link.kind == "flow" else [link.kind]),
            ),
            link.tooltip,
        )
    )


def _parted(line: Sequence[Point], gap: Rect) -> tuple[list[Point], list[Point]]:
    """Return what is left of a line before and after words that stand on one of its straight pieces."""
    x, y = gap.centre
    for at, (one, two) in enumerate(pairwise(line), 1):
        if not Rect(*map(min, one, two), *map(max, one, two)).inset(-_NEAR).holds((x, y)):
            continue
        half = (gap.width if abs(one[1] - two[1]) < _NEAR else gap.height) / 2
        before, after = (math.dist(end, (x, y)) - half for end in (one, two))
        if after > _NEAR:
            kept = [*line[:at], strokes.towards(one, two, before)] if before > _NEAR else line[:at]
            return list(kept), [strokes.towards(two, one, after), *line[at:]]
    return [], list(line)


def _own(points: Sequence[Point], trunks: Sequence[Sequence[Point]]) -> tuple[list[Point], bool]:
    """Return what is left to draw of a line whose end others drew, and whether it is all of it.

    A little of the shared run is drawn again, for the line to round into.
    """
    shared = max((_shared(points, trunk) for trunk in trunks), default=0.0)
    if shared < 1:
        return list(points), True
    left = shared - min(_RADIUS * 1.2, shared)
    kept, rest = [points[-1]], left
    for point in points[-2::-1]:
        length = math.dist(kept[-1], point)
        if rest >= length:
            kept = [point]
            rest -= length
        else:
            kept = [strokes.towards(kept[-1], point, rest), point] if rest else [*kept, point]
            rest = 0.0
    return kept[::-1], False


def _shared(one: Sequence[Point], two: Sequence[Point]) -> float:
    """Return how long two lines run together at their end."""
    a, b = list(one[::-1]), list(two[::-1])
    at, far, i, j = a[0], 0.0, 1, 1
    if math.dist(a[0], b[0]) > _NEAR:
        return 0.0
    while i < len(a) and j < len(b):
        step = min(math.dist(at, a[i]), math.dist(at, b[j]))
        there = strokes.towards(at, a[i], step)
        if math.dist(there, strokes.towards(at, b[j], step)) > _NEAR:
            break
        at, far = there, far + step
        i += math.dist(at, a[i]) < _NEAR
        j += math.dist(at, b[j]) < _NEAR
    return far


def _pen(link: DrawnLink, request: Request) -> tuple[Pen, float, float]:
    """Return the pen of a link, and the length and half width of its head."""
    theme = request.theme
    change = request.changes.get(link.way)
    if change:
        ink = theme.of_change(change)
        dash = (4, 3) if change == "removed" else None
        return (
            Pen(ink, 3.0, None, dash),
            8,
            4,
        )  # wider than a way back, whose ink is near in some themes
    if link.kind in EXITS:
        ink = theme.returns if link.back else theme.text
        return Pen(ink, 1.2 * theme.pen, None, EXITS[link.kind]), 5.8, 2.3
    if link.back:
        return Pen(theme.returns, 2.1 * theme.pen), 7, 3.2
    if link.kind == "indirect":
        return Pen(theme.other, 1.0 * theme.pen, None, (3.6, 2.2)), 5.8, 2.3
    return Pen(theme.text, 1.0 * theme.pen), 5.8, 2.3


def _label(
    canvas: Canvas, link: DrawnLink, room: Rect, request: Request, ground: Callable[[float], str]
) -> None:
    theme = request.theme
    lines = label_lines(link)
    high = len(lines) * measure.LEADING * _LABEL
    top = (room.top + room.bottom - high) / 2 + 0.4
    ink = theme.returns if link.back else theme.text
    with canvas.owned(f"patch:{link.id}"):
        canvas.rect(room, Pen(fill=ground(room.centre[1])))
    with canvas.owned(link.id):
        canvas.texts(room.centre[0], top, lines, _LABEL, ink, "semibold", "middle")
