"""Place lanes: actors as rows, moments as columns, folded into systems when too long.

A column is a moment: a step stands one column after the latest step it follows, or in the same
column when it follows a step of another lane and the way up or down is free. Stages are contiguous
blocks of columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.geometry import Cell
from rutas.diagram.place.links import back_links, neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.geometry import Wire

__all__ = ["place_lanes"]

Spot = tuple[int, int]  # lane, column


def place_lanes(
    lanes: Mapping[str, int],
    stages: Sequence[Sequence[str]],
    wires: Sequence[Wire],
    *,
    max_columns: int,
) -> list[dict[str, Cell]]:
    """The systems (like a score's staves), each with the cells of its steps.

    Parameters
    ----------
    lanes
        The lane of each step, counted from the top.
    stages
        The steps of each stage, in the file's order.
    wires
        The links; those marked `back`, and any others that close a loop, don't pull.
    max_columns
        The most columns of a system. A system ends with a stage where that is possible.

    Returns
    -------
    list
        For each system, cells by step. `Cell.row` counts the lanes that the system uses,
        `Cell.band` is the lane.

    Examples
    --------
    >>> from rutas.diagram.geometry import Wire
    >>> wires = [Wire("1", "a", "b"), Wire("2", "b", "c")]
    >>> lanes = {"a": 0, "b": 2, "c": 2}
    >>> for cells in place_lanes(lanes, [["a", "b"], ["c"]], wires, max_columns=9):
    ...     print({name: tuple(cell) for name, cell in cells.items()})
    {'a': (0, 0, 0), 'b': (1, 0, 2), 'c': (1, 1, 2)}
    """
    if max_columns < 1:
        raise ValueError(f"lanes need at least one column, not {max_columns}")
    order = [name for stage in stages for name in stage]
    links = [(w.source, w.target) for w in wires if not w.back and w.source != w.target]
    returns = back_links(order, links)
    _, before = neighbours(link for link in links if link not in returns)
    spots, starts = _moments(lanes, stages, before)
    length = 1 + max((column for _, column in spots.values()), default=-1)
    cuts = _cuts(length, starts, spots, links, max_columns)
    systems = []
    for low, high in zip(cuts, cuts[1:], strict=False):
        own = [name for name in order if low <= spots[name][1] < high]
        used = sorted({spots[name][0] for name in own})
        row = {lane: index for index, lane in enumerate(used)}
        systems.append({n: Cell(row[spots[n][0]], spots[n][1] - low, spots[n][0]) for n in own})
    return systems


def _moments(
    lanes: Mapping[str, int],
    stages: Sequence[Sequence[str]],
    before: Mapping[str, Sequence[str]],
) -> tuple[dict[str, Spot], list[int]]:
    """Lane and column of each step, and the column in which each stage begins."""
    spots: dict[str, Spot] = {}
    taken: dict[Spot, str] = {}
    runs: dict[int, list[tuple[int, int]]] = {}  # by column: vertical lines, as pairs of lanes
    starts: list[int] = []
    start = 0
    for stage in stages:
        starts.append(start)
        for name in _in_turn(stage, before):
            spot = _moment(name, lanes, spots, taken, runs, before, start)
            spots[name] = spot
            taken[spot] = name
            for source in before.get(name, ()):
                if source in spots and spots[source][1] == spot[1]:
                    pair = sorted((spots[source][0], spot[0]))
                    runs.setdefault(spot[1], []).append((pair[0], pair[1]))
        columns = [spots[name][1] for name in stage]
        start = max(columns, default=start - 1) + 1
    return spots, starts


def _in_turn(stage: Sequence[str], before: Mapping[str, Sequence[str]]) -> list[str]:
    """The stage's steps, each after those of the stage that it follows, else in the file's order."""
    own, placed, left = set(stage), list[str](), list(stage)
    while left:
        done = set(placed)
        ready = (n for n in left if all(p in done for p in before.get(n, ()) if p in own))
        name = next(ready, left[0])
        placed.append(name)
        left.remove(name)
    return placed


def _moment(
    name: str,
    lanes: Mapping[str, int],
    spots: Mapping[str, Spot],
    taken: Mapping[Spot, str],
    runs: Mapping[int, Sequence[tuple[int, int]]],
    before: Mapping[str, Sequence[str]],
    start: int,
) -> Spot:
    lane = lanes[name]
    sources = [spots[p] for p in before.get(name, ()) if p in spots]
    latest = max((column for _, column in sources), default=-1)
    column = max(start, latest)
    while True:
        if (lane, column) not in taken and not _passed(lane, runs.get(column, ())):
            here = [source for source in sources if source[1] == column]
            if not here:
                return lane, column
            if len(here) == 1 and _free(here[0][0], lane, column, taken, runs):
                return lane, column
        column += 1


def _passed(lane: int, runs: Sequence[tuple[int, int]]) -> bool:
    return any(low < lane < high for low, high in runs)


def _free(
    one: int,
    two: int,
    column: int,
    taken: Mapping[Spot, str],
    runs: Mapping[int, Sequence[tuple[int, int]]],
) -> bool:
    """Whether a line may go straight from one lane to another within a column."""
    low, high = min(one, two), max(one, two)
    if any((lane, column) in taken for lane in range(low + 1, high)):
        return False
    return not any(a < high and low < b for a, b in runs.get(column, ()))


def _cuts(
    length: int,
    starts: Sequence[int],
    spots: Mapping[str, Spot],
    links: Sequence[tuple[str, str]],
    most: int,
) -> list[int]:
    """The columns at which systems begin, and the end: few systems, few links cut, even lengths."""
    severed = [0] * (length + 1)
    for source, target in links:
        low, high = sorted((spots[source][1], spots[target][1]))
        for column in range(low + 1, high + 1):
            severed[column] += 1
    begins = set(starts)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * length
    for end in range(1, length + 1):
        for begin in range(max(0, end - most), end):
            cost = 1000.0 + (0.0 if end in begins or end == length else 120.0)
            cost += 10.0 * (severed[end] if end < length else 0) + (most - (end - begin)) ** 2 / 10
            best[end] = min(best[end], (best[begin][0] + cost, begin))
    cuts = [length]
    while cuts[-1] > 0:
        cuts.append(best[cuts[-1]][1])
    return cuts[::-1]
