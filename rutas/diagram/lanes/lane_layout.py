"""Say which lane each step is in, and lay out one system of lanes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.parts.off_page import SheetLinks
from rutas.diagram.parts.step_layout import StepLayout
from rutas.layout.geometry import Cell
from rutas.layout.memo import Memo
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.parts.drawn_route import DrawnRoute, Item
    from rutas.diagram.parts.row_growth import RowGrowth
    from rutas.diagram.parts.step_layout import Style

__all__ = ["Lane", "System", "filled_evenly", "lanes_of"]

_STEP = 6.0  # points
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


def lanes_of(drawn: DrawnRoute) -> tuple[list[Lane], dict[str, int]]:
    """Return the lanes from the top, and the lane of every item.

    The family is on top, where people enter and leave; then who meets her, then who works out of her
    sight, each in the order of the catalogue. An actor that does both has two lanes. A decision
    without an actor is taken where the step before it is.
    """
    sides: dict[str, tuple[str, str]] = {}
    before = {link.target: link.source for link in reversed(drawn.links) if not link.back}
    for item in drawn.items.values():
        sides[item.id] = _side(drawn, item, sides, before)
    order = {actor: index for index, actor in enumerate(drawn.route.catalogue.actors)}
    keys = sorted(
        {("family", ""), *sides.values()},
        key=lambda lane: (_SIDES.index(lane[0]), order.get(lane[1], len(order)), lane[1]),
    )
    lanes = [_lane(drawn, side, actor) for side, actor in keys]
    return lanes, {item: keys.index(side) for item, side in sides.items()}


def _side(
    drawn: DrawnRoute, item: Item, sides: Mapping[str, tuple[str, str]], before: Mapping[str, str]
) -> tuple[str, str]:
    if item.kind != "step":
        return "family", ""
    step = item.step
    if not step.actor:
        known = sides.get(before.get(item.id, ""), ("family", ""))
        if known[0] != "family" or step.involvement == "direct":
            return known
    actor = drawn.route.catalogue.actors.get(step.actor[0]) if step.actor else None
    if step.involvement == "indirect":
        return "back", step.actor[0] if step.actor else ""
    if actor is not None and actor.is_family:
        return "family", ""
    return "front", step.actor[0]


def _lane(drawn: DrawnRoute, side: str, actor: str) -> Lane:
    theme, lang = drawn.request.theme, drawn.request.lang
    known = drawn.route.catalogue.actors
    if side == "family":
        family = next((a for a in known.values() if a.is_family), None)
        name = family.name.to(lang) if family else say("diagram.family", lang)
        return Lane("family", side, name, theme.inks["comunidad"])
    name = drawn.texts.actor_name(actor) if actor else say("diagram.no-actor", lang)
    return Lane(f"{side}-{actor or 'none'}", side, name, drawn.request.ink(known.get(actor)))


class System(StepLayout):
    """One system of lanes: the cells of its steps, and the lines between them."""

    row_gap = 9.0
    crossing_cost = 150.0  # a way round may need a column that texts need more
    widest = 240.0  # few columns in all the width of a sheet

    def __init__(
        self, drawn: DrawnRoute, placed: Mapping[str, Cell], style: Style, memo: Memo
    ) -> None:
        """Take the cells that `place_lanes` gave."""
        self.placed = placed
        stages = [tuple(key for key in keys if key in placed) for keys in drawn.stages]
        used = [number for number, keys in enumerate(stages) if keys]
        cut = SheetLinks(drawn, [stages[number] for number in used])
        super().__init__(drawn, cut, used, style, memo)
        self._grown = Memo()

    def place(self, *, refined: bool) -> dict[str, Cell]:
        """Say where everything stands; connectors of diamonds get the nearest free cell."""
        del refined  # lanes and moments leave nothing to choose
        cells = dict(self.placed)
        taken = {(cell.row, cell.column) for cell in cells.values()}
        rows = 1 + max(cell.row for cell in cells.values())
        for key, connector in self.cut.apart.items():
            link = next(one for one in self.links if key in {one.source, one.target})
            home = cells[link.target if connector.incoming else link.source]
            spot = _near(home, taken, rows, self.style.columns, left=connector.incoming)
            taken.add(spot)
            cells[key] = Cell(*spot, home.band)
        return cells

    @property
    def first_width(self) -> float:
        """How wide cards are at first: a step of few widths, for which cards are measured once."""
        return super().first_width // _STEP * _STEP

    @cached_property
    def estimate(self) -> float:
        """About how high the system will be: few lines run above and below it."""
        return super().estimate - self.row_gap - 8

    def growing(self, stretch: float, covered: float = 0.0) -> RowGrowth:
        """Return the system with rows that fill its height: once, however often one asks."""
        grow = super().growing
        return self._grown.once((stretch, covered), lambda: grow(stretch, covered))

    @property
    def lanes(self) -> list[int]:
        """The lane of each row."""
        rows = {cell.row: cell.band for cell in self.placed.values()}
        return [rows[row] for row in sorted(rows)]

    @property
    def stage_columns(self) -> list[tuple[int, int]]:
        """The stages in order, each with its first column."""
        return [
            (stage, min(self.placed[key].column for key in band if key in self.placed))
            for stage, band in zip(self.stages, self.cut.bands, strict=True)
        ]


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
        if rows == 1 and column >= columns:  # a lane alone may have more rows than one
            row, column = row + 1, 0
    return row, column


def filled_evenly(heights: Sequence[float], room: float) -> list[list[int]]:
    """Fill as few sheets as can be in order, each about as full as the others; return what each holds.

    >>> filled_evenly([30, 30, 30, 30], 100), filled_evenly([120, 30], 100)
    ([[0, 1], [2, 3]], [[0], [1]])
    """
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(heights) + 1):
        tall, ways = 0.0, list[tuple[int, float, int]]()
        for begin in range(end - 1, -1, -1):
            tall += heights[begin]
            if tall > room and ways:
                break
            pages, empty, _ = best[begin]
            ways.append((pages + 1, empty + (room - tall) ** 2, begin))
        best.append(min(ways))
    sheets, end = list[list[int]](), len(heights)
    while end:
        begin = best[end][-1]
        sheets.insert(0, [*range(begin, end)])
        end = begin
    return sheets
