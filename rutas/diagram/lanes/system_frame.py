"""Draw what stands round a system: stages over it, lanes across it, and a service blueprint's two lines."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from rutas.diagram.parts.card_texts import stage_letter
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

LABEL = 84.0
"""The width of the column with the lanes' names."""

BAR = 15.0
"""The height of the row with the stages' names."""

_TAGS = 26.0  # of a lane's height, for the names of the lines above and below it


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
                text = f"{stage_letter(stage)} · {name}"
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
                self._lane_name(canvas, lane, row)
                canvas.line([(row.left, row.top), (row.right, row.top)], Pen(theme.rule, 0.5))
        with canvas.owned("frame"):
            whole = Rect.sized(
                self.area.left, borders[0], self.area.width, borders[-1] - borders[0]
            )
            canvas.rect(whole, Pen(theme.rule, 0.6))
        _draw_blueprint(canvas, self.request, self.area, used, borders)

    def _lane_name(self, canvas: Canvas, lane: Lane, row: Rect) -> None:
        theme = self.request.theme
        canvas.rect(
            Rect.sized(row.left, row.top, LABEL, row.height), Pen(fill=theme.ground(lane.ink))
        )
        canvas.rect(Rect.sized(row.left, row.top, 5, row.height), Pen(fill=lane.ink))
        known = [one.name for one in self.lanes]
        most = max(4, int((row.height - _TAGS) / (7.6 * measure.LEADING)))
        lines = measure.fit(lane.name, 7.6, LABEL - 13, "semibold", lines=most, beside=known)
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


def _draw_blueprint(
    canvas: Canvas, request: Request, area: Rect, used: Sequence[Lane], borders: Sequence[float]
) -> None:
    """Draw the line of interaction below the family, and that of visibility above the back office.

    A system without a family has the first line at its top, one without a back office has the
    other at its foot: both are named everywhere.
    """
    family = sum(lane.side == "family" for lane in used)
    back = next((n for n, lane in enumerate(used) if lane.side == "back"), len(used))
    for key, index in (("interaction", family), ("visibility", max(back, family))):
        shift = {0: 5.2, len(used): -5.2}.get(index, 0.0)
        if family == back and 0 < index < len(used):  # both on one border
            shift = -5.2 if key == "interaction" else 5.2
        _named_line(canvas, request, area, key, (borders[index], shift))


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
