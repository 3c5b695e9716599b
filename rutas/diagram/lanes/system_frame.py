"""Draw what stands round a system: stages over it, lanes across it, and a service blueprint's two lines."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from rutas.answers.words import letters
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.diagram.lanes.lane_layout import Lane, System
    from rutas.diagram.parts.drawn_route import DrawnRoute
    from rutas.diagram.request import Request
    from rutas.layout.geometry import Layout, Point

__all__ = ["BAR", "LABEL", "SystemFrame"]

LABEL = 76.0
"""The width of the column with the lanes' names."""

BAR = 15.0
"""The height of the row with the stages' names."""

_TAG = 5.2  # half the height of the plate with a line's name


class SystemFrame:
    """The frame of the systems of a route."""

    def __init__(self, drawn: DrawnRoute, lanes: Sequence[Lane], area: Rect) -> None:
        self.drawn, self.request = drawn, drawn.request
        self.lanes, self.area = lanes, area

    def draw(
        self, canvas: Canvas, system: System, layout: Layout, origin: Point
    ) -> Callable[[float], str]:
        """Draw the frame of a system whose steps begin at `origin`; return the ground at each height."""
        borders = [origin[1] + y for y in layout.row_borders[: len(system.lanes)]]
        self._stages(canvas, system, layout, origin)
        self._rows(canvas, system, [origin[1], *borders[1:], origin[1] + layout.height])
        return self._ground(system, borders)

    def _stages(self, canvas: Canvas, system: System, layout: Layout, origin: Point) -> None:
        """Draw the stages' names over their columns, and a dotted line between stages."""
        left, top = origin[0], origin[1] - BAR
        theme = self.request.theme
        firsts = system.stage_columns
        edges = [left + layout.column_borders[column] for _, column in firsts]
        edges[0] = self.area.left + LABEL
        edges.append(self.area.right)
        bottom = top + BAR + layout.height
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
                    (right, top + BAR / 2),
                    (end, top + BAR),
                    (start + (0.6 if index else 0), top + BAR),
                    (start + notch + (0.6 if index else 0), top + BAR / 2),
                ]
                canvas.polygon(bar, Pen(fill=theme.stage_alt if stage % 2 else theme.stage))
                stream = self.drawn.streams.name(self.drawn.streams.stages[stage])
                text = f"{letters(stage)} · {name}"
                room = end - start - 8 - notch
                if stream and measure.width(f"{text} · {stream}", 8.5, "bold") <= room:
                    text = f"{text} · {stream}"
                for line in measure.fit(text, 8.5, room, "bold"):
                    at = (start + notch + 5, top + BAR - 4.4)
                    canvas.text(*at, line, 8.5, "#ffffff", "bold")
                if index:
                    ends = [(start, top + BAR), (start, bottom)]
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
                self._lane_name(canvas, lane, row, _clear_of_tags(row, index, used))
                canvas.line([(row.left, row.top), (row.right, row.top)], Pen(theme.rule, 0.5))
        with canvas.owned("frame"):
            whole = Rect.sized(
                self.area.left, borders[0], self.area.width, borders[-1] - borders[0]
            )
            canvas.rect(whole, Pen(theme.rule, 0.6))
        _draw_blueprint(canvas, self.request, self.area, used, borders)

    def _lane_name(self, canvas: Canvas, lane: Lane, row: Rect, clear: Rect) -> None:
        theme = self.request.theme
        canvas.rect(
            Rect.sized(row.left, row.top, LABEL, row.height), Pen(fill=theme.ground(lane.ink))
        )
        canvas.rect(Rect.sized(row.left, row.top, 5, row.height), Pen(fill=lane.ink))
        known = [one.name for one in self.lanes]
        most = max(1, int(clear.height / (7.6 * measure.LEADING)))
        lines = measure.fit(lane.name, 7.6, LABEL - 13, "semibold", lines=most, beside=known)
        high = len(lines) * measure.LEADING * 7.6
        middle = min(max(row.centre[1], clear.top + high / 2), clear.bottom - high / 2)
        top = middle - high / 2
        canvas.texts(row.left + 9, top, lines, 7.6, lane.ink, "semibold")

    def _ground(self, system: System, borders: Sequence[float]) -> Callable[[float], str]:
        """Return the colour of the lane at a height."""
        lanes = [self.lanes[lane] for lane in system.lanes]

        def ground(y: float) -> str:
            lane = lanes[max(bisect_right(borders, y) - 1, 0)]
            return self.request.theme.band if lane.side == "back" else "#ffffff"

        return ground


def _draw_blueprint(
    canvas: Canvas, request: Request, area: Rect, used: Sequence[Lane], borders: Sequence[float]
) -> None:
    """Draw the line of interaction below the family, and that of visibility above the back office.

    A system without a family has the first line at its top, one without a back office has the
    other at its foot: both are named everywhere.
    """
    for key, index, shift in _lines(used):
        _named_line(canvas, request, area, key, (borders[index], shift))


def _clear_of_tags(row: Rect, index: int, used: Sequence[Lane]) -> Rect:
    """Return what the names of the two lines leave of a lane: the one with an index among those in use."""
    over = [_TAG + shift for _, border, shift in _lines(used) if border == index]
    under = [_TAG - shift for _, border, shift in _lines(used) if border == index + 1]
    top, bottom = max(over, default=0.0), max(under, default=0.0)
    return row._replace(top=row.top + top + 1, bottom=row.bottom - bottom - 1)


def _lines(used: Sequence[Lane]) -> list[tuple[str, int, float]]:
    """Return the two lines, each with its border and how far below this its name stands."""
    family = sum(lane.side == "family" for lane in used)
    back = next((n for n, lane in enumerate(used) if lane.side == "back"), len(used))
    borders = {"interaction": family, "visibility": max(back, family)}
    shifts = [{0: _TAG, len(used): -_TAG}.get(border, 0.0) for border in borders.values()]
    if family == borders["visibility"]:  # both names at one border, one under the other
        middle = {0: 2 * _TAG, len(used): -2 * _TAG}.get(family, 0.0)
        shifts = [middle - _TAG, middle + _TAG]
    return [(*line, shift) for line, shift in zip(borders.items(), shifts, strict=True)]


def _named_line(
    canvas: Canvas, request: Request, area: Rect, key: str, at: tuple[float, float]
) -> None:
    theme, (y, shift) = request.theme, at
    dash = (5, 3.5) if key == "visibility" else None
    with canvas.owned(f"line:{key}"):
        canvas.line([(area.left, y), (area.right, y)], Pen(theme.text, 1.1 * theme.pen, None, dash))
        words = say(f"diagram.line-{key}", request.lang)
        wide = measure.width(words, 7, "semibold") + 8
        plate = Rect.sized(area.left + 5, y - 5 + shift, wide, 10)
        canvas.rect(plate, Pen(fill=theme.text))
        canvas.text(plate.left + 4, plate.top + 7.3, words, 7, "#ffffff", "semibold")
