"""Measure a finished sheet before it is written: what overlaps, what is too small, what is too pale.

A canvas is measured with its own coordinates only; nothing of the kind that drew it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise

from rutas.diagram.request import Request, Sheet
from rutas.layout.geometry import Point, Rect
from rutas.paper.canvas import Canvas, Run, Shape
from rutas.paper.palette import Theme, contrast
from rutas.paper.sizes import Paper

FURNITURE = ("heading", "title-block", "legend", "footer")
SMALLEST = 7.0
TEXT, STROKE = 4.5, 3.0
_ROW = 12.0  # lines are looked up by rows of the sheet
LETTERS = 0.66, 0.16  # how far a line of print reaches above and below its baseline, a point


@dataclass(frozen=True)
class Flaw:
    kind: str
    where: str


def flaws(sheets: list[Sheet], request: Request) -> list[Flaw]:
    """Everything that is wrong with the sheets of a drawing."""
    if not sheets:
        return [Flaw("no sheet", "nothing was drawn")]
    return [
        Flaw(flaw.kind, f"sheet {number}: {flaw.where}")
        for number, sheet in enumerate(sheets, 1)
        for flaw in _sheet(sheet.canvas, request.paper, request.theme)
    ]


def legend(canvas: Canvas) -> set[str]:
    """The keys of the legend."""
    return {s.owner[5:] for s in canvas.shapes if s.owner and s.owner.startswith("sign:")}


def texts(canvas: Canvas) -> list[str]:
    return [item.text for item in canvas.shapes if isinstance(item, Run)]


def _sheet(canvas: Canvas, paper: Paper, theme: Theme) -> Iterator[Flaw]:
    if (canvas.width, canvas.height) != (paper.width, paper.height):
        yield Flaw("size", f"{canvas.width} x {canvas.height}")
    runs = [(index, item) for index, item in enumerate(canvas.shapes) if isinstance(item, Run)]
    yield from _furniture(canvas)
    yield from _names(canvas)
    yield from _outside(canvas, paper)
    yield from _small(runs)
    yield from _texts_together(runs)
    yield from _texts_on_nodes(canvas, runs)
    yield from _edges_in_nodes(canvas)
    yield from _crossed(canvas, runs)
    for shapes in (canvas.shapes, as_svg(canvas)):
        yield from _pale(shapes, theme)


@lru_cache(maxsize=8192)
def tight(run: Run) -> Rect:
    """Where a text leaves ink."""
    above, below = LETTERS
    room = run.rect
    return Rect.sized(room.left, run.y - above * run.size, room.width, (above + below) * run.size)


def as_svg(canvas: Canvas) -> list[Shape | Run]:
    """The shapes in the order of the SVG: what belongs to a step or link comes last."""
    ids = [*(node.id for node in canvas.nodes), *(edge.id for edge in canvas.edges)]
    order = {name: index for index, name in enumerate(ids, 1)}
    return sorted(canvas.shapes, key=lambda item: order.get(item.owner or "", 0))


# --- furniture, names and places


def _furniture(canvas: Canvas) -> Iterator[Flaw]:
    owners = {item.owner for item in canvas.shapes}
    for name in ("heading", "title-block", "footer"):
        if name not in owners:
            yield Flaw("furniture", name)


def _names(canvas: Canvas) -> Iterator[Flaw]:
    names = [node.id for node in canvas.nodes] + [edge.id for edge in canvas.edges]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Flaw("twice", name)
    known = {node.id for node in canvas.nodes}
    for edge in canvas.edges:
        if not {edge.source, edge.target} <= known:
            yield Flaw("loose", edge.id)


def _outside(canvas: Canvas, paper: Paper) -> Iterator[Flaw]:
    sheet = Rect.sized(0, 0, paper.width, paper.height).inset(paper.margin - 1)
    rows = [s for s in canvas.shapes if (s.owner or "").startswith("sign:") or s.owner == "footer"]
    top = min((box(item).top for item in rows), default=sheet.bottom)
    heads = [s for s in canvas.shapes if s.owner in {"heading", "title-block"}]
    head = max((box(item).bottom for item in heads), default=sheet.top)
    for item in canvas.shapes:
        place = box(item)
        label = item.text if isinstance(item, Run) else f"{item.kind} of {item.owner}"
        if not _within(place, sheet):
            yield Flaw("margin", label)
        if item in rows or item.owner in FURNITURE:
            continue
        if place.bottom > top - 2 * paper.scale:
            yield Flaw("on the legend", label)
        if place.top < head + 0.5:
            yield Flaw("on the heading", label)


def _small(runs: list[tuple[int, Run]]) -> Iterator[Flaw]:
    for _, run in runs:
        if run.size < SMALLEST:
            yield Flaw("small", f"{run.size} pt: {run.text}")
        if run.text.strip() in {"…", "-…"}:
            yield Flaw("cut to nothing", run.owner or "")


# --- what lies on what


def _texts_together(runs: list[tuple[int, Run]]) -> Iterator[Flaw]:
    rows = sorted(((tight(run), run) for _, run in runs), key=lambda item: item[0].top)
    for index, (place, run) in enumerate(rows):
        for other, next_run in rows[index + 1 :]:
            if other.top >= place.bottom:
                break
            if place.left < other.right and other.left < place.right:
                yield Flaw("texts together", f"{run.text} / {next_run.text}")


def _texts_on_nodes(canvas: Canvas, runs: list[tuple[int, Run]]) -> Iterator[Flaw]:
    for node in canvas.nodes:
        for _, run in runs:
            if run.owner != node.id and tight(run).touches(node.rect, -0.3):
                yield Flaw("text on a node", f"{run.text} on {node.id}")
    for one, other in combinations(canvas.nodes, 2):
        if one.rect.touches(other.rect, -0.3):
            yield Flaw("nodes together", f"{one.id} / {other.id}")


def _edges_in_nodes(canvas: Canvas) -> Iterator[Flaw]:
    for edge in canvas.edges:
        line = [
            p for at in range(0, len(edge.points) - 1, 3) for p in cubic(edge.points[at : at + 4])
        ]
        for node in canvas.nodes:
            own = node.id in {edge.source, edge.target}
            place = node.rect.inset(2.5 if own else -0.5)
            if any(holds(place, point) for point in line):
                yield Flaw("line in a node", f"{edge.id} in {node.id}")


def _crossed(canvas: Canvas, runs: list[tuple[int, Run]]) -> Iterator[Flaw]:
    """Texts that a line runs through, unless a ground lies between them."""
    lines = [
        (index, piece)
        for index, item in enumerate(canvas.shapes)
        if isinstance(item, Shape) and item.pen.stroke
        for piece in pairwise(outline(item))
    ]
    for edge in canvas.edges:
        whole = [
            p for at in range(0, len(edge.points) - 1, 3) for p in cubic(edge.points[at : at + 4])
        ]
        lines += [(len(canvas.shapes), piece) for piece in pairwise(whole)]
    rows: dict[int, list[tuple[int, tuple[Point, Point]]]] = {}
    for line in lines:
        low, high = sorted((line[1][0][1], line[1][1][1]))
        for row in range(int(low / _ROW), int(high / _ROW) + 1):
            rows.setdefault(row, []).append(line)
    for index, run in runs:
        place = tight(run).inset(0.2)
        near = (row for row in range(int(place.top / _ROW), int(place.bottom / _ROW) + 1))
        for at, (one, two) in (line for row in near for line in rows.get(row, [])):
            if max(one[0], two[0]) < place.left or min(one[0], two[0]) > place.right:
                continue
            if not _cuts(one, two, place):
                continue
            between = canvas.shapes[at + 1 : index]
            grounds = (item for item in between if isinstance(item, Shape) and item.pen.fill)
            if not any(_within(place, box(item), 0.5) for item in grounds):
                yield Flaw("line through a text", run.text)
                break


def _pale(shapes: list[Shape | Run], theme: Theme) -> Iterator[Flaw]:
    grounds = {"#ffffff", theme.band, theme.band_alt, theme.highlight}
    grounds |= {theme.ground(ink) for ink in (*theme.inks.values(), theme.other)}
    grounds |= {theme.ground(ink) for ink in (theme.text, theme.critical, theme.returns)}
    painted = Painted()
    for item in shapes:
        if isinstance(item, Run):
            spots = [
                (item.rect.left + item.rect.width * n / 4, item.y - 0.3 * item.size)
                for n in range(5)
            ]
            ratio = min(ratio_of(item.colour, painted.at(spot)) for spot in spots)
            if ratio < TEXT:
                yield Flaw("pale text", f"{item.text}: {ratio:.2f}")
            continue
        inks = [ink for ink in (item.pen.stroke, item.pen.fill) if ink and ink not in grounds]
        if item.pen.stroke:
            inks.append(item.pen.stroke)
        spots = _middles(item) if inks else []
        under = [painted.at(spot) for spot in spots]
        # what is drawn on its own ink goes on it: a bead on a string, an arrow's head on its line
        pale = [
            c for c in under if c not in inks and max(ratio_of(i, c) for i in inks) < STROKE - 0.005
        ]
        if 2 * len(pale) > len(spots):
            yield Flaw("pale stroke", f"{item.kind} {inks} of {item.owner} on {pale[0]}")
        painted.add(item)


class Painted:
    """What has been painted so far, in squares of the sheet that are quick to find."""

    def __init__(self, side: float = 25.0) -> None:
        self.side = side
        self.squares: dict[tuple[int, int], list[tuple[Rect, Shape]]] = {}

    def add(self, item: Shape) -> None:
        if not item.pen.fill:
            return
        place, side = box(item), self.side
        for x in range(int(place.left / side), int(place.right / side) + 1):
            for y in range(int(place.top / side), int(place.bottom / side) + 1):
                self.squares.setdefault((x, y), []).append((place, item))

    def at(self, point: Point) -> str:
        """The colour at a point: that of the topmost shape."""
        square = int(point[0] / self.side), int(point[1] / self.side)
        for place, shape in reversed(self.squares.get(square, [])):
            if holds(place, point) and (
                shape.kind != "polygon" or _in_polygon(point, shape.points)
            ):
                return shape.pen.fill or "#ffffff"
        return "#ffffff"


@cache
def ratio_of(one: str, other: str) -> float:
    return contrast(one, other)


# --- geometry


def box(item: Shape | Run) -> Rect:
    """The room that a shape takes, or a text's ink."""
    if isinstance(item, Run):
        return tight(item)
    if item.kind == "ellipse":
        (x, y), (rx, ry) = item.points
        return Rect.sized(x - rx, y - ry, 2 * rx, 2 * ry)
    xs, ys = [x for x, _ in item.points], [y for _, y in item.points]
    return Rect.sized(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def outline(item: Shape) -> list[Point]:
    if item.kind == "ellipse":
        place = box(item)
        corners = [(place.left, place.top), (place.right, place.top), (place.right, place.bottom)]
        return [*corners, (place.left, place.bottom), corners[0]]
    if item.kind == "polygon":
        return [*item.points, item.points[0]]
    if item.kind == "curve":
        return [
            p
            for at in range(0, len(item.points) - 1, 3)
            for p in cubic(item.points[at : at + 4], 4)
        ]
    return list(item.points)


def cubic(points: tuple[Point, ...], parts: int = 20) -> list[Point]:
    found = []
    for n in range(parts + 1):
        t = n / parts
        shares = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
        x = sum(share * p[0] for share, p in zip(shares, points, strict=True))
        found.append((x, sum(share * p[1] for share, p in zip(shares, points, strict=True))))
    return found


def holds(place: Rect, point: Point) -> bool:
    return place.left <= point[0] <= place.right and place.top <= point[1] <= place.bottom


def _middles(item: Shape) -> list[Point]:
    pieces = list(pairwise(outline(item)))
    return [
        (one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share)
        for one, two in pieces[:: max(1, len(pieces) // 6)]
        for share in (0.12, 0.5, 0.88)
    ]


def _within(part: Rect, whole: Rect, slack: float = 0.0) -> bool:
    return (
        part.left >= whole.left - slack
        and part.top >= whole.top - slack
        and part.right <= whole.right + slack
        and part.bottom <= whole.bottom + slack
    )


def _cuts(one: Point, two: Point, place: Rect) -> bool:
    """Whether a straight piece runs through a rectangle."""
    low, high = 0.0, 1.0
    for axis, (start, end) in enumerate(((place.left, place.right), (place.top, place.bottom))):
        step = two[axis] - one[axis]
        if abs(step) < 1e-9:
            if not start < one[axis] < end:
                return False
            continue
        a, b = sorted(((start - one[axis]) / step, (end - one[axis]) / step))
        low, high = max(low, a), min(high, b)
    return low < high


def _in_polygon(point: Point, corners: tuple[Point, ...]) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*corners, corners[0]]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
