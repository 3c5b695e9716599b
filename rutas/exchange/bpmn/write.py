"""Write a process and its diagram as BPMN 2.0 XML."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from rutas.exchange.bpmn import extension
from rutas.exchange.bpmn.entries import (
    actor_name,
    catalogue_of,
    document_name,
    documents_of,
    lane_id,
)
from rutas.exchange.bpmn.kinds import TASKS
from rutas.exchange.bpmn.markup import clean, cleaned, documentation, sub
from rutas.exchange.bpmn.origin import name_as_there
from rutas.exchange.bpmn.papers import add_data, papers
from rutas.exchange.bpmn.plane import add_diagram
from rutas.exchange.bpmn.process import process_of
from rutas.locale import say
from rutas.model.tree import listed, mapping, steps_of
from rutas.reading import parse_text
from rutas.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.exchange.arrival import Base
    from rutas.exchange.bpmn.process import Flow, Node, Process
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
        self.asked = {node.step for node in process.nodes if node.role == "choice"}
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
        root.set("name", clean(str(route.name)))
        root.set("targetNamespace", f"{extension.URI}:{route.id}")
        root.set("exporter", "rutas")
        root.set("exporterVersion", __version__)
        self._category(root)
        collaboration = sub(root, "collaboration", id=f"collaboration-{route.id}")
        sub(
            collaboration, "participant",
            id=f"pool-{route.id}", name=str(route.name), processRef=f"route-{route.id}",
        )  # fmt: skip
        self._process(root, base)
        add_diagram(root, self.process, documents=self.papers)
        name_as_there(root, self.process.there)
        indent(root)
        xml = tostring(root, encoding="unicode").replace("\r", "&#13;")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}\n'

    def _category(self, root: Element) -> None:
        category = sub(root, "category", id="category-stages", name=say("exchange.stages"))
        for (_, tree), stage in zip(
            listed(self.process.tree["stages"]), self.route.stages, strict=True
        ):
            value = sub(category, "categoryValue", id=f"stage-{stage.id}", value=str(stage.name))
            documentation(value, stage.narrative)
            self._ours(value, "stage", tree, {"id", "steps"}, name=stage.name)

    def _process(self, root: Element, base: Base | None) -> None:
        route, tree = self.route, self.process.tree
        process = sub(
            root, "process", id=f"route-{route.id}", name=str(route.name), isExecutable="false"
        )
        documentation(process, route.narrative)
        more = sub(process, "extensionElements")
        own = SubElement(more, "rutas:route", id=route.id)
        extension.add(own, _said(tree, _ROUTE))
        shared = SubElement(more, "rutas:catalogue")
        extension.add(shared, catalogue_of(route))
        if base:
            SubElement(more, "rutas:yaml", of="route").text = clean(base.route)
            SubElement(more, "rutas:yaml", of="catalogue").text = clean(base.catalogue)
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
        for name in documents_of(route):
            sub(process, "dataObject", id=f"document-{name}", name=document_name(route, name))
        for paper in papers(self.process) if self.papers else ():
            called = document_name(route, paper.document)
            sub(
                process, "dataObjectReference",
                id=paper.id, name=called, dataObjectRef=f"document-{paper.document}",
            )  # fmt: skip
        self._artifacts(process)

    def _lanes(self, process: Element) -> None:
        lanes = sub(process, "laneSet", id=f"lanes-{self.route.id}")
        for actor in self.process.lanes:
            lane = sub(lanes, "lane", id=lane_id(actor), name=actor_name(self.route, actor))
            for node in self.process.nodes:
                if self.process.lane_of[node.step] == actor:
                    sub(lane, "flowNodeRef").text = node.id

    def _node(self, process: Element, node: Node, incoming: list[str], outgoing: list[str]) -> None:
        step = self.route.steps[node.step]
        element = sub(process, node.tag, id=node.id)
        if node.name:
            element.set("name", clean(node.name))
        if node.role == "step":
            documentation(element, step.narrative)
            tree = self.raw.get(step.id, {})
            asked = {"question"} if step.id in self.asked else set()
            more = {"id": step.id, "lane": lane_id(self.process.lane_of[step.id])}
            if step.parallel and len(step.links) == 1:
                more["taken"] = "all"
            if node.ours:
                more["words"] = node.name
            self._ours(
                element, "step", tree, _STEP | asked, more,
                name=step.name if node.name and node.tag != "endEvent" else None,
                question=step.question if node.name and node.tag == "exclusiveGateway" else None,
                narrative=step.narrative,
                critical=step.critical if node.tag in TASKS else None,
            )  # fmt: skip
            sub(element, "categoryValueRef").text = f"stage-{self.route.stage_of[step.id].id}"
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
            sub(element, "categoryValueRef").text = f"stage-{self.route.stage_of[step.id].id}"
        for name in incoming:
            sub(element, "incoming").text = name
        for name in outgoing:
            sub(element, "outgoing").text = name
        self._definitions(element, node, step)

    def _definitions(self, element: Element, node: Node, step: Step) -> None:
        """Write what makes an event one of its kind, and what a task takes and gives."""
        if node.role == "from":
            timer = sub(element, "timerEventDefinition", id=f"timer-{step.id}")
            sub(timer, "timeDuration").text = str(step.from_)
        elif node.role == "start" and len(self.route.ways_in) > 1:
            condition = sub(element, "conditionalEventDefinition", id=f"condition-{node.id}")
            sub(condition, "condition").text = clean(node.name)
        elif node.role == "step" and node.tag in TASKS:
            add_data(element, self.route, step, drawn=self.papers)
            if step.repeat:
                loop = sub(element, "multiInstanceLoopCharacteristics", isSequential="true")
                sub(loop, "loopCardinality").text = str(step.repeat.times)

    def _flow(self, process: Element, flow: Flow) -> None:
        element = sub(process, "sequenceFlow", id=flow.id)
        if flow.name:
            element.set("name", clean(flow.name))
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
            extra = sub(element, "extensionElements")
            extension.add(SubElement(extra, "rutas:link", cleaned(more)), own)
        if flow.source in self.twins and flow.name:
            expression = sub(element, "conditionExpression")
            expression.text = clean(flow.name)

    def _artifacts(self, process: Element) -> None:
        for stage in self.route.stages:
            if stage.steps:
                sub(process, "group", id=f"group-{stage.id}", categoryValueRef=f"stage-{stage.id}")
        tasks = {node.step for node in self.process.nodes if node.tag in TASKS}
        for step in self.route.steps.values():
            if step.critical and step.id in tasks:
                note = sub(process, "textAnnotation", id=f"note-{step.id}")
                extra = sub(note, "extensionElements")
                SubElement(extra, "rutas:part", step=step.id, role="critical")
                sub(note, "text").text = clean(str(step.critical))
                sub(
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
            extra = sub(element, "extensionElements")
            extension.add(SubElement(extra, f"rutas:{kind}", cleaned(more or {})), said)


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
