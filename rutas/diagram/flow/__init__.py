"""Draw a route as a flow: stages are bands, read like text; what does not fit goes on on the next sheet."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rutas.diagram.parts.card_texts import stage_letter
from rutas.diagram.parts.drawn_route import Plan
from rutas.diagram.parts.link_drawing import draw_joins
from rutas.diagram.parts.step_layout import Piece, Style
from rutas.diagram.parts.steps_frame import frame
from rutas.diagram.request import Request, Sheet, fewest
from rutas.layout.geometry import Rect
from rutas.layout.routing import Memory
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.model import Route

__all__ = ["draw"]

_LEVELS = (0, 1, 2)
_SLACKS = (0.98, 0.88)  # of the height: what is estimated may come out higher
_TABLE = 1.16  # type of 9 and 8 points
_STRETCH = 1.6  # how much a sheet's rows may be spread to fill it


def draw(routes: Sequence[Route], request: Request) -> list[Sheet]:
    """Return the sheets of a route's flow.

    A route that fits on one sheet stays on one, with less on each card if need be; one that does not
    is cut between stages, as evenly as can be, and connectors in pairs say where it goes on.
    """
    route = routes[0]
    return fewest(request, lambda asked: _Flow(Plan(route, asked)).sheets(), _TABLE)


@dataclass
class _Band:
    """A stage, or the part of it that a sheet holds."""

    stage: int
    items: tuple[str, ...]


class _Flow:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.request = plan, plan.request
        self.head = self._head_width()
        self.known: dict[object, Piece] = {}
        self.memory = Memory()
        self.area = frame(plan, "flow", list(plan.items), plan.joins, []).area
        self.room = Rect.sized(
            self.area.left + self.head,
            self.area.top,
            self.area.width - self.head,
            self.area.height,
        )

    def _head_width(self) -> float:
        """Return the width of the stages' names: that of their longest word, within reason."""
        names = [stage.name.to(self.request.lang) for stage in self.plan.route.stages]
        words = [word for name in names for word in name.split()]
        wide = max(measure.width(word, 7.5, "semibold") for word in words)
        return min(max(wide + 9, 44), 76)

    def sheets(self) -> list[Sheet]:
        """Lay the route out with ever less on a sheet until all of it fits."""
        pieces = self._pieces()
        return [self._sheet(piece, n, len(pieces)) for n, piece in enumerate(pieces, 1)]

    # --- what goes on which sheet -----------------------------------------------------------------

    def _pieces(self) -> list[Piece]:
        """Return the sheets: as few as can be, and then with as much on each card as can be."""
        bands = [_Band(n, items) for n, items in enumerate(self.plan.stages) if items]
        styles = self._styles()
        for level in _LEVELS:
            for style in styles:
                piece = self._piece(bands, replace(style, level=level))
                if piece.fits:
                    return [piece]
        found: list[Piece] = []
        for slack in _SLACKS:
            groups, style = self._cut(bands, styles[0], self.room.height * slack)
            pieces = [piece for group in groups for piece in self._fitting(group, style)]
            if not found or len(pieces) < len(found):
                found = pieces
            if len(pieces) == len(groups):
                break
        return [self._fullest(piece) for piece in found]

    def _cut(
        self, bands: Sequence[_Band], style: Style, high: float
    ) -> tuple[list[list[_Band]], Style]:
        """Return the stages of each sheet, and how much its cards say: as few sheets as can be."""
        styles = [replace(style, level=level) for level in _LEVELS]
        cuts = [(self._groups(bands, style, high), style) for style in styles]
        return min(cuts, key=lambda cut: len(cut[0]))

    def _fitting(self, bands: Sequence[_Band], style: Style) -> list[Piece]:
        """Return a sheet of some stages, or two and more where lines need too much room for one."""
        pieces = []
        for columns in range(style.columns, max(0, style.columns - 2), -1):
            piece = self._piece(bands, replace(style, columns=columns))
            if piece.fits:
                return [piece]
            pieces.append(piece)
        if len(pieces[-1].items) == 1:
            return [pieces[-1]]
        return [piece for half in _halves(bands) for piece in self._fitting(half, style)]

    def _fullest(self, piece: Piece) -> Piece:
        """Return a sheet with as much on each card as it has room for."""
        bands = [_Band(n, tuple(items)) for n, items in zip(piece.stages, piece.given, strict=True)]
        for level in range(piece.style.level):
            fuller = self._piece(bands, replace(piece.style, level=level))
            if fuller.fits:
                return fuller
        return piece

    def _styles(self) -> list[Style]:
        """The ways to divide the width: few wide columns first."""
        widths = (98.0, 82.0)
        counts = dict.fromkeys(max(1, int(self.room.width / (wide + 24))) for wide in widths)
        return [Style(count, self.room.width - 4, self.room.height) for count in counts]

    def _piece(self, bands: Sequence[_Band], style: Style) -> Piece:
        key = (tuple(band.items for band in bands), style.columns, style.level)
        if key in self.known:
            return self.known[key]
        stages = [band.stage for band in bands]
        piece = Piece(self.plan, [band.items for band in bands], stages, style, self.memory)
        area = frame(self.plan, "flow", piece.items, piece.joins, piece.tags).area
        piece.style = replace(style, height=area.height)
        self.known[key] = piece
        return piece

    def _groups(self, bands: Sequence[_Band], style: Style, high: float) -> list[list[_Band]]:
        """Group stages in order into sheets no higher than asked, each about as full as the others."""
        parts: list[tuple[_Band, float]] = []
        for band in bands:
            parts += self._parts(band, style, high)
        total = sum(tall for _, tall in parts)
        for count in range(max(1, int(total / high)), len(parts) + 1):
            groups = _even([tall for _, tall in parts], count, high)
            if groups:
                return [[parts[i][0] for i in group] for group in groups]
        return [[band] for band, _ in parts]

    def _parts(self, band: _Band, style: Style, high: float) -> list[tuple[_Band, float]]:
        """Return a stage with its estimated height; in several parts if it is too high for a sheet."""
        tall = self._piece([band], style).estimate
        if tall <= high or len(band.items) == 1:
            return [(band, tall)]
        count = int(tall / high) + 1
        while True:
            size = -(-len(band.items) // count)
            cuts = range(0, len(band.items), size)
            halves = [_Band(band.stage, band.items[c : c + size]) for c in cuts]
            heights = [self._piece([half], style).estimate for half in halves]
            if max(heights) <= high or size == 1:
                return list(zip(halves, heights, strict=True))
            count += 1

    # --- one sheet --------------------------------------------------------------------------------

    def _sheet(self, piece: Piece, number: int, total: int) -> Sheet:
        canvas = Canvas.of(self.request.paper)
        layout = piece.filled(_STRETCH)
        bottom = self.room.top + layout.height
        self._bands(canvas, piece, bottom)
        origin = (self.room.left + (self.room.width - layout.width) / 2, self.room.top)
        piece.draw(canvas, origin)
        draw_joins(canvas, piece.joins, layout, origin, self.request, self._ground(piece))
        furniture = frame(self.plan, "flow", piece.items, piece.joins, piece.tags)
        furniture.draw(canvas, number, total)
        return Sheet(canvas, furniture.title, self._description(piece, number, total))

    def _description(self, piece: Piece, number: int, total: int) -> str:
        lang = self.request.lang
        stages = ", ".join(
            self.plan.route.stages[n].name.to(lang) for n in dict.fromkeys(piece.stages)
        )
        steps = sum(self.plan.items[key].kind == "step" for key in piece.items)
        words = say("diagram.flow-description", lang, steps=steps, stages=stages)
        return f"{words} {say('diagram.sheet-of', lang, number=number, total=total)}."

    def _bands(self, canvas: Canvas, piece: Piece, bottom: float) -> None:
        theme, layout = self.request.theme, piece.layout
        firsts = piece.first_rows
        borders = [self.room.top + layout.row_borders[row] for row in firsts]
        borders[0] = self.room.top
        for index, (stage, top) in enumerate(zip(piece.stages, borders, strict=True)):
            end = borders[index + 1] if index + 1 < len(borders) else bottom
            whole = Rect.sized(self.area.left, top, self.area.width, end - top)
            with canvas.owned(f"stage:{self.plan.route.stages[stage].id}"):
                canvas.rect(whole, Pen(fill=theme.band_alt if stage % 2 else theme.band))
                head = Rect.sized(whole.left, top, self.head, whole.height)
                canvas.rect(head, Pen(fill=theme.stage_alt if stage % 2 else theme.stage))
                canvas.line([(whole.left, top), (whole.right, top)], Pen(theme.rule, 0.5))
                self._stage_name(canvas, head, stage)
        with canvas.owned("frame"):
            whole = Rect.sized(
                self.area.left, self.room.top, self.area.width, bottom - self.room.top
            )
            canvas.rect(whole, Pen(theme.rule, 0.6))

    def _ground(self, piece: Piece) -> Callable[[float], str]:
        """Return the colour of the band at a height."""
        firsts = [self.room.top + piece.layout.row_borders[row] for row in piece.first_rows]

        def ground(y: float) -> str:
            index = max(bisect_right(firsts, y) - 1, 0)
            theme = self.request.theme
            return theme.band_alt if piece.stages[index] % 2 else theme.band

        return ground

    def _stage_name(self, canvas: Canvas, head: Rect, stage: int) -> None:
        name = self.plan.route.stages[stage].name.to(self.request.lang)
        lines = measure.wrap(name, 7.5, head.width - 8, "semibold")
        high = 19 + len(lines) * 7.5 * measure.LEADING
        top = head.top + max((head.height - high) / 2, 2)
        x = head.centre[0]
        canvas.text(x, top + 14, stage_letter(stage), 16, "#ffffff", "bold", "middle")
        canvas.texts(x, top + 19, lines, 7.5, "#ffffff", "semibold", "middle")


def _halves(bands: Sequence[_Band]) -> list[list[_Band]]:
    """Divide stages in two, between stages where there are several, else within the one."""
    if len(bands) > 1:
        total, sizes = 0, [len(band.items) for band in bands]
        middles = []
        for size in sizes[:-1]:
            total += size
            middles.append(abs(2 * total - sum(sizes)))
        cut = middles.index(min(middles)) + 1
        return [list(bands[:cut]), list(bands[cut:])]
    (band,) = bands
    middle = -(-len(band.items) // 2)
    return [[_Band(band.stage, band.items[:middle])], [_Band(band.stage, band.items[middle:])]]


def _even(heights: Sequence[float], count: int, high: float) -> list[list[int]] | None:
    """Divide heights in order into so many groups, the highest as low as can be; or not at all.

    >>> _even([3, 1, 2, 2], 2, 9)
    [[0, 1], [2, 3]]
    """
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for part in range(1, count + 1):
        for end in range(part, len(heights) + 1):
            options = [
                (max(best[part - 1, start][0], sum(heights[start:end])), start)
                for start in range(part - 1, end)
                if (part - 1, start) in best
            ]
            if options:
                best[part, end] = min(options)
    last = best.get((count, len(heights)))
    if last is None or last[0] > high:
        return None
    groups, end = [], len(heights)
    for part in range(count, 0, -1):
        start = best[part, end][1]
        groups.append(list(range(start, end)))
        end = start
    return groups[::-1]
