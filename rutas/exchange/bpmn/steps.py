"""Say what a route's file would say of each step of a BPMN process."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from rutas.exchange.bpmn import extension
from rutas.exchange.bpmn.blocks import waits
from rutas.exchange.bpmn.extension import ours
from rutas.exchange.bpmn.opening import opens
from rutas.exchange.bpmn.order import unused
from rutas.exchange.bpmn.words import is_placeholder, narrative, ref, text
from rutas.locale import say
from rutas.model.text import slug
from rutas.model.tree import listed, mapping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.exchange.bpmn.graph import Graph, Way
    from rutas.exchange.bpmn.origin import Origin
    from rutas.exchange.bpmn.parties import Parties
    from rutas.exchange.bpmn.xml import Tag

__all__ = ["Steps"]

Tree = dict[str, Any]

_FAILS = frozenset(
    f"{name}EventDefinition" for name in ("error", "cancel", "terminate", "escalation")
)
_ISO = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_UNITS = ("y", "mo", "wk", "d", "h", "min")
_INDIRECT = frozenset({"serviceTask", "scriptTask", "businessRuleTask"})


class Steps:
    """The steps of a process.

    Parameters
    ----------
    root
        The file.
    graph
        The process.
    parties
        Who attends there.
    ids
        The ids of the steps by their nodes.
    outcomes
        The outcomes that are known; those of ends that have none are added.
    origin
        Where it is kept what the file calls the parts of the steps; nowhere, where the book named them.
    """

    def __init__(
        self,
        root: Tag,
        graph: Graph,
        parties: Parties,
        ids: Mapping[str, str],
        outcomes: Tree,
        origin: Origin | None,
    ) -> None:
        self.graph, self.parties, self.ids, self.outcomes = graph, parties, ids, outcomes
        self.account = graph.account
        self.notes, self.origin = _notes(root), origin

    def outcome(self, tag: Tag) -> str:
        """Return the outcome of an end, which is added where there is none of its name."""
        own = ours(tag, "part") or ours(tag, "step")
        wanted = ""
        if own is not None:
            wanted = own.attributes.get("outcome", "") or next(
                (child.text for child in own.children if child.name == "outcome"), ""
            )
        label = tag.label or say("bpmn.end")
        if wanted in self.outcomes:
            entry = self.outcomes[wanted]
            known = entry.get("name")
            main = known.get("es", next(iter(known.values()))) if isinstance(known, dict) else known
            if tag.label and " ".join(str(main).split()) != label:
                self.outcomes[wanted] = {**entry, "name": text(label, known)}
            return wanted
        fails = any(child.name in _FAILS for child in tag.children)
        for key, entry in self.outcomes.items():
            if entry.get("name") == label:
                return str(key)
        key = unused(slug(label)[:60].strip("-") or "fin", self.outcomes)
        self.outcomes[key] = {"name": label, "success": "no" if fails else "yes"}
        if any(child.name.endswith("EventDefinition") for child in tag.children):
            self.account.say(tag, "approximated", "trigger")
        return key

    def step(self, name: str) -> Tree:
        """Return what a file would say of a step."""
        graph, tag = self.graph, self.graph.nodes[name]
        own = ours(tag, "step")
        said = extension.values(own.children) if own is not None else {}
        found: Tree = {
            key: value
            for key, value in said.items()
            if key not in {"name", "question", "narrative"}
        }
        if graph.kind[name] == "end" or tag.name == "endEvent":
            found["outcome"] = self.outcome(tag)
            if "name" in said:
                found["name"] = said["name"]
        else:
            self._words(name, found, said, own)
        told = narrative(tag, said.get("narrative"))
        for note in self.notes[tag.id]:
            if ours(note, "part") is None and (words := _words_of(note)):
                self.account.say(note, "folded", "noted")
                words = " ".join(words.split())
                main = told if isinstance(told, str) else ""
                told = text("\n\n".join(filter(None, (main, words))), told)
        if told:
            found["narrative"] = told
        found |= _of_kind(tag) if own is None else {}
        if (
            "repeat" in found
            and tag.first("multiInstanceLoopCharacteristics") is None
            and tag.name != "endEvent"
        ):
            del found["repeat"]
        self._attended(name, found, own)
        self._shown(tag, found)
        self._critical(tag, found)
        self._onward(name, found, own)
        if found.get("join") == "all" and len(graph.into[name]) > 1 and not waits(graph, name):
            del found["join"]
        if waits(graph, name):
            found["join"] = "all"
        self._told(name, tag, own)
        if self.origin:
            self.origin.stands(name)
        return found

    def _told(self, name: str, tag: Tag, own: Tag | None) -> None:
        if own is not None:
            return
        if tag.name in {"intermediateCatchEvent", "intermediateThrowEvent"}:
            self.account.say(tag, "approximated", "event")
        elif opens(tag):
            return
        elif tag.name in {"callActivity", "adHocSubProcess", "subProcess", "transaction"}:
            self.account.say(tag, "approximated", "one-step")
            self.account.empty(tag)
        elif tag.name in {"eventBasedGateway", "complexGateway"}:
            self.account.say(tag, "approximated", "own-step")
        elif tag.name == "inclusiveGateway" and len(self.graph.out[name]) > 1:
            self.account.say(tag, "approximated", "inclusive")
        elif not tag.label and tag.name.endswith("ask"):
            self.account.say(tag, "approximated", "nameless")

    def _words(self, name: str, found: Tree, said: Tree, own: Tag | None) -> None:
        """Give a step its name and its question."""
        graph, tag = self.graph, self.graph.nodes[name]
        label = tag.attributes.get("name", "").strip()
        if label and not is_placeholder(own, tag):
            asks = tag.name in {"exclusiveGateway", "eventBasedGateway", "complexGateway"}
            key = "question" if asks and len(graph.out[name]) > 1 else "name"
            found[key] = text(label, said.get(key))
            other = "name" if key == "question" else "question"
            if other in said:
                found[other] = said[other]
        else:
            found |= {key: said[key] for key in ("name", "question") if key in said}
            if own is None:
                joins = tag.name.endswith("Gateway") and len(graph.into[name]) > 1
                asks = tag.name == "exclusiveGateway" and len(graph.out[name]) > 1
                found["question" if asks else "name"] = say(
                    "exchange.what-next" if asks else "bpmn.way-joined" if joins else "bpmn.step"
                )
        split = graph.split.get(name)
        if split is None or graph.kind[split] != "choice":
            return
        choice = graph.nodes[split]
        part = ours(choice, "part")
        is_exit = part is not None and part.attributes.get("role") == "exit"
        if choice.label and not is_exit and not is_placeholder(part, choice):
            wordings = extension.values(part.children).get("question") if part is not None else None
            found["question"] = text(choice.attributes["name"].strip(), wordings)

    def _attended(self, name: str, found: Tree, own: Tag | None) -> None:
        """Give a step the actor of its lane, if that is another than it left in."""
        lane = self.parties.lane_of.get(name)
        here = self.parties.actor(name)
        if own is not None and lane is not None and own.attributes.get("lane") == lane.id:
            return
        others = [one for _, one in listed(found.get("actor"))][1:]
        if here and (own is None or lane is not None):
            found["actor"] = [here, *(one for one in others if one != here)]
        elif own is not None and lane is not None and lane.id == "lane-nobody":
            found.pop("actor", None)

    def _shown(self, tag: Tag, found: Tree) -> None:
        """Tell which documents a step asks for and gives, where the picture says others than it left with."""
        if tag.first("ioSpecification") is None and not tag.all(
            "dataInputAssociation", "dataOutputAssociation"
        ):
            if tag.name.endswith("ask") and self.parties.is_ours:
                found.pop("requires", None)
                found.pop("produces", None)
            return
        self._documents(found, "requires", self._linked(tag, "dataInputAssociation", "sourceRef"))
        self._documents(found, "produces", self._linked(tag, "dataOutputAssociation", "targetRef"))

    def _linked(self, tag: Tag, link: str, end: str) -> list[str]:
        """Return the documents that a task is linked with."""
        ends = (ref(part.text.strip()) for one in tag.all(link) for part in one.all(end))
        papers = self.parties.papers
        return list(dict.fromkeys(papers[name] for name in ends if name in papers))

    @staticmethod
    def _documents(found: Tree, key: str, names: list[str]) -> None:
        kept: list[Any] = []
        said: set[str] = set()
        for _, need in listed(found.get(key)):
            several = mapping(need)
            if several is None:
                said.add(need)
                kept += [need] if need in names else []
                continue
            left = {}
            for part, ones in several.items():
                own = [one for _, one in listed(ones)]
                said |= set(own)
                if staying := [one for one in own if one in names]:
                    left[part] = ones if staying == own else staying
            kept += [left] if left else []
        kept += [name for name in names if name not in said]
        if kept:
            found[key] = kept
        else:
            found.pop(key, None)

    def _critical(self, tag: Tag, found: Tree) -> None:
        for note in self.notes[tag.id]:
            if ours(note, "part") is not None and (words := _words_of(note)):
                found["critical"] = text(words, found.get("critical"))

    def _onward(self, name: str, found: Tree, own: Tag | None) -> None:
        """Tell where a step leads, and how it ends."""
        parallel = own is not None and own.attributes.get("taken") == "all"
        ways: list[Way] = []
        for way in self.graph.ways(name):
            link = ours(way.flows[0], "link")
            leaves = link.attributes.get("exit", "") if link is not None else ""
            if leaves and way.to in self.ids:
                found[leaves] = self.ids[way.to]
            else:
                ways.append(way)
        going = [way for way in ways if way.to in self.ids]
        parallel = parallel or any(way.parallel for way in going)
        going = self._once(going) if parallel else going
        links = [self._link(way) for way in going]
        ends = [way.to for way in ways if self.graph.kind[way.to] == "end"]
        if links:
            found["next"] = {"all": links} if parallel else links
            if self.origin:
                self.origin.leads(name, going, parallel=parallel)
        elif ends:
            found["outcome"] = self.outcome(self.graph.nodes[ends[0]])
            if self.origin:
                self.origin.ends(name, next(way for way in ways if way.to == ends[0]))
        elif "outcome" not in found and not self.parties.is_ours:
            label = say("bpmn.end")
            self.outcomes.setdefault(slug(label), {"name": label, "success": "yes"})
            found["outcome"] = slug(label)

    def _once(self, ways: Sequence[Way]) -> list[Way]:
        """Return branches without those that are opened twice."""
        found: dict[str, Way] = {}
        for way in ways:
            if found.setdefault(way.to, way) is not way:
                self.account.say(way.flows[0], "dropped", "twice")
        return list(found.values())

    def _link(self, way: Way) -> Any:
        said: Tree = {}
        for flow in way.flows:
            if flow.name != "sequenceFlow":  # the border of a sub-process
                continue
            own = ours(flow, "link")
            if own is not None:
                said = {**extension.values(own.children), **said}
            if flow.label and not is_placeholder(own, flow):
                said["when"] = text(flow.attributes["name"].strip(), said.get("when"))
                break
            condition = flow.first("conditionExpression")
            if condition is not None and condition.text.strip() and own is None and not flow.label:
                said["when"] = " ".join(condition.text.split())
        return {"to": self.ids[way.to], **said}


def _notes(root: Tag) -> Mapping[str, list[Tag]]:
    """Return the notes of each element, by its id."""
    tags = [tag for tag in root.walk() if tag.name in {"textAnnotation", "association"}]
    notes = {tag.id: tag for tag in tags if tag.name == "textAnnotation"}
    found: dict[str, list[Tag]] = defaultdict(list)
    for tag in tags:
        if tag.name == "association":
            one, other = (ref(tag.attributes.get(side, "")) for side in ("sourceRef", "targetRef"))
            if one in notes:
                found[other].append(notes[one])
            elif other in notes:
                found[one].append(notes[other])
    return found


def _of_kind(tag: Tag) -> Tree:
    """Return what the kind of a foreign element says of its step."""
    lasts = _lasts(tag)
    return {
        **({"involvement": "indirect"} if tag.name in _INDIRECT else {}),
        **({"wait": lasts} if lasts else {}),
    }


def _lasts(tag: Tag) -> str:
    """Return how long a timer makes people wait, where it says so in one unit of ISO 8601."""
    timer = tag.first("timerEventDefinition")
    duration = timer.first("timeDuration") if timer is not None else None
    found = _ISO.fullmatch("".join(duration.text.split())) if duration is not None else None
    said = [(n, unit) for n, unit in zip(found.groups(), _UNITS, strict=True) if n] if found else []
    return " ".join(said[0]) if len(said) == 1 else ""


def _words_of(note: Tag) -> str:
    words = note.first("text")
    return words.text if words is not None and words.text.strip() else ""
