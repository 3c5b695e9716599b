"""Say which lane each step is in, and lay out one system of lanes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.parts.step_layout import Piece, Style
from rutas.layout.geometry import Cell
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.diagram.parts.drawn_route import Item, Plan
    from rutas.layout.routing import Memory

__all__ = ["Lane", "System", "lanes_of"]

_SIDES = ("family", "front", "back")


@dataclass(frozen=True)
class Lane:
    """A lane: an actor on one side of the line of visibility.

    `side` is ``family``, ``front`` (what the person sees) or ``back`` (what is done on her behalf).
    """

    key: str
    side: str
    name: str
    ink: str


def lanes_of(plan: Plan) -> tuple[list[Lane], dict[str, int]]:
    """Return the lanes from the top, and the lane of every item.

    The family is on top, where people enter and leave; then who meets her, then who works out of her
    sight, each in the order of the catalogue. An actor that does both has two lanes. A decision
    without an actor is taken where the step before it is.
    """
    sides: dict[str, tuple[str, str]] = {}
    before = {join.target: join.source for join in reversed(plan.joins) if not join.back}
    for item in plan.items.values():
        sides[item.id] = _side(plan, item, sides, before)
    order = {actor: index for index, actor in enumerate(plan.route.catalogue.actors)}
    keys = sorted(
        {("family", ""), *sides.values()},
        key=lambda lane: (_SIDES.index(lane[0]), order.get(lane[1], len(order)), lane[1]),
    )
    lanes = [_lane(plan, side, actor) for side, actor in keys]
    return lanes, {item: keys.index(side) for item, side in sides.items()}


def _side(
    plan: Plan, item: Item, sides: Mapping[str, tuple[str, str]], before: Mapping[str, str]
) -> tuple[str, str]:
    if item.kind != "step":
        return "family", ""
    step = item.step
    if not step.actor:
        known = sides.get(before.get(item.id, ""), ("family", ""))
        if known[0] != "family" or step.involvement == "direct":
            return known
    actor = plan.route.catalogue.actors.get(step.actor[0]) if step.actor else None
    if step.involvement == "indirect":
        return "back", step.actor[0] if step.actor else ""
    if actor is not None and actor.sector == "comunidad":
        return "family", ""
    return "front", step.actor[0]


def _lane(plan: Plan, side: str, actor: str) -> Lane:
    theme, lang = plan.request.theme, plan.request.lang
    known = plan.route.catalogue.actors
    if side == "family":
        family = next((a for a in known.values() if a.sector == "comunidad"), None)
        name = family.name.to(lang) if family else say("diagram.family", lang)
        return Lane("family", side, name, theme.inks["comunidad"])
    name = plan.facts.actor_name(actor) if actor else say("diagram.no-actor", lang)
    return Lane(f"{side}-{actor or 'none'}", side, name, plan.request.ink(known.get(actor)))


class System(Piece):
    """One system of lanes: the cells of its steps, and the lines between them."""

    row_gap = 11.0

    def __init__(
        self, plan: Plan, cells: Mapping[str, Cell], style: Style, memory: Memory | None = None
    ) -> None:
        """Take the cells that `place_lanes` gave."""
        self.placed = dict(cells)
        stage = {key: n for n, keys in enumerate(plan.stages) for key in keys}
        here = [key for key in plan.items if key in cells]
        stages = list(dict.fromkeys(stage[key] for key in here))
        self.stage_of = stage
        super().__init__(
            plan, [[k for k in here if stage[k] == n] for n in stages], stages, style, memory
        )

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Where everything stands; connectors of diamonds get the nearest free cell."""
        cells = dict(self.placed)
        taken = {(cell.row, cell.column) for cell in cells.values()}
        rows = 1 + max(cell.row for cell in cells.values())
        for key, tag in self.connectors.items():
            join = next(j for j in self.joins if key in (j.source, j.target))
            home = cells[join.target if tag.incoming else join.source]
            spot = _near(home, taken, rows, self.style.columns, left=tag.incoming)
            taken.add(spot)
            cells[key] = Cell(*spot, home.band)
        return cells

    def _placed(self, *, refined: bool) -> dict[str, Cell]:
        del refined  # lanes and moments leave nothing to choose
        return self.cells

    @property
    def columns(self) -> int:
        """How many columns the system has."""
        return 1 + max(cell.column for cell in self.cells.values())

    @property
    def lanes(self) -> list[int]:
        """The lane of each row."""
        rows = {cell.row: cell.band for cell in self.placed.values()}
        return [rows[row] for row in sorted(rows)]

    @property
    def stage_columns(self) -> list[tuple[int, int]]:
        """The stages in order, each with its first column."""
        firsts: dict[int, int] = {}
        for key, cell in self.placed.items():
            stage = self.stage_of[key]
            firsts[stage] = min(firsts.get(stage, cell.column), cell.column)
        return sorted(firsts.items())


def _near(
    home: Cell, taken: set[tuple[int, int]], rows: int, columns: int, *, left: bool
) -> tuple[int, int]:
    """Return the free cell nearest to a diamond: beside it, else below or above, else farther on."""
    ahead = -1 if left else 1
    row, column = home.row, home.column
    for spot in (
        (row, column + ahead),
        (row + 1, column),
        (row - 1, column),
        (row + 1, column + ahead),
        (row - 1, column + ahead),
        (row, column - ahead),
    ):
        if spot not in taken and 0 <= spot[0] < rows and 0 <= spot[1] < columns:
            return spot
    while (row, column) in taken:
        column += 1
    return row, column
