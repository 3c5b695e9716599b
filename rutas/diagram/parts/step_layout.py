"""Lay out the steps of one sheet: place them, size their cards, route their links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from rutas.diagram.parts.cards import Card, Detail
from rutas.diagram.parts.link_drawing import wire
from rutas.diagram.parts.off_page import named
from rutas.diagram.parts.pills import pill_height
from rutas.diagram.parts.row_growth import Laid, RowGrowth
from rutas.layout.geometry import Box, Cell, Layout
from rutas.layout.memo import Memo
from rutas.layout.place import place_flow
from rutas.layout.place.flow import Costs
from rutas.layout.routing import Rates, route

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.parts.drawn_route import DrawnRoute
    from rutas.diagram.parts.off_page import SheetLinks

__all__ = ["StepLayout", "Style"]

_GAP = 23.0  # between two cards of a row, before lines are counted
_HOPE = 1.02  # how far an estimate may be above the truth
_SLACK = 0.5  # points that nobody sees
_NARROW = 34.0  # what is written beside links, on a crowded sheet
_LEAST = 66.0  # the narrowest card
_WIDEST = 88  # the number of a sheet, before it is known
_TRIES = 4  # how often cards give way


@dataclass(frozen=True)
class Style:
    """How a sheet is divided: columns, the room for them, how much cards say, and what lanes say."""

    columns: int
    width: float
    height: float
    detail: Detail = Detail.FULL
    in_lanes: bool = False


class StepLayout:
    """Some items of a route on one sheet, as rows that are read like text.

    Parameters
    ----------
    drawn
        The route.
    cut
        What is on the sheet.
    stages
        Which stage each band is.
    style
        How the sheet is divided.
    memo
        What the search has worked out for other divisions.
    """

    row_gap = 9.0
    row_cost = 110.0  # how dear a row is: a sheet has few to spare
    crossing_cost = 320.0  # how long a way round a crossing is worth
    widest = 150.0  # a card: longer lines are read no better

    def __init__(
        self, drawn: DrawnRoute, cut: SheetLinks, stages: Sequence[int], style: Style, memo: Memo
    ) -> None:
        self.drawn, self.cut, self.style, self.memo = drawn, cut, style, memo
        self.stages = tuple(stages)
        narrow = style.detail is Detail.NAMES and not style.in_lanes
        self.links = [  # where streams open their names stand between lines: they stay low
            replace(link, room=_NARROW) if narrow and not link.opens else link for link in cut.links
        ]

    # --- boxes ------------------------------------------------------------------------------------

    def place(self, *, refined: bool) -> dict[str, Cell]:
        """Say where everything stands; a quick guess where it is not to be refined."""
        wires = [replace(wire(link), label=None, kind="flow") for link in self.links]
        return place_flow(
            self.cut.bands,
            wires,
            columns=self.style.columns,
            decisions={key for key in self.cut.items if self.drawn.items[key].diamond},
            tied=frozenset(self.cut.apart),
            costs=Costs(row=self.row_cost),
            refined=refined,
            memo=self.memo,
        )

    @staticmethod
    def columns(cells: Mapping[str, Cell]) -> int:
        """Return how many columns there are."""
        return 1 + max(cell.column for cell in cells.values())

    def card(
        self, key: str, width: float, detail: Detail, sheets: Mapping[str, int] | None = None
    ) -> Card:
        """Return the card of an item that is a step; `sheets` says which sheet each item is on."""
        connectors = sorted(
            self.cut.on_cards.get(key, []), key=lambda one: (not one.incoming, one.order)
        )
        step, request = self.drawn.items[key].step, self.drawn.request
        if sheets:
            connectors = [named(one, sheets, sheets[key], request.lang) for one in connectors]
        if request.changes.get(step.id) == "changed":  # let it show what has changed
            detail = Detail.FULL
        texts = self.drawn.texts
        in_lane, streams = self.style.in_lanes, self._streams(step.id, sheets)
        return Card(
            step, texts, request, width, detail, in_lane, tuple(connectors), streams=streams
        )

    def _streams(self, step: str, sheets: Mapping[str, int] | None = None) -> tuple[str, str]:
        """Return what is said of the streams that begin or join at a step, and of those that open."""
        streams = self.drawn.streams
        begins = " · ".join(text for text in (streams.joins(step), streams.begins(step)) if text)
        if step not in streams.forks:
            return begins, ""
        join = streams.forks[step].join or ""
        if sheets is None:
            far = join in self.drawn.shown and f"step-{join}" not in self.cut.items
            return begins, streams.opens(step, _WIDEST if far else None)
        sheet = sheets.get(f"step-{join}")
        here = sheets[f"step-{step}"]
        return begins, streams.opens(step, None if sheet == here else sheet)

    def boxes(self, cells: Mapping[str, Cell], width: float) -> dict[str, Box]:
        """Return every box; the cards of a row are equally high.

        Beside a higher diamond they are as high as their texts need, for that costs nothing.
        """
        detail = self.style.detail
        boxes = {key: self._box(key, width) for band in self.cut.bands for key in band}
        tall: dict[int, float] = {}
        free: dict[int, float] = {}
        for key, box in boxes.items():
            row = cells[key].row
            free[row] = max(free.get(row, 0), box.height)
            if box.shape == "card":
                tall[row] = max(tall.get(row, 0), box.height)
        for key, box in boxes.items():
            row = cells[key].row
            if box.shape == "card" and free[row] > tall[row]:
                whole = self.card(key, width, detail).whole(detail).height
                tall[row] = max(tall[row], min(whole, free[row]))
        return {
            key: replace(box, height=tall[cells[key].row]) if box.shape == "card" else box
            for key, box in boxes.items()
        }

    def _box(self, key: str, width: float) -> Box:
        if key in self.cut.apart:
            return Box(key, width, 11, "connector")
        step = self.drawn.items[key].step.id
        on_card = (*self.cut.on_cards.get(key, ()), *self._streams(step))
        depends = ("box", key, width, self.style.detail, on_card)
        return self.memo.once(depends, lambda: self._measured(key, width))

    def _measured(self, key: str, width: float) -> Box:
        item = self.drawn.items[key]
        if item.kind != "step":
            return Box(key, width, pill_height(item.text, width), "pill")
        height = self.card(key, width, self.style.detail).height
        if item.diamond:
            return Box(key, width, height, "diamond")
        return Box(key, width, height, opens=item.opens, gathers=item.gathers)

    @property
    def first_width(self) -> float:
        """How wide cards are before lines need room."""
        return min(self.style.width / self.columns(self.place(refined=False)) - _GAP, self.widest)

    @cached_property
    def _guess(self) -> dict[str, Box]:
        """The boxes as they are before lines need room."""
        return self.boxes(self.place(refined=False), self.first_width)

    @property
    def ground(self) -> float:
        """About how much of the sheet its cards will cover, in square points."""
        return sum(box.width * box.height for box in self._guess.values())

    @cached_property
    def estimate(self) -> float:
        """About how high the sheet will be."""
        cells = self.place(refined=False)
        tall: dict[int, float] = {}
        for key, box in self._guess.items():
            row = cells[key].row
            tall[row] = max(tall.get(row, 0), box.height)
        return sum(tall.values()) + (self.row_gap + 8) * len(tall) + 6

    # --- lines ------------------------------------------------------------------------------------

    @cached_property
    def laid(self) -> Laid:
        """The sheet with its lines; cards give way until lines have room."""
        cells, width = self.place(refined=True), self.first_width
        laid = self._route(cells, width, self.memo)
        for _ in range(_TRIES):
            excess = laid.layout.width - self.style.width
            if excess <= _SLACK or width <= _LEAST:
                break
            if laid.layout.height > self.style.height + _SLACK:  # narrower cards are higher still
                break
            width = max(width - excess / self.columns(cells) - 0.5, _LEAST)
            laid = self._route(cells, width, self.memo)
        return laid

    def _route(self, cells: Mapping[str, Cell], width: float, memo: Memo) -> Laid:
        boxes = self.boxes(cells, width)
        layout = route(
            boxes,
            cells,
            [wire(link) for link in self.links],
            row_gap_min=self.row_gap,
            column_gap_min=17,
            column_widths=[width] * self.columns(cells),
            width=self.style.width,
            track_gap=6.5,
            shore=8.5,
            rates=Rates(crossing=self.crossing_cost),
            memo=memo,
        )
        return Laid(cells, boxes, width, layout, self.style.detail)

    def hopeful(self, more: float = 0.0) -> bool:
        """Tell whether the sheet may be large enough, if lines need so much more than is estimated."""
        return self.estimate + more <= self.style.height * _HOPE

    @property
    def fits(self) -> bool:
        """Whether the sheet is large enough; lines are only laid where there is hope."""
        return self.hopeful() and self._holds(self.laid.layout, self.style.height)

    def _holds(self, layout: Layout, height: float) -> bool:
        return layout.width <= self.style.width + _SLACK and layout.height <= height + _SLACK

    @property
    def disorder(self) -> int:
        """How many pairs of steps are read in another order than that of their numbers, or lines cross."""
        cells = self.laid.cells
        read = sorted(cells, key=lambda key: (cells[key].row, cells[key].column))
        numbers = [
            self.drawn.texts.number[self.drawn.items[key].step.id]
            for key in read
            if key in self.drawn.items
        ]
        reversed_ = sum(one > two for one, two in combinations(numbers, 2))
        return reversed_ + len(self.laid.layout.crossings)

    def growing(self, stretch: float, covered: float = 0.0) -> RowGrowth:
        """Return the sheet with rows that fill its height, within reason.

        What is left of the height goes first to cards whose texts were cut, then to the channels, as
        long as cards cover so much of the width.
        """
        want = min(self.style.height, self.laid.layout.height * stretch)
        laid = self._calmer(want)
        cards = {
            key: self.card(key, laid.card_width, self.style.detail)
            for key, box in laid.boxes.items()
            if box.shape == "card" and key in self.drawn.items
        }
        details = [detail for detail in Detail if detail <= self.style.detail]
        return RowGrowth(laid, cards, details, want, covered)

    def _calmer(self, most: float) -> Laid:
        """Return the sheet; where its lines cross, lay them anew for the sizes found at last."""
        laid = self.laid
        if not laid.layout.crossings:
            return laid
        fewer = len(self._fresh.layout.crossings) < len(laid.layout.crossings)
        return self._fresh if fewer and self._holds(self._fresh.layout, most) else laid

    @cached_property
    def _fresh(self) -> Laid:
        return self._route(self.laid.cells, self.laid.card_width, Memo())
