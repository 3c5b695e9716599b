"""Draw a service blueprint's two lines between the lanes: of interaction, and of visibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.lanes.lane_layout import Lane
    from rutas.diagram.request import Request

__all__ = ["clear_of_tags", "draw_blueprint"]

_TAG = 5.2  # half the height of the plate with a line's name


def draw_blueprint(
    canvas: Canvas, request: Request, area: Rect, used: Sequence[Lane], borders: Sequence[float]
) -> None:
    """Draw the line of interaction below the family, and that of visibility above the back office.

    A system without a family has the first line at its top, one without a back office has the
    other at its foot: both are named everywhere.
    """
    for key, index, shift in _lines(used):
        _named_line(canvas, request, area, key, (borders[index], shift))


def clear_of_tags(row: Rect, index: int, used: Sequence[Lane]) -> Rect:
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
