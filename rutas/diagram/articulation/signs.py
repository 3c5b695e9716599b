"""Draw whether two actors are of one level, and whether they meet in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect
from rutas.paper.canvas import Pen

if TYPE_CHECKING:
    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

__all__ = ["direction_sign", "draw_direction", "draw_place", "place_sign"]

_SIDE, _DOT = 10.0, 2.0


def draw_direction(canvas: Canvas, place: Rect, theme: Theme, way: str) -> None:
    """Draw an arrow with two heads: across between actors of one level, upright between levels."""
    x, y, half, head = place.left + _SIDE / 2, place.top + _SIDE / 2 - 1, _SIDE / 2, 3.0

    def turned(a: float, b: float) -> tuple[float, float]:
        return (x + a, y + b) if way == "horizontal" else (x + b, y + a)

    canvas.line([turned(-half + head, 0), turned(half - head, 0)], Pen(theme.text, 1.2))
    for end in (-half, half):
        back = end - head if end > 0 else end + head
        corners = [turned(end, 0), turned(back, -2.4), turned(back, 2.4)]
        canvas.polygon(corners, Pen(fill=theme.text))


def draw_place(canvas: Canvas, place: Rect, theme: Theme, place_: str) -> None:
    """Draw two dots: in one house, each in its own, or one step here and another there."""
    pen = Pen(theme.text, 1.0, "#ffffff")
    y, x = place.top, place.left
    if place_ == "apart":
        houses = [(x, [0.5]), (x + 9, [0.5])]
        wide = 7.0
    else:
        houses = [(x, [0.27, 0.73])]
        wide = 16.0
    for left, dots in houses:
        house = Rect.sized(left, y, wide, _SIDE - 1)
        dash = (2.0, 1.6) if place_ == "both" else None
        canvas.rect(house, Pen(pen.stroke, pen.width, pen.fill, dash))
        for share in dots:
            centre = (left + share * wide, house.centre[1])
            canvas.ellipse(centre, (_DOT, _DOT), Pen(fill=theme.text))


def direction_sign(canvas: Canvas, place: Rect, theme: Theme, *, way: str) -> None:
    """Draw the sign of a direction in the legend."""
    draw_direction(canvas, Rect(place.left, place.top + 2, place.right, place.bottom), theme, way)


def place_sign(canvas: Canvas, place: Rect, theme: Theme, *, place_: str) -> None:
    """Draw the sign of a place in the legend."""
    draw_place(canvas, Rect(place.left, place.top + 2, place.right, place.bottom), theme, place_)
