"""Turn lines on the grid into lines on paper: give each run its coordinate, each channel its width.

A *run* is a straight piece of a line within a channel; pieces of one group that lie on each other
are one run. Within a channel, two runs whose spans meet keep the order of their tracks, `gap`
apart; runs that never meet may share a coordinate, unless they would look like one line: the end
of one is near that of the other, or at the same box. Each run is put halfway between its lowest and
its highest possible place, which is itself a solution since the constraints are convex.

Rows are settled first, by spans counted in grid lines; columns then by the real spans. So what is
apart on the grid stays apart on paper: of two runs on one column's track that are disjoint on the
grid, either they are disjoint on paper, or they get different coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.layout.geometry import Wire
    from rutas.layout.routing.grid import Axis
    from rutas.layout.routing.usage import Usage

__all__ = ["Demand", "Run", "Settled", "Shore", "Spacing", "runs_of", "settle"]


Span = tuple[float, float]

FACING = 3.0  # how many gaps apart two lines on one track end at least


@dataclass(slots=True, eq=False)
class Run:
    """A straight piece in a channel: its grid line, its span in lines of the other axis."""

    line: int
    channel: int
    low: int
    high: int
    group: int
    wires: set[str] = field(default_factory=set)
    boxes: set[str] = field(default_factory=set)
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in a channel: between two runs, from a run to a cell, and the least width.

    `edge` is what lies outside the outermost runs on the sheet's border.
    """

    gap: float = 7.0
    shore: float = 10.0
    least: float = 18.0
    edge: float = 4.0
    edge_least: float = 6.0


class Shore(NamedTuple):
    """A stretch of a cell's side from which runs must keep a distance.

    It goes from the line `low` of the other axis to the line `high`, and by so many points beyond
    (once that axis is settled); `before` tells on which side of the channel the cell lies.
    """

    channel: int
    before: bool
    low: int
    high: int
    low_beyond: float
    high_beyond: float
    distance: float


@dataclass(slots=True)
class Demand:
    """What labels ask for: room in channels, beyond what the lines need.

    `width`: least width by channel. `shores`: distances that runs must keep from cells. `beside`:
    what a run needs before and after it.
    """

    width: dict[int, float] = field(default_factory=dict)
    shores: list[Shore] = field(default_factory=list)
    beside: dict[Run, Span] = field(default_factory=dict)


@dataclass(slots=True)
class Settled:
    """The coordinates along one axis: of cells' edges, of the runs, and of the whole."""

    edges: list[tuple[float, float]]
    runs: list[Run]
    size: float
    ports: dict[int, float]
    by_wire: dict[tuple[str, int], list[Run]]

    def span(self, run: Run) -> Span:
        """The real span of a run of the other axis, of which this one tells the ends."""
        ends = [self._anywhere(run.wires, line, run.line) for line in (run.low, run.high)]
        return (min(ends), max(ends))

    def _anywhere(self, wires: Iterable[str], line: int, other: int) -> float:
        if line in self.ports:
            return self.ports[line]
        for wire in sorted(wires):
            for run in self.by_wire.get((wire, line), ()):
                if run.low <= other <= run.high:
                    return run.at
        raise KeyError((line, other))

    def at(self, wire: str, line: int, other: int) -> float:
        """The coordinate of the wire's piece on a grid line, near a line of the other axis."""
        return self._anywhere((wire,), line, other)


def runs_of(usage: Usage, axis: Axis, wires: Mapping[str, Wire], *, vertical: bool) -> list[Run]:
    """The runs along one axis' channels, those of one group that touch joined into one."""
    nx = usage.grid.nx
    pieces: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
    for name, track in usage.tracks.items():
        for one, two in zip(track.nodes, track.nodes[1:], strict=False):
            if (one % nx == two % nx) is not vertical:
                continue
            line = one % nx if vertical else one // nx
            ends = sorted((one // nx, two // nx) if vertical else (one % nx, two % nx))
            pieces.setdefault((line, usage.groups[name]), []).append((ends[0], ends[1], name))
    runs: list[Run] = []
    for (line, group), found in sorted(pieces.items()):
        place = axis.lines[line].place
        if place % 2:
            continue
        current: Run | None = None
        for low, high, name in sorted(found):
            if current is None or low > current.high:
                current = Run(line, place // 2, low, high, group)
                runs.append(current)
            current.high = max(current.high, high)
            current.wires.add(name)
            current.boxes |= {wires[name].source, wires[name].target}
    return runs


def settle(
    axis: Axis,
    runs: list[Run],
    spacing: Spacing,
    demand: Demand,
    other: Settled | None = None,
    size: float | None = None,
) -> Settled:
    """Give every run and every cell its coordinate.

    Parameters
    ----------
    other
        The other axis, once it is settled; None to count spans in grid lines.
    size
        The size to fill: what is left over goes to the channels, evenly.
    """
    count = len(axis.extents)
    by_channel: dict[int, list[Run]] = {}
    for run in sorted(runs, key=lambda r: (r.channel, r.line, r.low)):
        by_channel.setdefault(run.channel, []).append(run)
    plans = []
    for channel in range(count + 1):
        own = by_channel.get(channel, [])
        spans = [other.span(run) if other else (float(run.low), float(run.high)) for run in own]
        shores = [
            (shore.before, _stretch(shore, other), shore.distance)
            for shore in demand.shores
            if shore.channel == channel
        ]
        ends = (
            spacing.edge if channel == 0 else spacing.shore,
            spacing.edge if channel == count else spacing.shore,
        )
        least = spacing.edge_least if channel in (0, count) else spacing.least
        least = max(least, demand.width.get(channel, 0.0))
        pad = spacing.gap if other else 0.0
        beside = [demand.beside.get(run, (0.0, 0.0)) for run in own]
        plans.append(_Plan(own, spans, shores, beside, spacing.gap, pad, ends, least))
    natural = sum(plan.width for plan in plans) + sum(axis.extents)
    share = 0.0 if size is None else max(0.0, size - natural) / (count + 1)
    at, edges = 0.0, []
    for channel, plan in enumerate(plans):
        plan.place(at, plan.width + share)
        at += plan.width + share
        if channel < count:
            edges.append((at, at + axis.extents[channel]))
            at += axis.extents[channel]
    ports = {
        number: sum(edges[line.place // 2]) / 2 + line.offset * axis.port_gaps[line.place // 2]
        for number, line in enumerate(axis.lines)
        if line.place > 0 and line.place % 2
    }
    by_wire: dict[tuple[str, int], list[Run]] = {}
    for run in runs:
        for wire in run.wires:
            by_wire.setdefault((wire, run.line), []).append(run)
    return Settled(edges, runs, at, ports, by_wire)


def _stretch(shore: Shore, other: Settled | None) -> Span:
    if other is None:
        return (float(shore.low), float(shore.high))
    return (
        other.ports[shore.low] - shore.low_beyond,
        other.ports[shore.high] + shore.high_beyond,
    )


class _Plan:
    """One channel's runs: the lowest and the highest place of each, and the width they need."""

    def __init__(
        self,
        runs: list[Run],
        spans: list[Span],
        shores: list[tuple[bool, Span, float]],
        beside: list[Span],
        gap: float,
        pad: float,
        ends: tuple[float, float],
        least: float,
    ) -> None:
        self.runs = runs
        self.after: list[list[tuple[int, float]]] = [
            [
                (j, max(gap, beside[i][1], beside[j][0]))
                for j in range(i + 1, len(runs))
                if _apart(runs[i], runs[j], spans[i], spans[j], pad)
            ]
            for i in range(len(runs))
        ]
        self.low = [
            max(ends[0], own[0], _held(shores, span, before=True))
            for span, own in zip(spans, beside, strict=True)
        ]
        self.tail = [
            max(ends[1], own[1], _held(shores, span, before=False))
            for span, own in zip(spans, beside, strict=True)
        ]
        for i in range(len(runs)):
            for j, apart in self.after[i]:
                self.low[j] = max(self.low[j], self.low[i] + apart)
        for i in range(len(runs) - 1, -1, -1):
            for j, apart in self.after[i]:
                self.tail[i] = max(self.tail[i], self.tail[j] + apart)
        needed = (low + tail for low, tail in zip(self.low, self.tail, strict=True))
        self.width = max(least, max(needed, default=0.0))

    def place(self, start: float, width: float) -> None:
        """Put each run halfway between its lowest and its highest place."""
        for run, low, tail in zip(self.runs, self.low, self.tail, strict=True):
            run.at = start + (low + width - tail) / 2


def _apart(one: Run, two: Run, span: Span, other: Span, pad: float) -> bool:
    """Whether two runs, in the order of their tracks, may not share a coordinate."""
    if one.line == two.line and one.group == two.group:
        return False
    return bool(one.boxes & two.boxes) or _meet(span, other, FACING * pad)


def _held(shores: list[tuple[bool, Span, float]], span: Span, *, before: bool) -> float:
    return max(
        (far for side, own, far in shores if side is before and _meet(own, span, 0.0)),
        default=0.0,
    )


def _meet(one: Span, two: Span, pad: float) -> bool:
    return one[0] <= two[1] + pad and two[0] <= one[1] + pad
