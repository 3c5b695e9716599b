"""Place a flow: stages as bands that are read like text, each step next to what it follows.

Steps are read in the file's order, in a row left to right and rows top to bottom: that is a rule.
They are placed one by one; at each step the most promising partial drawings are kept (beam search).
What a drawing costs is an estimate of what its lines will be: straight ones are cheap, detours dear;
so are rows and holes.

Reference: the beam search is B. T. Lowerre's (The HARPY speech recognition system, 1976).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rutas.layout.geometry import Cell
from rutas.layout.memo import Memo
from rutas.layout.place.links import neighbours
from rutas.layout.place.refine import refine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.layout.geometry import Wire

__all__ = ["Costs", "place_flow"]

Spot = tuple[int, int]
Placed = tuple[str, Spot]


@dataclass(frozen=True, slots=True)
class Costs:
    """What is disliked in a placed flow, and how much it costs."""

    row: float = 60.0  # a row of the sheet
    hole: float = 14.0  # an empty cell with a step after it in its row
    below: float = 5.0  # the next step straight below
    carriage: float = 10.0  # the next step elsewhere in the row below
    column: float = 2.0  # each column that a line passes
    rows: float = 9.0  # each row that a line passes
    over: float = 34.0  # a line round the steps between two of one row
    upward: float = 60.0  # a line that goes up or back
    aside: float = 12.0  # an answer that goes neither straight east nor straight south
    corner: float = 40.0  # an answer more than one that does not go east
    apart: float = 60.0  # what is tied to one step, elsewhere than beside or below it
    beam: int = 24


def place_flow(
    stages: Sequence[Sequence[str]],
    wires: Sequence[Wire],
    *,
    columns: int,
    decisions: frozenset[str] | set[str] = frozenset(),
    tied: frozenset[str] | set[str] = frozenset(),
    costs: Costs | None = None,
    refined: bool = True,
    memo: Memo | None = None,
) -> dict[str, Cell]:
    """The cell of each step.

    Parameters
    ----------
    stages
        The steps of each stage, in the file's order; a stage begins on a row of its own.
    wires
        The links; those marked `back`, and any others to a step that is earlier in the file, don't pull.
    columns
        How many cells a row has.
    decisions
        The steps drawn as diamonds: their answers want to go east and south.
    tied
        What wants to stand beside the one that it has a link with, or below it.
    refined
        Whether to try the placement by routing it; without, it is a quick guess of the room needed.
    memo
        What was placed before, for who folds a route on paper and asks for the same parts again.

    Returns
    -------
    dict
        Cells by step; `Cell.band` is the index of the stage.

    Examples
    --------
    >>> from rutas.layout.geometry import Wire
    >>> cells = place_flow([["a", "b"], ["c"]], [Wire("1", "a", "b")], columns=3)
    >>> [tuple(cells[name]) for name in "abc"]
    [(0, 0, 0), (0, 1, 0), (1, 0, 1)]
    """
    if columns < 1:
        raise ValueError(f"a flow needs at least one column, not {columns}")
    pulling = tuple(replace(wire, label=None) for wire in wires)
    whole = tuple(tuple(stage) for stage in stages)
    sets = frozenset(decisions), frozenset(tied)
    key = (whole, pulling, columns, *sets, costs or Costs(), refined)
    known = Memo() if memo is None else memo
    return dict(known.once(("flow", *key), lambda: _placed(*key)))


def _placed(
    stages: tuple[tuple[str, ...], ...],
    wires: tuple[Wire, ...],
    columns: int,
    decisions: frozenset[str],
    tied: frozenset[str],
    costs: Costs,
    refined: bool,  # noqa: FBT001  (a part of the memo's key)
) -> Mapping[str, Cell]:
    order = [name for stage in stages for name in stage]
    number = {name: index for index, name in enumerate(order)}
    links = [(w.source, w.target) for w in wires if not w.back]
    after, before = neighbours(link for link in links if number[link[0]] < number[link[1]])
    work = _Flow(number, after, before, columns, decisions, tied, costs)
    cells: dict[str, Cell] = {}
    top = 0
    for band, stage in enumerate(stages):
        if not stage:
            continue
        placed = work.place(stage, top, {name: (c.row, c.column) for name, c in cells.items()})
        for name in stage:
            cells[name] = Cell(*placed[name], band)
        top = 1 + max(row for row, _ in placed.values())
    found = {name: cells[name] for name in order}
    if not refined:
        return found
    return refine(found, wires, work.moves, work.price, decisions)


@dataclass(slots=True)
class _Draft:
    cost: float
    spots: dict[str, Spot]
    taken: dict[Spot, str]
    ends: dict[int, int]  # the last taken column of each row of the stage
    key: frozenset[Placed] = frozenset()  # the stage's steps that are placed


def _grown(key: frozenset[Placed], cost: float, draft: _Draft, placed: Placed) -> _Draft:
    """A draft with one step more."""
    name, spot = placed
    row, column = spot
    ends = {**draft.ends, row: max(column, draft.ends.get(row, column))}
    return _Draft(cost, {**draft.spots, name: spot}, {**draft.taken, spot: name}, ends, key)


class _Flow:
    def __init__(
        self,
        number: Mapping[str, int],
        after: Mapping[str, Sequence[str]],
        before: Mapping[str, Sequence[str]],
        columns: int,
        decisions: frozenset[str],
        tied: frozenset[str],
        costs: Costs,
    ) -> None:
        self.number, self.after, self.before = number, after, before
        self.columns, self.decisions, self.tied, self.costs = columns, decisions, tied, costs

    def moves(self, cells: dict[str, Cell], name: str) -> Iterator[dict[str, Cell]]:
        """Move a step to a free cell between those read before and after it in its stage."""
        row, column, band = cells[name]
        own = {(c.row, c.column): n for n, c in cells.items() if c.band == band}
        if not any(r == row for r, c in own if (r, c) != (row, column)):
            return  # a row must not be left empty
        mine = self.number[name]
        low = max((spot for spot, n in own.items() if self.number[n] < mine), default=(-1, 0))
        high = min(
            (spot for spot, n in own.items() if self.number[n] > mine), default=(len(cells), 0)
        )
        rows = {row for row, _ in own}
        spots = [(r, c) for r in rows for c in range(self.columns) if low < (r, c) < high]
        for spot in sorted(spots, key=lambda s: (abs(s[0] - row) + abs(s[1] - column), s)):
            if spot != (row, column):
                yield {**cells, name: Cell(*spot, band)}

    def price(self, cells: dict[str, Cell]) -> float:
        """What is disliked in where the steps stand, their lines aside."""
        filled: dict[int, list[int]] = {}
        for row, column, _ in cells.values():
            filled.setdefault(row, []).append(column)
        return self.costs.hole * sum(max(row) + 1 - len(row) for row in filled.values())

    def place(self, stage: Sequence[str], top: int, fixed: Mapping[str, Spot]) -> dict[str, Spot]:
        """The best spots of one stage's steps, those of earlier stages being fixed."""
        taken = {spot: name for name, spot in fixed.items()}
        drafts = [_Draft(0.0, dict(fixed), taken, {})]
        for before, name in zip((None, *stage), stage, strict=False):
            grown: dict[frozenset[Placed], tuple[float, _Draft, Placed]] = {}
            for draft in drafts:
                after = draft.spots[before] if before else (top - 1, self.columns)
                for spot in self._spots(name, draft, after):
                    cost, key = self._cost(draft, name, spot), draft.key | {(name, spot)}
                    same = grown.get(key)
                    if same is None or cost < same[0]:
                        grown[key] = (cost, draft, (name, spot))
            kept = sorted(grown.items(), key=lambda item: item[1][0])[: self.costs.beam]
            drafts = [_grown(key, *found) for key, found in kept]
        return {name: drafts[0].spots[name] for name in stage}

    def _spots(self, name: str, draft: _Draft, after: Spot) -> Iterator[Spot]:
        """Where a step may go after another: next to it, on a new row, right of or below what it follows."""
        last = after[0]
        spots = {(last, after[1] + 1), (last + 1, 0)}
        for source in self.before.get(name, ()):
            if draft.spots[source][0] in draft.ends:  # of the same stage
                column = draft.spots[source][1]
                spots |= {(r, c) for r in (last, last + 1) for c in (column, column + 1)}
        return (spot for spot in sorted(spots) if spot > after and spot[1] < self.columns)

    def _cost(self, draft: _Draft, name: str, spot: Spot) -> float:
        """What a draft costs with one step more."""
        costs, (row, column) = self.costs, spot
        cost = draft.cost
        if row not in draft.ends:
            cost += costs.row
        cost += costs.hole * (column - draft.ends.get(row, -1) - 1)
        spots, taken = draft.spots, draft.taken
        for source in self.before.get(name, ()):
            if source in spots:
                cost += self._line(source, spots[source], spot, taken)
                cost += self._corner(source, spot, spots)
                if {source, name} & self.tied and not _beside(spots[source], spot):
                    cost += costs.apart
        for target in self.after.get(name, ()):
            if target in spots:
                cost += self._line(name, spot, spots[target], taken)
        return cost

    def _corner(self, source: str, spot: Spot, spots: Mapping[str, Spot]) -> float:
        """What it costs that another answer of a decision has taken the corner to the south."""
        if source not in self.decisions or _is_east(spots[source], spot):
            return 0.0
        others = sum(
            spots[target] != spot and not _is_east(spots[source], spots[target])
            for target in self.after[source]
            if target in spots
        )
        return self.costs.corner * others

    def _line(self, source: str, one: Spot, two: Spot, taken: Mapping[Spot, str]) -> float:
        """What a line from one spot to another will be like."""
        costs = self.costs
        down, right = two[0] - one[0], two[1] - one[1]
        far = costs.column * abs(right)
        if down < 0 or (down == 0 and right < 0):
            return costs.upward + far - costs.rows * down
        if down == 0:
            between = any((one[0], c) in taken for c in range(one[1] + 1, two[1]))
            return (costs.over if between else 0.0) + far - costs.column
        aside = costs.aside if source in self.decisions and right else 0.0
        if down == 1:
            return aside + (costs.carriage + far if right else costs.below)
        column_taken = any((r, one[1]) in taken for r in range(one[0] + 1, two[0]))
        straight = right == 0 and not column_taken
        return (
            aside
            + (costs.below if straight else 2 * costs.carriage + far)
            + costs.rows * (down - 1)
        )


def _is_east(one: Spot, two: Spot) -> bool:
    return two == (one[0], one[1] + 1)


def _beside(one: Spot, two: Spot) -> bool:
    return (abs(one[0] - two[0]), abs(one[1] - two[1])) in {(0, 1), (1, 0)}
