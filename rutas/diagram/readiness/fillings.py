"""Draw how much of something there is in four fillings, which are told apart without colour."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.diagram.parts.sheet_frame import Sign, noted
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper.canvas import Pen
from rutas.paper.strokes import hatching

if TYPE_CHECKING:
    from collections.abc import Callable

    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

__all__ = ["CROSS", "draw_filling", "key_of", "level", "signs"]

CROSS = 8.0
"""The size of the cross of what is missing and essential."""
_LEVELS = 4
_GAPS = (0.0, 3.6, 1.8)  # between the lines of a filling; none in the first, and the last is full
_MARK = 8.0


def level(share: float | None) -> int | None:
    """Return which of the four fillings a share has.

    >>> [level(share) for share in (0.0, 0.249, 0.25, 0.5, 0.75, 1.0, None)]
    [0, 0, 1, 2, 3, 3, None]
    """
    return None if share is None else min(int(share * _LEVELS), _LEVELS - 1)


def draw_filling(canvas: Canvas, box: Rect, filled: int | None, theme: Theme) -> None:
    """Draw a box with one of the four fillings, or with a question mark where nothing is known."""
    ink = theme.text
    if filled is None:
        canvas.rect(box, Pen(ink, 0.8, "#ffffff", (2, 1.5)))
        base = box.centre[1] + 0.33 * _MARK
        canvas.text(box.centre[0], base, "?", _MARK, ink, "bold", "middle")
        return
    canvas.rect(box, Pen(ink, 0.8, ink if filled == _LEVELS - 1 else "#ffffff"))
    if 0 < filled < _LEVELS - 1:
        for stroke in hatching(box, _GAPS[filled]):
            canvas.line(stroke, Pen(ink, 0.8))


def key_of(filled: int | None) -> str:
    """Return the key of a filling in the legend."""
    return f"filling-{'unknown' if filled is None else filled}"


def signs(lang: str) -> list[Sign]:
    """Return the legend's signs: of the fillings, of what is missing, of what is not asked."""
    draws: dict[str, tuple[float, Callable[[Canvas, Rect, Theme], None]]] = {
        key_of(filled): (11, partial(_box, filled=filled)) for filled in (*range(_LEVELS), None)
    }
    draws |= {"missing": (CROSS, _cross), "not-asked": (5, _dash)}
    return [
        Sign(key, say(f"readiness.sign-{key}", lang), wide, draw, noted(key))
        for key, (wide, draw) in draws.items()
    ]


def _box(canvas: Canvas, place: Rect, theme: Theme, *, filled: int | None) -> None:
    draw_filling(canvas, Rect.sized(place.left, place.top + 0.5, 11, 11), filled, theme)


def _cross(canvas: Canvas, place: Rect, theme: Theme) -> None:
    icons.cross(canvas, place.left, place.top + 2, CROSS, theme.critical)


def _dash(canvas: Canvas, place: Rect, theme: Theme) -> None:
    dash = say("readiness.not-asked")
    canvas.text(place.left, place.top + 8.7, dash, 8, theme.muted)
