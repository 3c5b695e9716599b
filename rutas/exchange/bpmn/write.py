"""Write a process and its diagram as BPMN 2.0 XML."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rutas.exchange.bpmn import extension
from rutas.exchange.bpmn.diagram import Drawn, Line, diagram
from rutas.exchange.bpmn.process import process_of
from rutas.locale import say
from rutas.model.tree import listed, mapping, steps_of
from rutas.reading import parse_text
from rutas.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.exchange.arrival import Base
    from rutas.exchange.bpmn.diagram import Diagram
    from rutas.exchange.bpmn.process import Flow, Node, Process
    from rutas.layout.geometry import Rect
    from rutas.model import Route, Step

__all__ = ["NAMESPACES", "write"]

_OMG = "http://www.omg.org/spec"
NAMESPACES = {
    "bpmn": f"{_OMG}/BPMN/20100524/MODEL",
    "bpmndi": f"{_OMG}/BPMN/20100524/DI",
    "dc": f"{_OMG}/DD/20100524/DC",
    "di": f"{_OMG}/DD/20100524/DI",
    "color": f"{_OMG}/BPMN/non-normative/color/1.0",
    extension.PREFIX: extension.URI,
}
"""The prefixes of a file, and the namespaces they stand for."""

_CRITICAL, _INDIRECT = "#B3261E", "#F0F0F0"
_SETS = 16  # more input sets than these nobody reads
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = {"task": "task", "manualTask": "task", "userTask": "task"}
_ROUTE = {"id", "ways_in", "stages"}  # what BPMN says itself
_STEP = {"id", "next", "missing", "late"}


def write(
    route: Route, *, base: Base | None = None, source: bool = True, documents: bool = False
) -> str:
    """Write a route as BPMN 2.0, with its diagram.

    Parameters
    ----------
    route
        The route.
    base
        The texts of its file and of its catalogue: what it says is written as it stands there.
    source
        Whether they travel along, so that what comes back is read as edits of them.
    documents
        Whether documents are drawn.

    Examples
    --------
    >>> import rutas
    >>> print(write(rutas.load("routes")["0-4"]).splitlines()[0])
    <?xml version="1.0" encoding="UTF-8"?>
    """
    process = process_of(route, parse_text(base.route)[0].tree if base else None)
    return _Writer(process, documents=documents).text(base if source else None)


class _Writer:
    def __init__(self, process: Process, *, documents: bool) -> None:
        self.process, self.route = process, process.route
        self.raw = {step["id"]: step for _, step in steps_of(process.tree)}
        self.papers = documents
        choices = {node.id for node in process.nodes if node.tag == "exclusiveGateway"}
        ends = Counter((flow.source, flow.target) for flow in process.flows)
        self.twins = {source for (source, _), count in ends.items() if count > 1} & choices

    # --- the model ------------------------------------------------------------------------------

    def text(self, base: Base | None) -> str:
        root = Element("bpmn:definitions")
        for prefix, uri in NAMESPACES.items():
            root.set(f"xmlns:{prefix}", uri)
        route = self.route
        root.set("id", f"definitions-{route.id}")
        root.set("name", _clean(str(route.name)))
        root.set("targetNamespace", f"{extension.URI}:{route.id}")
        root.set("exporter", "rutas")
        root.set("exporterVersion", __version__)
        self._category(root)
        collaboration = _sub(root, "collaboration", id=f"collaboration-{route.id}")
        _sub(
            collaboration, "participant",
            id=f"pool-{route.id}", name=str(route.name), processRef=f"route-{route.id}",
        )  # fmt: skip
        self._process(root, base)
        self._diagram(root)
        indent(root)
        xml = tostring(root, encoding="unicode").replace("\r", "&#13;")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'

    def _category(self, root: Element) -> None:
        category = _sub(root, "category", id="category-stages", name=say("exchange.stages"))
        for (_, tree), stage in zip(
            listed(self.process.tree["stages"]), self.route.stages, strict=True
        ):
            value = _sub(category, "categoryValue", id=f"stage-{stage.id}", value=str(stage.name))
            _documentation(value, stage.narrative)
            self._ours(value, "stage", tree, {"id", "steps"}, name=stage.name)

    def _process(self, root: Element, base: Base | None) -> None:
        route, tree = self.route, self.process.tree
        process = _sub(
            root, "process", id=f"route-{route.id}", name=str(route.name), isExecutable="false"
        )
        _documentation(process, route.narrative)
        more = _sub(process, "extensionElements")
        own = SubElement(more, "rutas:route", id=route.id)
        extension.add(own, _said(tree, _ROUTE))
        shared = SubElement(more, "rutas:catalogue")
        extension.add(shared, self._catalogue())
        if base:
            SubElement(more, "rutas:yaml", of="route").text = _clean(base.route)
            SubElement(more, "rutas:yaml", of="catalogue").text = _clean(base.catalogue)
        self._lanes(process)
        incoming: dict[str, list[str]] = {}
        outgoing: dict[str, list[str]] = {}
        for flow in self.process.flows:
            outgoing.setdefault(flow.source, []).append(flow.id)
            incoming.setdefault(flow.target, []).append(flow.id)
        for node in self.process.nodes:
            self._node(process, node, incoming.get(node.id, []), outgoing.get(node.id, []))
        for flow in self.process.flows:
            self._flow(process, flow)
        for name in self._documents():
            _sub(process, "dataObject", id=f"document-{name}", name=self._document(name))
        for drawn, step, name, _ in self._papers():
            _sub(
                process,
                "dataObjectReference",
                id=drawn,
                name=self._document(name),
                dataObjectRef=f"document-{name}",
            )
            del step
        self._artifacts(process)

    def _catalogue(self) -> dict[str, Any]:
        """Return the entries of the catalogue that the route names, as the catalogue's file would."""
        catalogue, route = self.route.catalogue, self.route
        steps = route.steps.values()
        documents = {*self._documents(), *route.holds}
        services = {*route.package, *(name for step in steps for name in step.service)}
        actors = {name for step in steps for name in (*step.actor, step.custody or "")}
        actors |= {
            catalogue.documents[name].issuer or "" for name in documents & {*catalogue.documents}
        }
        actors |= {
            catalogue.services[name].actor or "" for name in services & {*catalogue.services}
        }
        used = {
            "actors": actors,
            "channels": {name for step in steps for name in step.channel},
            "documents": documents,
            "services": services,
            "sources": {name for step in steps for name in step.law},
        }
        found = {}
        for section, names in used.items():
            entries = {
                name: entry.model_dump(
                    mode="json", by_alias=True, exclude_defaults=True, exclude={"id"}
                )
                for name, entry in getattr(catalogue, section).items()
                if name in names
            }
            if entries:
                found[section] = entries
        return found

    def _lanes(self, process: Element) -> None:
        lanes = _sub(process, "laneSet", id=f"lanes-{self.route.id}")
        for actor in self.process.lanes:
            lane = _sub(lanes, "lane", id=_lane(actor), name=self._actor(actor))
            for node in self.process.nodes:
                if self.process.lane_of[node.step] == actor:
                    _sub(lane, "flowNodeRef").text = node.id

    def _actor(self, name: str) -> str:
        actor = self.route.catalogue.actors.get(name)
        return str(actor.name) if actor else name or say("exchange.nobody")

    def _document(self, name: str) -> str:
        document = self.route.catalogue.documents.get(name)
        return str(document.name) if document else name

    def _documents(self) -> list[str]:
        steps = self.route.steps.values()
        every = (
            name for step in steps
            for name in (*(one for need in step.requires for one in need.documents), *step.produces)
        )  # fmt: skip
        return list(dict.fromkeys(every))

    def _node(self, process: Element, node: Node, incoming: list[str], outgoing: list[str]) -> None:
        step = self.route.steps[node.step]
        element = _sub(process, node.tag, id=node.id)
        if node.name:
            element.set("name", _clean(node.name))
        if node.role == "step":
            _documentation(element, step.narrative)
            tree = self.raw.get(step.id, {})
            asked = {"question"} if any(
                other.role == "choice" and other.step == step.id for other in self.process.nodes
            ) or node.tag == "exclusiveGateway" else set()  # fmt: skip
            more = {"id": step.id, "lane": _lane(self.process.lane_of[step.id])}
            if step.parallel and len(step.links) == 1:
                more["taken"] = "all"
            if node.ours:
                more["words"] = node.name
            self._ours(
                element, "step", tree, _STEP | asked, more,
                name=None if node.tag == "endEvent" else step.name,
                question=step.question, narrative=step.narrative, critical=step.critical if node.tag in _KINDS else None,
            )  # fmt: skip
            _sub(element, "categoryValueRef").text = f"stage-{self.route.stage_of[step.id].id}"
        elif node.role == "start":
            number = int(node.id.removeprefix("start-")) - 1
            tree = listed(self.process.tree["ways_in"])[number][1]
            self._ours(
                element, "way", tree, {"to"}, {"words": node.name} if node.ours else {},
                name=self.route.ways_in[number].name,
            )  # fmt: skip
        else:
            more = {"step": step.id, "role": node.role}
            if node.role == "end":
                more["outcome"] = step.outcome or ""
            if node.ours:
                more["words"] = node.name
            question = self.raw.get(step.id, {}).get("question") if node.role == "choice" else None
            self._ours(
                element,
                "part",
                {"question": question} if question else {},
                set(),
                more,
                question=step.question,
            )
            _sub(element, "categoryValueRef").text = f"stage-{self.route.stage_of[step.id].id}"
        for name in incoming:
            _sub(element, "incoming").text = name
        for name in outgoing:
            _sub(element, "outgoing").text = name
        self._definitions(element, node, step)

    def _definitions(self, element: Element, node: Node, step: Step) -> None:
        """Write what makes an event one of its kind, and what a task takes and gives."""
        if node.role == "from":
            timer = _sub(element, "timerEventDefinition", id=f"timer-{step.id}")
            _sub(timer, "timeDuration").text = str(step.from_)
        elif node.role == "start" and len(self.route.ways_in) > 1:
            condition = _sub(element, "conditionalEventDefinition", id=f"condition-{node.id}")
            _sub(condition, "condition").text = _clean(node.name)
        elif node.role == "step" and node.tag not in {"endEvent", "exclusiveGateway"}:
            self._data(element, step)
            if step.repeat:
                loop = _sub(element, "multiInstanceLoopCharacteristics", isSequential="true")
                _sub(loop, "loopCardinality").text = str(step.repeat.times)

    def _data(self, element: Element, step: Step) -> None:
        needed = list(dict.fromkeys(name for need in step.requires for name in need.documents))
        if not needed and not step.produces:
            return
        data = _sub(element, "ioSpecification", id=f"data-{step.id}")
        for name in needed:
            _sub(data, "dataInput", id=f"in-{step.id}.{name}", name=self._document(name))
        for name in step.produces:
            _sub(data, "dataOutput", id=f"out-{step.id}.{name}", name=self._document(name))
        welcome = [name for need in step.requires for name in need.optional]
        ways = [need.any for need in step.requires if need.any]
        count = 1
        for way in ways:
            count *= len(way)
        sets = product(*ways) if count <= _SETS else [[name for way in ways for name in way]]
        for chosen in sets:
            one = _sub(data, "inputSet")
            for name in dict.fromkeys((*chosen, *welcome)):
                _sub(one, "dataInputRefs").text = f"in-{step.id}.{name}"
            for name in dict.fromkeys(welcome):
                if name not in chosen:
                    _sub(one, "optionalInputRefs").text = f"in-{step.id}.{name}"
        one = _sub(data, "outputSet")
        for name in step.produces:
            _sub(one, "dataOutputRefs").text = f"out-{step.id}.{name}"
        for name in needed:
            link = _sub(element, "dataInputAssociation", id=f"takes-{step.id}.{name}")
            _sub(link, "sourceRef").text = self._paper(step.id, name, "in")
            _sub(link, "targetRef").text = f"in-{step.id}.{name}"
        for name in step.produces:
            link = _sub(element, "dataOutputAssociation", id=f"gives-{step.id}.{name}")
            _sub(link, "sourceRef").text = f"out-{step.id}.{name}"
            _sub(link, "targetRef").text = self._paper(step.id, name, "out")

    def _paper(self, step: str, name: str, side: str) -> str:
        return f"paper-{side}-{step}.{name}" if self.papers else f"document-{name}"

    def _papers(self) -> Iterator[tuple[str, Step, str, str]]:
        """Yield each document that is drawn: its id, step and name, and whether it goes in or out."""
        for node in self.process.nodes if self.papers else ():
            if node.role == "step" and node.tag not in {"endEvent", "exclusiveGateway"}:
                step = self.route.steps[node.step]
                needed = dict.fromkeys(one for need in step.requires for one in need.documents)
                for name in needed:
                    yield self._paper(step.id, name, "in"), step, name, "in"
                for name in step.produces:
                    yield self._paper(step.id, name, "out"), step, name, "out"

    def _flow(self, process: Element, flow: Flow) -> None:
        element = _sub(process, "sequenceFlow", id=flow.id)
        if flow.name:
            element.set("name", _clean(flow.name))
        element.set("sourceRef", flow.source)
        element.set("targetRef", flow.target)
        more = {"words": flow.name} if flow.ours else {}
        if flow.exit:
            more["exit"] = flow.exit
        tree = mapping(flow.tree) or {}
        when = tree.get("when")
        wordings = {"when": when} if isinstance(when, dict) else {}
        own = {key: value for key, value in tree.items() if key not in {"to", "when"}} | wordings
        if more or own:
            extra = _sub(element, "extensionElements")
            extension.add(SubElement(extra, "rutas:link", _cleaned(more)), own)
        if flow.source in self.twins and flow.name:
            expression = _sub(element, "conditionExpression")
            expression.text = _clean(flow.name)

    def _artifacts(self, process: Element) -> None:
        for stage in self.route.stages:
            if stage.steps:
                _sub(process, "group", id=f"group-{stage.id}", categoryValueRef=f"stage-{stage.id}")
        tasks = {node.step for node in self.process.nodes if node.tag in _KINDS}
        for step in self.route.steps.values():
            if step.critical and step.id in tasks:
                note = _sub(process, "textAnnotation", id=f"note-{step.id}")
                extra = _sub(note, "extensionElements")
                SubElement(extra, "rutas:part", step=step.id, role="critical")
                _sub(note, "text").text = _clean(str(step.critical))
                _sub(
                    process, "association", id=f"noted-{step.id}",
                    sourceRef=f"step-{step.id}", targetRef=f"note-{step.id}",
                )  # fmt: skip

    def _ours(
        self,
        element: Element,
        kind: str,
        tree: Any,
        native: set[str],
        more: Mapping[str, str] | None = None,
        **texts: Any,
    ) -> None:
        """Write what BPMN does not say: other keys, and texts in other languages."""
        said = _said(mapping(tree) or {}, native, texts)
        if said or more:
            extra = _sub(element, "extensionElements")
            extension.add(SubElement(extra, f"rutas:{kind}", _cleaned(more or {})), said)

    # --- the diagram ----------------------------------------------------------------------------

    def _diagram(self, root: Element) -> None:
        route, process = self.route, self.process
        stage_of = {s.id: n for n, stage in enumerate(route.stages) for s in stage.steps}
        lane_of = {name: process.lanes.index(lane) for name, lane in process.lane_of.items()}
        nodes: list[Drawn] = []
        lines = [Line(flow.id, flow.source, flow.target, flow.name) for flow in process.flows]
        papers: dict[str, list[tuple[str, str]]] = {}
        for drawn, step, name, side in self._papers():
            papers.setdefault(f"{side}-{step.id}", []).append((drawn, name))
        by_step: dict[str, list[Node]] = {}
        for node in process.nodes:
            by_step.setdefault(node.step, []).append(node)
        for step in route.steps.values():
            where = lane_of[step.id], stage_of[step.id]
            for node in by_step[step.id]:
                if node.role == "step":
                    for drawn, name in papers.get(f"in-{step.id}", []):
                        nodes.append(Drawn(drawn, "document", *where, "", self._document(name)))
                        lines.append(
                            Line(f"takes-{step.id}.{name}", drawn, node.id, kind="document")
                        )
                kind = _KINDS.get(node.tag) or (
                    "gateway" if node.tag.endswith("Gateway") else "event"
                )
                inside = kind == "task"
                beside = str(step.critical or "") if inside else node.name
                nodes.append(Drawn(node.id, kind, *where, node.name if inside else "", beside))
                for drawn, name in papers.get(f"out-{step.id}", []) if node.role == "step" else ():
                    nodes.append(Drawn(drawn, "document", *where, "", self._document(name)))
                    lines.append(Line(f"gives-{step.id}.{name}", node.id, drawn, kind="document"))
        names = [self._actor(actor) for actor in process.lanes]
        placed = diagram(nodes, lines, names, [str(stage.name) for stage in route.stages])
        outer = SubElement(root, "bpmndi:BPMNDiagram", id=f"diagram-{route.id}")
        plane = SubElement(
            outer, "bpmndi:BPMNPlane",
            id=f"plane-{route.id}", bpmnElement=f"collaboration-{route.id}",
        )  # fmt: skip
        self._shapes(plane, placed, nodes)
        for line in lines:
            edge = SubElement(plane, "bpmndi:BPMNEdge", id=f"edge-{line.id}", bpmnElement=line.id)
            for x, y in placed.lines[line.id]:
                SubElement(edge, "di:waypoint", x=_number(x), y=_number(y))
            if line.id in placed.labels:
                _bounds(SubElement(edge, "bpmndi:BPMNLabel"), placed.labels[line.id])

    def _shapes(self, plane: Element, placed: Diagram, nodes: Sequence[Drawn]) -> None:
        _shape(plane, f"pool-{self.route.id}", placed.pool, isHorizontal="true")
        for actor, rect in zip(self.process.lanes, placed.lanes, strict=True):
            _shape(plane, _lane(actor), rect, isHorizontal="true")
        for number, (area, label) in placed.stages.items():
            _shape(plane, f"group-{self.route.stages[number].id}", area, label)
        steps = {f"step-{step.id}": step for step in self.route.steps.values()}
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
                _shape(plane, node.id, rect, beside, **more)
                continue
            _shape(plane, node.id, rect, **more)
            _shape(plane, f"note-{step.id}", beside)
            edge = SubElement(
                plane, "bpmndi:BPMNEdge", id=f"edge-noted-{step.id}", bpmnElement=f"noted-{step.id}"
            )
            x = _number(min(max(rect.centre[0], beside.left), beside.right))
            above = beside.bottom <= rect.top
            ends = (rect.top, beside.bottom) if above else (rect.bottom, beside.top)
            for y in ends:
                SubElement(edge, "di:waypoint", x=x, y=_number(y))


def _said(
    tree: Mapping[str, Any], native: set[str], texts: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return what a tree says beside what BPMN does: of a text in one language it says everything."""
    known = (
        {"name", "narrative"} if texts is None else {k for k, v in texts.items() if v is not None}
    )
    return {
        key: value
        for key, value in tree.items()
        if key not in native and not (key in known and not isinstance(value, dict))
    }


def _lane(actor: str) -> str:
    return f"actor-{actor}" if actor else "lane-nobody"


def _sub(parent: Element, tag: str, **attributes: str) -> Element:
    return SubElement(parent, f"bpmn:{tag}", _cleaned(attributes))


def _documentation(element: Element, text: Any) -> None:
    if text:
        _sub(element, "documentation").text = _clean(str(text))


def _cleaned(attributes: Mapping[str, str]) -> dict[str, str]:
    return {key: _clean(value) for key, value in attributes.items()}


def _clean(text: str) -> str:
    """Return a text without the characters that no XML may hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _shape(
    plane: Element, element: str, rect: Rect, label: Rect | None = None, **more: str
) -> None:
    attributes = {"id": f"shape-{element}", "bpmnElement": element, **more}
    shape = SubElement(plane, "bpmndi:BPMNShape", attributes)
    _bounds(shape, rect)
    if label is not None:
        _bounds(SubElement(shape, "bpmndi:BPMNLabel"), label)


def _bounds(parent: Element, rect: Rect) -> None:
    SubElement(
        parent, "dc:Bounds",
        x=_number(rect.left), y=_number(rect.top),
        width=_number(rect.width), height=_number(rect.height),
    )  # fmt: skip


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
