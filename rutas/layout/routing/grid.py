"""Lay a grid of lines over the cells: the channels between them and the ports on their sides.

Along x, *places* alternate: 0 is the channel left of the first column, 1 the first column, 2 the
channel after it, and so on; along y the same with rows. A channel's place holds parallel tracks; a
cell's place holds port lines, symmetrical about its centre. A *node* is where two lines meet. Nodes
inside a cell that holds a box are closed.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.layout.geometry import Cell
    from rutas.layout.routing.ports import Ports

__all__ = ["EAST", "NORTH", "SIDES", "SOUTH", "WEST", "Axis", "Grid", "Line", "turns"]

EAST, SOUTH, WEST, NORTH = SIDES = 0, 1, 2, 3
TRACK = 7.0  # nominal distance of two tracks while routing; the real one comes later
SHORE = 9.0  # nominal distance of a track from a card


def turns(direction: int) -> tuple[int, int, int]:
    """Straight on, to the right and to the left."""
    return (direction, (direction + 1) & 3, (direction + 3) & 3)


class Line(NamedTuple):
    """One grid line: its place, its offset there (track number or port), its nominal position."""

    place: int
    offset: int
    at: float


class Axis:
    """The lines along one direction.

    Parameters
    ----------
    extents
        Width of each column (height of each row), in points.
    ports
        The port lines of the columns (rows).
    tracks
        For each channel, how many tracks it has (at least one).
    """

    def __init__(self, extents: Sequence[float], ports: Ports, tracks: Sequence[int]) -> None:
        self.extents, self.source = extents, ports
        self.ports, self.port_gaps = ports.counts, list(ports.gaps)
        self.tracks = tuple(tracks)
        self.last_place = 2 * len(extents)
        lines = [Line(-1, 0, -TRACK)]
        at = 0.0
        for place in range(self.last_place + 1):
            index, is_cell = divmod(place, 2)
            if is_cell:
                middle = at + extents[index] / 2
                count, gap = self.ports[index], self.port_gaps[index]
                lines += [Line(place, k, middle + k * gap) for k in range(-count, count + 1)]
                at += extents[index]
            else:
                at += SHORE - TRACK
                for track in range(self.tracks[index]):
                    at += TRACK
                    lines.append(Line(place, track, at))
                at += SHORE
        lines.append(Line(-1, 0, at + TRACK))
        self.lines = lines
        self.number = {(line.place, line.offset): i for i, line in enumerate(lines)}

    def first(self, channel: int) -> int:
        """The number of the channel's first line."""
        return self.number[2 * channel, 0]

    def last(self, channel: int) -> int:
        """The number of the channel's last line."""
        return self.number[2 * channel, self.tracks[channel] - 1]

    def middle(self, cell: int) -> int:
        """The number of the cell's middle line."""
        return self.number[2 * cell + 1, 0]

    def spread(self, used: set[int]) -> tuple[Axis, dict[int, int]]:
        """The same axis with one free track on either side of each used one.

        Returns it with a map from the numbers of old lines to those of new ones.
        """
        kept: dict[int, list[int]] = {}
        for number, line in enumerate(self.lines):
            if line.place >= 0 and line.place % 2 == 0 and number in used:
                kept.setdefault(line.place // 2, []).append(number)
        tracks = [2 * len(kept.get(channel, ())) + 1 for channel in range(len(self.tracks))]
        fresh = Axis(self.extents, self.source, tracks)
        renumber = {
            number: fresh.number[line.place, line.offset]
            for number, line in enumerate(self.lines)
            if line.place % 2 == 1 and line.place > 0
        }
        for channel, numbers in kept.items():
            for index, number in enumerate(numbers):
                renumber[number] = fresh.number[2 * channel, 2 * index + 1]
        return fresh, renumber


class Grid:
    """Two axes and the cells that are taken; a node is `y_number * nx + x_number`."""

    def __init__(self, xs: Axis, ys: Axis, cells: Mapping[str, Cell]) -> None:
        self.xs, self.ys = xs, ys
        self.nx, self.ny = len(xs.lines), len(ys.lines)
        self.step = (1, self.nx, -1, -self.nx)
        self.x_of = list(range(self.nx)) * self.ny
        self.y_of = [y for y in range(self.ny) for _ in range(self.nx)]
        self.x_at = [line.at for line in xs.lines]
        self.y_at = [line.at for line in ys.lines]
        self.x_step = [b - a for a, b in zip(self.x_at, self.x_at[1:], strict=False)]
        self.y_step = [b - a for a, b in zip(self.y_at, self.y_at[1:], strict=False)]
        self.known: dict[
            tuple[str, bool, tuple[object, ...]], Any
        ] = {}  # what searches found of a box's ports
        self._close(cells)
        self._rates: dict[tuple[float, float], tuple[list[float], list[float]]] = {}

    def _close(self, cells: Mapping[str, Cell]) -> None:
        """Let no line pass on the rim, or where a box stands."""
        self.cells = cells
        xs, ys, nx, ny = self.xs, self.ys, self.nx, self.ny
        is_open = bytearray(b"\x01") * (nx * ny)
        is_open[:nx] = is_open[-nx:] = bytes(nx)
        for y in range(ny):
            is_open[y * nx] = is_open[y * nx + nx - 1] = 0
        for row, column, _ in self.cells.values():
            columns, rows = xs.ports[column], ys.ports[row]
            left = xs.middle(column) - columns
            for y in range(ys.middle(row) - rows, ys.middle(row) + rows + 1):
                is_open[y * nx + left : y * nx + left + 2 * columns + 1] = bytes(2 * columns + 1)
        self.is_open = is_open
        self.ways = (  # for each direction and each node, whether the next one is open
            is_open[1:] + bytes(1),
            is_open[nx:] + bytes(nx),
            bytearray(1) + is_open[:-1],
            bytearray(nx) + is_open[:-nx],
        )
        self._bends = {"": self._all_bends()}

    def bends(self, target: str) -> tuple[bytearray, ...]:
        """For each direction and each node, whether a line to a box may turn that way there.

        On a port line in a channel it may only where it goes on into an empty cell or to the target:
        any other card would stop it at once.
        """
        found = self._bends.get(target)
        if found is None:
            found = self._bends[target] = tuple(bytearray(ways) for ways in self._bends[""])
            for side, nodes in self._stubs(self.cells[target]):
                for node in nodes:
                    found[side][node] = self.is_open[node + self.step[side]]
        return found

    def _all_bends(self) -> tuple[bytearray, ...]:
        """For each direction and each node, whether a line to a box nowhere may turn that way."""
        found = tuple(bytearray(ways) for ways in self.ways)
        for cell in self.cells.values():
            for side, nodes in self._stubs(cell):
                ways = found[side]
                for node in nodes:
                    ways[node] = 0
        return found

    def _stubs(self, cell: Cell) -> Iterator[tuple[int, range]]:
        """The port lines of a cell in the channels around it, with the direction into the cell."""
        xs, ys, nx = self.xs, self.ys, self.nx
        column, row = xs.middle(cell.column), ys.middle(cell.row)
        wide, high = xs.ports[cell.column], ys.ports[cell.row]
        west, east = xs.first(cell.column), xs.last(cell.column + 1)
        north, south = ys.first(cell.row), ys.last(cell.row + 1)
        for y in range(row - high, row + high + 1):
            yield EAST, range(y * nx + west, y * nx + column - wide)
            yield WEST, range(y * nx + column + wide + 1, y * nx + east + 1)
        for x in range(column - wide, column + wide + 1):
            yield SOUTH, range(north * nx + x, (row - high) * nx + x, nx)
            yield NORTH, range((row + high + 1) * nx + x, (south + 1) * nx + x, nx)

    def moved(self, cells: Mapping[str, Cell]) -> Grid:
        """The same lines, with the boxes in other cells."""
        fresh = copy(self)
        fresh.known = {
            key: ports for key, ports in self.known.items() if cells[key[0]] == self.cells[key[0]]
        }
        fresh._close(cells)  # noqa: SLF001  (another of this class)
        return fresh

    def rates(self, outside: float, inside: float) -> tuple[list[float], list[float]]:
        """What a point along each vertical and each horizontal line costs."""
        found = self._rates.get((outside, inside))
        if found is None:
            xs, ys = (
                [outside if line.place in (0, axis.last_place) else inside for line in axis.lines]
                for axis in (self.xs, self.ys)
            )
            found = self._rates[outside, inside] = (xs, ys)
        return found

    def port(self, box: str, side: int, offset: int) -> int:
        """The node just outside the side of the box, on its port line."""
        row, column, _ = self.cells[box]
        if side in (EAST, WEST):
            y = self.ys.middle(row) + offset
            x = self.xs.first(column + 1) if side == EAST else self.xs.last(column)
        else:
            x = self.xs.middle(column) + offset
            y = self.ys.first(row + 1) if side == SOUTH else self.ys.last(row)
        return y * self.nx + x

    def offsets(self, box: str, side: int) -> int:
        """How many ports the side has on either side of its middle."""
        row, column, _ = self.cells[box]
        axis, index = (self.ys, row) if side in (EAST, WEST) else (self.xs, column)
        return 0 if box in axis.source.single else axis.ports[index]
