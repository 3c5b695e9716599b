"""Draw pills: where people enter the route (white), and where they leave it (black)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from rutas.diagram.request import Request
    from rutas.layout.geometry import Rect

__all__ = ["draw_pill", "pill_height"]


def _pill_lines(text: str, width: float) -> list[str]:
    return measure.wrap(text, 7.5, width - 16, "bold")


def pill_height(text: str, width: float) -> float:
    """Return the height of a pill in which a text has room."""
    lines = len(_pill_lines(text, width))
    return max(24, lines * measure.LEADING * 7.5 + 10)


def draw_pill(
    canvas: Canvas,
    key: str,
    text: str,
    place: Rect,
    request: Request,
    *,
    end: bool,
    success: bool = True,
) -> None:
    """Draw where people enter (white) or leave (black; grey border inside where it is no success)."""
    theme = request.theme
    names = ("end", "success" if success else "failure") if end else ("start",)
    canvas.node(Node(key, place, "pill", names, text))
    with canvas.owned(key):
        radius = min(place.height / 2, 13)
        fill = theme.text if end else "#ffffff"
        canvas.rect(place.inset(0.8), Pen(theme.text, 1.6 * theme.pen, fill), radius)
        if end and not success:
            canvas.rect(place.inset(2.8), Pen("#ffffff", 0.8, None), radius - 2)
        lines = _pill_lines(text, place.width)
        top = (
            place.centre[1] - len(lines) * measure.LEADING * 7.5 / 2 + 1.2
        )  # capitals, not lines, are in the middle
        colour = "#ffffff" if end else theme.text
        canvas.texts(place.centre[0], top, lines, 7.5, colour, "bold", "middle")
