"""Find a place for each text beside its line, touching no box, no line and no other text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rutas.layout.geometry import Box, Path, Point, Wire

__all__ = ["Obstacles", "box_touches", "place_across", "place_labels"]

BESIDE = 1.8  # from the text to its own line
CLEAR = 2.0  # from the text to anything else
APART = 10.0  # from the text to a connector that belongs to another wire
STEP = 4.0
FAR = 55.0

Choice = tuple[float, Rect]


def box_touches(box: Box, rect: Rect, other: Rect, gap: float) -> bool:
    """Whether a rectangle comes nearer than `gap` to a box, whose true shape counts.

    Examples
    --------
    >>> from rutas.layout.geometry import Box
    >>> place, corner = Rect(0, 0, 40, 20), Rect(36, 0, 40, 4)
    >>> box_touches(Box("a", 40, 20), place, corner, 1)
    True
    >>> box_touches(Box("a", 40, 20, "diamond"), place, corner, 1)
    False
    """
    if not rect.touches(other, gap):
        return False
    if box.shape != "diamond":
        return True
    x, y = rect.centre
    across = max(other.left - x, x - other.right, 0.0)
    down = max(other.top - y, y - other.bottom, 0.0)
    half_width, half_height = rect.width / 2 + gap * 1.5, rect.height / 2 + gap * 1.5
    return across / half_width + down / half_height < 1


@dataclass(slots=True)
class Obstacles:
    """All that a text must not touch."""

    boxes: list[tuple[Box, Rect]]
    strokes: list[tuple[Rect, str]]
    texts: list[Rect]

    @classmethod
    def of(
        cls, boxes: Mapping[str, Box], rects: Mapping[str, Rect], paths: Mapping[str, Path]
    ) -> Obstacles:
        """Collect the boxes and every straight piece of every line."""
        strokes = [
            (Rect(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)), name)
            for name, path in paths.items()
            for (x1, y1), (x2, y2) in zip(path.points, path.points[1:], strict=False)
        ]
        return cls([(boxes[name], rect) for name, rect in rects.items()], strokes, [])

    def near(self, reach: Rect) -> Obstacles:
        """Only what lies within a rectangle."""
        return Obstacles(
            [item for item in self.boxes if item[1].touches(reach, APART)],
            [item for item in self.strokes if item[0].touches(reach, CLEAR)],
            [item for item in self.texts if item.touches(reach, CLEAR)],
        )

    def touched(self, text: Rect, wire: str) -> int:
        """How much a text of a wire would touch there, its own line aside."""
        return (
            sum(text.touches(other, CLEAR / 2) for other in self.texts)
            + sum(text.touches(s, CLEAR / 2) for s, name in self.strokes if name != wire)
            + sum(box_touches(box, rect, text, CLEAR / 2) for box, rect in self.boxes)
        )

    def misleads(self, text: Rect, wire: Wire) -> bool:
        """Whether a text stands so near to another wire's connector that it seems to be about it."""
        ends = {wire.source, wire.target}
        return any(
            box.shape == "connector" and box.id not in ends and rect.touches(text, APART)
            for box, rect in self.boxes
        )

    def free(self, text: Rect, wire: str) -> bool:
        """Whether a text of a wire may stand there."""
        return (
            not any(text.touches(other, CLEAR) for other in self.texts)
            and not any(
                text.touches(stroke, BESIDE - 0.1 if name == wire else CLEAR)
                for stroke, name in self.strokes
            )
            and not any(box_touches(box, rect, text, CLEAR) for box, rect in self.boxes)
        )


def place_labels(
    wires: Iterable[Wire],
    boxes: Mapping[str, Box],
    rects: Mapping[str, Rect],
    paths: Mapping[str, Path],
    size: tuple[float, float],
) -> tuple[dict[str, Rect], list[str], list[str]]:
    """Place every label.

    Returns the places by wire, the wires for which none was free, and those whose label stands far
    from their source.

    The nearest to the source wins; above a horizontal line before below it, right of a vertical one
    before left of it. Short lines choose first, for they have the least choice.
    """
    obstacles = Obstacles.of(boxes, rects, paths)
    sheet = Rect(0.0, 0.0, *size)
    placed: dict[str, Rect] = {}
    failed: list[str] = []
    remote: list[str] = []
    labelled = [wire for wire in wires if wire.label is not None]
    for wire in sorted(labelled, key=lambda w: (_length(paths[w.id].own), w.id)):
        found = _best(wire, paths[wire.id].own, obstacles, sheet)
        if found is None:
            failed.append(wire.id)
            continue
        cost, placed[wire.id] = found
        obstacles.texts.append(placed[wire.id])
        if cost > FAR:
            remote.append(wire.id)
    return placed, failed, remote


def place_across(
    wires: Iterable[Wire],
    boxes: Mapping[str, Box],
    rects: Mapping[str, Rect],
    paths: Mapping[str, Path],
    placed: Mapping[str, Rect],
) -> dict[str, Rect]:
    """Places on their own lines for texts that found none beside them, where least is touched."""
    obstacles = Obstacles.of(boxes, rects, paths)
    obstacles.texts += placed.values()
    found = {}
    for wire in wires:
        width, height = wire.label or (0.0, 0.0)
        choices = list(_along(paths[wire.id].own, width, height))
        costs = [(obstacles.touched(rect, wire.id), i) for i, rect in enumerate(choices)]
        found[wire.id] = choices[min(costs)[1]]
        obstacles.texts.append(found[wire.id])
    return found


def _along(line: Sequence[Point], width: float, height: float) -> Iterator[Rect]:
    for (x1, y1), (x2, y2) in zip(line, line[1:], strict=False):
        steps = max(2, int((abs(x2 - x1) + abs(y2 - y1)) / STEP))
        for i in range(1, steps):
            x, y = x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps
            yield Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _best(wire: Wire, line: Sequence[Point], obstacles: Obstacles, sheet: Rect) -> Choice | None:
    choices = sorted(_choices(line, *(wire.label or (0.0, 0.0))), key=lambda c: c[0])
    if not choices:
        return None
    reach = Rect(
        min(c[1].left for c in choices),
        min(c[1].top for c in choices),
        max(c[1].right for c in choices),
        max(c[1].bottom for c in choices),
    )
    near = obstacles.near(reach)
    second: Choice | None = None
    for cost, rect in choices:
        inside = (
            rect.left >= sheet.left
            and rect.top >= sheet.top
            and rect.right <= sheet.right
            and rect.bottom <= sheet.bottom
        )
        if second is not None and cost > FAR:
            break
        if inside and near.free(rect, wire.id):
            if not near.misleads(rect, wire):
                return cost, rect
            second = second or (cost, rect)
    return second


def _choices(line: Sequence[Point], width: float, height: float) -> Iterator[Choice]:
    """Places beside a line with what each costs."""
    walked = 0.0
    for (x1, y1), (x2, y2) in zip(line, line[1:], strict=False):
        length = abs(x2 - x1) + abs(y2 - y1)
        flat = abs(y1 - y2) < abs(x1 - x2)
        size = width if flat else height
        along = 0.0
        while along + size <= length + size * 0.35 + 0.01:
            cost = walked + along
            if flat:
                left = x1 + along if x2 > x1 else x1 - along - width
                yield cost, Rect(left, y1 - BESIDE - height, left + width, y1 - BESIDE)
                yield cost + 3, Rect(left, y1 + BESIDE, left + width, y1 + BESIDE + height)
            else:
                top = y1 + along if y2 > y1 else y1 - along - height
                yield cost, Rect(x1 + BESIDE, top, x1 + BESIDE + width, top + height)
                yield cost + 3, Rect(x1 - BESIDE - width, top, x1 - BESIDE, top + height)
            along += STEP
        walked += length + 25.0


def _length(line: Sequence[Point]) -> float:
    return sum(
        abs(x2 - x1) + abs(y2 - y1) for (x1, y1), (x2, y2) in zip(line, line[1:], strict=False)
    )
