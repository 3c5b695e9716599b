"""Draw the legend of the sheet of queues."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.diagram.parts.sheet_frame import Sign, noted
from rutas.diagram.queues.plot import band, closed_bar, middle, offered, used
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper.canvas import Pen

if TYPE_CHECKING:
    from collections.abc import Callable

    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

__all__ = ["signs"]


def signs(lang: str) -> list[Sign]:
    """Return the legend's signs."""
    draws: dict[str, tuple[float, Callable[[Canvas, Rect, Theme], None]]] = {
        "median-now": (22, partial(_median, key="now")),
        "band-now": (22, partial(_band, key="now")),
        "median-then": (22, partial(_median, key="then")),
        "band-then": (22, partial(_band, key="then")),
        "slots-now": (22, partial(_slots, key="now")),
        "used": (16, _used),
        "slots-then": (22, partial(_slots, key="then")),
        "closed-now": (6, partial(_closed, key="now")),
        "closed-then": (9, partial(_closed, key="then")),
        "grows": (5, _grows),
    }
    return [
        Sign(key, say(f"queues.sign-{key}", lang), wide, draw, noted(key))
        for key, (wide, draw) in draws.items()
    ]


def _median(canvas: Canvas, place: Rect, theme: Theme, *, key: str) -> None:
    y = place.centre[1]
    middle(canvas, [(place.left, y), (place.right, y)], key, theme)


def _band(canvas: Canvas, place: Rect, theme: Theme, *, key: str) -> None:
    top, foot = place.top + 1.5, place.bottom - 1.5
    low, high = ([(place.left, y), (place.right, y)] for y in (foot, top))
    band(canvas, low, high, key, theme)


def _slots(canvas: Canvas, place: Rect, theme: Theme, *, key: str) -> None:
    high, low = place.top + 3, place.bottom - 3
    half = place.centre[0]
    points = [(place.left, high), (half, high), (half, low), (place.right, low)]
    offered(canvas, points, key, theme)


def _used(canvas: Canvas, place: Rect, theme: Theme) -> None:
    left, top, right, foot = Rect(place.left, place.top + 3, place.right, place.bottom - 2)
    used(canvas, [(left, foot), (left, top), (right, top), (right, foot)], theme)


def _closed(canvas: Canvas, place: Rect, theme: Theme, *, key: str) -> None:
    closed_bar(canvas, Rect.sized(place.left, place.top + 3.5, place.width, 5), key, theme)


def _grows(canvas: Canvas, place: Rect, theme: Theme) -> None:
    x = place.left + 2
    canvas.line([(x, place.top + 1), (x, place.bottom - 1)], Pen(theme.text, 1.2, None, (1.5, 1.5)))
