"""Say where everything of a BPMN diagram stands: pool, lanes, nodes, flows and their labels.

Lengths are pixels of a BPMN tool; x grows to the right, y downwards.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.exchange.bpmn.sizes import LABEL, NEAR, Drawn, box, gap, size, text_size, wrapped
from rutas.layout.geometry import Rect, Wire
from rutas.layout.memo import Memo
from rutas.layout.place import back_links, place_lanes
from rutas.layout.routing import route

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.layout.geometry import Layout, Path, Point

__all__ = ["Diagram", "Line", "diagram"]

HEADER = 30.0  # of the pool, and of a lane
_MARGIN = 20.0
_REFINED = 300  # nodes; beyond, the quick guess must do


@dataclass(frozen=True)
class Line:
    """A flow or an association to be drawn."""

    id: str
    source: str
    target: str
    text: str = ""
    kind: str = "flow"


@dataclass(frozen=True)
class Diagram:
    """Where everything stands.

    Attributes
    ----------
    pool
        The whole.
    lanes
        From the top.
    stages
        The columns of each stage, from above the pool to below it, and the label above; by its number.
    shapes
        The place of every node.
    lines
        The points of every flow, from border to border.
    labels
        The place of the text beside a node or a flow, by its id.
    """

    pool: Rect
    lanes: Sequence[Rect]
    stages: Mapping[int, tuple[Rect, Rect]]
    shapes: Mapping[str, Rect]
    lines: Mapping[str, Sequence[Point]]
    labels: Mapping[str, Rect]


def diagram(
    nodes: Sequence[Drawn],
    lines: Sequence[Line],
    lanes: Sequence[str],
    stages: Sequence[str],
    corner: Point = (160.0, 80.0),
) -> Diagram:
    """Lay a diagram out.

    Parameters
    ----------
    nodes
        In reading order.
    lines
        What leads from node to node.
    lanes, stages
        Their names; nodes give theirs by number.
    corner
        The left upper corner of the pool.
    """
    sizes = {node.id: size(node) for node in nodes}
    order = [node.id for node in nodes]
    back = back_links(order, [(line.source, line.target) for line in lines])
    wires = [
        Wire(
            line.id,
            line.source,
            line.target,
            (line.source, line.target) in back,
            wrapped(line.text, LABEL) if line.text else None,
            line.kind,
        )
        for line in lines
    ]
    systems = place_lanes(
        {node.id: node.lane for node in nodes},
        [[n.id for n in nodes if n.stage == number] for number in range(len(stages))],
        wires,
        max_columns=max(1, 2 * len(nodes)),
        refined=len(nodes) <= _REFINED,
    )
    cells = systems[0] if systems else {}
    lowest = [wrapped(name, math.inf)[0] / 2 + 2 * _MARGIN for name in lanes]
    ends = {line.id: (line.source, line.target) for line in lines}
    roomy: set[str] = set()
    # A second round only makes room for texts, and its lines may lie as before; but among documents,
    # where they are many, laying them anew saves crossings.
    memo = None if any(node.kind == "document" for node in nodes) else Memo()
    while True:
        boxes = {n.id: box(n, sizes[n.id], roomy=n.id in roomy) for n in nodes}
        heights = list(lowest)
        for key, cell in cells.items():
            heights[cell.row] = max(heights[cell.row], boxes[key].height)
        found = route(
            boxes, cells, wires, row_heights=heights, row_gap_min=32.0, column_gap_min=36.0,
            track_gap=12.0, shore=12.0, memo=memo,
        )  # fmt: skip
        origin = corner[0] + 2 * HEADER, corner[1]
        placed = _Placed(nodes, stages, sizes, found, ends, origin)
        narrow = placed.narrow - roomy
        if not narrow:
            return placed.whole({key: cell.column for key, cell in cells.items()}, corner)
        roomy |= narrow


class _Placed:
    """A layout, turned into what a BPMN file says."""

    def __init__(
        self,
        nodes: Sequence[Drawn],
        stages: Sequence[str],
        sizes: Mapping[str, tuple[float, float]],
        layout: Layout,
        ends: Mapping[str, tuple[str, str]],
        origin: Point,
    ) -> None:
        self.ends = ends
        self.nodes, self.stages, self.layout, self.origin = nodes, stages, layout, origin
        self.kinds = {node.id: node.kind for node in nodes}
        self.shapes: dict[str, Rect] = {}
        for node in nodes:
            x, y = layout.rects[node.id].centre
            wide, high = sizes[node.id]
            self.shapes[node.id] = Rect.sized(x - wide / 2, y - high / 2, wide, high).moved(*origin)

    @cached_property
    def lines(self) -> Mapping[str, Sequence[Point]]:
        """The points of every line, from border to border."""
        return {name: self._line(path, name) for name, path in self.layout.paths.items()}

    @cached_property
    def named(self) -> dict[str, Rect]:
        """The place of the text beside each line that has one."""
        return {
            name: path.label.moved(*self.origin)
            for name, path in self.layout.paths.items()
            if path.label is not None
        }

    @cached_property
    def beside(self) -> Mapping[str, Sequence[Rect]]:
        """For each node with a text beside it, the places that no line of its own or its text takes."""
        own: dict[str, list[str]] = defaultdict(list)
        for name, ends in self.ends.items():
            for end in ends:
                own[end].append(name)
        found = {}
        for node in self.nodes:
            if node.beside:
                home = self.layout.rects[node.id].moved(*self.origin).inset(-1)
                choices = _beside(self.shapes[node.id], gap(node), *text_size(node))
                found[node.id] = [
                    rect
                    for rect in choices
                    if home.left <= rect.left
                    and rect.right <= home.right
                    and not any(self._meets(name, rect) for name in own[node.id])
                ]
        return found

    def _meets(self, line: str, rect: Rect) -> bool:
        label = self.named.get(line)
        return _crosses(self.lines[line], rect) or (label is not None and rect.touches(label, 1.0))

    @property
    def narrow(self) -> set[str]:
        """The nodes that have no place for the text beside them."""
        return {name for name, places in self.beside.items() if not places}

    def whole(self, columns: Mapping[str, int], corner: Point) -> Diagram:
        borders = [at + self.origin[1] for at in self.layout.row_borders]
        right = self.origin[0] + self.layout.width
        pool = Rect(corner[0], borders[0], right, borders[-1])
        lanes = [
            Rect(corner[0] + HEADER, top, right, bottom)
            for top, bottom in zip(borders, borders[1:], strict=False)
        ]
        labels = dict(self.named)
        for node in self.nodes:
            if node.beside:
                below = _beside(self.shapes[node.id], gap(node), *text_size(node))
                labels[node.id] = next(iter(self.beside[node.id]), None) or next(below)
        return Diagram(pool, lanes, self._stages(columns, pool), self.shapes, self.lines, labels)

    def _stages(self, columns: Mapping[str, int], pool: Rect) -> dict[int, tuple[Rect, Rect]]:
        edges = self.layout.column_borders
        found = {}
        for number, name in enumerate(self.stages):
            own = [columns[node.id] for node in self.nodes if node.stage == number]
            if not own:
                continue
            left, right = edges[min(own)] + self.origin[0], edges[max(own) + 1] + self.origin[0]
            high = wrapped(name, right - left - 2 * NEAR)[1]
            top = pool.top - high - 3 * NEAR
            area = Rect(left + 1, top, right - 1, pool.bottom + 2 * NEAR)
            found[number] = (
                area,
                Rect(left + NEAR, top + NEAR, right - NEAR, pool.top - 2 * NEAR),
            )
        return found

    def _line(self, path: Path, name: str) -> list[Point]:
        """Return the points of a line, its ends led from the room of a node to the node itself."""
        points = [(x + self.origin[0], y + self.origin[1]) for x, y in path.points]
        source, target = self.ends[name]
        points = [*reversed(self._led(list(reversed(points)), source))]
        return _straight(self._led(points, target))

    def _led(self, points: list[Point], node: str) -> list[Point]:
        rect, (bx, by), (ax, ay) = self.shapes[node], points[-1], points[-2]
        cx, cy = rect.centre
        flat = abs(by - ay) <= abs(bx - ax)
        aside = (by - cy) if flat else (bx - cx)
        half = (rect.height if flat else rect.width) / 2
        more = list(points[:-1])
        if abs(aside) >= half - 1:  # beyond the node: go to its middle
            more.append((bx, by))
            more.append((bx, cy) if flat else (cx, by))
            aside = 0.0
        reach = _reach(self.kinds[node], rect, aside, flat=flat)
        if flat:
            end = (cx - reach if ax < cx else cx + reach, cy + aside)
        else:
            end = (cx + aside, cy - reach if ay < cy else cy + reach)
        return [*more, end]


def _reach(kind: str, rect: Rect, aside: float, *, flat: bool) -> float:
    """Return how far a node's border is from its middle, so far aside from it."""
    half = (rect.width if flat else rect.height) / 2
    if kind == "gateway":
        return half - abs(aside)
    return math.sqrt(half**2 - aside**2) if kind == "event" else half


def _beside(shape: Rect, gap: float, wide: float, high: float) -> Iterator[Rect]:
    """Yield the places of a label: below and above a node, then right and left of a line there."""
    x, _ = shape.centre
    tops = (shape.bottom + gap, shape.top - gap - high)
    for left in (x - wide / 2, x + NEAR, x - NEAR - wide):
        for top in tops:
            yield Rect.sized(left, top, wide, high)


def _crosses(line: Sequence[Point], rect: Rect) -> bool:
    return any(
        rect.touches(Rect(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), 1.0)
        for a, b in zip(line, line[1:], strict=False)
    )


def _straight(points: Sequence[Point]) -> list[Point]:
    """Return a line without points in the middle of a straight piece."""
    kept = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            kept.append(here)
    return [*kept, points[-1]]
