"""Put the pieces together: lay the wires, settle the coordinates, place labels, widen, tell."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from rutas.layout.geometry import Layout, Path, Rect
from rutas.layout.labels import place_across, place_labels
from rutas.layout.memo import Memo
from rutas.layout.routing.curve import bridges
from rutas.layout.routing.grid import EAST, SOUTH, WEST
from rutas.layout.routing.negotiate import laid
from rutas.layout.routing.room import Room
from rutas.layout.routing.tracks import Settled, Spacing, runs_of, settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.layout.geometry import Box, Cell, Point, Wire
    from rutas.layout.routing.negotiation import Negotiation
    from rutas.layout.routing.usage import Rates, Track

__all__ = ["route"]

ROUNDS = 10
LEAST_GAP = 2.0  # from a border to a line or a text
TRIES = 2  # how often room is made for a text that has a place, but far from its source


def route(
    boxes: Mapping[str, Box] | Iterable[Box],
    cells: Mapping[str, Cell],
    wires: Sequence[Wire],
    *,
    row_gap_min: float = 18.0,
    column_gap_min: float = 18.0,
    column_widths: Sequence[float] | None = None,
    row_heights: Sequence[float] | None = None,
    width: float | None = None,
    height: float | None = None,
    track_gap: float = 7.0,
    shore: float = 10.0,
    rates: Rates | None = None,
    memo: Memo | None = None,
) -> Layout:
    """Work out the whole drawing.

    Parameters
    ----------
    boxes
        What stands on the sheet, by id; those without a cell are left out.
    cells
        The cell of each box; no two boxes share one.
    wires
        The links between boxes that have a cell.
    row_gap_min, column_gap_min
        The least distance between two rows (columns) of cells, in points.
    column_widths, row_heights
        The extent of each column (row); by default that of its widest (tallest) box.
    width, height
        What the drawing should fill: space left over goes to the channels. If it needs more, the
        layout is wider (taller) than asked for: fold it.
    track_gap, shore
        The least distance of two parallel lines, and of a line from the cells beside it.
    memo
        Lines laid before, for who routes the same cells with boxes of several sizes.

    Raises
    ------
    ValueError
        If two boxes share a cell, or a wire begins or ends at a box without a cell.

    Examples
    --------
    >>> from rutas.layout.geometry import Box, Cell, Wire
    >>> boxes = [Box("a", 60, 40), Box("b", 60, 40)]
    >>> cells = {"a": Cell(0, 0), "b": Cell(0, 1)}
    >>> layout = route(boxes, cells, [Wire("a-b", "a", "b")])
    >>> layout.paths["a-b"].points
    ((66.0, 26.0), (84.0, 26.0))
    """
    named = dict(boxes.items()) if hasattr(boxes, "items") else {box.id: box for box in boxes}
    _check(named, cells, wires)
    placed = {name: named[name] for name in cells}
    columns = _extents(column_widths, {n: (c.column, placed[n].width) for n, c in cells.items()})
    rows = _extents(row_heights, {n: (c.row, placed[n].height) for n, c in cells.items()})
    work = laid(Memo() if memo is None else memo, placed, cells, wires, columns, rows, rates)
    sketch = _Sketch(
        work,
        Spacing(track_gap, shore, column_gap_min),
        Spacing(track_gap, shore, row_gap_min),
        (width, height),
    )
    return sketch.layout()


def _check(boxes: Mapping[str, Box], cells: Mapping[str, Cell], wires: Iterable[Wire]) -> None:
    taken: dict[tuple[int, int], str] = {}
    for name, cell in cells.items():
        if name not in boxes:
            raise ValueError(f"the cell of {name!r} has no box")
        first = taken.setdefault((cell.row, cell.column), name)
        if first != name:
            raise ValueError(f"{first!r} and {name!r} share row {cell.row}, column {cell.column}")
    for wire in wires:
        for end in (wire.source, wire.target):
            if end not in cells:
                raise ValueError(f"the wire {wire.id!r} needs {end!r}, which has no cell")


def _extents(
    given: Sequence[float] | None, found: Mapping[str, tuple[int, float]]
) -> tuple[float, ...]:
    count = 1 + max((index for index, _ in found.values()), default=-1)
    if given is not None:
        if len(given) < count:
            raise ValueError(f"{len(given)} extents for {count} rows or columns")
        return tuple(given)
    sizes = [0.0] * count
    for index, size in found.values():
        sizes[index] = max(sizes[index], size)
    return tuple(size or 20.0 for size in sizes)


class _Sketch:
    """The coordinates of one routed drawing, which give way to its labels."""

    def __init__(
        self,
        work: Negotiation,
        across: Spacing,
        down: Spacing,
        size: tuple[float | None, float | None],
    ) -> None:
        self.work, self.across, self.down, self.size = work, across, down, size
        self.grid, self.usage = work.grid, work.usage
        self.x_runs = runs_of(self.usage, self.grid.xs, work.wires, vertical=True)
        self.y_runs = runs_of(self.usage, self.grid.ys, work.wires, vertical=False)
        self.joints = {name: self._joint(name) for name in self.usage.tracks}
        self.room = Room(self.usage, work.wires, self.x_runs, self.y_runs)
        self.room.for_merges(self.joints)
        self.room.for_bridges()

    def layout(self) -> Layout:
        """Settle, label, widen where a label found no place, until all have one."""
        for left in range(ROUNDS, 0, -1):
            self._settle()
            rects = {name: self._rect(name) for name in self.work.boxes}
            paths = {name: self._path(name, rects) for name in self.work.wires}
            size = (self.xs.size, self.ys.size)
            wires = self.work.wires.values()
            labels, failed, remote = place_labels(wires, self.work.boxes, rects, paths, size)
            asking = failed + [name for name in remote if self.room.tries.get(name, 0) < TRIES]
            if not asking or left == 1:
                break
            for name in asking:
                self.room.ask(self.work.wires[name])
        left_over = [self.work.wires[name] for name in failed]
        labels |= place_across(left_over, self.work.boxes, rects, paths, labels)
        return Layout(
            rects=rects,
            paths={
                name: Path(path.points, labels.get(name), path.joint)
                for name, path in paths.items()
            },
            width=self.xs.size,
            height=self.ys.size,
            row_edges=tuple(self.ys.edges),
            column_edges=tuple(self.xs.edges),
            row_borders=_borders(self.ys, [(t.top, t.bottom) for t in labels.values()]),
            column_borders=_borders(self.xs),
            crossings=bridges({name: path.points for name, path in paths.items()}),
            across=tuple(failed),
        )

    def _settle(self) -> None:
        width, height = self.size
        self.ys = settle(self.grid.ys, self.y_runs, self.down, self.room.down, size=height)
        self.xs = settle(self.grid.xs, self.x_runs, self.across, self.room.across, self.ys, width)

    def _rect(self, name: str) -> Rect:
        box, cell = self.work.boxes[name], self.grid.cells[name]
        x, y = sum(self.xs.edges[cell.column]) / 2, sum(self.ys.edges[cell.row]) / 2
        return Rect(x - box.width / 2, y - box.height / 2, x + box.width / 2, y + box.height / 2)

    def _point(self, name: str, node: int) -> Point:
        x, y = node % self.grid.nx, node // self.grid.nx
        return (self.xs.at(name, x, y), self.ys.at(name, y, x))

    def _path(self, name: str, rects: Mapping[str, Rect]) -> Path:
        wire, track = self.work.wires[name], self.usage.tracks[name]
        corners = [
            self._point(name, node)
            for index, node in enumerate(track.nodes)
            if track.arriving[index] != track.leaving(index)
        ]
        start = self._end(wire.source, track.arriving[0], track.nodes[0], rects)
        end = self._end(wire.target, (track.ending + 2) & 3, track.nodes[-1], rects)
        joint = self.joints[name]
        meeting = None if joint is None else self._meeting(name, track, joint, end)
        return Path((start, *corners, end), joint=meeting)

    def _meeting(self, name: str, track: Track, joint: int, end: Point) -> Point:
        """Where the line joins another: a corner of its own or a corner of that other."""
        node = track.nodes[joint]
        x, y = node % self.grid.nx, node // self.grid.nx
        for other, index in self.usage.joints(self.usage.groups[name])[node]:
            both = (name, other)
            try:
                at_x = next(self.xs.at(n, x, y) for n in both if _has(self.xs, n, x, y))
                at_y = next(self.ys.at(n, y, x) for n in both if _has(self.ys, n, y, x))
            except StopIteration:
                continue
            del index
            return (at_x, at_y)
        return end

    def _end(self, box: str, side: int, node: int, rects: Mapping[str, Rect]) -> Point:
        """The point on the border of a box where its port lies."""
        rect, shape = rects[box], self.work.boxes[box].shape
        x, y = rect.centre
        if side in (EAST, WEST):
            at = self.ys.ports[node // self.grid.nx]
            reach = _reach(shape, rect.width, rect.height, at - y)
            return (x + reach if side == EAST else x - reach, at)
        at = self.xs.ports[node % self.grid.nx]
        reach = rect.height / 2
        if shape == "diamond":
            reach = _reach(shape, rect.height, rect.width, at - x)
        return (at, y + reach if side == SOUTH else y - reach)

    def _joint(self, name: str) -> int | None:
        """The index of the node from which on another wire draws the same line."""
        track, group = self.usage.tracks[name], self.usage.groups[name]
        best = None
        for other, own in self.usage.groups.items():
            if own != group or other == name:
                continue
            theirs = self.usage.tracks[other].nodes
            same = 0
            for one, two in zip(reversed(track.nodes), reversed(theirs), strict=False):
                if one != two:
                    break
                same += 1
            if same and self.usage.tracks[other].ending == track.ending:
                index = len(track.nodes) - same
                best = index if best is None else min(best, index)
        return best


def _has(axis: Settled, name: str, line: int, other: int) -> bool:
    runs = axis.by_wire.get((name, line), ())
    return line in axis.ports or any(run.low <= other <= run.high for run in runs)


def _reach(shape: str, width: float, height: float, aside: float) -> float:
    """How far a shape reaches to its side, so far aside from its middle."""
    if shape == "diamond":
        return width / 2 * max(0.0, 1 - abs(aside) / (height / 2))
    if shape == "pill":
        radius = min(width, height) / 2
        return width / 2 - radius + sqrt(max(0.0, radius**2 - aside**2))
    return width / 2


def _borders(axis: Settled, texts: Sequence[tuple[float, float]] = ()) -> tuple[float, ...]:
    """Where to draw a border in each channel without running along a line or through a text."""
    found = []
    for channel in range(len(axis.edges) + 1):
        low = axis.edges[channel - 1][1] if channel else 0.0
        high = axis.edges[channel][0] if channel < len(axis.edges) else axis.size
        if channel in (0, len(axis.edges)):
            found.append(low if channel == 0 else high)
            continue
        runs = [(run.at, run.at) for run in axis.runs if run.channel == channel]
        middle = (low + high) / 2
        choices = [*_gaps(low, high, [*runs, *texts]), *_gaps(low, high, runs)]
        wide = [gap for gap in choices if gap[1] - gap[0] >= 2 * LEAST_GAP] or choices
        clear = [gap for gap in wide if not any(a < sum(gap) / 2 < b for a, b in texts)] or wide
        best = min(clear, key=lambda g: (abs(sum(g) / 2 - middle) - min(g[1] - g[0], 14.0), g))
        found.append(sum(best) / 2)
    return tuple(found)


def _gaps(
    low: float, high: float, taken: Iterable[tuple[float, float]]
) -> list[tuple[float, float]]:
    """What is left of a stretch."""
    gaps, at = [], low
    for start, end in sorted(taken):
        if end > low and start < high:
            gaps.append((at, max(at, start)))
            at = max(at, end)
    return [*gaps, (at, max(at, high))]
