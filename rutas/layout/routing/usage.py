"""Keep account of who runs where: the tracks laid on a grid, and what a line over them costs."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rutas.layout.routing.grid import EAST, WEST

if TYPE_CHECKING:
    from rutas.layout.routing.grid import Grid

__all__ = ["Rates", "Track", "Usage"]


@dataclass(frozen=True, slots=True)
class Rates:
    """What a line costs, in points of length."""

    turn: float = 40.0
    crossing: float = 150.0
    together: float = 0.35  # a point of a run shared with a link to the same target
    outside: float = 1.0  # a point in the channels round the outside
    inside: float = 1.0  # a point anywhere else
    port: float = 22.0  # a port beside the middle of a side
    beside: float = 140.0  # a text's line leaving a side that another line uses too
    corner: float = 600.0  # a port of a diamond that is not a corner
    below: float = 120.0  # ending at the lower side of a box that lies farther to the right
    leave: tuple[float, float, float, float] = (0.0, 6.0, 70.0, 18.0)  # east, south, west, north
    enter: tuple[float, float, float, float] = (70.0, 18.0, 0.0, 6.0)

    def returning(self) -> Rates:
        """The rates of a return: round the outside, from and to any side."""
        return replace(self, outside=0.5, leave=(8.0, 12.0, 0.0, 4.0), enter=(8.0, 12.0, 4.0, 0.0))


@dataclass(slots=True)
class Track:
    """A laid line: its nodes, the direction it arrives with at each, and the one it ends with."""

    nodes: list[int]
    arriving: list[int]
    ending: int
    ports: tuple[int, int] = (0, 0)  # offsets at the source and at the target
    fixed: float = 0.0  # the cost of its ports and sides

    def leaving(self, index: int) -> int:
        """The direction in which the line goes on from a node."""
        return self.arriving[index + 1] if index + 1 < len(self.nodes) else self.ending


class Usage:
    """The lines laid so far on a grid.

    Two groups never run along the same line at a node; they may cross there at right angles.
    """

    def __init__(self, grid: Grid) -> None:
        size = grid.nx * grid.ny
        self.grid = grid
        self.arms = [0] * (size * 4)
        self.across = [0] * size  # how many arms run horizontally
        self.along = [0] * size  # how many arms run vertically
        self.across_group = [0] * size
        self.along_group = [0] * size
        self.effort = 0  # nodes looked at so far, over all searches
        self.tracks: dict[str, Track] = {}
        self.groups: dict[str, int] = {}

    def on(self, grid: Grid) -> Usage:
        """The same lines on a grid of the same size, to be changed on their own."""
        fresh = copy(self)
        fresh.grid = grid
        for name in ("arms", "across", "along", "across_group", "along_group", "tracks", "groups"):
            setattr(fresh, name, getattr(self, name).copy())
        return fresh

    def lay(self, wire: str, group: int, track: Track) -> None:
        """Add a line."""
        self.tracks[wire], self.groups[wire] = track, group
        self._count(track, group, 1)

    def lift(self, wire: str) -> Track:
        """Take a line away and return it."""
        track = self.tracks.pop(wire)
        self._count(track, self.groups.pop(wire), -1)
        return track

    def _count(self, track: Track, group: int, by: int) -> None:
        arms, across, along = self.arms, self.across, self.along
        ways = [*track.arriving[1:], track.ending]
        for node, arriving, leaving in zip(track.nodes, track.arriving, ways, strict=True):
            arms[node * 4 + (arriving + 2 & 3)] += by
            arms[node * 4 + leaving] += by
            if not arriving & leaving & 1:
                across[node] += by + by if not (arriving | leaving) & 1 else by
                self.across_group[node] = group
            if (arriving | leaving) & 1:
                along[node] += by + by if arriving & leaving & 1 else by
                self.along_group[node] = group

    def joints(self, group: int) -> dict[int, list[tuple[str, int]]]:
        """For each node of the group's lines, which of them pass and where."""
        found: dict[int, list[tuple[str, int]]] = {}
        for wire, own in self.groups.items():
            if own == group:
                for index, node in enumerate(self.tracks[wire].nodes):
                    found.setdefault(node, []).append((wire, index))
        return found

    def price(self, track: Track, group: int, rates: Rates, *, laid: bool = False) -> float:
        """The cost of a line among those that are laid; `laid` where it is one of them itself."""
        grid, total = self.grid, track.fixed
        x_at, y_at, nx = grid.x_at, grid.y_at, grid.nx
        before = track.nodes[0]
        ways = [*track.arriving[1:], track.ending]
        for node, arriving, leaving in zip(track.nodes, track.arriving, ways, strict=True):
            if arriving & 1:
                own, other, owner = self.along, self.across, self.along_group
                length = abs(y_at[node // nx] - y_at[before // nx])
            else:
                own, other, owner = self.across, self.along, self.across_group
                length = abs(x_at[node % nx] - x_at[before % nx])
            straight = arriving == leaving
            itself = 1 + straight if laid else 0
            if own[node] > itself and owner[node] == group:
                total += length * rates.together
            else:
                total += length * rates.inside
                if not straight:
                    total += rates.turn
                elif other[node]:
                    total += rates.crossing
            before = node
        return total

    def crossed(self, wire: str) -> set[str]:
        """The wires of other groups that this one crosses."""
        mine, group = self.tracks[wire], self.groups[wire]
        spots = set()
        for index, node in enumerate(mine.nodes):
            if mine.arriving[index] == mine.leaving(index):
                flat = mine.arriving[index] in (EAST, WEST)
                other = self.along_group if flat else self.across_group
                count = self.along if flat else self.across
                if count[node] and other[node] != group:
                    spots.add(node)
        if not spots:
            return set()
        return {
            name
            for name, track in self.tracks.items()
            if self.groups[name] != group and not spots.isdisjoint(track.nodes)
        }
