"""Draw a route as lanes: who does it as rows, stages as columns, a service blueprint's two lines.

A route too long for one row is folded into *systems*, like the staves of a score.

References
----------
.. [1] Shostack, G. L. (1984). Designing services that deliver. *Harvard Business Review* 62(1), 133-139
   (the line of visibility); Bitner, M. J., Ostrom, A. L., Morgan, F. N. (2008). Service blueprinting.
   *California Management Review* 50(3), 66-94. https://doi.org/10.2307/41166446 (both lines).
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from rutas.diagram.lanes.lane_layout import System, filled_evenly, lanes_of
from rutas.diagram.lanes.system_frame import BAR, LABEL, SystemFrame
from rutas.diagram.parts.cards import Detail
from rutas.diagram.parts.drawn_route import DrawnRoute
from rutas.diagram.parts.link_drawing import draw_links, wire
from rutas.diagram.parts.off_page import SheetLinks
from rutas.diagram.parts.step_drawing import draw_steps, sheet_of
from rutas.diagram.parts.step_layout import Style
from rutas.diagram.parts.steps_frame import frame
from rutas.diagram.parts.type_size import largest_type
from rutas.diagram.request import Request, Sheet
from rutas.layout.geometry import Cell, Rect
from rutas.layout.memo import Memo
from rutas.layout.place import place_lanes, refine_lanes
from rutas.locale import say
from rutas.paper.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.diagram.parts.row_growth import Laid, RowGrowth
    from rutas.model import Route

__all__ = ["draw"]

_CARD = 88.0
_APART = 9.0  # between two systems
_SHORE = 4.0  # between the outermost lines and the frame, beside what their own channels leave
_STRETCH = 4.0
_EVEN = 1.6  # times as high as its cards need, at most: a row grows before the gaps do
_MORE = 1  # sheets more than the fewest, for what would be left out else
_TABLE = 8 / 7  # the least scale of large paper: type of 8 points
_CALM = 0.05  # crossings to a link, below which nothing better is looked for
_TYPES = 7  # sizes of type that are tried
_FULL = 0.95  # of a sheet's height, below which it looks half empty
_FEWEST = 3  # columns of a system: narrow cards say less, and few actors share many moments


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Return the sheets of a route's lanes.

    On large paper, which is read at a table, a route with many actors takes a sheet more rather than
    smaller type.
    """
    route, memo = routes[0], Memo()
    return largest_type(
        request, lambda asked: _Lanes(DrawnRoute(route, asked), memo), _TABLE, _TYPES
    ).sheets()


class _Fold(NamedTuple):
    """A way to fold, by its estimated heights: what is bad about it first."""

    high: bool
    pages: int
    parted: bool
    sparse: bool
    bare: float
    columns: int
    height: float


class _Lanes:
    def __init__(self, drawn: DrawnRoute, memo: Memo) -> None:
        self.drawn, self.request, self.memo, self.ways = drawn, drawn.request, memo, Memo()
        self.lanes, lane_of = lanes_of(drawn)
        self.lane_of = {key: lane_of[key] for keys in drawn.stages for key in keys}
        links = (link for link in drawn.links if {link.source, link.target} <= self.lane_of.keys())
        self.wires = [replace(wire(one), label=None, kind="flow") for one in links]
        items = drawn.items.values()
        self.tied = {one.id for one in items if one.diamond or one.kind != "step"}
        whole = SheetLinks(drawn, drawn.stages)
        self.area = frame(drawn, "lanes", whole, connectors=True).area
        self.room = Rect.sized(
            self.area.left + LABEL,
            self.area.top,
            self.area.width - LABEL,
            self.area.height,
        )

    @property
    def count(self) -> int:
        """The number of its sheets."""
        return len(self._pages)

    @property
    def lost(self) -> float:
        """How much less than all its cards say: a text that is cut is worse than none."""
        rows = (one for page in self._growing for one in page)
        return self._detail + 0.5 * any(not one.holds(self._detail) for one in rows)

    @property
    def hoped(self) -> tuple[int, float]:
        """How many sheets, and what left out, by its estimated heights."""
        detail, choices = next(self._hopes())
        return choices[0].pages, float(detail)

    @property
    def fill(self) -> float:
        """Which share of their height its sheets need by estimate: with other type it is folded otherwise."""
        _, choices = next(self._hopes())
        return min(one.height for one in choices) / (self.room.height * choices[0].pages)

    @property
    def _widest(self) -> int:
        """The most columns of a system."""
        return max(1, int(self.room.width / (_CARD + 22)))

    def sheets(self) -> list[Sheet]:
        """Draw its sheets."""
        items = ([key for one in page for key in one.cut.items] for page in self._pages)
        sheets, both = sheet_of(items), zip(self._pages, self._growing, strict=True)
        return [
            self._sheet(page, [one.filled(self._detail) for one in rows], (n, self.count), sheets)
            for n, (page, rows) in enumerate(both, 1)
        ]

    @cached_property
    def _pages(self) -> list[list[System]]:
        """The systems of each sheet: the route folded, as many on a sheet as it holds."""
        self.drawn.refuse_crowd(self.room.height)
        for detail, choices in self._hopes():
            systems = self._calmest(choices, detail)
            if systems and len(pages := self._filled(systems)) <= self._most and self._whole(pages):
                return pages
        names = self._choices(Detail.NAMES)
        systems = self._calmest(names, Detail.NAMES)
        if systems is None:
            folded = map(self._refined, self._folded(names[0].columns))
            systems = [part for system in folded for part in self._halved(system)]
        return self._filled(systems)

    @cached_property
    def _most(self) -> int:
        """The most sheets: as few as names alone need, and one more where they are several."""
        fewest = self._choices(Detail.NAMES)[0].pages
        return fewest + _MORE if fewest > 1 else 1

    def _hopes(self) -> Iterator[tuple[Detail, list[_Fold]]]:
        """Yield how much its cards may say, the most first, and how it is then folded: by estimate."""
        for detail in Detail:
            choices = [one for one in self._choices(detail) if not one.high]
            if (choices and choices[0].pages <= self._most) or detail is Detail.NAMES:
                yield detail, choices or self._choices(detail)

    @cached_property
    def _growing(self) -> list[list[RowGrowth]]:
        return list(map(self._grows, self._pages))

    @cached_property
    def _detail(self) -> Detail:
        """How much the cards of all its sheets say."""
        return max(one.most for page in self._growing for one in page)

    def _whole(self, pages: Sequence[Sequence[System]]) -> bool:
        """Tell whether no text of some sheets is cut."""
        return all(one.holds(one.laid.detail) for page in pages for one in self._grows(page))

    def within(self, count: int, lost: float) -> Self | None:
        """Return it with no more sheets and no more left out; only where estimated heights give hope."""
        best = self._choices(Detail(int(min(lost, Detail.NAMES))))[0]
        hopeful = best.pages <= count and not best.high and not best.parted
        return self if hopeful and self.count <= count and self.lost <= lost else None

    def _filled(self, systems: Sequence[System]) -> list[list[System]]:
        """Return the systems of each sheet."""
        pages = self._on_pages([system.laid.layout.height for system in systems])
        return [[systems[index] for index in page] for page in pages]

    def _grows(self, systems: Sequence[System]) -> list[RowGrowth]:
        """Return the systems of a sheet with rows that fill it."""
        gaps = BAR * len(systems) + _APART * (len(systems) - 1)
        used = sum(system.laid.layout.height for system in systems)
        stretch = min(_STRETCH, max(1.0, (self.room.height - gaps) / used))
        return [replace(system.growing(stretch), even=_EVEN) for system in systems]

    # --- folding ----------------------------------------------------------------------------------

    def _choices(self, detail: Detail) -> list[_Fold]:
        """Return the ways to fold, the best first: few sheets, all of them full, and that by cards."""
        widest = self._widest
        least = min(widest, max(_FEWEST, widest // 3))
        columns = range(least, min(widest, max(least + 1, 2 * widest // 3)) + 1)
        return self.ways.once(detail, lambda: sorted(self._way(one, detail) for one in columns))

    def _way(self, most: int, detail: Detail) -> _Fold:
        systems = self._folded(most, detail)
        heights = [system.estimate for system in systems]
        pages = self._on_pages(heights)
        connectors = [one for system in systems for one in system.cut.connectors]
        cut = 1 + len(connectors) / len(self.drawn.links)
        return _Fold(
            high=max(heights) > self.room.height - BAR,
            pages=len(pages),
            parted=any(self.drawn.items[one.to].kind != "step" for one in connectors),
            sparse=self._sparse(systems, pages),
            bare=cut * sum(heights) / sum(system.ground for system in systems),
            columns=most,
            height=sum(heights) + len(heights) * (BAR + _APART),
        )

    def _calmest(self, choices: Sequence[_Fold], detail: Detail) -> list[System] | None:
        """Return the first way to fold that fits, or one on as many sheets with fewer crossings."""
        found: list[System] | None = None
        least, sheets = math.inf, 0
        for one in choices:
            if found is not None and (one.high or one.parted or one.pages > sheets):
                break
            systems = self._calmer(self._folded(one.columns, detail), least)
            if systems is not None:
                found, least, sheets = systems, _crossings(systems), one.pages
            if least <= _CALM * len(self.drawn.links):
                break
        return found

    def _sparse(self, systems: Sequence[System], pages: Sequence[Sequence[int]]) -> bool:
        """Tell whether a sheet would stay half empty, however much its rows are spread."""
        filled = (sum(systems[index].estimate for index in page) for page in pages)
        return min(filled) * _STRETCH < _FULL * self.room.height

    def _calmer(self, systems: Sequence[System], least: float) -> list[System] | None:
        """Return the systems of a way to fold if all fit and their lines cross less than `least`.

        The most tangled are looked at first, and no others where these are worse already.
        """
        found: dict[int, System] = {}
        crossings = 0
        for index in sorted(range(len(systems)), key=lambda n: -_tangle(systems[n])):
            found[index] = system = self._refined(systems[index])
            if not self._fits(system):
                return None
            crossings += len(system.laid.layout.crossings)
            if crossings >= least:
                return None
        return [found[index] for index in range(len(systems))]

    def _folded(self, most: int, detail: Detail = Detail.NAMES) -> list[System]:
        """Return the systems as first placed: a quick guess that is as high as they will be."""
        parts = place_lanes(
            self.lane_of,
            self.drawn.stages,
            self.wires,
            max_columns=most,
            tied=self.tied,
            refined=False,
            memo=self.memo,
        )
        room = self.room.width - 2 * _SHORE, self.room.height - BAR
        style = Style(most, *room, detail, in_lanes=True)
        return [System(self.drawn, part, style, self.memo) for part in parts]

    def _refined(self, system: System) -> System:
        """Return a system with its steps shifted where lines cross."""
        cells = refine_lanes(system.placed, self.drawn.stages, self.wires, memo=self.memo)
        return System(self.drawn, cells, system.style, self.memo)

    def _halved(self, system: System) -> list[System]:
        """Return a system, or several where it is larger than a sheet: many actors in few moments."""
        placed = system.placed
        if self._fits(system) or len(placed) == 1:
            return [system]
        number = {key: index for index, key in enumerate(self.drawn.items)}
        order = sorted(placed, key=lambda key: (placed[key].column, number[key]))
        middle = len(order) // 2
        halves = []
        for keys in (order[:middle], order[middle:]):
            rows = {lane: row for row, lane in enumerate(sorted({placed[k].band for k in keys}))}
            columns = {c: n for n, c in enumerate(sorted({placed[k].column for k in keys}))}
            cells = {
                key: Cell(rows[placed[key].band], columns[placed[key].column], placed[key].band)
                for key in keys
            }
            halves += self._halved(System(self.drawn, cells, system.style, self.memo))
        return halves

    def _fits(self, system: System) -> bool:
        layout, style = system.laid.layout, system.style
        return layout.width <= style.width + 0.5 and layout.height <= style.height + 0.5

    def _on_pages(self, heights: Sequence[float]) -> list[list[int]]:
        """Return which systems each sheet holds."""
        return filled_evenly([high + BAR + _APART for high in heights], self.room.height + _APART)

    # --- one sheet --------------------------------------------------------------------------------

    def _sheet(
        self,
        systems: Sequence[System],
        rows: Sequence[Laid],
        count: tuple[int, int],
        sheets: Mapping[str, int],
    ) -> Sheet:
        canvas = Canvas.of(self.request.paper)
        frames, top = SystemFrame(self.drawn, self.lanes, self.area), self.room.top
        items = [self.drawn.items[key] for system in systems for key in system.cut.items]
        first = self.request.first([item.step for item in items])
        for system, laid in zip(systems, rows, strict=True):
            layout = laid.layout
            origin = (self.room.left + (self.room.width - layout.width) / 2, top + BAR)
            ground = frames.draw(canvas, system, layout, origin)
            draw_steps(canvas, system, laid, origin, first=first, sheets=sheets)
            draw_links(canvas, system.links, layout, origin, self.request, ground)
            top = origin[1] + layout.height + _APART
        around = frame(self.drawn, "lanes", *(system.cut for system in systems))
        around.draw(canvas, *count)
        lang = self.request.lang
        steps = sum(item.kind == "step" for item in items)
        names = ", ".join(lane.name for lane in self.lanes)
        words = say("diagram.lanes-description", lang, steps=steps, lanes=names)
        which = say("diagram.sheet-of", lang, number=count[0], total=count[1])
        return Sheet(canvas, around.title, f"{words} {which}.")


def _tangle(system: System) -> int:
    """Return how many links a system has beyond those that hold its steps together."""
    return len(system.links) - len(system.cut.items)


def _crossings(systems: Sequence[System]) -> int:
    return sum(len(system.laid.layout.crossings) for system in systems)
