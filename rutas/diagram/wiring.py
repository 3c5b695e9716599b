"""Draw links: rounded lines with a bridge at each crossing, arrow heads, and the words beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rutas.diagram import measure, strokes
from rutas.diagram.canvas import Canvas, Edge, Pen
from rutas.diagram.routing import smooth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.canvas import Point
    from rutas.diagram.geometry import Layout, Path
    from rutas.diagram.plan import Join
    from rutas.diagram.request import Request

__all__ = ["draw_joins", "label_lines", "label_size"]

_LABEL = 7.0
_RADIUS = 5.0


def label_lines(join: Join, scale: float, room: float = 66.0) -> list[str]:
    """Return the lines of what is written beside a link.

    A short text stays in one line; a long one is broken where its lines become most even.
    """
    if not join.label:
        return []
    size = _LABEL * scale
    whole = measure.width(join.label, size, "semibold")
    if whole <= room * scale:
        return [join.label]
    lines = math.ceil(whole / (room * scale))
    for share in (1.0, 1.1, 1.25, 1.5):
        broken = measure.wrap(join.label, size, whole / lines * share, "semibold")
        if len(broken) <= lines:
            return broken
    return measure.fit(join.label, size, room * scale, "semibold", lines=4)


def label_size(join: Join, scale: float) -> tuple[float, float] | None:
    """Return the room that the words beside a link take."""
    lines = label_lines(join, scale)
    if not lines:
        return None
    size = _LABEL * scale
    wide = max(measure.width(line, size, "semibold") for line in lines)
    return wide + 2 * scale, len(lines) * measure.LEADING * size


def draw_joins(
    canvas: Canvas,
    joins: Sequence[Join],
    layout: Layout,
    origin: Point,
    request: Request,
    nodes: Mapping[str, str] | None = None,
) -> None:
    """Draw every join of a layout whose left upper corner stands at `origin`.

    `nodes` gives the id of the node that stands for an item, where it is another.
    """
    names = nodes or {}
    hops = [(cross.x + origin[0], cross.y + origin[1]) for cross in layout.crossings]
    for join in joins:
        path = layout.paths[join.id]
        _draw(canvas, join, path, origin, request, hops, names)


def _draw(
    canvas: Canvas,
    join: Join,
    path: Path,
    origin: Point,
    request: Request,
    hops: Sequence[Point],
    names: Mapping[str, str],
) -> None:
    s, theme = request.paper.scale, request.theme
    points = [(x + origin[0], y + origin[1]) for x, y in _drawn(path)]
    pen, head, half = _pen(join, request)
    marked = join.pair in request.story_links
    with canvas.owned(join.id):
        if marked:
            canvas.line(points, Pen(theme.highlight, 6 * s))
        line = list(points)
        if path.joint is None:
            canvas.polygon(strokes.arrow(points[-1], points[-2], head, half), Pen(fill=pen.stroke))
            line[-1] = strokes.towards(points[-1], points[-2], head * 0.9)
        if path.label is not None:
            _label(canvas, join, path, origin, request)
    canvas.edge(
        Edge(
            join.id,
            names.get(join.source, join.source),
            names.get(join.target, join.target),
            tuple(smooth(line, _RADIUS * s, hops, 3.0 * s)),
            pen,
            ("link", *({"return": ("return",), "indirect": ("indirect",)}.get(join.kind, ()))),
            join.tooltip,
        )
    )


def _drawn(path: Path) -> list[Point]:
    """Return the part of a path that is its own, and a little of the shared run, to round into."""
    own = list(path.own)
    if path.joint is None:
        return own
    ahead = _beyond(path, own[-1])
    return [*own, ahead] if ahead else own


def _beyond(path: Path, joint: Point) -> Point | None:
    """Return a point a little farther along the path than the joint."""
    points = path.points
    for start, end in zip(points, points[1:], strict=False):
        low_x, high_x = sorted((start[0], end[0]))
        low_y, high_y = sorted((start[1], end[1]))
        inside = low_x - 0.01 <= joint[0] <= high_x + 0.01 and low_y - 0.01 <= joint[1] <= high_y + 0.01
        if inside and math.dist(joint, end) > 1:
            return strokes.towards(joint, end, min(_RADIUS * 1.2, math.dist(joint, end)))
    return None


def _pen(join: Join, request: Request) -> tuple[Pen, float, float]:
    """Return the pen of a link, and the length and half width of its head."""
    s, theme = request.paper.scale, request.theme
    change = request.changes.get("->".join(join.pair))
    if change:
        ink = {"added": theme.added, "removed": theme.removed}.get(change, theme.changed)
        dash = (4 * s, 3 * s) if change == "removed" else None
        return Pen(ink, 2.0 * s, None, dash), 6.5 * s, 2.8 * s
    if join.kind == "return":
        return Pen(theme.returns, 2.1 * s * theme.pen), 7 * s, 3.2 * s
    if join.kind == "indirect":
        return Pen(theme.other, 1.0 * s * theme.pen, None, (3.6 * s, 2.2 * s)), 5.8 * s, 2.3 * s
    return Pen(theme.text, 1.0 * s * theme.pen), 5.8 * s, 2.3 * s


def _label(
    canvas: Canvas, join: Join, path: Path, origin: Point, request: Request
) -> None:
    if path.label is None:
        return
    s, theme = request.paper.scale, request.theme
    x = (path.label.left + path.label.right) / 2 + origin[0]
    lines = label_lines(join, s)
    size = _LABEL * s
    high = len(lines) * measure.LEADING * size
    top = (path.label.top + path.label.bottom - high) / 2 + origin[1] + 0.4 * s
    ink = theme.returns if join.back else theme.text
    canvas.texts(x, top, lines, size, ink, "semibold", "middle")
