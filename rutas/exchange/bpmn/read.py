"""Read a BPMN file as routes: one of its own that comes home, or those that another program made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.collector import collector_off
from rutas.errors import BookError, UsageError
from rutas.exchange.arrival import Arrival, Base
from rutas.exchange.bpmn import extension
from rutas.exchange.bpmn.account import MODEL, Account, ElementProblem
from rutas.exchange.bpmn.extension import ours
from rutas.exchange.bpmn.graph import Graph
from rutas.exchange.bpmn.inclusive import ask
from rutas.exchange.bpmn.kinds import NODES
from rutas.exchange.bpmn.order import step_ids, unused
from rutas.exchange.bpmn.origin import Origin, name_as_here, parts_of
from rutas.exchange.bpmn.parties import Parties
from rutas.exchange.bpmn.steps import Steps
from rutas.exchange.bpmn.words import called, is_placeholder, narrative, pool_of, ref, text
from rutas.exchange.bpmn.xml import XmlError
from rutas.exchange.bpmn.xml import read as read_xml
from rutas.exchange.normal import normal
from rutas.locale import say
from rutas.model.text import shown, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.exchange.bpmn.xml import Tag

__all__ = ["arrived"]

Tree = dict[str, Any]

_DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"  # drawn anew, and not told
_OF_NO_STEP = frozenset({"participant", "textAnnotation", "group"})
_STAGE = "proceso"
_OF = "stage-"


def arrived(path: Path, process: str | None = None) -> Arrival:
    """Read a BPMN file: a route for each process with steps.

    Parameters
    ----------
    path
        The file.
    process
        The id or the name of the only process that is wanted.

    Raises
    ------
    BookError
        If it is no BPMN that can be read.
    UsageError
        If it has not the process that is named.
    """
    with collector_off():
        return _arrived(path, process)


def _arrived(path: Path, process: str | None) -> Arrival:
    try:
        root = read_xml(path.read_bytes(), without=_DIAGRAM)
        for tag in _processes(root):
            name_as_here(root, parts_of(_names(tag)))
        account = Account(str(path))
        for tag in root.walk():
            if tag.text and not tag.text.isspace():
                tag.text = shown(tag.text)
            if "name" in tag.attributes:
                words = shown(tag.attributes["name"])
                if not (words.isprintable() or extension.is_ours(tag)):
                    words = " ".join(words.split())  # where a foreign name breaks is its drawing
                tag.attributes["name"] = words
        first, *others = _arrivals(root, account, process)
    except XmlError as error:
        message = say(f"bpmn.{error.code}", **error.values)
        problem = ElementProblem(str(path), error.line, error.column, error.code, message)
        raise BookError([problem]) from None
    elements = account.close(root)
    root.let_go()
    return replace(first, elements=elements, problems=account.problems, others=others)


def _arrivals(root: Tag, account: Account, wanted: str | None) -> list[Arrival]:
    """Return each process as a route; those that are none are told."""
    chosen = _chosen(root, wanted)
    found: dict[str, Arrival] = {}
    shared: tuple[Tree, Tree] = {}, {}
    for process in _processes(root):
        more = filter(None, [pool_of(root, process)])
        if process not in chosen:
            account.leave_out(process, "process-apart", *more)
            continue
        reader = _Reader(root, process, account, shared)
        account.route = unused(account.route, found)
        if reader.ids:
            found[account.route] = reader.arrival()
        else:
            account.leave_out(process, "process-empty", *more)
    if not found:
        raise XmlError("bpmn-no-process", chosen[0].line, chosen[0].column)
    _tell_of_none(root, account)
    return list(found.values())


def _tell_of_none(root: Tag, account: Account) -> None:
    """Tell what is of no step, and pools of which nothing is known."""
    routes = _processes(root)
    known = {process.id for process in routes}
    is_ours = any(ours(process, "route") is not None for process in routes)
    for tag in root.walk():
        if tag.name not in _OF_NO_STEP or id(tag) in account.fates:
            continue
        if tag.name == "participant" and ref(tag.attributes.get("processRef", "")) not in known:
            account.say(tag, "dropped", "pool-empty")
        elif tag.name == "textAnnotation" and not extension.is_ours(tag):
            account.say(tag, "dropped", "note")
        elif tag.name == "group" and is_ours:
            account.fates[id(tag)] = "exact"


def _processes(root: Tag) -> list[Tag]:
    return [
        tag for tag in root.all("process") if any(child.name in NODES for child in tag.children)
    ]


def _chosen(root: Tag, wanted: str | None) -> list[Tag]:
    if root.space != MODEL or root.name != "definitions":
        raise XmlError("bpmn-not-bpmn", root.line, root.column)
    found = _processes(root)
    if not found:
        raise XmlError("bpmn-no-process")
    names = {tag.id: tag for tag in found} | {called(root, tag): tag for tag in found}
    if wanted is None:
        return found
    if wanted not in names:
        known = ", ".join(called(root, tag) for tag in found)
        raise UsageError(say("bpmn.bpmn-no-such-process", given=wanted, known=known))
    return [names[wanted]]


def _names(process: Tag) -> Mapping[str, str]:
    """Return what a route of ours calls its parts in the file that it once came from."""
    own = ours(process, "route")
    origin = own.first("origin") if own is not None else None
    found: Tree = extension.values([origin])["origin"] if origin is not None else {}
    return found.get("ids") or {}


class _Reader:
    """What one process says as a route."""

    def __init__(
        self, root: Tag, process: Tag, account: Account, shared: tuple[Tree, Tree]
    ) -> None:
        self.root, self.process, self.account = root, process, account
        self.own = ours(process, "route")
        own = self.own.attributes.get("id", "") if self.own is not None else ""
        account.route = own or slug(called(root, process)) or "ruta"
        self.graph = Graph(process, account)
        ask(self.graph)
        self.graph.fold()
        self.parties = Parties(root, process, pool_of(root, process), self.graph.nodes, *shared)
        lanes = self.parties.lane_of
        lanes |= {one: lanes[gate] for one, gate in self.graph.asked.items() if gate in lanes}
        self.ids = step_ids(self.graph)
        self.origin = Origin(self.graph, self.ids)

    def arrival(self) -> Arrival:
        """Return the route as it came home."""
        route, base = self.route(), self.base()
        left: tuple[Tree | None, Tree] = {}, self.parties.brought
        if base is not None:
            left = None, self.parties.brought
        return Arrival("bpmn", normal(route), self.parties.catalogue(), left=left, base=base)

    def base(self) -> Base | None:
        texts = {
            tag.attributes.get("of"): tag.text
            for more in self.process.all("extensionElements")
            for tag in more.children
            if tag.space == extension.URI and tag.name == "yaml"
        }
        return Base(texts["route"], texts.get("catalogue", "")) if "route" in texts else None

    def route(self) -> Tree:
        own = extension.values(self.own.children) if self.own is not None else {}
        outcomes = dict(own.get("outcomes") or {})
        origin = self.origin if self.own is None else None
        reader = Steps(self.root, self.graph, self.parties, self.ids, outcomes, origin)
        steps = {name: reader.step(name) for name in self.ids}
        if not outcomes:  # nobody gets out, and a route must say how one would
            outcomes["fin"] = {"name": say("bpmn.end"), "success": "yes"}
        name = text(called(self.root, self.process), own.get("name"))
        found: Tree = {**own, "id": self.account.route, "name": name}
        if told := narrative(self.process, own.get("narrative")):
            found["narrative"] = told
        ways = list(self._ways_in())
        if not ways:
            first = next(iter(self.ids))
            self.account.say(self.graph.nodes[first], "approximated", "no-start")
            ways = [{"to": self.ids[first]}]
        found |= {"ways_in": ways, "outcomes": outcomes, "stages": self._stages(steps)}
        return found if self.own is not None else {**found, "origin": self._origin()}

    def _origin(self) -> Tree:
        """Return under which names the parts go home."""
        origin = self.origin
        origin.add(f"route-{self.account.route}", self.process)
        pool = pool_of(self.root, self.process)
        if pool is not None:
            origin.add(f"pool-{self.account.route}", pool)
        for kind, tags in (("actor", self.parties.lanes), ("document", self.parties.data)):
            for key, tag in tags.items():
                origin.add(f"{kind}-{key}", tag)
        return {"file": Path(self.account.path).name, "format": "bpmn", "ids": origin.ids}

    def _ways_in(self) -> Iterator[Tree]:
        number = 0
        for name, tag in self.graph.nodes.items():
            if self.graph.kind[name] != "start":
                continue
            own = ours(tag, "way")
            said = extension.values(own.children) if own is not None else {}
            if tag.label and not is_placeholder(own, tag):
                said["name"] = text(tag.attributes["name"].strip(), said.get("name"))
            if (
                any(child.name.endswith("EventDefinition") for child in tag.children)
                and self.own is None
            ):
                self.account.say(tag, "approximated", "trigger")
            for flow in self.graph.out[name]:
                for way in self.graph.follow(flow):
                    if way.to in self.ids:
                        number += 1
                        self.origin.enters(number, tag, way)
                        yield {"to": self.ids[way.to], **said}
        for name, step in self.ids.items() if self.own is None else ():
            if not self.graph.into[name]:
                self.account.say(self.graph.nodes[name], "approximated", "no-start")
                yield {"to": step}

    def _stages(self, steps: Mapping[str, Tree]) -> list[Tree]:
        """Return the stages with their steps; a step of none stands in that of the one before it."""
        values = (value for one in self.root.all("category") for value in one.all("categoryValue"))
        stages = {v.id: _stage(v) for v in values if self.own is not None and v.id.startswith(_OF)}
        if not stages:
            stages[""] = {"id": _STAGE, "name": say("bpmn.stage"), "steps": []}
        here = next(iter(stages))
        for name, step in steps.items():
            named = (value.text.strip() for value in self.graph.nodes[name].all("categoryValueRef"))
            here = next((key for key in named if key in stages), here)
            stages[here]["steps"].append({"id": self.ids[name], **step})
        return list(stages.values())


def _stage(value: Tag) -> Tree:
    own = ours(value, "stage")
    said = extension.values(own.children) if own is not None else {}
    name = text(value.attributes.get("value", "").strip(), said.pop("name", None))
    told = narrative(value, said.pop("narrative", None))
    more = {"narrative": told} if told else {}
    return {"id": value.id.removeprefix(_OF), "name": name, **said, **more, "steps": []}
