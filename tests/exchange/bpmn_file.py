"""Read a BPMN file as another program would, and check its drawing by geometry alone."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from rutas.exchange.arrival import Arrival
from rutas.exchange.bpmn import arrived
from rutas.exchange.bpmn.write import NAMESPACES
from rutas.exchange.left import as_left
from rutas.exchange.normal import plain
from rutas.exchange.tree import Edit, merge
from rutas.model import Route

NEAR = 0.2
FLAT = {"participant", "lane", "group"}


class Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area, by: float = NEAR) -> bool:
        return (
            self.left + by < other.right
            and other.left + by < self.right
            and self.top + by < other.bottom
            and other.top + by < self.bottom
        )

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left + NEAR
            and self.top <= other.top + NEAR
            and self.right + NEAR >= other.right
            and self.bottom + NEAR >= other.bottom
        )


def q(name: str) -> str:
    prefix, tag = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{tag}"


def area(element: ET.Element) -> Area:
    bounds = element.find(q("dc:Bounds"))
    assert bounds is not None
    x, y, w, h = (float(bounds.get(key, "nan")) for key in ("x", "y", "width", "height"))
    return Area(x, y, x + w, y + h)


class Picture:
    """The drawing of a file."""

    def __init__(self, text: str) -> None:
        self.root = ET.fromstring(text)
        self.elements = {e.get("id"): e for e in self.root.iter() if e.get("id")}
        self.tags = {name: e.tag.rpartition("}")[2] for name, e in self.elements.items()}
        self.shapes, self.labels, self.lines = {}, {}, {}
        for shape in self.root.iter(q("bpmndi:BPMNShape")):
            self.shapes[shape.get("bpmnElement")] = area(shape)
            self._label(shape)
        for edge in self.root.iter(q("bpmndi:BPMNEdge")):
            points = [(float(p.get("x")), float(p.get("y"))) for p in edge.iter(q("di:waypoint"))]
            self.lines[edge.get("bpmnElement")] = points
            self._label(edge)

    def _label(self, drawn: ET.Element) -> None:
        label = drawn.find(q("bpmndi:BPMNLabel"))
        if label is not None:
            self.labels[drawn.get("bpmnElement")] = area(label)

    @property
    def nodes(self) -> dict[str, Area]:
        return {name: a for name, a in self.shapes.items() if self.tags[name] not in FLAT}

    def faults(self) -> list[str]:
        """Return what is wrong with the drawing, each in a few words."""
        return [*self._missing(), *self._overlaps(), *self._outside(), *self._lines()]

    def _missing(self):
        drawn = self.shapes.keys() | self.lines.keys()
        for name, tag in self.tags.items():
            kinds = ("Event", "Gateway", "ask", "Flow", "Annotation", "association")
            if (tag.endswith(kinds) or tag == "lane") and name not in drawn:
                yield f"{name} is not drawn"

    def _overlaps(self):
        things = [*self.nodes.items()]
        things += [(f"label of {n}", a) for n, a in self.labels.items() if self.tags[n] != "group"]
        for (one, first), (other, second) in combinations(things, 2):
            if first.meets(second):
                yield f"{one} lies on {other}"

    def _outside(self):
        pool = next(a for name, a in self.shapes.items() if self.tags[name] == "participant")
        for lane in self.root.iter(q("bpmn:lane")):
            here = self.shapes[lane.get("id")]
            if not pool.holds(here):
                yield f"{lane.get('id')} is not in the pool"
            for ref in lane.iter(q("bpmn:flowNodeRef")):
                if not here.holds(self.shapes[ref.text]):
                    yield f"{ref.text} is not in {lane.get('id')}"
        for node, here in self.nodes.items():
            for group in self.root.iter(q("bpmn:group")):
                there = self.shapes[group.get("id")]
                element = self.elements[node].find(q("bpmn:categoryValueRef"))
                own = element is not None and element.text == group.get("categoryValueRef")
                if own and not (there.left <= here.left and here.right <= there.right):
                    yield f"{node} is not in {group.get('id')}"

    def _lines(self):
        for name, points in self.lines.items():
            element = self.elements[name]
            ends = element.get("sourceRef"), element.get("targetRef")
            if self.tags[name] not in {"sequenceFlow", "association"}:
                continue
            for end, point in zip(ends, (points[0], points[-1]), strict=True):
                if not self._on_border(end, point):
                    yield f"{name} does not end at the border of {end}: {point}, {self.shapes[end]}"
            for (x1, y1), (x2, y2) in pairwise(points):
                if abs(x1 - x2) > NEAR and abs(y1 - y2) > NEAR:
                    yield f"{name} is slanted"
                piece = Area(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
                for other, there in self.nodes.items():
                    if _through(piece, there) and (other not in ends or _deep(piece, there)):
                        yield f"{name} runs through {other}"
                for other, there in self.labels.items():
                    if self.tags[other] != "group" and _through(piece, there):
                        yield f"{name} runs through the label of {other}"

    def _on_border(self, node: str, point: tuple[float, float]) -> bool:
        a, tag = self.shapes[node], self.tags[node]
        x, y = point[0] - (a.left + a.right) / 2, point[1] - (a.top + a.bottom) / 2
        half = (a.right - a.left) / 2
        if tag.endswith("Gateway"):
            return abs(abs(x) + abs(y) - half) < NEAR
        if tag.endswith("Event"):
            return abs((x * x + y * y) ** 0.5 - half) < NEAR
        tall = (a.bottom - a.top) / 2
        inside = abs(x) <= half + NEAR and abs(y) <= tall + NEAR
        return inside and min(abs(abs(x) - half), abs(abs(y) - tall)) < NEAR


def _through(piece: Area, there: Area) -> bool:
    return (
        piece.left < there.right - NEAR
        and piece.right > there.left + NEAR
        and piece.top < there.bottom - NEAR
        and piece.bottom > there.top + NEAR
    )


def _deep(piece: Area, there: Area) -> bool:
    """Whether a piece passes the middle of its own node."""
    x, y = (there.left + there.right) / 2, (there.top + there.bottom) / 2
    return piece.left < x - 1 < x + 1 < piece.right or piece.top < y - 1 < y + 1 < piece.bottom


class Part(NamedTuple):
    """What a node, a flow or a lane is in a file, its ends or its lane with it."""

    kind: str
    name: str
    where: tuple[str, ...]


def parts(text: str) -> dict[str, Part]:
    """Return the nodes, flows and lanes of a file by their ids."""
    root = ET.fromstring(text)
    lanes = {
        str(node.text).strip(): str(lane.get("id")).replace("lane-nobody", "")
        for lane in root.iter(q("bpmn:lane"))
        for node in lane.findall(q("bpmn:flowNodeRef"))
    }
    found = {}
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        name, label = element.get("id", ""), " ".join(element.get("name", "").split())
        if kind.endswith(("ask", "Gateway", "Event", "Activity")):
            found[name] = Part(kind, label, (lanes.get(name, ""),))
        elif kind == "sequenceFlow":
            found[name] = Part(
                kind, label, (element.attrib["sourceRef"], element.attrib["targetRef"])
            )
        elif kind == "lane" and name != "lane-nobody":
            found[name] = Part(kind, label, ())
    return found


def back(tmp_path: Path, text: str, **options: Any) -> Arrival:
    path = tmp_path / "ruta.bpmn"
    path.write_text(text, encoding="utf-8")
    return arrived(path, **options)


def edits(arrival: Arrival) -> list[Edit]:
    left = as_left(arrival)
    assert left
    came = arrival.route, arrival.catalogue
    edits = [merge(was, now, was).edits for was, now in zip(left, came, strict=True)]
    return edits[0] + edits[1]


def texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [texts(item) for item in value]
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x">'


def foreign(tmp_path: Path, body: str, around: str = "") -> Arrival:
    text = f'{HEAD}{around}<process id="p" name="Trámite">{body}</process></definitions>'
    return back(tmp_path, text)


def flows(*pairs: str) -> str:
    found = (pair.split(">") for pair in pairs)
    return "".join(
        f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in found
    )


def valid(home: Arrival) -> Route:
    return Route.model_validate(plain(home.route))


def rules(home: Arrival) -> dict[str, str]:
    return {problem.rule: problem.fate for problem in home.problems}
