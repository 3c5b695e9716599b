"""Draw the signs of the calendar, on its rows and in its legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.diagram.parts.sheet_frame import Sign
from rutas.layout.geometry import Rect
from rutas.locale import say
from rutas.paper.canvas import Canvas, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rutas.paper.palette import Theme

__all__ = ["conflict", "deadline", "expected", "legend", "opening", "visit", "window", "within"]


def window(canvas: Canvas, place: Rect, ink: str, theme: Theme) -> None:
    """Draw a window, from when to when a step is due."""
    canvas.rect(place, Pen(ink, 1.1, theme.ground(ink)))


def opening(canvas: Canvas, x: float, y: float, ink: str) -> None:
    """Draw where a step opens: a bracket."""
    points = [
        (x + 3, y - 4.5),
        (x, y - 4.5),
        (x, y + 4.5),
        (x + 3, y + 4.5),
    ]
    canvas.line(points, Pen(ink, 1.6))


def deadline(canvas: Canvas, x: float, y: float, ink: str) -> None:
    """Draw a deadline: a flag whose pole stands at the age."""
    canvas.line([(x, y - 5.2), (x, y + 5.2)], Pen(ink, 1.3))
    canvas.polygon([(x, y - 5.2), (x - 6, y - 2.4), (x, y + 0.4)], Pen(fill=ink))


def within(canvas: Canvas, left: float, right: float, y: float, theme: Theme) -> None:
    """Draw a span that starts when people get there."""
    low = y + 4.4
    canvas.line(
        [(left, low), (max(right, left + 3), low)],
        Pen(theme.text, 1.2, None, (2.2, 1.4)),
    )
    end = max(right, left + 3)
    canvas.line([(end, low - 2), (end, low + 2)], Pen(theme.text, 1.2))


def expected(
    canvas: Canvas, left: float, middle: float, right: float, y: float, theme: Theme
) -> None:
    """Draw when a step is expected to happen: a thin bar, and a bead at the middle."""
    canvas.rect(Rect.sized(left, y - 1.3, max(right - left, 1.5), 2.6), Pen(fill=theme.muted))
    canvas.ellipse((middle, y), (2.5, 2.5), Pen(theme.text, 0.9, "#ffffff"))


def visit(canvas: Canvas, x: float, y: float, theme: Theme) -> None:
    """Draw one visit of a series."""
    canvas.ellipse((x, y), (1.5, 1.5), Pen(fill=theme.text))


def stretched(canvas: Canvas, left: float, right: float, y: float, theme: Theme) -> None:
    """Draw a part of the ruler that is wider than a longer one: a thick line."""
    canvas.line([(left, y), (right, y)], Pen(theme.text, 2.6))


def conflict(canvas: Canvas, x: float, y: float, theme: Theme) -> None:
    """Draw a cross where a step is due before it opens."""
    for sign in (1, -1):
        ends = [(x - 3.4, y - 3.4 * sign), (x + 3.4, y + 3.4 * sign)]
        canvas.line(ends, Pen(theme.critical, 1.8))


def _window(canvas: Canvas, place: Rect, theme: Theme) -> None:
    window(canvas, place.inset(2), theme.text, theme)


def _opens(canvas: Canvas, place: Rect, theme: Theme) -> None:
    opening(canvas, place.left + 2, place.centre[1], theme.text)


def _due(canvas: Canvas, place: Rect, theme: Theme) -> None:
    deadline(canvas, place.right - 1, place.centre[1], theme.text)


def _within(canvas: Canvas, place: Rect, theme: Theme) -> None:
    within(canvas, place.left, place.right, place.centre[1] - 4.4, theme)


def _expected(canvas: Canvas, place: Rect, theme: Theme) -> None:
    expected(canvas, place.left, place.centre[0], place.right, place.centre[1], theme)


def _visit(canvas: Canvas, place: Rect, theme: Theme) -> None:
    visit(canvas, *place.centre, theme)


def _stretched(canvas: Canvas, place: Rect, theme: Theme) -> None:
    stretched(canvas, place.left, place.right, place.centre[1], theme)


def _conflict(canvas: Canvas, place: Rect, theme: Theme) -> None:
    conflict(canvas, *place.centre, theme)


_SIGNS: dict[str, tuple[float, Callable[[Canvas, Rect, Theme], None]]] = {
    "window": (22, _window),
    "opens": (6, _opens),
    "due": (8, _due),
    "within": (18, _within),
    "expected": (22, _expected),
    "visit": (5, _visit),
    "conflict": (9, _conflict),
    "stretched": (22, _stretched),
}


def legend(used: Iterable[str], lang: str) -> list[Sign]:
    """Return the legend's entries for the signs in use.

    >>> [sign.key for sign in legend({"due", "window"}, "es")]
    ['window', 'due']
    """
    wanted = set(used)
    return [
        Sign(key, say(f"calendar.sign-{key}", lang), wide, draw)
        for key, (wide, draw) in _SIGNS.items()
        if key in wanted
    ]
