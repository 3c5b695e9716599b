"""Ask for room where a label found no free place: next to the source, on one side or the other.

What is asked for is a distance that lines must keep, in channels only, from a cell's side or from
the wire's own line; settling the coordinates again grants it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.layout.labels import BESIDE, CLEAR
from rutas.layout.routing.grid import EAST, SOUTH, WEST
from rutas.layout.routing.tracks import Demand, Run, Shore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.layout.geometry import Wire
    from rutas.layout.routing.usage import Track, Usage

__all__ = ["Room"]

ARROW = 5.0
AT_TARGET = 6  # asked so often in vain at its source, a text is given room at its target
MERGE = 15.0  # a round corner, an arrow head, and air


class Room:
    """What the labels have asked for so far, along x and along y."""

    def __init__(
        self,
        usage: Usage,
        wires: Mapping[str, Wire],
        x_runs: Sequence[Run],
        y_runs: Sequence[Run],
    ) -> None:
        self.usage, self.grid, self.wires = usage, usage.grid, wires
        self.x_runs, self.y_runs = x_runs, y_runs
        self.across, self.down = Demand(), Demand()
        self.tries: dict[str, int] = {}

    def for_merges(self, joints: Mapping[str, int | None]) -> None:
        """Ask for the end of each line that others join to be seen before its arrow head."""
        for name, joint in joints.items():
            track = self.usage.tracks[name]
            if joint is None or any(way != track.ending for way in track.arriving[joint + 1 :]):
                continue
            row, column, _ = self.grid.cells[self.wires[name].target]
            last, flat = track.nodes[-1], track.ending in (EAST, WEST)
            port = last // self.grid.nx if flat else last % self.grid.nx
            before = track.ending not in (EAST, SOUTH)
            channel = (column if flat else row) + before
            demand = self.across if flat else self.down
            self._hold(demand, Shore(channel, before, port, port, 0.0, 0.0, MERGE))

    def ask(self, wire: Wire) -> None:
        """Ask once more for a wire: first here, then there, then ever wider."""
        turn = self.tries.get(wire.id, 0)
        self.tries[wire.id] = turn + 1
        track = self.usage.tracks[wire.id]
        more = 4.0 * (turn // 4)
        if turn >= AT_TARGET:
            self._last_piece(wire, track)
        first = self._crowded(wire, track)
        if turn % 4 < 2:  # noqa: PLR2004  (turns are quarters: 0 to 3)
            self._first_piece(wire, track, before=first is (turn % 4 == 0), more=more)
            return
        self._own_runs(wire, track, before=turn % 4 == 2, more=more)  # noqa: PLR2004  (turns are quarters: 0 to 3)
        self._ports(wire, track)

    def _ports(self, wire: Wire, track: Track) -> None:
        """Spread the ports of the side that the wire leaves by."""
        cell, side = self.grid.cells[wire.source], track.arriving[0]
        width, height = wire.label or (0.0, 0.0)
        axis, index, size = (
            (self.grid.ys, cell.row, height)
            if side in (EAST, WEST)
            else (self.grid.xs, cell.column, width)
        )
        wanted = min(size + BESIDE + CLEAR, axis.source.room[index])
        axis.port_gaps[index] = max(axis.port_gaps[index], wanted)

    def _crowded(self, wire: Wire, track: Track) -> bool:
        """Whether a line beside this one leaves the same side further right (or further down)."""
        side = track.arriving[0]
        for name, other in self.usage.tracks.items():
            node, last = other.nodes[0], other.nodes[-1]
            ends = ((other.arriving[0], node), ((other.ending + 2) & 3, last))
            for its_side, its_node in ends:
                if name != wire.id and its_side == side and self._aligned(track, its_node, side):
                    return its_node > track.nodes[0]
        return side in (EAST, WEST)

    def _aligned(self, track: Track, node: int, side: int) -> bool:
        """Whether a node lies on the same side of the same cell as the start of the track."""
        nx, start = self.grid.nx, track.nodes[0]
        xs, ys = self.grid.xs.lines, self.grid.ys.lines
        if node == start:
            return False
        if side in (EAST, WEST):
            same = ys[node // nx].place == ys[start // nx].place
            return same and node % nx == start % nx
        same = xs[node % nx].place == xs[start % nx].place
        return same and node // nx == start // nx

    def _first_piece(self, wire: Wire, track: Track, *, before: bool, more: float) -> None:
        width, height = wire.label or (0.0, 0.0)
        nx, node, side = self.grid.nx, track.nodes[0], track.arriving[0]
        x, y = node % nx, node // nx
        cell = self.grid.cells[wire.source]
        if side in (EAST, WEST):
            room, thick = width + 2 * CLEAR + ARROW + more, height + BESIDE + CLEAR
            channel = cell.column + (side == EAST)
            above, below = (thick, 0.0) if before else (0.0, thick)
            self._hold(self.across, Shore(channel, side == EAST, y, y, above, below, room))
            return
        room, wide = height + 2 * CLEAR + ARROW + more, width + BESIDE + CLEAR
        channel = cell.row + (side == SOUTH)
        xs, column = self.grid.xs, cell.column
        offset = xs.lines[x].offset * xs.port_gaps[column]
        over = wide + (-offset if before else offset) - xs.extents[column] / 2
        ports = xs.ports[column]
        low, high = x, xs.middle(column) + ports
        if before:
            low, high = xs.middle(column) - ports, x
        if over > 0:
            low = xs.first(column) if before else low
            high = high if before else xs.last(column + 1)
            tall = self.grid.ys.extents[cell.row] / 2
            middle = self.grid.ys.middle(cell.row)
            reach = (-tall, tall + room) if side == SOUTH else (tall + room, -tall)
            beside = column if before else column + 1
            self._hold(self.across, Shore(beside, not before, middle, middle, *reach, over + more))
        self._hold(self.down, Shore(channel, side == SOUTH, low, high, 0.0, 0.0, room))

    def _last_piece(self, wire: Wire, track: Track) -> None:
        """Keep lines off the side where a vertical wire ends, to its right."""
        if track.ending in (EAST, WEST):
            return
        cell, xs = self.grid.cells[wire.target], self.grid.xs
        before, x = track.ending != SOUTH, track.nodes[-1] % self.grid.nx
        high = xs.middle(cell.column) + xs.ports[cell.column]
        room = (wire.label or (0.0, 0.0))[1] + 2 * CLEAR + ARROW
        self._hold(self.down, Shore(cell.row + before, before, x, high, 0.0, 0.0, room))

    @staticmethod
    def _hold(demand: Demand, shore: Shore) -> None:
        demand.width[shore.channel] = max(demand.width.get(shore.channel, 0.0), shore.distance)
        if shore not in demand.shores:
            demand.shores.append(shore)

    def _own_runs(self, wire: Wire, track: Track, *, before: bool, more: float) -> None:
        """Keep others away from the wire's own runs, on one side."""
        width, height = wire.label or (0.0, 0.0)
        nx = self.grid.nx
        lines_x = {node % nx for node in track.nodes}
        lines_y = {node // nx for node in track.nodes}
        plans = (
            (self.x_runs, lines_x, self.across, width),
            (self.y_runs, lines_y, self.down, height),
        )
        for runs, lines, demand, size in plans:
            for run in runs:
                if run.wires == {wire.id} and run.line in lines:
                    room = size + BESIDE + 2 * CLEAR + more
                    kept = demand.beside.get(run, (0.0, 0.0))
                    demand.beside[run] = (room, kept[1]) if before else (kept[0], room)
