"""Hold what is drawn on one sheet: shapes, texts, steps and links, from the top left corner.

A canvas only remembers; `rutas.paper.dot` writes it down for Graphviz. Shapes lie below links. A shape
or a text may have an *owner*: the step or link (or any other group) that it belongs to; in the SVG it
stands inside its owner's group.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect
from rutas.paper import measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.layout.geometry import Point
    from rutas.paper.fonts import Weight
    from rutas.paper.sizes import Paper

__all__ = ["Canvas", "Edge", "Node", "Pen", "Run", "Shape"]

_BLEED = 1.0  # points that may hang over the sheet's edge
_ROUND = 0.5523  # how far a quarter circle's control points lie out


@dataclass(frozen=True)
class Pen:
    """How a shape is drawn: the line's colour, width and dashes, and the colour inside.

    Colours are ``#rrggbb``; ``None`` draws no line, or leaves the inside open. `dash` is the length of
    a dash and of a gap, in points.
    """

    stroke: str | None = None
    width: float = 0.75
    fill: str | None = None
    dash: tuple[float, float] | None = None


@dataclass(frozen=True)
class Shape:
    """A shape: a polygon, an open line, a run of cubic curves, or an ellipse.

    `kind` is ``polygon``, ``line``, ``curve`` (3n + 1 points; closed when it has an inside) or
    ``ellipse`` (two points: the middle, and the two radii).
    """

    kind: str
    points: tuple[Point, ...]
    pen: Pen
    owner: str | None = None


@dataclass(frozen=True)
class Run:
    """A line of text; `y` is its baseline, `anchor` is ``start``, ``middle`` or ``end``.

    A line at which a word is broken ends in `fonts.HYPHEN` or `fonts.BREAK`; `shown` is what is drawn.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str
    weight: Weight = "regular"
    anchor: str = "start"
    owner: str | None = None

    @property
    def shown(self) -> str:
        """The text in letters that the font has."""
        return measure.shown(self.text, self.weight)

    @property
    def rect(self) -> Rect:
        """The room that the text takes."""
        wide = measure.width(self.text, self.size, self.weight)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        top = self.y - measure.ASCENT * self.size
        return Rect.sized(left, top, wide, (measure.ASCENT + measure.DESCENT) * self.size)


@dataclass(frozen=True)
class Node:
    """A step (or a way in, an outcome, a connector …) as Graphviz knows it; shapes draw it.

    `id` becomes the group's id as it stands, `tooltip` its title, `shape` is ``box``, ``diamond`` or
    ``pill``. `heading` is the owner of the texts that head it and what follows it.
    """

    id: str
    rect: Rect
    shape: str = "box"
    classes: tuple[str, ...] = ()
    tooltip: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Edge:
    """A link from a node to a node, along runs of cubic curves (3n + 1 points)."""

    id: str
    source: str
    target: str
    points: tuple[Point, ...]
    pen: Pen
    classes: tuple[str, ...] = ()
    tooltip: str = ""


@dataclass
class Canvas:
    """What is drawn on one sheet, `width` by `height` points; `y` grows downwards.

    Whoever draws does so in a unit of `scale` points: type and pens of larger paper are larger, and
    nobody but the canvas has to know. What it holds is in points. `signs` are the keys of those that whoever
    drew them noted, for the legend.

    >>> canvas = Canvas(842, 595, scale=2)
    >>> canvas.text(10, 20, "a", 7, "#000000").left, canvas.shapes[0].x
    (10.0, 20)
    """

    width: float
    height: float
    scale: float = 1.0
    shapes: list[Shape | Run] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)
    _owner: str | None = None
    _heading: str = ""

    @property
    def drawn(self) -> Rect:
        """The room that the steps take together; the whole sheet where there are none."""
        places = [node.rect for node in self.nodes] or [Rect(0.0, 0.0, self.width, self.height)]
        lefts, tops, rights, bottoms = zip(*places, strict=True)
        return Rect(min(lefts), min(tops), max(rights), max(bottoms))

    @classmethod
    def of(cls, paper: Paper) -> Canvas:
        """Return an empty sheet of a paper."""
        return cls(paper.width, paper.height, paper.scale)

    @contextmanager
    def owned(self, owner: str | None) -> Iterator[Canvas]:
        """Let everything drawn in the block belong to a step, a link or a group."""
        before, self._owner = self._owner, owner
        try:
            yield self
        finally:
            self._owner = before

    def head(self, heading: str) -> None:
        """Let every node added from now on stand under the heading whose texts have that owner."""
        self._heading = heading

    @contextmanager
    def under(self) -> Iterator[None]:
        """Let everything drawn in the block lie below what was drawn before."""
        above, self.shapes = self.shapes, []
        yield
        self.shapes += above

    def rect(self, rect: Rect, pen: Pen, radius: float = 0.0) -> None:
        """Draw a rectangle, with round corners where a radius is given."""
        x, y, right, bottom = rect
        if radius <= 0:
            self.polygon([(x, y), (right, y), (right, bottom), (x, bottom)], pen)
            return
        r = min(radius, rect.width / 2, rect.height / 2)
        c = r * (1 - _ROUND)
        points: list[Point] = [(x + r, y)]
        points += [(x + r, y), (right - r, y), (right - r, y)]
        points += [(right - c, y), (right, y + c), (right, y + r)]
        points += [(right, y + r), (right, bottom - r), (right, bottom - r)]
        points += [(right, bottom - c), (right - c, bottom), (right - r, bottom)]
        points += [(right - r, bottom), (x + r, bottom), (x + r, bottom)]
        points += [(x + c, bottom), (x, bottom - c), (x, bottom - r)]
        points += [(x, bottom - r), (x, y + r), (x, y + r)]
        points += [(x, y + c), (x + c, y), (x + r, y)]
        self.curve(points, pen)

    def polygon(self, points: Sequence[Point], pen: Pen) -> None:
        """Draw a closed polygon."""
        self._shape("polygon", points, pen)

    def line(self, points: Sequence[Point], pen: Pen) -> None:
        """Draw an open line through points."""
        self._shape("line", points, pen)

    def curve(self, points: Sequence[Point], pen: Pen) -> None:
        """Draw a run of cubic curves; closed where the pen has an inside."""
        self._shape("curve", points, pen)

    def ellipse(self, centre: Point, radii: Point, pen: Pen) -> None:
        """Draw an ellipse; a dashed one is not known."""
        self._shape("ellipse", (centre, radii), pen)

    def _shape(self, kind: str, points: Sequence[Point], pen: Pen) -> None:
        self.shapes.append(Shape(kind, self._points(points), self._pen(pen), self._owner))

    def _points(self, points: Sequence[Point]) -> tuple[Point, ...]:
        s = self.scale
        return tuple(points) if s == 1 else tuple([(x * s, y * s) for x, y in points])

    def _pen(self, pen: Pen) -> Pen:
        if self.scale == 1 or pen.stroke is None:
            return pen
        dash = pen.dash and (pen.dash[0] * self.scale, pen.dash[1] * self.scale)
        return Pen(pen.stroke, pen.width * self.scale, pen.fill, dash)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        weight: Weight = "regular",
        anchor: str = "start",
    ) -> Rect:
        """Write one line of text on a baseline; return the room that it takes."""
        look, s = (colour, weight, anchor, self._owner), self.scale
        run = Run(x, y, text, size, *look)
        if text.strip():
            self.shapes.append(run if s == 1 else Run(x * s, y * s, text, size * s, *look))
        return run.rect

    def texts(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        size: float,
        colour: str,
        weight: Weight = "regular",
        anchor: str = "start",
    ) -> float:
        """Write lines of text below a height; return where the next line would have its top."""
        for line in lines:
            self.text(x, top + measure.ASCENT * size, line, size, colour, weight, anchor)
            top += measure.LEADING * size
        return top

    def node(self, node: Node) -> None:
        """Add a step, a way in, an outcome or a connector, in reading order."""
        rect, heading = node.rect.scaled(self.scale), node.heading or self._heading
        self.nodes.append(replace(node, rect=rect, heading=heading))

    def edge(self, edge: Edge) -> None:
        """Add a link."""
        self.edges.append(replace(edge, points=self._points(edge.points), pen=self._pen(edge.pen)))

    def off_sheet(self) -> list[str]:
        """Return what has no room on the sheet, by owner: in print it would be lost without a word.

        >>> canvas = Canvas(100, 100)
        >>> with canvas.owned("step-a"):
        ...     canvas.rect(Rect(10, 90, 60, 120), Pen("#000000"))
        >>> canvas.off_sheet()
        ['step-a']
        """
        sheet = Rect(0.0, 0.0, self.width, self.height).inset(-_BLEED)
        things = [(item.owner or "", _corners(item)) for item in self.shapes]
        things += [(node.id, [node.rect[:2], node.rect[2:]]) for node in self.nodes]
        things += [(edge.id, edge.points) for edge in self.edges]
        return list(dict.fromkeys(key for key, at in things if not all(map(sheet.holds, at))))


def _corners(item: Shape | Run) -> Sequence[Point]:
    if isinstance(item, Run):
        return item.rect[:2], item.rect[2:]
    if item.kind == "ellipse":
        (x, y), (across, down) = item.points
        return (x - across, y - down), (x + across, y + down)
    return item.points
