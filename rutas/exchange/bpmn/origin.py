"""Keep the ids and kinds that a foreign file gave its parts, so that a route goes home under its names."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rutas.exchange.bpmn.extension import PREFIX, URI
from rutas.exchange.bpmn.words import ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from rutas.exchange.bpmn.graph import Graph, Way
    from rutas.exchange.bpmn.xml import Tag
    from rutas.model import Route

__all__ = [
    "Origin",
    "There",
    "closes_block",
    "gate_key",
    "name_as_here",
    "name_as_there",
    "parts_of",
]

_NAME = re.compile(r"[^\W\d][\w.-]*")
_REFERENCES = ("id", "sourceRef", "targetRef", "bpmnElement", "processRef", "dataObjectRef")
_REFERRING = frozenset({"incoming", "outgoing", "flowNodeRef", "sourceRef", "targetRef"})


class There(NamedTuple):
    """What a part is in the foreign file; its name only where the route has no place for it."""

    kind: str
    id: str
    name: str = ""


class Origin:
    """Keep what a foreign file calls the parts of a route, by the ids that they have when it leaves.

    Parameters
    ----------
    graph
        The process of the file.
    steps
        The ids of the steps by their nodes.

    Attributes
    ----------
    ids
        Kind and id of each part there, by its id here.
    """

    def __init__(self, graph: Graph, steps: Mapping[str, str]) -> None:
        self.graph, self.steps = graph, steps
        self.ids: dict[str, str] = {}

    def add(self, part: str, tag: Tag, label: str = "") -> None:
        """Keep what a part is called; not where it has no id."""
        if _NAME.fullmatch(tag.id):
            self.ids[part] = f"{tag.name} {tag.id} {label}".rstrip()

    def stands(self, name: str) -> None:
        """Keep what a step is called, and the gateway in front of it where its flows come together."""
        graph, step = self.graph, f"step-{self.steps[name]}"
        self.add(step, graph.nodes[name])
        gate, key = self._gate(name)
        if gate:
            self.add(key, graph.nodes[gate], graph.nodes[gate].label)
            if graph.into[name][0].source == gate:
                self.add(f"flow-{key}--{step}", graph.into[name][0].tag)

    def _gate(self, name: str) -> tuple[str, str]:
        """Return the gateway in front of a step where its flows come together, and what it is here."""
        graph, at = self.graph, name
        while len(graph.into[at]) == 1:
            at = graph.into[at][0].source
            if graph.kind[at] not in {"pass", "join"} or not graph.nodes[at].name.endswith("way"):
                break
            if len(graph.into[at]) > 1:
                return at, f"{'join' if graph.kind[at] == 'join' else 'merge'}-{self.steps[name]}"
        return "", f"step-{self.steps[name]}"

    def leads(self, name: str, ways: Iterable[Way], *, parallel: bool) -> None:
        """Keep what the flows to other steps are called, and the gateway where they part."""
        graph, step = self.graph, self.steps[name]
        split = graph.split.get(name)
        if split is not None:
            key = f"{'fork' if parallel else 'choice'}-{step}"
            self.add(key, graph.nodes[split])
            if graph.out[name][0].target == split:
                self.add(f"flow-step-{step}--{key}", graph.out[name][0].tag)
        seen: Counter[str] = Counter()
        for way in ways:
            to = self.steps[way.to]
            seen[to] += 1
            more = f".{seen[to]}" if seen[to] > 1 else ""
            if all(flow.name == "sequenceFlow" for flow in way.flows):  # no border of a sub-process
                self.add(f"link-{step}--{to}{more}", way.flows[0])
                self._passes(f"{step}--{to}", seen[to], way)

    def _passes(self, link: str, number: int, way: Way) -> None:
        """Keep what the merges on the way are called that stand before the one of all ways."""
        last, target = self._gate(way.to)
        gates: list[tuple[str, Tag]] = []
        for flow, after in pairwise(way.flows):
            gate = ref(flow.attributes.get("targetRef", ""))
            if gate != last and len(self.graph.into[gate]) > 1:
                key = gate_key(link, number, len(gates) + 1)
                self.add(key, self.graph.nodes[gate], self.graph.nodes[gate].label)
                gates.append((key, after))
        names = [*(key for key, _ in gates), target]
        for (key, flow), following in zip(gates, names[1:], strict=True):
            self.add(f"flow-{key}--{following}", flow)

    def ends(self, name: str, way: Way) -> None:
        """Keep what the end after a step is called, and the flow to it."""
        step = self.steps[name]
        self.add(f"end-{step}", self.graph.nodes[way.to])
        self.add(f"flow-step-{step}--end-{step}", way.flows[0])

    def enters(self, number: int, tag: Tag, way: Way) -> None:
        """Keep what a way in is called, and the flow from it."""
        self.add(f"start-{number}", tag)
        self.add(f"link-start.{number}--{self.steps[way.to]}", way.flows[0])


def parts_of(ids: Mapping[str, str]) -> dict[str, There]:
    """Return what the parts are in the foreign file; what can be no id of an element is left out.

    >>> parts_of({"step-a": "userTask Activity_1", "step-b": "task 2"})
    {'step-a': There(kind='userTask', id='Activity_1', name='')}
    """
    found = {}
    for part, said in ids.items():
        kind, name, label, *_ = *said.split(" ", 2), "", ""
        if _NAME.fullmatch(name):
            found[part] = There(kind, name, label)
    return found


def gate_key(link: str, number: int, place: int) -> str:
    """Return what a merge on the way of a link is called here.

    >>> gate_key("a--b", 1, 1), gate_key("a--b", 2, 1), gate_key("a--b", 1, 2)
    ('merge-a--b', 'merge-a--b.2', 'merge-a--b.1.2')
    """
    more = f".{number}.{place}" if place > 1 else f".{number}" if number > 1 else ""
    return f"merge-{link}{more}"


def closes_block(route: Route, step: str, flows: int) -> bool:
    """Tell whether each branch of one fork comes to a join by one flow, and nothing else does.

    Then a parallel gateway, which waits for each of its flows, waits for what comes and for nothing else.

    Parameters
    ----------
    route, step
        The route, and the step that waits.
    flows
        How many flows come to it.
    """
    from rutas.tokens.net import compile as laid_out  # noqa: PLC0415  (few routes ask, and none that is read)

    net = laid_out(route)
    place = net.index[step]
    blocks = [block for block in net.nesting.blocks.values() if block.join == place]
    return (
        len(blocks) == 1
        and not (blocks[0].leaves or blocks[0].spreads or blocks[0].returns)
        and flows == len(blocks[0].heads)
    )


def name_as_there(root: Element, parts: Mapping[str, There]) -> None:
    """Give the elements of a file the ids that they have in the foreign one."""
    if not parts:
        return
    elements = [element for element in root.iter() if not element.tag.startswith(f"{PREFIX}:")]
    every = {element.get("id", "") for element in elements}
    names = _moving({part: there.id for part, there in parts.items()}, every)
    for element in elements:
        there = parts.get(element.get("id", ""))
        if there and there.name and "name" not in element.attrib:
            element.set("name", there.name)
        for key in _REFERENCES:
            if (old := element.get(key, "")) in names:
                element.set(key, names[old])
        if element.tag.removeprefix("bpmn:") in _REFERRING and element.text in names:
            element.text = names[element.text]


def name_as_here(root: Tag, parts: Mapping[str, There]) -> None:
    """Give the elements of a file the ids that the route's parts have, where it calls them otherwise."""
    if not parts:
        return
    tags = [tag for tag in root.walk() if tag.space != URI]
    names = _moving({there.id: part for part, there in parts.items()}, {tag.id for tag in tags})
    for tag in tags:
        for key in _REFERENCES:
            if (said := tag.attributes.get(key, "")) in names:
                tag.attributes[key] = names[said]
        if tag.name in _REFERRING and (said := tag.text.strip()) in names:
            tag.text = names[said]


def _moving(names: Mapping[str, str], every: set[str]) -> dict[str, str]:
    """Return which of some ids become others, so that in the end no two are the same.

    >>> _moving({"a": "b", "b": "c", "d": "e", "f": "g"}, {"a", "b", "d", "e"})
    {'a': 'b', 'b': 'c'}
    """
    counts = Counter(new for old, new in names.items() if old in every)
    found = {old: new for old, new in names.items() if old in every and counts[new] == 1}
    while taken := {old for old, new in found.items() if new in every and new not in found}:
        found = {old: new for old, new in found.items() if old not in taken}
    return found
