"""Measure a finished SVG as one would with a ruler: nothing of the program that drew it is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations
from xml.etree import ElementTree as ET

from tests.diagram.segments import Box, Point, cross, runs_through, shared

NS = "{http://www.w3.org/2000/svg}"


@dataclass
class Figure:
    """A node of the picture: its id, classes, outline, and the texts in it."""

    id: str
    classes: tuple[str, ...]
    box: Box
    texts: list[str]

    @property
    def diamond(self) -> bool:
        return "decision" in self.classes


@dataclass
class Line:
    """A link of the picture: its corners, arrow head and words."""

    id: str
    classes: tuple[str, ...]
    path: list[Point]
    labels: list[tuple[Box, str]] = field(default_factory=list)
    head: Point | None = None

    @property
    def target(self) -> str:
        return self.id.split("--")[1].split(".")[0]


class Picture:
    """A finished SVG."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = ET.fromstring(text)
        _part_lines(self.root)
        _, _, self.width, self.height = map(float, self.root.get("viewBox", "").split())
        groups = list(self.root.iter(f"{NS}g"))
        self.figures = [_figure(g) for g in groups if "node" in g.get("class", "").split()]
        self.lines = [_line(g) for g in groups if "edge" in g.get("class", "").split()]
        self.legend = {g.get("id", "")[5:] for g in groups if g.get("id", "").startswith("sign-")}
        self.groups = {g.get("id", ""): g for g in groups}

    def sizes(self) -> list[float]:
        """The size of every text, in points on paper."""
        return [float(t.get("font-size", "0")) for t in self.root.iter(f"{NS}text")]

    def words(self) -> list[str]:
        return ["".join(t.itertext()) for t in self.root.iter(f"{NS}text")]

    def steps(self) -> list[Figure]:
        return [f for f in self.figures if "step" in f.classes]

    def connectors(self) -> list[Figure]:
        return [f for f in self.figures if "connector" in f.classes]

    def tags_outside(self) -> list[tuple[str, str]]:
        """Connectors that touch a card without being all within its border."""
        return [
            (tag.id, card.id)
            for tag in self.connectors()
            for card in self.figures
            if card is not tag
            and _overlaps(tag.box, card.box)
            and not (
                card.box[0] < tag.box[0]
                and card.box[1] < tag.box[1]
                and tag.box[2] < card.box[2]
                and tag.box[3] < card.box[3]
            )
        ]

    # --- what must not be -------------------------------------------------------------------------

    def lines_in_cards(self) -> list[tuple[str, str]]:
        """Links whose line enters any card (more than its own border)."""
        return [
            (line.id, figure.id)
            for line in self.lines
            for figure in self.figures
            if not _tag_inside(figure, self.figures)
            for one, two in zip(line.path, line.path[1:], strict=False)
            if _enters(one, two, figure)
        ]

    def lines_together(self) -> list[tuple[str, str]]:
        """Pairs of links to different targets that run on each other for a while."""
        return [
            (a.id, b.id)
            for a, b in combinations(self.lines, 2)
            if not (a.target == b.target and _kind(a) == _kind(b)) and shared(a.path, b.path) > 1.5
        ]

    def crossings(self) -> int:
        """How often links cross: by their right-angled runs."""
        seen = set()
        for a, b in combinations(self.lines, 2):
            for p in cross(a.path, b.path) + cross(b.path, a.path):
                seen.add((round(p[0] / 2), round(p[1] / 2)))
        return len(seen)

    def bridges(self) -> int:
        """How many small arches there are."""
        return sum(len(_arches(g)) for g in self.groups.values() if "edge" in g.get("class", ""))

    def touching_labels(self) -> list[tuple[str, str]]:
        """Words beside a link that touch a card, a line (their own too) or other words."""
        labels = [(line.id, box) for line in self.lines for box in _blocks(line)]
        found = []
        for owner, box in labels:
            found += [(owner, f.id) for f in self.figures if _touches(box, f)]
            found += [
                (owner, line.id)
                for line in self.lines
                for one, two in zip(line.path, line.path[1:], strict=False)
                if runs_through(one, two, box)
            ]
        for (a, one), (b, two) in combinations(labels, 2):
            if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]:
                found.append((a, b))
        return found

    def texts_outside(self) -> list[tuple[str, str]]:
        """Texts that leave their card, or the paper."""
        found = []
        for group in self.groups.values():
            kinds = group.get("class", "").split()
            if "node" not in kinds:
                continue
            figure = next(f for f in self.figures if f.id == group.get("id"))
            for text in group.findall(f"{NS}text"):
                left, top, right, bottom = _text_box(text)
                box = figure.box
                if (
                    left < box[0] - 0.4
                    or right > box[2] + 0.4
                    or top < box[1] - 9
                    or bottom > box[3] + 0.6
                ):
                    found.append((figure.id, "".join(text.itertext())))
        for text in self.root.iter(f"{NS}text"):
            left, top, right, bottom = _text_box(text)
            if left < 10 or right > self.width - 10 or top < 10 or bottom > self.height - 10:
                found.append(("paper", "".join(text.itertext())))
        return found


def _part_lines(root: ET.Element) -> None:
    """Make every line of a text a text of its own, which is measured by itself."""
    for group in list(root.iter(f"{NS}g")):
        for number, text in reversed([*enumerate(group)]):
            lines = [part for part in text if part.tag == f"{NS}tspan" and part.get("x")]
            if lines:
                group.remove(text)
            for line in reversed(lines):
                alone = ET.Element(text.tag, {**text.attrib, **line.attrib})
                alone.text = line.text
                group.insert(number, alone)


def sound(picture: Picture) -> None:
    """What holds on every sheet of every route."""
    assert picture.texts_outside() == []
    assert picture.tags_outside() == []
    assert picture.lines_in_cards() == []
    assert picture.lines_together() == []
    assert picture.touching_labels() == []
    assert picture.crossings() == picture.bridges(), "each crossing has its bridge"
    assert min(picture.sizes()) >= 7


def _overlaps(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _kind(line: Line) -> str:
    return next((c for c in ("return", "indirect") if c in line.classes), "flow")


def _numbers(text: str) -> list[Point]:
    pairs = re.findall(r"(-?[\d.]+),(-?[\d.]+)", text)
    return [(float(x), float(y)) for x, y in pairs]


def _figure(group: ET.Element) -> Figure:
    points: list[Point] = []
    for shape in group:
        if shape.tag == f"{NS}polygon":
            points += _numbers(shape.get("points", ""))
        elif shape.tag == f"{NS}path":
            points += _numbers(shape.get("d", ""))
    xs, ys = [p[0] for p in points] or [0], [p[1] for p in points] or [0]
    texts = ["".join(t.itertext()) for t in group.findall(f"{NS}text")]
    box = (min(xs), min(ys), max(xs), max(ys))
    return Figure(group.get("id", ""), tuple(group.get("class", "").split()), box, texts)


def _line(group: ET.Element) -> Line:
    path = group.find(f"{NS}path")
    assert path is not None, group.get("id")
    corners = _corners(_numbers(path.get("d", "")))
    labels = [(_text_box(t), "".join(t.itertext())) for t in group.findall(f"{NS}text")]
    head = group.find(f"{NS}polygon")
    tip = _numbers(head.get("points", ""))[0] if head is not None else None
    if tip:
        corners[-1] = tip
    return Line(group.get("id", ""), tuple(group.get("class", "").split()), corners, labels, tip)


def _corners(curve: list[Point]) -> list[Point]:
    """The right-angled line that a rounded one stands for: arches and round corners taken out."""
    arches = _peaks(curve)
    corners = [curve[0]]
    for index in range(0, len(curve) - 3, 3):
        if index in arches or index - 3 in arches:
            continue
        one, bend, _, two = curve[index : index + 4]
        if abs(one[0] - two[0]) > 0.06 and abs(one[1] - two[1]) > 0.06:  # a round corner
            across = abs(bend[1] - one[1]) < 0.06
            corners.append((two[0], one[1]) if across else (one[0], two[1]))
    return [*corners, curve[-1]]


def _peaks(curve: list[Point]) -> set[int]:
    """Where in a curve an arch begins: a quarter circle up, and one down again."""
    found = set()
    for index in range(0, len(curve) - 6, 3):
        start, peak, end = curve[index], curve[index + 3], curve[index + 6]
        level = abs(start[1] - end[1]) < 0.06 and peak[1] < start[1] - 1
        if level and abs((start[0] + end[0]) / 2 - peak[0]) < 0.06 and abs(end[0] - start[0]) < 12:
            found.add(index)
    return found


def _arches(group: ET.Element) -> list[Point]:
    path = group.find(f"{NS}path")
    if path is None:
        return []
    curve = _numbers(path.get("d", ""))
    return [(curve[i + 3][0], curve[i][1]) for i in _peaks(curve)]


def _text_box(text: ET.Element) -> Box:
    from rutas.paper import measure

    words = "".join(text.itertext())
    size = float(text.get("font-size", "0"))
    weight = {"600": "semibold", "700": "bold"}.get(text.get("font-weight", ""), "regular")
    wide = measure.width(words, size, weight)
    x, y = float(text.get("x", "0")), float(text.get("y", "0"))
    left = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", ""), 0)
    return (left, y - 0.66 * size, left + wide, y + 0.12 * size)


def _blocks(line: Line) -> list[Box]:
    boxes = [box for box, _ in line.labels]
    if not boxes:
        return []
    return [
        (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
    ]


def _tag_inside(figure: Figure, figures: list[Figure]) -> bool:
    """Whether a connector sits on a card, which is looked at itself."""
    if "connector" not in figure.classes:
        return False
    x, y = (figure.box[0] + figure.box[2]) / 2, (figure.box[1] + figure.box[3]) / 2
    return any(
        f is not figure and f.box[0] < x < f.box[2] and f.box[1] < y < f.box[3] for f in figures
    )


def _enters(one: Point, two: Point, figure: Figure, slack: float = 1.6) -> bool:
    left, top, right, bottom = figure.box
    if figure.diamond:
        x, y = (left + right) / 2, (top + bottom) / 2
        steps = 24
        for n in range(steps + 1):
            px = one[0] + (two[0] - one[0]) * n / steps
            py = one[1] + (two[1] - one[1]) * n / steps
            if abs(px - x) / (right - x) + abs(py - y) / (bottom - y) < 0.93:
                return True
        return False
    low_x, high_x = sorted((one[0], two[0]))
    low_y, high_y = sorted((one[1], two[1]))
    return (
        low_x < right - slack
        and high_x > left + slack
        and low_y < bottom - slack
        and high_y > top + slack
    )


def _touches(box: Box, figure: Figure) -> bool:
    left, top, right, bottom = figure.box
    if not (box[0] < right and left < box[2] and box[1] < bottom and top < box[3]):
        return False
    if not figure.diamond:
        return True
    x, y = (left + right) / 2, (top + bottom) / 2
    dx = max(box[0] - x, x - box[2], 0.0) / (right - x)
    dy = max(box[1] - y, y - box[3], 0.0) / (bottom - y)
    return dx + dy < 1
