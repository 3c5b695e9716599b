"""Place lanes: actors as rows, moments as columns, folded into systems when too long.

A column is a moment: a step stands one column after the latest step it follows, or in the same
column when it follows a step of another lane and the way up or down is free. Stages are contiguous
blocks of columns.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rutas.layout.geometry import Cell
from rutas.layout.memo import Memo
from rutas.layout.place.links import Link, back_links, neighbours
from rutas.layout.place.refine import refine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rutas.layout.geometry import Wire

__all__ = ["place_lanes", "refine_lanes"]

EFFORT = 15_000  # what refining one system may look at
TIME = 4.0  # what a column between two steps that follow each other costs
LANE, SYSTEM = 50.0, 30.0  # what a lane of a system costs, and a system beside its lanes
SEVERED, TIED, WITHIN = 10.0, 90.0, 60.0  # what a link costs that is cut, one tied, and a stage

Spot = tuple[int, int]  # lane, column


def place_lanes(
    lanes: Mapping[str, int],
    stages: Sequence[Sequence[str]],
    wires: Sequence[Wire],
    *,
    max_columns: int,
    decisions: Collection[str] = frozenset(),
    tied: Collection[str] = frozenset(),
    refined: bool = True,
    memo: Memo | None = None,
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
    decisions
        The steps drawn as diamonds.
    tied
        The steps that are ill parted from those that they are linked with.
    refined
        Whether steps are shifted where lines cross; costs some tenths of a second.
    memo
        What was placed before, for who folds a route on paper and asks more than once.

    Returns
    -------
    list
        For each system, cells by step. `Cell.row` counts the lanes that the system uses,
        `Cell.band` is the lane.

    Examples
    --------
    >>> from rutas.layout.geometry import Wire
    >>> wires = [Wire("1", "a", "b"), Wire("2", "b", "c")]
    >>> lanes = {"a": 0, "b": 2, "c": 2}
    >>> for cells in place_lanes(lanes, [["a", "b"], ["c"]], wires, max_columns=9):
    ...     print({name: tuple(cell) for name, cell in cells.items()})
    {'a': (0, 0, 0), 'b': (1, 0, 2), 'c': (1, 1, 2)}
    """
    if max_columns < 1:
        raise ValueError(f"lanes need at least one column, not {max_columns}")
    known = Memo() if memo is None else memo
    key = (
        tuple(lanes.items()),
        tuple(map(tuple, stages)),
        _pulling(wires),
        max_columns,
        frozenset(tied),
    )
    found = known.once(("lanes", *key), lambda: _folded(*key))
    if not refined:
        return [dict(cells) for cells in found]
    return [refine_lanes(cells, stages, wires, decisions, known) for cells in found]


def refine_lanes(
    cells: Mapping[str, Cell],
    stages: Sequence[Sequence[str]],
    wires: Sequence[Wire],
    decisions: Collection[str] = frozenset(),
    memo: Memo | None = None,
) -> dict[str, Cell]:
    """The cells of one system, steps shifted where lines cross.

    For who looks for the best way to fold, and need not refine a system of a way that is worse.

    Parameters
    ----------
    cells
        A system as `place_lanes` gives it when it does not refine.
    stages, wires, decisions
        Those of the whole route.
    memo
        What was refined before: several ways to fold have the same system.
    """
    known = Memo() if memo is None else memo
    key = (tuple(cells.items()), tuple(map(tuple, stages)), _pulling(wires), frozenset(decisions))
    return dict(known.once(("refined", *key), lambda: _refined(*key)))


def _pulling(wires: Sequence[Wire]) -> tuple[Wire, ...]:
    """The wires without their texts, which matter only later."""
    return tuple(replace(wire, label=None) for wire in wires)


def _folded(
    lane_of: tuple[tuple[str, int], ...],
    stages: tuple[tuple[str, ...], ...],
    wires: tuple[Wire, ...],
    max_columns: int,
    tied: frozenset[str],
) -> list[dict[str, Cell]]:
    """Place lanes, a system after the other."""
    lanes = dict(lane_of)
    order, links, before, _ = _order(stages, wires)
    spots, starts = _moments(lanes, stages, before)
    length = 1 + max((column for _, column in spots.values()), default=-1)
    cuts = _cuts(length, starts, spots, links, max_columns, tied)
    systems = []
    for low, high in zip(cuts, cuts[1:], strict=False):
        own = [name for name in order if low <= spots[name][1] < high]
        used = sorted({spots[name][0] for name in own})
        row = {lane: index for index, lane in enumerate(used)}
        systems.append({n: Cell(row[spots[n][0]], spots[n][1] - low, spots[n][0]) for n in own})
    return systems


def _refined(
    system: tuple[tuple[str, Cell], ...],
    stages: tuple[tuple[str, ...], ...],
    wires: tuple[Wire, ...],
    decisions: frozenset[str],
) -> dict[str, Cell]:
    """Shift the steps of a system."""
    cells = dict(system)
    _, _, before, after = _order(stages, wires)
    stage_of = {name: number for number, stage in enumerate(stages) for name in stage}
    shift = _Shift(stage_of, before, after)
    inside = [w for w in wires if w.source in cells and w.target in cells]
    return refine(cells, inside, shift.moves, shift.price, decisions, EFFORT)


def _order(
    stages: tuple[tuple[str, ...], ...], wires: tuple[Wire, ...]
) -> tuple[list[str], list[Link], dict[str, list[str]], dict[str, list[str]]]:
    """The steps in the file's order, their links, and what comes before and after each of them."""
    order = [name for stage in stages for name in stage]
    links = [(w.source, w.target) for w in wires if not w.back and w.source != w.target]
    returns = back_links(order, links)
    after, before = neighbours(link for link in links if link not in returns)
    return order, links, before, after


class _Shift:
    """The ways to move a step along its lane that keep time and stages."""

    def __init__(
        self,
        stage_of: Mapping[str, int],
        before: Mapping[str, Sequence[str]],
        after: Mapping[str, Sequence[str]],
    ) -> None:
        self.stage_of, self.before, self.after = stage_of, before, after

    def moves(self, cells: dict[str, Cell], name: str) -> Iterator[dict[str, Cell]]:
        """Put a step into another column of its stage, or swap it with one of its lane there."""
        row, column, band = cells[name]
        stage = self.stage_of[name]
        block = {c.column for n, c in cells.items() if self.stage_of[n] == stage}
        there = {c.column: n for n, c in cells.items() if c.row == row}
        for other in sorted(block - {column}, key=lambda c: (abs(c - column), c)):
            fresh = dict(cells)
            fresh[name] = Cell(row, other, band)
            if other in there:
                fresh[there[other]] = cells[name]
            if self._keeps(fresh, name) and (
                other not in there or self._keeps(fresh, there[other])
            ):
                left = {cell.column for cell in fresh.values()}
                if column in left:
                    yield fresh

    def _keeps(self, cells: Mapping[str, Cell], name: str) -> bool:
        """Whether a step comes after what it follows, or at once in another lane."""
        return all(
            (cells[a].column, True) <= (cells[b].column, cells[a].row != cells[b].row)
            for a, b in (
                *((source, name) for source in self.before.get(name, ())),
                *((name, target) for target in self.after.get(name, ())),
            )
            if a in cells and b in cells
        )

    def price(self, cells: dict[str, Cell]) -> float:
        """How far steps stand from what they follow: lines alone would let them drift."""
        return sum(
            TIME * (cells[name].column - cells[source].column)
            for name in cells
            for source in self.before.get(name, ())
            if source in cells
        )


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
    tied: frozenset[str],
) -> list[int]:
    """The columns at which systems begin, and the end: few lanes in all, few links cut, even lengths.

    A lane of a system is a row of the sheet: what one of few actors does needs no room for others.
    """
    severed, lanes = [0.0] * (length + 1), [set[int]() for _ in range(length)]
    for source, target in links:
        low, high = sorted((spots[source][1], spots[target][1]))
        for column in range(low + 1, high + 1):
            severed[column] += SEVERED if {source, target}.isdisjoint(tied) else TIED
    for lane, column in spots.values():
        lanes[column].add(lane)
    begins = {*starts, length}
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * length
    for end in range(1, length + 1):
        cost = SYSTEM + (0.0 if end in begins else WITHIN) + severed[end % length]
        used = set[int]()
        for begin in range(end - 1, max(0, end - most) - 1, -1):
            used |= lanes[begin]
            whole = cost + LANE * len(used) + (most - (end - begin)) ** 2 / 10
            best[end] = min(best[end], (best[begin][0] + whole, begin))
    cuts = [length]
    while cuts[-1] > 0:
        cuts.append(best[cuts[-1]][1])
    return cuts[::-1]
