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


def window(canvas: Canvas, place: Rect, ink: str, theme: Theme, s: float) -> None:
    """Draw a window, from when to when a step is due."""
    canvas.rect(place, Pen(ink, 1.1 * s, theme.ground(ink)))


def opening(canvas: Canvas, x: float, y: float, ink: str, s: float) -> None:
    """Draw where a step opens: a bracket."""
    points = [
        (x + 3 * s, y - 4.5 * s),
        (x, y - 4.5 * s),
        (x, y + 4.5 * s),
        (x + 3 * s, y + 4.5 * s),
    ]
    canvas.line(points, Pen(ink, 1.6 * s))


def deadline(canvas: Canvas, x: float, y: float, ink: str, s: float) -> None:
    """Draw a deadline: a flag whose pole stands at the age."""
    canvas.line([(x, y - 5.2 * s), (x, y + 5.2 * s)], Pen(ink, 1.3 * s))
    canvas.polygon([(x, y - 5.2 * s), (x - 6 * s, y - 2.4 * s), (x, y + 0.4 * s)], Pen(fill=ink))


def within(canvas: Canvas, left: float, right: float, y: float, theme: Theme, s: float) -> None:
    """Draw a span that starts when people get there."""
    low = y + 4.4 * s
    canvas.line(
        [(left, low), (max(right, left + 3 * s), low)],
        Pen(theme.text, 1.2 * s, None, (2.2 * s, 1.4 * s)),
    )
    end = max(right, left + 3 * s)
    canvas.line([(end, low - 2 * s), (end, low + 2 * s)], Pen(theme.text, 1.2 * s))


def expected(
    canvas: Canvas, left: float, middle: float, right: float, y: float, theme: Theme, s: float
) -> None:
    """Draw when a step is expected to happen: a thin bar, and a bead at the middle."""
    canvas.rect(
        Rect.sized(left, y - 1.3 * s, max(right - left, 1.5 * s), 2.6 * s), Pen(fill=theme.muted)
    )
    canvas.ellipse((middle, y), (2.5 * s, 2.5 * s), Pen(theme.text, 0.9 * s, "#ffffff"))


def visit(canvas: Canvas, x: float, y: float, theme: Theme, s: float) -> None:
    """Draw one visit of a series."""
    canvas.ellipse((x, y), (1.5 * s, 1.5 * s), Pen(fill=theme.text))


def conflict(canvas: Canvas, x: float, y: float, theme: Theme, s: float) -> None:
    """Draw a cross where a step is due before it opens."""
    for sign in (1, -1):
        ends = [(x - 3.4 * s, y - 3.4 * s * sign), (x + 3.4 * s, y + 3.4 * s * sign)]
        canvas.line(ends, Pen(theme.critical, 1.8 * s))


def _window(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    window(canvas, place.inset(2 * s), theme.text, theme, s)


def _opens(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    opening(canvas, place.left + 2 * s, place.centre[1], theme.text, s)


def _due(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    deadline(canvas, place.right - 1 * s, place.centre[1], theme.text, s)


def _within(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    within(canvas, place.left, place.right, place.centre[1] - 4.4 * s, theme, s)


def _expected(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    expected(canvas, place.left, place.centre[0], place.right, place.centre[1], theme, s)


def _visit(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    visit(canvas, *place.centre, theme, s)


def _conflict(canvas: Canvas, place: Rect, theme: Theme, s: float) -> None:
    conflict(canvas, *place.centre, theme, s)


_SIGNS: dict[str, tuple[float, Callable[[Canvas, Rect, Theme, float], None]]] = {
    "window": (22, _window),
    "opens": (6, _opens),
    "due": (8, _due),
    "within": (18, _within),
    "expected": (22, _expected),
    "visit": (5, _visit),
    "conflict": (9, _conflict),
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
