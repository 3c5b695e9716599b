"""Write the diagram of a process: where its shapes and lines are."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from rutas.exchange.bpmn.diagram import Line, diagram
from rutas.exchange.bpmn.entries import actor_name, document_name, lane_id
from rutas.exchange.bpmn.kinds import TASKS
from rutas.exchange.bpmn.papers import papers
from rutas.exchange.bpmn.sizes import Drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.exchange.bpmn.diagram import Diagram
    from rutas.exchange.bpmn.papers import Paper
    from rutas.exchange.bpmn.process import Node, Process
    from rutas.layout.geometry import Rect
    from rutas.model import Route

__all__ = ["add_diagram"]

_CRITICAL, _INDIRECT = "#B3261E", "#F0F0F0"
_ACROSS = MappingProxyType({"isHorizontal": "true"})


def add_diagram(root: Element, process: Process, *, documents: bool) -> None:
    """Lay a process out and write its diagram."""
    route = process.route
    nodes, lines = _items(process, documents=documents)
    names = [actor_name(route, actor) for actor in process.lanes]
    placed = diagram(nodes, lines, names, [str(stage.name) for stage in route.stages])
    outer = SubElement(root, "bpmndi:BPMNDiagram", id=f"diagram-{route.id}")
    plane = SubElement(
        outer, "bpmndi:BPMNPlane",
        id=f"plane-{route.id}", bpmnElement=f"collaboration-{route.id}",
    )  # fmt: skip
    _add_shapes(plane, process, placed, nodes)
    for line in lines:
        edge = SubElement(plane, "bpmndi:BPMNEdge", id=f"edge-{line.id}", bpmnElement=line.id)
        for x, y in placed.lines[line.id]:
            SubElement(edge, "di:waypoint", x=_number(x), y=_number(y))
        if line.id in placed.labels:
            _add_bounds(SubElement(edge, "bpmndi:BPMNLabel"), placed.labels[line.id])


def _items(process: Process, *, documents: bool) -> tuple[list[Drawn], list[Line]]:
    """Return what is drawn, step by step: nodes with the documents beside them, and lines."""
    route = process.route
    stage_of = {s.id: n for n, stage in enumerate(route.stages) for s in stage.steps}
    lane_of = {name: process.lanes.index(lane) for name, lane in process.lane_of.items()}
    nodes: list[Drawn] = []
    lines = [Line(flow.id, flow.source, flow.target, flow.name) for flow in process.flows]
    beside: dict[tuple[str, str], list[Paper]] = defaultdict(list)
    for paper in papers(process) if documents else ():
        beside[paper.step, paper.side].append(paper)
    by_step: dict[str, list[Node]] = defaultdict(list)
    for node in process.nodes:
        by_step[node.step].append(node)
    for step in route.steps.values():
        where = lane_of[step.id], stage_of[step.id]
        for node in by_step[step.id]:
            taken = beside[step.id, "in"] if node.role == "step" else ()
            given = beside[step.id, "out"] if node.role == "step" else ()
            for paper in taken:
                nodes.append(_document(route, paper, where))
                lines.append(
                    Line(f"takes-{step.id}.{paper.document}", paper.id, node.id, kind="document")
                )
            nodes.append(_node(node, str(step.critical or ""), where))
            for paper in given:
                nodes.append(_document(route, paper, where))
                lines.append(
                    Line(f"gives-{step.id}.{paper.document}", node.id, paper.id, kind="document")
                )
    return nodes, lines


def _document(route: Route, paper: Paper, where: tuple[int, int]) -> Drawn:
    return Drawn(paper.id, "document", *where, "", document_name(route, paper.document))


def _node(node: Node, note: str, where: tuple[int, int]) -> Drawn:
    if node.tag in TASKS:
        return Drawn(node.id, "task", *where, node.name, note)
    kind = "gateway" if node.tag.endswith("Gateway") else "event"
    return Drawn(node.id, kind, *where, "", node.name)


def _add_shapes(plane: Element, process: Process, placed: Diagram, nodes: Sequence[Drawn]) -> None:
    route = process.route
    _add_shape(plane, f"pool-{route.id}", placed.pool, more=_ACROSS)
    for actor, rect in zip(process.lanes, placed.lanes, strict=True):
        _add_shape(plane, lane_id(actor), rect, more=_ACROSS)
    for number, (area, label) in placed.stages.items():
        _add_shape(plane, f"group-{route.stages[number].id}", area, label)
    steps = {f"step-{step.id}": step for step in route.steps.values()}
    for node in nodes:
        more = {}
        step = steps.get(node.id)
        if step and step.critical:
            more["color:border-color"] = _CRITICAL
        if step and step.involvement == "indirect":
            more["color:background-color"] = _INDIRECT
        if node.id.startswith(("step-", "choice-", "exit-")) and node.kind == "gateway":
            more["isMarkerVisible"] = "true"
        rect, beside = placed.shapes[node.id], placed.labels.get(node.id)
        if step is None or node.kind != "task" or beside is None:
            _add_shape(plane, node.id, rect, beside, more)
            continue
        _add_shape(plane, node.id, rect, more=more)
        _add_shape(plane, f"note-{step.id}", beside)
        edge = SubElement(
            plane, "bpmndi:BPMNEdge", id=f"edge-noted-{step.id}", bpmnElement=f"noted-{step.id}"
        )
        x = _number(min(max(rect.centre[0], beside.left), beside.right))
        above = beside.bottom <= rect.top
        ends = (rect.top, beside.bottom) if above else (rect.bottom, beside.top)
        for y in ends:
            SubElement(edge, "di:waypoint", x=x, y=_number(y))


def _add_shape(
    plane: Element,
    element: str,
    rect: Rect,
    label: Rect | None = None,
    more: Mapping[str, str] = MappingProxyType({}),
) -> None:
    attributes = {"id": f"shape-{element}", "bpmnElement": element, **more}
    shape = SubElement(plane, "bpmndi:BPMNShape", attributes)
    _add_bounds(shape, rect)
    if label is not None:
        _add_bounds(SubElement(shape, "bpmndi:BPMNLabel"), label)


def _add_bounds(parent: Element, rect: Rect) -> None:
    SubElement(
        parent, "dc:Bounds",
        x=_number(rect.left), y=_number(rect.top),
        width=_number(rect.width), height=_number(rect.height),
    )  # fmt: skip


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
