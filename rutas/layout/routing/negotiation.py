"""Hold the wires, the grid and the lines laid so far: find a line, lay it, take it up, count its cost."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from rutas.layout.routing.grid import Axis, Grid
from rutas.layout.routing.ports import SIDES, degrees, ports_of
from rutas.layout.routing.search import find
from rutas.layout.routing.usage import Track, Usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.layout.geometry import Box, Cell, Wire
    from rutas.layout.routing.ports import Ports
    from rutas.layout.routing.usage import Rates

__all__ = ["Negotiation", "begin"]

START_TRACKS = 3


def begin(
    boxes: Mapping[str, Box],
    cells: Mapping[str, Cell],
    wires: Sequence[Wire],
    column_widths: Sequence[float],
    row_heights: Sequence[float],
    rates: Rates,
) -> Negotiation:
    """Lay every wire once, with more ports on every box where the usual ones do not do.

    A low card has one port on each side: one link arrives there, one leaves, and a loop finds both
    sides shut. Free tracks lead from everywhere to everywhere, so that nothing but ports can lack.
    """
    for more in range(len(wires) + 1):
        work = Negotiation(boxes, cells, wires, column_widths, row_heights, rates, more)
        if work.lay_first():
            return work
    raise AssertionError("a box with a port for each wire on each side has a free one")


class Negotiation:
    """The wires, the grid, and the lines laid so far.

    `more` is for how many links more on each side boxes have ports.
    """

    def __init__(
        self,
        boxes: Mapping[str, Box],
        cells: Mapping[str, Cell],
        wires: Sequence[Wire],
        column_widths: Sequence[float],
        row_heights: Sequence[float],
        rates: Rates,
        more: int = 0,
    ) -> None:
        self.more = more
        self.boxes = {name: boxes[name] for name in cells}
        self.wires = {wire.id: wire for wire in wires}
        self.rates = {False: rates, True: rates.returning()}
        numbers: dict[object, int] = {}
        self.group = {w.id: numbers.setdefault(w.group, len(numbers) + 1) for w in wires}
        self.degree = {name: count + SIDES * more for name, count in degrees(wires).items()}
        tops, sides = self._ports(cells, len(column_widths), len(row_heights))
        xs = Axis(column_widths, tops, [START_TRACKS] * (len(column_widths) + 1))
        ys = Axis(row_heights, sides, [START_TRACKS] * (len(row_heights) + 1))
        self.limit = 0
        self.grid = Grid(xs, ys, cells)
        self.usage = Usage(self.grid)

    def _ports(self, cells: Mapping[str, Cell], columns: int, rows: int) -> tuple[Ports, Ports]:
        by_column: list[list[str]] = [[] for _ in range(columns)]
        by_row: list[list[str]] = [[] for _ in range(rows)]
        for name, cell in cells.items():
            by_column[cell.column].append(name)
            by_row[cell.row].append(name)
        return (
            ports_of(by_column, self.boxes, self.degree, sides=False),
            ports_of(by_row, self.boxes, self.degree, sides=True),
        )

    def moved(self, cells: Mapping[str, Cell]) -> Negotiation | None:
        """The same lines with some boxes in other cells; None where ports would change or lack.

        Only those that end at such a box, and those that would run through it, are laid anew.
        """
        xs, ys = self.grid.xs, self.grid.ys
        if self._ports(cells, len(xs.extents), len(ys.extents)) != (xs.source, ys.source):
            return None
        fresh = copy(self)
        fresh.grid = self.grid.moved(cells)
        fresh.usage = self.usage.on(fresh.grid)
        fresh.usage.effort = 0
        elsewhere = {name for name, cell in cells.items() if cell != self.grid.cells[name]}
        is_open = fresh.grid.is_open
        dirty = [
            wire
            for wire in self.wires.values()
            if wire.source in elsewhere
            or wire.target in elsewhere
            or not all(is_open[node] for node in self.usage.tracks[wire.id].nodes)
        ]
        for wire in dirty:
            fresh.usage.lift(wire.id)
        return fresh if fresh.lay_first(dirty) else None

    def resized(
        self,
        boxes: Mapping[str, Box],
        column_widths: Sequence[float],
        row_heights: Sequence[float],
    ) -> Negotiation | None:
        """The same lines between boxes of another size; None where a port in use is gone."""
        wires, cells = list(self.wires.values()), self.grid.cells
        fresh = Negotiation(
            boxes, cells, wires, column_widths, row_heights, self.rates[False], self.more
        )
        old, new = self.grid, fresh.grid
        if (old.xs.ports, old.ys.ports) != (new.xs.ports, new.ys.ports):
            return None
        xs = Axis(column_widths, new.xs.source, old.xs.tracks)
        ys = Axis(row_heights, new.ys.source, old.ys.tracks)
        fresh.grid = Grid(xs, ys, cells)
        fresh.usage = Usage(fresh.grid)
        for name, track in self.usage.tracks.items():
            wire = self.wires[name]
            ends = (wire.source, track.arriving[0]), (wire.target, (track.ending + 2) & 3)
            for (box, side), offset in zip(ends, track.ports, strict=True):
                if abs(offset) > fresh.grid.offsets(box, side):
                    return None
            fresh.lay(name, track)
        return fresh

    def lay_first(self, wires: Iterable[Wire] | None = None) -> bool:
        """Lay every wire (or some) once: neighbours first, then by distance, returns last.

        Returns whether each found a way.
        """
        order = sorted(self.wires.values() if wires is None else wires, key=self._turn)
        return all(self._lay(wire) for wire in order)

    def _turn(self, wire: Wire) -> tuple[bool, int, int, int]:
        one, two = self.grid.cells[wire.source], self.grid.cells[wire.target]
        across, down = abs(one.column - two.column), abs(one.row - two.row)
        straight = down == 0 and two.column == one.column + 1
        return (wire.back, 0 if straight else 1 + across + 2 * down, one.row, one.column)

    def find(self, wire: Wire, push: float | None = None) -> Track | None:
        """The cheapest line for a wire among those laid."""
        rates = self.rates[wire.back]
        return find(self.usage, wire, self.group[wire.id], self.boxes, rates, push)

    def _lay(self, wire: Wire) -> bool:
        track = self.find(wire)
        if track is None:
            self.spread()
            track = self.find(wire)
        if track is not None:
            self.usage.lay(wire.id, self.group[wire.id], track)
        return track is not None

    def spread(self) -> None:
        """Give every used track a free one on either side."""
        grid, nx = self.grid, self.grid.nx
        used_x, used_y = set(), set()
        for track in self.usage.tracks.values():
            for one, two in zip(track.nodes, track.nodes[1:], strict=False):
                if one % nx == two % nx:
                    used_x.add(one % nx)
                else:
                    used_y.add(one // nx)
        xs, new_x = grid.xs.spread(used_x)
        ys, new_y = grid.ys.spread(used_y)
        fresh = Grid(xs, ys, grid.cells)
        usage = Usage(fresh)
        for name, track in self.usage.tracks.items():
            usage.lay(name, self.group[name], self._moved(name, track, fresh, new_x, new_y))
        usage.effort = self.usage.effort
        self.grid, self.usage = fresh, usage

    def _moved(
        self, name: str, track: Track, fresh: Grid, new_x: dict[int, int], new_y: dict[int, int]
    ) -> Track:
        wire, nx = self.wires[name], self.grid.nx
        first = fresh.port(wire.source, track.arriving[0], track.ports[0])
        last = fresh.port(wire.target, (track.ending + 2) & 3, track.ports[1])
        corners = [
            new_y[node // nx] * fresh.nx + new_x[node % nx]
            for index, node in enumerate(track.nodes)
            if track.arriving[index] != track.leaving(index)
        ]
        nodes, arriving, heading = [first], [track.arriving[0]], track.arriving[0]
        turns = [track.leaving(i) for i, d in enumerate(track.arriving) if d != track.leaving(i)]
        for corner, onward in zip([*corners, last], [*turns, track.ending], strict=True):
            while nodes[-1] != corner:
                nodes.append(nodes[-1] + fresh.step[heading])
                arriving.append(heading)
            heading = onward
        return Track(nodes, arriving, track.ending, track.ports, track.fixed)

    def allow(self, effort: int) -> None:
        """Let so many nodes more be looked at."""
        self.limit = self.usage.effort + effort

    @property
    def tired(self) -> bool:
        """Whether enough has been tried: what keeps the cost of a sheet within n squared."""
        return self.usage.effort > self.limit

    def price(self, name: str, track: Track) -> float:
        """What a line costs that is not laid now."""
        return self.usage.price(track, self.group[name], self.rates[self.wires[name].back])

    def total(self) -> float:
        """What all lines cost together."""
        tracks, rates = self.usage.tracks, self.rates
        return sum(
            self.usage.price(tracks[name], self.group[name], rates[wire.back], laid=True)
            for name, wire in self.wires.items()
        )

    def crossed(self) -> dict[str, int]:
        """How many others each wire crosses; only of those that cross any."""
        found = {name: len(self.usage.crossed(name)) for name in self.wires}
        return {name: count for name, count in found.items() if count}

    def lay(self, name: str, track: Track) -> None:
        """Lay a line for a wire."""
        self.usage.lay(name, self.group[name], track)

    def lift(self, names: Sequence[str]) -> tuple[dict[str, Track], float]:
        """Take up several wires; returns their lines and what they cost together."""
        kept, total = {}, 0.0
        for name in names:
            kept[name] = self.usage.lift(name)
            total += self.price(name, kept[name])
        return kept, total

    def restore(self, kept: Mapping[str, Track]) -> None:
        """Lay these lines, whatever lies there for their wires now."""
        for name in kept:
            if name in self.usage.tracks:
                self.usage.lift(name)
        for name, track in kept.items():
            self.lay(name, track)

    def relay(self, names: Sequence[str]) -> float:
        """Lay wires that were taken up, one after the other; returns what they cost together."""
        total = 0.0
        for name in names:
            found = self.find(self.wires[name])
            if found is None:
                return float("inf")
            total += self.price(name, found)
            self.lay(name, found)
        return total
