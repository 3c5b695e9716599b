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

__all__ = ["draw_blueprint"]


def draw_blueprint(
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
