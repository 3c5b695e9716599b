"""Draw the mark of a point on a map: a letter for its sector, its number, and by the border its readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.layout.geometry import Rect
from rutas.locale import has, say
from rutas.paper import measure
from rutas.paper.canvas import Pen

if TYPE_CHECKING:
    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme
    from rutas.territory.readiness import Status

__all__ = ["HIGH", "WIDE", "draw_mark", "letter", "status_sign"]

WIDE, HIGH = 34.0, 14.0
"""The size of a mark."""
_SIZE, _CROSS = 8.5, 8.0


def letter(sector: str | None, lang: str) -> str:
    """Return the letter that stands for a sector: grey tells no sector from another.

    >>> letter("salud", "es"), letter(None, "es")
    ('S', 'O')
    """
    key = f"map.letter-{sector}"
    return say(key if has(key) else "map.letter-other", lang)


def draw_mark(
    canvas: Canvas, x: float, y: float, text: str, status: Status, ink: str, theme: Theme
) -> None:
    """Draw a mark: ready with a thick border, unknown with a broken one, unready with a cross."""
    place = Rect.sized(x, y, WIDE, HIGH)
    width = {"ready": 2.0, "unknown": 1.0, "unready": 0.75}[status]
    dash = (2.6, 1.8) if status == "unknown" else None
    canvas.rect(place, Pen(ink, width * theme.pen, theme.ground(ink), dash))
    room = WIDE - (_CROSS + 2 if status == "unready" else 0)
    base = place.centre[1] + _SIZE * 0.35
    for words in measure.fit(text, _SIZE, room - 3, "bold"):
        canvas.text(x + room / 2, base, words, _SIZE, ink, "bold", "middle")
    if status == "unready":
        icons.cross(canvas, place.right - _CROSS - 2, y + 3, _CROSS, theme.critical)


def status_sign(canvas: Canvas, place: Rect, theme: Theme, *, status: Status) -> None:
    """Draw the border of a state in the legend."""
    draw_mark(canvas, place.left, place.top - 1, "", status, theme.text, theme)
