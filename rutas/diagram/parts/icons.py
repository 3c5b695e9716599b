"""Draw small signs as shapes: channels, the triangle of a critical point, BPMN's plus, series, arrows.

The font has no icons, and a shape looks the same everywhere. Every sign is drawn in a square of side
`size` whose left upper corner is given; coordinates below are hundredths of that side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect
from rutas.paper.canvas import Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rutas.layout.geometry import Point
    from rutas.paper.canvas import Canvas
    from rutas.paper.palette import Theme

    Draw = Callable[["Brush"], None]

__all__ = [
    "CHANNELS",
    "EVENT",
    "MARKS",
    "agreement",
    "channel",
    "critical",
    "cross",
    "event",
    "hourglass",
    "plus",
    "pointer",
    "series",
    "triangle",
]


class Brush:
    """Draw in hundredths of a square."""

    def __init__(
        self, canvas: Canvas, x: float, y: float, size: float, ink: str, paper: str
    ) -> None:
        """Place the square."""
        self.canvas, self.x, self.y, self.unit = canvas, x, y, size / 100
        self.ink, self.paper = ink, paper

    def at(self, points: Sequence[Point]) -> list[Point]:
        """Return points of the square on the canvas."""
        return [(self.x + a * self.unit, self.y + b * self.unit) for a, b in points]

    def fill(self, points: Sequence[Point], *, hole: bool = False) -> None:
        """Fill a polygon."""
        self.canvas.polygon(self.at(points), Pen(fill=self.paper if hole else self.ink))

    def box(self, x: float, y: float, wide: float, high: float, *, hole: bool = False) -> None:
        """Fill a rectangle."""
        self.fill([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], hole=hole)

    def disc(self, x: float, y: float, radius: float, *, hole: bool = False) -> None:
        """Fill a circle."""
        (centre,) = self.at([(x, y)])
        r = radius * self.unit
        self.canvas.ellipse(centre, (r, r), Pen(fill=self.paper if hole else self.ink))

    def round(
        self, x: float, y: float, wide: float, high: float, r: float, *, hole: bool = False
    ) -> None:
        """Fill a rectangle with round corners."""
        (corner,) = self.at([(x, y)])
        rect = Rect.sized(*corner, wide * self.unit, high * self.unit)
        self.canvas.rect(rect, Pen(fill=self.paper if hole else self.ink), r * self.unit)

    def stroke(self, points: Sequence[Point], width: float, *, hole: bool = False) -> None:
        """Draw a line through points."""
        ink = self.paper if hole else self.ink
        self.canvas.line(self.at(points), Pen(ink, width * self.unit))


def _person(b: Brush) -> None:
    b.disc(50, 22, 18)
    b.round(22, 46, 56, 46, 22)
    b.box(22, 70, 56, 22)


def _house(b: Brush) -> None:
    b.fill([(50, 8), (96, 50), (84, 50), (84, 92), (16, 92), (16, 50), (4, 50)])
    b.box(42, 60, 16, 32, hole=True)


def _school(b: Brush) -> None:
    b.fill([(50, 14), (98, 37), (50, 60), (2, 37)])
    b.fill([(24, 55), (50, 67), (76, 55), (76, 76), (50, 88), (24, 76)])
    b.box(88, 40, 6, 34)


def _van(b: Brush) -> None:
    b.box(2, 24, 58, 50)
    b.fill([(64, 38), (82, 38), (98, 56), (98, 74), (64, 74)])
    b.box(26, 32, 8, 26, hole=True)
    b.box(17, 41, 26, 8, hole=True)
    b.disc(24, 76, 13, hole=True)
    b.disc(76, 76, 13, hole=True)
    b.disc(24, 76, 9)
    b.disc(76, 76, 9)


def _phone(b: Brush) -> None:
    b.fill([(8, 16), (28, 6), (42, 32), (30, 42), (58, 70), (68, 58), (94, 72), (84, 92), (66, 94),
            (34, 76), (16, 50), (6, 30)])  # fmt: skip


def _screen(b: Brush) -> None:
    b.box(2, 8, 96, 13)  # four bars and no hole: a hole in so thin a frame swallows it on a screen
    b.box(2, 61, 96, 13)
    b.box(2, 8, 13, 66)
    b.box(85, 8, 13, 66)
    b.box(42, 74, 16, 9)
    b.box(24, 82, 52, 10)


def _letter(b: Brush) -> None:
    b.box(4, 18, 92, 64)
    b.stroke([(8, 24), (50, 58), (92, 24)], 8, hole=True)


CHANNELS: dict[str, Draw] = {
    "in-person": _person,
    "home-visit": _house,
    "school": _school,
    "mobile-unit": _van,
    "phone": _phone,
    "online": _screen,
    "mail": _letter,
}
"""How the sign of each kind of channel is drawn."""


def channel(
    canvas: Canvas, kind: str, x: float, y: float, size: float, ink: str, paper: str = "#ffffff"
) -> None:
    """Draw the sign of a kind of channel; `paper` is the colour behind it."""
    CHANNELS[kind](Brush(canvas, x, y, size, ink, paper))


def triangle(canvas: Canvas, x: float, y: float, size: float, ink: str) -> None:
    """Draw the triangle of a critical point."""
    Brush(canvas, x, y, size, ink, ink).fill([(50, 8), (96, 92), (4, 92)])


def critical(canvas: Canvas, place: Rect, theme: Theme) -> None:
    """Draw the sign of a critical step where a legend explains it."""
    triangle(canvas, place.left, place.top + 2.6, 6, theme.critical)


def pointer(canvas: Canvas, x: float, y: float, size: float, ink: str, *, left: bool) -> None:
    """Draw the small solid arrow of a connector, to the right or to the left."""
    right = [(14.0, 10.0), (90.0, 50.0), (14.0, 90.0)]
    points = [(100 - a, b) for a, b in right] if left else right
    Brush(canvas, x, y, size, ink, ink).fill(points)


def plus(canvas: Canvas, x: float, y: float, size: float, ink: str, paper: str) -> None:
    """Draw BPMN's parallel gateway: a small diamond with a plus."""
    b = Brush(canvas, x, y, size, ink, paper)
    corners = b.at([(50, 0), (100, 50), (50, 100), (0, 50)])
    canvas.polygon(corners, Pen(ink, 9 * b.unit, paper))
    b.box(44, 24, 12, 52)
    b.box(24, 44, 52, 12)


def series(canvas: Canvas, x: float, y: float, size: float, ink: str, paper: str) -> None:
    """Draw the sign of a series of visits: cards one behind the other."""
    b = Brush(canvas, x, y, size, ink, paper)
    for shift in (0, 18, 36):
        (corner,) = b.at([(36 - shift, shift)])
        rect = Rect.sized(*corner, 60 * b.unit, 60 * b.unit)
        canvas.rect(rect, Pen(ink, 9 * b.unit, paper))


def agreement(canvas: Canvas, x: float, y: float, size: float, ink: str, paper: str) -> None:
    """Draw the sign of an open agreement: a box that nobody has ticked."""
    b = Brush(canvas, x, y, size, ink, paper)
    (corner,) = b.at([(8, 12)])
    canvas.rect(Rect.sized(*corner, 80 * b.unit, 80 * b.unit), Pen(ink, 13 * b.unit, paper))


def cross(canvas: Canvas, x: float, y: float, size: float, ink: str) -> None:
    """Draw a cross: what is needed is missing."""
    b = Brush(canvas, x, y, size, ink, ink)
    b.stroke([(10, 10), (90, 90)], 22)
    b.stroke([(10, 90), (90, 10)], 22)


def hourglass(
    canvas: Canvas, x: float, y: float, size: float, ink: str, paper: str, *, full: bool
) -> None:
    """Draw an hourglass: full where a datum is old, empty where nobody says how old it is."""
    b = Brush(canvas, x, y, size, ink, paper)
    glass = b.at([(14, 6), (86, 6), (14, 94), (86, 94)])
    canvas.polygon(glass, Pen(ink, 11 * b.unit, ink if full else paper))


def urgent(canvas: Canvas, x: float, y: float, size: float, ink: str, paper: str) -> None:
    """Draw a bolt: what is served before others."""
    bolt = [(62, 2), (18, 56), (46, 56), (34, 98), (84, 38), (54, 38)]
    Brush(canvas, x, y, size, ink, paper).fill(bolt)


def sensitive(canvas: Canvas, x: float, y: float, size: float, ink: str, paper: str) -> None:
    """Draw a padlock: what no sheet that a family carries home shows."""
    b = Brush(canvas, x, y, size, ink, paper)
    b.round(24, 4, 52, 70, 26)
    b.round(36, 16, 28, 50, 14, hole=True)
    b.box(14, 44, 72, 50)
    b.disc(50, 66, 9, hole=True)


MARKS: dict[str, Callable[[Canvas, float, float, float, str, str], None]] = {
    "urgent": urgent,
    "sensitive": sensitive,
}
"""How the signs in a card's head are drawn."""

EVENT = 4.0
"""The radius of the sign where an exit begins."""


def event(canvas: Canvas, kind: str, at: Point, ink: str) -> None:
    """Draw where an exit begins: a clock where a deadline has passed, a cross where a branch is missing."""
    (x, y), r = at, EVENT
    canvas.ellipse(at, (r - 0.5, r - 0.5), Pen(ink, 1.0, "#ffffff"))
    if kind == "late":
        canvas.line([(x, y - 0.62 * r), (x, y), (x + 0.5 * r, y)], Pen(ink, 0.9))
        return
    half = 0.42 * r
    for side in (1, -1):
        canvas.line([(x - half, y - side * half), (x + half, y + side * half)], Pen(ink, 1.0))
