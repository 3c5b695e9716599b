"""Mark where answers leave a diamond beside its corners: it has more of them than corners."""

from __future__ import annotations

from math import dist
from typing import TYPE_CHECKING

from rutas.paper.canvas import Pen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rutas.layout.geometry import Point, Rect
    from rutas.paper.canvas import Canvas

__all__ = ["draw_answer_dots"]

_RADIUS = 2.0


def draw_answer_dots(
    canvas: Canvas, key: str, place: Rect, starts: Iterable[Point], ink: str
) -> None:
    """Draw a dot where each line begins that begins at no corner of the diamond.

    A line that leaves a slanted edge runs along it at first, and would look like a part of it.

    >>> from rutas.layout.geometry import Rect
    >>> from rutas.paper.canvas import Canvas
    >>> canvas = Canvas(100, 100)
    >>> draw_answer_dots(canvas, "step-a", Rect.sized(0, 0, 80, 40), [(80, 20), (20, 10)], "#000000")
    >>> [shape.points[0] for shape in canvas.shapes]
    [(20, 10)]
    """
    x, y = place.centre
    corners = [(x, place.top), (place.right, y), (x, place.bottom), (place.left, y)]
    radius = _RADIUS
    for spot in starts:
        if min(dist(spot, corner) for corner in corners) > radius:
            with canvas.owned(key):
                canvas.ellipse(spot, (radius, radius), Pen(fill=ink))
