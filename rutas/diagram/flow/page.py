"""Draw one sheet of a flow: its bands with their stages' names, its steps and its links."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from rutas.answers.words import letters
from rutas.diagram.parts.link_drawing import draw_links
from rutas.diagram.parts.off_page import SheetLinks
from rutas.diagram.parts.step_drawing import draw_steps
from rutas.diagram.parts.steps_frame import frame
from rutas.diagram.request import Sheet
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.diagram.parts.drawn_route import DrawnRoute
    from rutas.diagram.parts.row_growth import Laid
    from rutas.diagram.parts.step_layout import StepLayout

__all__ = ["Pages"]


class Pages:
    """The sheets of a flow as paper: the room for the steps, and the stages' names at its left."""

    def __init__(self, drawn: DrawnRoute) -> None:
        self.drawn, self.request = drawn, drawn.request
        self.head = self._head_width()
        self.area = area = frame(drawn, "flow", SheetLinks(drawn, drawn.stages)).area
        self.room = Rect(area.left + self.head, area.top, area.right, area.bottom)

    def _head_width(self) -> float:
        """Return the width of the stages' names: that of their longest word, within reason."""
        names = [stage.name.to(self.request.lang) for stage in self.drawn.route.stages]
        words = [word for name in names for word in name.split()]
        wide = max(measure.width(word, 7.5, "semibold") for word in words)
        return min(max(wide + 9, 44), 76)

    def draw(
        self, sheet: StepLayout, laid: Laid, count: tuple[int, int], sheets: Mapping[str, int]
    ) -> Sheet:
        """Draw one sheet: `count` is its number and how many there are."""
        canvas = Canvas.of(self.request.paper)
        layout = laid.layout
        tops = [
            self.room.top + layout.row_borders[min(laid.cells[key].row for key in band)]
            for band in sheet.cut.bands
        ]
        self._draw_bands(
            canvas, sheet.stages, [self.room.top, *tops[1:], self.room.top + layout.height]
        )
        origin = (self.room.left + (self.room.width - layout.width) / 2, self.room.top)
        first = self.request.first([self.drawn.items[key].step for key in sheet.cut.items])
        draw_steps(canvas, sheet, laid, origin, first=first, sheets=sheets)
        grounds = [self._ground(stage) for stage in sheet.stages]

        def ground(y: float) -> str:
            return grounds[max(bisect_right(tops, y) - 1, 0)]

        draw_links(canvas, sheet.links, layout, origin, self.request, ground)
        around = frame(self.drawn, "flow", sheet.cut)
        around.draw(canvas, *count)
        return Sheet(canvas, around.title, self._description(sheet, *count))

    def _description(self, sheet: StepLayout, number: int, total: int) -> str:
        lang = self.request.lang
        stages = ", ".join(
            self.drawn.route.stages[n].name.to(lang) for n in dict.fromkeys(sheet.stages)
        )
        steps = sum(self.drawn.items[key].kind == "step" for key in sheet.cut.items)
        words = say("diagram.flow-description", lang, steps=steps, stages=stages)
        return f"{words} {say('diagram.sheet-of', lang, number=number, total=total)}."

    def _draw_bands(self, canvas: Canvas, stages: Sequence[int], borders: Sequence[float]) -> None:
        """Draw a band a stage, from border to border."""
        theme, area = self.request.theme, self.area
        for stage, (top, end) in zip(stages, pairwise(borders), strict=True):
            whole = Rect(area.left, top, area.right, end)
            with canvas.owned(f"stage:{self.drawn.route.stages[stage].id}"):
                canvas.rect(whole, Pen(fill=self._ground(stage)))
                head = Rect(whole.left, top, whole.left + self.head, end)
                canvas.rect(head, Pen(fill=theme.stage_alt if stage % 2 else theme.stage))
                canvas.line([(whole.left, top), (whole.right, top)], Pen(theme.rule, 0.5))
                self._stage_name(canvas, head, stage)
        with canvas.owned("frame"):
            whole = Rect(area.left, borders[0], area.right, borders[-1])
            canvas.rect(whole, Pen(theme.rule, 0.6))

    def _ground(self, stage: int) -> str:
        """Return the colour of a stage's band."""
        theme = self.request.theme
        return theme.band_alt if stage % 2 else theme.band

    def _stage_name(self, canvas: Canvas, head: Rect, stage: int) -> None:
        name = self.drawn.route.stages[stage].name.to(self.request.lang)
        lines = measure.wrap(name, 7.5, head.width - 8, "semibold")
        stream = self.drawn.streams.name(self.drawn.streams.stages[stage])
        told = measure.wrap(stream, 7, head.width - 8)
        high = 19 + len(lines) * 7.5 * measure.LEADING + len(told) * 7 * measure.LEADING
        top = head.top + max((head.height - high) / 2, 2)
        x = head.centre[0]
        canvas.text(x, top + 14, letters(stage), 16, "#ffffff", "bold", "middle")
        under = canvas.texts(x, top + 19, lines, 7.5, "#ffffff", "semibold", "middle")
        canvas.texts(x, under + 1, told, 7, "#ffffff", anchor="middle")
