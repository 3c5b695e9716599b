"""Name the parts of a drawing: boxes, wires, cells, rectangles, paths and the finished layout.

Every length is in points (1/72 inch); x grows to the right, y grows downwards from the top-left
corner. Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Box", "Cell", "Crossing", "Layout", "Path", "Point", "Rect", "Shape", "Wire"]

Shape = Literal["card", "diamond", "pill", "connector"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Something that lines begin and end at.

    A wire touches a diamond at its corners, any other box on its four sides.

    Parameters
    ----------
    opens, gathers
        Whether its right side is kept for the wires that open there, and its left side for those
        that come together there: no other wire touches it.
    """

    id: str
    width: float
    height: float
    shape: Shape = "card"
    opens: bool = False
    gathers: bool = False

    def scaled(self, by: float) -> Box:
        """The same box in another unit."""
        return replace(self, width=self.width * by, height=self.height * by)


@dataclass(frozen=True, slots=True)
class Wire:
    """A link to be drawn as a line from one box to another.

    Parameters
    ----------
    back
        A return to an earlier step: drawn last, round the outside.
    label
        Width and height of the text beside the line, in points; None for no text.
    kind
        How the line will look. Only wires of one kind may run together into their target.
    opens, gathers
        Whether it is one of those for which its source keeps the right side, its target the left.
    """

    id: str
    source: str
    target: str
    back: bool = False
    label: tuple[float, float] | None = None
    kind: str = "flow"
    opens: bool = False
    gathers: bool = False

    def scaled(self, by: float) -> Wire:
        """The same wire in another unit."""
        label = self.label and (self.label[0] * by, self.label[1] * by)
        return replace(self, label=label)

    @property
    def group(self) -> tuple[str, str, bool]:
        """What wires must have in common to share the last run into their target."""
        return (self.target, self.kind, self.back)


class Cell(NamedTuple):
    """Where a box stands on the grid; `band` is the index of its stage (flow) or lane (lanes)."""

    row: int
    column: int
    band: int = 0


class Rect(NamedTuple):
    """A rectangle by its left, top, right and bottom edge, in points.

    Examples
    --------
    >>> Rect(0, 0, 10, 4).touches(Rect(10, 0, 12, 4), gap=1)
    True
    >>> Rect(0, 0, 10, 4).touches(Rect(11, 0, 12, 4))
    False
    >>> Rect.sized(2, 2, 10, 4).inset(1), Rect.sized(0, 0, 10, 4).centre
    (Rect(left=3, top=3, right=11, bottom=5), (5.0, 2.0))
    """

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def sized(cls, left: float, top: float, width: float, height: float) -> Rect:
        """The rectangle of a size whose left upper corner is given."""
        return cls(left, top, left + width, top + height)

    @property
    def width(self) -> float:
        """The horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The vertical extent."""
        return self.bottom - self.top

    @property
    def centre(self) -> Point:
        """The middle."""
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def touches(self, other: Rect, gap: float = 0.0) -> bool:
        """Whether less than `gap` lies between the two."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def inset(self, by: float) -> Rect:
        """The rectangle made smaller on every side."""
        return Rect(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside, or on an edge."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def scaled(self, by: float) -> Rect:
        """The same rectangle in another unit."""
        return Rect(self.left * by, self.top * by, self.right * by, self.bottom * by)

    def moved(self, right: float, down: float) -> Rect:
        """The same rectangle elsewhere."""
        return Rect(self.left + right, self.top + down, self.right + right, self.bottom + down)


class Crossing(NamedTuple):
    """Where two lines cross; `over` is the wire that hops, always the horizontal one."""

    x: float
    y: float
    over: str
    under: str


@dataclass(frozen=True, slots=True)
class Path:
    """The orthogonal line of one wire, from the border of its source to that of its target.

    `points` are the two ends and the corners. From `joint` on (None if never), another wire draws
    the same line into the same target.
    """

    points: tuple[Point, ...]
    label: Rect | None = None
    joint: Point | None = None

    @property
    def own(self) -> tuple[Point, ...]:
        """The part of the line that no other wire draws.

        Examples
        --------
        >>> Path(((0, 0), (9, 0), (9, 9)), joint=(9, 4)).own
        ((0, 0), (9, 0), (9, 4))
        """
        if self.joint is None:
            return self.points
        kept = [self.points[0]]
        for (x1, y1), (x2, y2) in zip(self.points, self.points[1:], strict=False):
            x, y = self.joint
            if min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
                return (*kept, self.joint) if kept[-1] != self.joint else tuple(kept)
            kept.append((x2, y2))
        return self.points


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing worked out: nothing left to do but to paint it.

    Parameters
    ----------
    rects
        The place of each box, by its id.
    paths
        The line of each wire, by its id.
    row_edges, column_edges
        Top and bottom of each row of cells, left and right of each column of cells.
    row_borders, column_borders
        One more than rows (columns): where a border between two rows (columns) may be drawn
        without running along a wire; the first and the last are those of the whole.
    across
        Wires whose label found no free place beside its line and lies across it, like a sign on a
        wire: paint its ground before its text.
    """

    rects: Mapping[str, Rect]
    paths: Mapping[str, Path]
    width: float
    height: float
    row_edges: tuple[tuple[float, float], ...]
    column_edges: tuple[tuple[float, float], ...]
    row_borders: tuple[float, ...]
    column_borders: tuple[float, ...]
    crossings: tuple[Crossing, ...] = ()
    across: tuple[str, ...] = field(default=())

    def scaled(self, by: float) -> Layout:
        """The same layout in another unit."""

        def pairs(given: Iterable[Point]) -> tuple[Point, ...]:
            return tuple((one * by, two * by) for one, two in given)

        return replace(
            self,
            rects={key: rect.scaled(by) for key, rect in self.rects.items()},
            paths={
                key: Path(
                    pairs(path.points),
                    path.label and path.label.scaled(by),
                    path.joint and (path.joint[0] * by, path.joint[1] * by),
                )
                for key, path in self.paths.items()
            },
            width=self.width * by,
            height=self.height * by,
            row_edges=pairs(self.row_edges),
            column_edges=pairs(self.column_edges),
            row_borders=tuple(at * by for at in self.row_borders),
            column_borders=tuple(at * by for at in self.column_borders),
            crossings=tuple(Crossing(x * by, y * by, *ids) for x, y, *ids in self.crossings),
        )
