"""Lay out one sheet of a flow: some stages, placed in rows, with connectors to the other sheets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.diagram.parts.answer_dots import draw_pins
from rutas.diagram.parts.card_drawing import draw_card
from rutas.diagram.parts.cards import LANE, LANE_FULL, NAMES, Card
from rutas.diagram.parts.fuller import fullest
from rutas.diagram.parts.link_drawing import label_size
from rutas.diagram.parts.off_page import Tag, draw_tag, tag_width
from rutas.diagram.parts.off_page_cut import Cut
from rutas.diagram.parts.pills import draw_pill, pill_height
from rutas.layout.geometry import Box, Rect, Wire
from rutas.layout.place import place_flow
from rutas.layout.place.flow import Taste
from rutas.layout.routing import Memory, route
from rutas.layout.spread import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.parts.drawn_route import Plan
    from rutas.layout.geometry import Cell, Layout, Point
    from rutas.paper.canvas import Canvas

__all__ = ["Piece", "Style"]

_GAP = 23.0  # between two cards of a row, before lines are counted
_HOPE = 1.02  # how far an estimate may be above the truth
_SLACK = 0.5  # points that nobody sees
_NARROW = 34.0  # what is written beside links, on a crowded sheet
_LEAST = 66.0  # the narrowest card


@dataclass(frozen=True)
class Style:
    """How a sheet is divided: columns, the room for them, and how much cards say.

    `level` is 0 for all, 1 without documents and deadlines, 2 for names alone.
    """

    columns: int
    width: float
    height: float
    level: int = 0


class Piece:
    """Some stages on one sheet.

    Parameters
    ----------
    plan
        The route.
    bands
        The ids of each band's items.
    stages
        Which stage each band is.
    style
        How the sheet is divided.
    memory
        Lines laid for other sizes of the same sheet.
    """

    row_gap = 16.0
    taste = 110.0  # how dear a row is: a sheet has few to spare

    def __init__(
        self,
        plan: Plan,
        bands: Sequence[Sequence[str]],
        stages: Sequence[int],
        style: Style,
        memory: Memory | None = None,
    ) -> None:
        self.memory = memory or Memory()
        self.plan, self.style, self.stages = plan, style, list(stages)
        self.items = [key for band in bands for key in band]
        self.given = [tuple(band) for band in bands]
        narrow = _NARROW if style.level == NAMES else None
        joins = [replace(join, room=narrow) for join in plan.joins] if narrow else plan.joins
        cut = Cut(plan, bands, joins)
        self.bands, self.joins = cut.bands, cut.joins
        self.tags, self.own_tags, self.connectors = cut.tags, cut.own_tags, cut.connectors
        self.card_width = self._width(style.width)

    # --- boxes ------------------------------------------------------------------------------------

    def _width(self, room: float) -> float:
        columns = self.style.columns
        return min(room / columns - _GAP, 150)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Where everything stands: a quick guess until lines are laid."""
        return self._placed(refined=False)

    def _placed(self, *, refined: bool) -> dict[str, Cell]:
        wires = [Wire(join.id, join.source, join.target, join.back) for join in self.joins]
        return place_flow(
            self.bands,
            wires,
            columns=self.style.columns,
            decisions=self._diamonds,
            taste=Taste(row=self.taste),
            refined=refined,
        )

    @property
    def _diamonds(self) -> set[str]:
        steps = (key for key in self.items if self.plan.items[key].kind == "step")
        return {key for key in steps if self.plan.items[key].step.decision}

    @property
    def columns(self) -> int:
        """How many columns the sheet has."""
        return self.style.columns

    @property
    def first_rows(self) -> list[int]:
        """The first row of every band."""
        return [min(self.cells[key].row for key in band) for band in self.bands]

    def card(self, key: str) -> Card:
        """Return the card of an item that is a step."""
        tags = sorted(self.own_tags.get(key, []), key=lambda tag: (not tag.incoming, tag.order))
        item, request = self.plan.items[key], self.plan.request
        level = self.style.level
        if request.changes.get(item.step.id) == "changed":  # let it show what has changed
            level = LANE_FULL if level >= LANE else 0
        return Card(item.step, self.plan.facts, request, self.card_width, level, tags)

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Every box; the cards of a row are equally high.

        Beside a higher diamond they are as high as their texts need, for that costs nothing.
        """
        boxes = {key: self._box(key) for band in self.bands for key in band}
        tall: dict[int, float] = {}
        free: dict[int, float] = {}
        for key, box in boxes.items():
            row = self.cells[key].row
            free[row] = max(free.get(row, 0), box.height)
            if box.shape == "card":
                tall[row] = max(tall.get(row, 0), box.height)
        for key, box in boxes.items():
            row = self.cells[key].row
            if box.shape == "card" and free[row] > tall[row]:
                whole = self.card(key).whole(self.style.level).height
                tall[row] = max(tall[row], min(whole, free[row]))
        return {
            key: replace(box, height=tall[self.cells[key].row]) if box.shape == "card" else box
            for key, box in boxes.items()
        }

    def _box(self, key: str) -> Box:
        if key in self.connectors:
            return Box(key, self.card_width, 11, "connector")
        known, asked = self.plan.boxes, self._asked(key)
        box = known.get(asked)
        if box is None:
            box = known[asked] = self._measured(key)
        return box

    def _asked(self, key: str) -> tuple[object, ...]:
        """Return all that the size of an item's box depends on."""
        return (key, self.card_width, self.style.level, *self.own_tags.get(key, ()))

    def _measured(self, key: str) -> Box:
        item = self.plan.items[key]
        if item.kind != "step":
            return Box(key, self.card_width, pill_height(item.text, self.card_width), "pill")
        card = self.card(key)
        return Box(key, self.card_width, card.height, "diamond" if card.diamond else "card")

    @property
    def estimate(self) -> float:
        """About how high the sheet will be."""
        tall: dict[int, float] = {}
        for key, box in self.boxes.items():
            row = self.cells[key].row
            tall[row] = max(tall.get(row, 0), box.height)
        return sum(tall.values()) + ((self.row_gap + 8) * len(tall) + 6)

    # --- lines ------------------------------------------------------------------------------------

    @cached_property
    def layout(self) -> Layout:
        """The sheet with its lines; cards give way until lines have room."""
        self.cells = self._placed(refined=True)
        self.__dict__.pop("boxes", None)
        layout = self._route()
        for _ in range(4):
            excess = layout.width - self.style.width
            if excess <= _SLACK or self.card_width <= _LEAST:
                break
            if layout.height > self.style.height + _SLACK:  # narrower cards are higher still
                break
            shrunk = self.card_width - excess / self.columns - 0.5
            self.card_width = max(shrunk, _LEAST)
            self.__dict__.pop("boxes", None)
            layout = self._route()
        return layout

    def _route(self, memory: Memory | None = None) -> Layout:
        s = self.plan.request.paper.scale  # lines are laid in points
        wires = [
            Wire(j.id, j.source, j.target, j.back, label_size(j), j.kind).scaled(s)
            for j in self.joins
        ]
        return route(
            {key: box.scaled(s) for key, box in self.boxes.items()},
            self.cells,
            wires,
            row_gap_min=self.row_gap * s,
            column_gap_min=17 * s,
            column_widths=[self.card_width * s] * self.columns,
            width=self.style.width * s,
            track_gap=6.5 * s,
            shore=8.5 * s,
            memory=memory or self.memory,
        ).scaled(1 / s)

    @property
    def fits(self) -> bool:
        """Whether the sheet is large enough; lines are only laid where there is hope."""
        if self.estimate > self.style.height * _HOPE:
            return False
        layout = self.layout
        return (
            layout.width <= self.style.width + _SLACK
            and layout.height <= self.style.height + _SLACK
        )

    def filled(self, stretch: float) -> Layout:
        """Spread the rows to fill the sheet, within reason; return the layout to draw.

        What is left of the height goes first to cards whose texts were cut, then to the channels.
        """
        want = min(self.style.height, self.layout.height * stretch)
        self.layout = self._calmer(want)
        level, rows = fullest(self, want - self.layout.height)
        self.style = replace(self.style, level=level)
        self.layout = spread(self.layout, want, rows)
        return self.layout

    def _calmer(self, most: float) -> Layout:
        """Return the layout; where its lines cross, lay them anew for the sizes found at last."""
        if not self.layout.crossings:
            return self.layout
        fresh = self._route(Memory())
        fits = fresh.width <= self.style.width + _SLACK and fresh.height <= most + _SLACK
        fewer = len(fresh.crossings) < len(self.layout.crossings)
        return fresh if fits and fewer else self.layout

    # --- drawing ----------------------------------------------------------------------------------

    def draw(self, canvas: Canvas, origin: Point) -> None:
        """Draw everything but the lines, in reading order."""
        order = sorted(self.cells, key=self._reading)
        for key in order:
            place = self.layout.rects[key].moved(*origin)
            if key in self.connectors:
                spot = self._beside(self.connectors[key], place, origin)
                draw_tag(canvas, self.connectors[key], spot, self.plan.request.theme)
                continue
            item = self.plan.items[key]
            if item.kind == "step":
                draw_card(canvas, self.card(key).uncut(place.height), place)
                self._pins(canvas, key, place, origin)
            else:
                end = item.kind == "end"
                draw_pill(
                    canvas, key, item.text, place, self.plan.request, end=end, success=item.success
                )

    def _pins(self, canvas: Canvas, key: str, place: Rect, origin: Point) -> None:
        if key in self._diamonds:
            ends = [self.layout.paths[j.id].points[0] for j in self.joins if j.source == key]
            starts = [(x + origin[0], y + origin[1]) for x, y in ends]
            draw_pins(canvas, key, place, starts, self.plan.request.theme.text)

    def _beside(self, tag: Tag, place: Rect, origin: Point) -> Rect:
        """Return where a connector is drawn in its cell: where its line begins or ends."""
        join = next(j for j in self.joins if tag.id in (j.source, j.target))
        x = self.layout.paths[join.id].points[0 if tag.incoming else -1][0] + origin[0]
        wide = tag_width(tag)
        left = min(max(x - wide / 2, place.left), place.right - wide)
        return Rect.sized(left, place.top, wide, place.height)

    def _reading(self, key: str) -> int:
        order: Mapping[str, int] = {
            k: n for n, k in enumerate(k for band in self.bands for k in band)
        }
        return order[key]
