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
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from rutas.diagram.lanes.blueprint import draw_blueprint
from rutas.diagram.lanes.lane_layout import Lane, System, lanes_of
from rutas.diagram.parts.card_texts import stage_letter
from rutas.diagram.parts.cards import Detail
from rutas.diagram.parts.drawn_route import DrawnRoute
from rutas.diagram.parts.link_drawing import draw_links, wire
from rutas.diagram.parts.off_page import SheetLinks
from rutas.diagram.parts.step_drawing import draw_steps, sheet_of
from rutas.diagram.parts.step_layout import Style
from rutas.diagram.parts.steps_frame import frame
from rutas.diagram.request import Request, Sheet, fewest
from rutas.layout.geometry import Cell, Rect
from rutas.layout.memo import Memo
from rutas.layout.place import place_lanes, refine_lanes
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rutas.layout.geometry import Layout
    from rutas.model import Route

__all__ = ["draw"]

_LABEL = 84.0  # the column with the lanes' names
_TAGS = 26.0  # of a lane's height, for the names of the lines above and below it
_BAR = 15.0  # the row with the stages' names
_CARD = 88.0
_APART = 9.0  # between two systems
_SHORE = 4.0  # between the outermost lines and the frame, beside what their own channels leave
_STRETCH = 1.8
_NEARER = 1.16  # a table is read from nearer than a wall
_CALM = 0.05  # crossings to a link, below which nothing better is looked for
_FULL = 0.75  # of a sheet's height, below which it looks half empty
_TRIES = 5  # how many lengths of a system are tried


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Return the sheets of a route's lanes.

    They are looked at on a table, and a route has many actors: type is as large as on A4, however
    large the paper (and larger in proportion from A2 on).
    """
    route = routes[0]
    paper = replace(request.paper, scale=max(1.0, request.paper.scale / _NEARER))
    nearer = replace(request, paper=paper)
    return fewest(nearer, lambda asked: _Lanes(DrawnRoute(route, asked)).sheets(), 1.0)


class _Lanes:
    def __init__(self, drawn: DrawnRoute) -> None:
        self.drawn, self.request = drawn, drawn.request
        self.memo = Memo()
        self.lanes, lane_of = lanes_of(drawn)
        self.lane_of = {key: lane_of[key] for keys in drawn.stages for key in keys}
        links = (link for link in drawn.links if {link.source, link.target} <= self.lane_of.keys())
        self.wires = [replace(wire(one), label=None, kind="flow") for one in links]
        self.area = frame(drawn, "lanes", SheetLinks(drawn, drawn.stages)).area
        self.room = Rect.sized(
            self.area.left + _LABEL,
            self.area.top,
            self.area.width - _LABEL,
            self.area.height,
        )

    def sheets(self) -> list[Sheet]:
        """Fold the route into systems, and put as many of them on a sheet as it holds."""
        self.drawn.refuse_crowd(self.room.height)
        systems = [part for system in self._systems() for part in self._halved(system)]
        groups = self._pages([system.laid.layout.height for system in systems])
        pages = [self._fuller([systems[index] for index in group]) for group in groups]
        items = ([key for one in page for key in one.cut.items] for page in pages)
        sheets = sheet_of(self.drawn, items)
        return [self._sheet(page, (n, len(pages)), sheets) for n, page in enumerate(pages, 1)]

    def _fuller(self, systems: list[System]) -> list[System]:
        """Return the systems of a sheet with all that cards can say, if the sheet has room for it."""
        fuller = [
            System(self.drawn, one.placed, replace(one.style, detail=Detail.FULL), self.memo)
            for one in systems
        ]
        if not all(self._fits(system) for system in fuller):
            return systems
        one_sheet = len(self._pages([system.laid.layout.height for system in fuller])) == 1
        return fuller if one_sheet and _crossings(fuller) <= _crossings(systems) else systems

    # --- folding ----------------------------------------------------------------------------------

    def _systems(self) -> list[System]:
        """Fold so that as few sheets as can be are as full as can be, and every system fits."""
        widest = max(1, int(self.room.width / (_CARD + 22)))
        choices = []
        for most in range(widest, max(0, widest - _TRIES), -1):
            systems = self._folded(most)
            pages = self._pages([system.estimate for system in systems])
            high = max(system.estimate for system in systems) > self.room.height - _BAR
            choices.append((high, len(pages), self._sparse(systems, pages), len(systems), -most))
        choices.sort()
        return self._calmest(choices) or [*map(self._refined, self._folded(-choices[0][-1]))]

    def _calmest(self, choices: Sequence[tuple[bool, int, bool, int, int]]) -> list[System] | None:
        """Return the first way to fold that fits, or one on as many sheets with fewer crossings."""
        found: list[System] | None = None
        least, sheets = math.inf, 0
        for high, pages, _, _, most in choices:
            if found is not None and (high or pages > sheets):
                break
            systems = self._calmer(-most, least)
            if systems is not None:
                found, least, sheets = systems, _crossings(systems), pages
            if least <= _CALM * len(self.drawn.links):
                break
        return found

    def _sparse(self, systems: Sequence[System], pages: Sequence[Sequence[int]]) -> bool:
        """Tell whether a sheet would stay half empty, however much its rows are spread."""
        filled = (sum(systems[index].estimate for index in page) for page in pages)
        return min(filled) * _STRETCH < _FULL * self.room.height

    def _calmer(self, most: int, least: float) -> list[System] | None:
        """Return the systems of a way to fold if all fit and their lines cross less than `least`.

        The most tangled are looked at first, and no others where these are worse already.
        """
        systems = self._folded(most)
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

    def _folded(self, most: int) -> list[System]:
        """Return the systems as first placed: a quick guess that is as high as they will be."""
        parts = place_lanes(
            self.lane_of,
            self.drawn.stages,
            self.wires,
            max_columns=most,
            refined=False,
            memo=self.memo,
        )
        room = self.room.width - 2 * _SHORE, self.room.height - _BAR
        style = Style(most, *room, Detail.NAMES, in_lanes=True)
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

    def _pages(self, heights: Sequence[float]) -> list[list[int]]:
        """Fill sheets from the top; return which systems each of them holds."""
        pages: list[list[int]] = []
        left = 0.0
        for index, height in enumerate(heights):
            tall = height + (_BAR + _APART)
            if not pages or tall > left + _APART:
                pages.append([])
                left = self.room.height
            pages[-1].append(index)
            left -= tall
        return pages

    # --- one sheet --------------------------------------------------------------------------------

    def _sheet(
        self, systems: Sequence[System], count: tuple[int, int], sheets: Mapping[str, int]
    ) -> Sheet:
        canvas = Canvas.of(self.request.paper)
        gaps = _BAR * len(systems) + _APART * (len(systems) - 1)
        used = sum(system.laid.layout.height for system in systems)
        stretch = min(_STRETCH, max(1.0, (self.room.height - gaps) / used))
        top = self.room.top
        items = [self.drawn.items[key] for system in systems for key in system.cut.items]
        first = self.request.first([item.step for item in items])
        for system in systems:
            laid = system.filled(stretch)
            layout = laid.layout
            origin = (self.room.left + (self.room.width - layout.width) / 2, top + _BAR)
            borders = [origin[1] + y for y in layout.row_borders[: len(system.lanes)]]
            self._stages(canvas, system, layout, top, origin[0])
            self._rows(canvas, system, [origin[1], *borders[1:], origin[1] + layout.height])
            draw_steps(canvas, system, laid, origin, first=first, sheets=sheets)
            ground = self._ground(system, borders)
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

    # --- stages and lanes -------------------------------------------------------------------------

    def _stages(
        self, canvas: Canvas, system: System, layout: Layout, top: float, left: float
    ) -> None:
        """Draw the stages' names over their columns, and a dotted line between stages."""
        theme = self.request.theme
        firsts = system.stage_columns
        edges = [left + layout.column_borders[column] for _, column in firsts]
        edges[0] = self.room.left
        edges.append(self.area.right)
        bottom = top + _BAR + layout.height
        for index, (stage, _) in enumerate(firsts):
            start, end = edges[index], edges[index + 1]
            name = self.drawn.route.stages[stage].name.to(self.request.lang)
            with canvas.owned(f"stage:{self.drawn.route.stages[stage].id}"):
                tip = min(4, (end - start) / 4)
                last = index + 2 == len(edges)
                notch = tip if index else 0
                right = end if last else end + tip
                bar = [
                    (start + (0.6 if index else 0), top),
                    (end, top),
                    (right, top + _BAR / 2),
                    (end, top + _BAR),
                    (start + (0.6 if index else 0), top + _BAR),
                    (start + notch + (0.6 if index else 0), top + _BAR / 2),
                ]
                canvas.polygon(bar, Pen(fill=theme.stage_alt if stage % 2 else theme.stage))
                stream = self.drawn.streams.name(self.drawn.streams.stages[stage])
                text = f"{stage_letter(stage)} · {name}"
                room = end - start - 8 - notch
                if stream and measure.width(f"{text} · {stream}", 8.5, "bold") <= room:
                    text = f"{text} · {stream}"
                for line in measure.fit(text, 8.5, room, "bold"):
                    at = (start + notch + 5, top + _BAR - 4.4)
                    canvas.text(*at, line, 8.5, "#ffffff", "bold")
                if index:
                    ends = [(start, top + _BAR), (start, bottom)]
                    canvas.line(ends, Pen(theme.rule, 0.8, None, (1.2, 3)))

    def _rows(self, canvas: Canvas, system: System, borders: Sequence[float]) -> None:
        """Draw the lanes, and the lines of interaction and of visibility between them."""
        theme = self.request.theme
        used = [self.lanes[lane] for lane in system.lanes]
        for index, lane in enumerate(used):
            row = Rect.sized(
                self.area.left, borders[index], self.area.width, borders[index + 1] - borders[index]
            )
            with canvas.owned(f"lane:{lane.key}"):
                if lane.side == "back":
                    canvas.rect(row, Pen(fill=theme.band))
                self._lane_name(canvas, lane, row)
                canvas.line([(row.left, row.top), (row.right, row.top)], Pen(theme.rule, 0.5))
        with canvas.owned("frame"):
            whole = Rect.sized(
                self.area.left, borders[0], self.area.width, borders[-1] - borders[0]
            )
            canvas.rect(whole, Pen(theme.rule, 0.6))
        draw_blueprint(canvas, self.request, self.area, used, borders)

    def _lane_name(self, canvas: Canvas, lane: Lane, row: Rect) -> None:
        theme = self.request.theme
        canvas.rect(
            Rect.sized(row.left, row.top, _LABEL, row.height), Pen(fill=theme.ground(lane.ink))
        )
        canvas.rect(Rect.sized(row.left, row.top, 5, row.height), Pen(fill=lane.ink))
        known = [one.name for one in self.lanes]
        most = max(4, int((row.height - _TAGS) / (7.6 * measure.LEADING)))
        lines = measure.fit(lane.name, 7.6, _LABEL - 13, "semibold", lines=most, beside=known)
        high = len(lines) * measure.LEADING * 7.6
        top = row.top + (row.height - high) / 2
        canvas.texts(row.left + 9, top, lines, 7.6, lane.ink, "semibold")

    def _ground(self, system: System, borders: Sequence[float]) -> Callable[[float], str]:
        """Return the colour of the lane at a height."""
        lanes = [self.lanes[lane] for lane in system.lanes]

        def ground(y: float) -> str:
            lane = lanes[max(bisect_right(borders, y) - 1, 0)]
            return self.request.theme.band if lane.side == "back" else "#ffffff"

        return ground


def _tangle(system: System) -> int:
    """Return how many links a system has beyond those that hold its steps together."""
    return len(system.links) - len(system.cut.items)


def _crossings(systems: Sequence[System]) -> int:
    return sum(len(system.laid.layout.crossings) for system in systems)
