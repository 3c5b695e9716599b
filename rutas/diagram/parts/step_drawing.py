"""Draw the steps of a sheet that is laid out, in reading order: cards, diamonds, pills, connectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts.answer_dots import draw_answer_dots
from rutas.diagram.parts.card_drawing import draw_card
from rutas.diagram.parts.off_page import connector_width, draw_connector, named
from rutas.diagram.parts.pills import draw_pill
from rutas.layout.geometry import Rect

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from rutas.diagram.parts.row_growth import Laid
    from rutas.diagram.parts.step_layout import StepLayout
    from rutas.layout.geometry import Point
    from rutas.paper.canvas import Canvas

__all__ = ["draw_steps", "sheet_of"]


def sheet_of(sheets: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return the number of the sheet that each item is on, from the items of every sheet.

    >>> sheet_of([["start-1", "step-a"], ["step-b"]])
    {'start-1': 1, 'step-a': 1, 'step-b': 2}
    """
    return {key: number for number, items in enumerate(sheets, 1) for key in items}


def draw_steps(
    canvas: Canvas,
    sheet: StepLayout,
    laid: Laid,
    origin: Point,
    *,
    first: Container[str],
    sheets: Mapping[str, int],
) -> None:
    """Draw everything but the lines of a layout whose left upper corner stands at `origin`.

    `first` are the steps that are critical before all others of their sheet; `sheets` says which sheet
    of the drawing each item is on.
    """
    drawn, theme = sheet.drawn, sheet.drawn.request.theme
    here = sheets[sheet.cut.items[0]]
    ends = {link.id: laid.layout.paths[link.id].points for link in sheet.links}
    stages = [drawn.route.stages[number].id for number in sheet.stages]
    of_stage = {
        key: stage for stage, band in zip(stages, sheet.cut.bands, strict=True) for key in band
    }
    for key, stage in of_stage.items():
        canvas.head(f"stage:{stage}")
        place = laid.layout.rects[key].moved(*origin)
        if key in sheet.cut.apart:
            connector = named(sheet.cut.apart[key], sheets, here, drawn.request.lang)
            link = next(one for one in sheet.links if key in {one.source, one.target})
            x = ends[link.id][0 if connector.incoming else -1][0] + origin[0]
            wide = connector_width(connector)  # in its cell where its line begins or ends
            left = min(max(x - wide / 2, place.left), place.right - wide)
            spot = Rect.sized(left, place.top, wide, place.height)
            draw_connector(canvas, connector, spot, theme)
            continue
        item = drawn.items[key]
        if item.kind != "step":
            end = item.kind == "end"
            draw_pill(canvas, key, item.text, place, drawn.request, end=end, success=item.success)
            continue
        card = sheet.card(key, laid.card_width, laid.detail, sheets).uncut(place.height)
        draw_card(canvas, card, place, first=item.step.id in first)
        if item.diamond:
            starts = [ends[link.id][0] for link in sheet.links if link.source == key]
            moved = [(x + origin[0], y + origin[1]) for x, y in starts]
            draw_answer_dots(canvas, key, place, moved, theme.text)
