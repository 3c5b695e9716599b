"""Read a BPMN file as a route: its own that comes home, or one that another program made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.errors import BookError, UsageError
from rutas.exchange.arrival import Arrival, Base
from rutas.exchange.bpmn import extension
from rutas.exchange.bpmn.account import MODEL, Account, ElementProblem
from rutas.exchange.bpmn.extension import ours
from rutas.exchange.bpmn.graph import NODES, Graph, Way
from rutas.exchange.bpmn.xml import XmlError
from rutas.exchange.bpmn.xml import read as read_xml
from rutas.exchange.normal import normal
from rutas.locale import say
from rutas.model.text import slug
from rutas.model.tree import listed, mapping
from rutas.reading import parse_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rutas.exchange.bpmn.xml import Tag

__all__ = ["arrived"]

Tree = dict[str, Any]

_SAY = frozenset({"step", "role", "words", "outcome", "lane", "taken", "exit"})
_FAILS = (
    "errorEventDefinition",
    "cancelEventDefinition",
    "terminateEventDefinition",
    "escalationEventDefinition",
)
_INDIRECT = frozenset({"serviceTask", "scriptTask", "businessRuleTask"})
_STAGE = "proceso"


def arrived(path: Path, process: str | None = None) -> Arrival:
    """Read a BPMN file.

    Parameters
    ----------
    path
        The file.
    process
        The id or the name of the process, where it has several.

    Raises
    ------
    BookError
        If it is no BPMN that can be read.
    UsageError
        If it has several processes, or not the one that is named.
    """
    try:
        root = read_xml(path.read_bytes())
        if root.space != MODEL or root.name != "definitions":
            raise XmlError("bpmn-not-bpmn", root.line, root.column)
        chosen = _process(root, process)
        account = Account(str(path))
        for other in _processes(root):
            if other is not chosen:
                account.say(other, "dropped", "process-apart")
        reader = _Reader(root, chosen, account)
    except XmlError as error:
        message = say(f"bpmn.{error.code}", **error.values)
        problem = ElementProblem(str(path), error.line, error.column, error.code, message)
        raise BookError([problem]) from None
    route, catalogue = reader.route(), reader.catalogue()
    left: tuple[Tree, Tree] = ({}, {})
    base = reader.base()
    if base is not None:
        left = normal(parse_text(base.route)[0].tree), reader.brought
    elif reader.brought:
        left = {}, reader.brought
    elements = account.close(root)
    return Arrival(
        "bpmn", normal(route), catalogue, left=left, base=base,
        problems=account.problems, elements=elements,
    )  # fmt: skip


def _processes(root: Tag) -> list[Tag]:
    return [
        tag for tag in root.all("process") if any(child.name in NODES for child in tag.children)
    ]


def _process(root: Tag, wanted: str | None) -> Tag:
    found = _processes(root)
    if not found:
        raise XmlError("bpmn-no-process")
    names = {tag.id: tag for tag in found} | {_called(root, tag): tag for tag in found}
    known = ", ".join(_called(root, tag) for tag in found)
    if wanted is not None:
        if wanted not in names:
            raise UsageError(say("bpmn.bpmn-no-such-process", given=wanted, known=known))
        return names[wanted]
    if len(found) > 1:
        raise UsageError(say("bpmn.bpmn-which-process", known=known))
    return found[0]


def _pool(root: Tag, process: Tag) -> Tag | None:
    every = (pool for holder in root.all("collaboration") for pool in holder.all("participant"))
    return next((p for p in every if _ref(p.attributes.get("processRef", "")) == process.id), None)


def _called(root: Tag, process: Tag) -> str:
    pool = _pool(root, process)
    return process.label or (pool.label if pool is not None else "") or process.id


def _ref(name: str) -> str:
    return name.rpartition(":")[2]


def _text(said: str, own: Any) -> Any:
    """Return a text as the picture says it, with its wordings in other languages."""
    if not isinstance(own, dict):
        return said
    main = "es" if "es" in own else next(iter(own), "es")
    return {**own, main: said}


class _Reader:
    """What one process says as a route."""

    def __init__(self, root: Tag, process: Tag, account: Account) -> None:
        self.root, self.process, self.account = root, process, account
        self.pool = _pool(root, process)
        self.own = ours(process, "route")
        account.route = (
            self.own.attributes.get("id", "") if self.own is not None
            else slug(_called(root, process)) or "ruta"
        )  # fmt: skip
        self.graph = Graph(process, account)
        shared = ours(process, "catalogue")
        self.brought: Tree = extension.values(shared.children) if shared is not None else {}
        self.outcomes: Tree = {}
        self.ids: dict[str, str] = {}
        self.taken: set[str] = set()
        self.actors: Tree = {}
        self.documents: Tree = {}
        self.lane_of = self._lanes()
        self.papers = self._papers()
        self._name_steps()
        if not self.ids:
            raise XmlError("bpmn-no-process", process.line, process.column)

    def base(self) -> Base | None:
        texts = {
            tag.attributes.get("of"): tag.text
            for more in self.process.all("extensionElements")
            for tag in more.children
            if tag.space == extension.URI and tag.name == "yaml"
        }
        return Base(texts["route"], texts.get("catalogue", "")) if "route" in texts else None

    # --- who and what -----------------------------------------------------------------------------

    def _lanes(self) -> dict[str, Tag]:
        """Return the innermost lane of every node."""
        found: dict[str, Tag] = {}
        self.above: dict[int, str] = {}
        pool = self.pool.label if self.pool is not None else ""
        stack = [
            (lane, pool) for holder in self.process.all("laneSet") for lane in holder.all("lane")
        ]
        while stack:
            lane, above = stack.pop()
            self.above[id(lane)] = above
            for ref in lane.all("flowNodeRef"):
                found[_ref(ref.text.strip())] = lane
            inner = [one for holder in lane.all("childLaneSet") for one in holder.all("lane")]
            stack += [(one, lane.label or above) for one in inner]
        return found

    def _actor(self, node: str) -> str:
        """Return the actor of a node's lane, or of the pool where that has none."""
        lane = self.lane_of.get(node)
        if lane is None:
            parent = self._inside(node)
            lane = self.lane_of.get(parent) if parent else None
        if lane is None:
            if self.own is not None or self.pool is None or not self.pool.label:
                return ""
            return self._known("actors", self.actors, self.pool.label, {})
        if lane.id == "lane-nobody":
            return ""
        if lane.id.startswith("actor-"):
            own = lane.id.removeprefix("actor-")
            entry = (self.brought.get("actors") or {}).get(own)
            if entry is not None and lane.label:
                entry = {**entry, "name": _text(lane.label, entry.get("name"))}
                self.actors[own] = entry
                return own
            if self.own is not None and own:
                return own
        if not lane.label:
            return ""
        above = self.above[id(lane)]
        more = {"institution": above} if above and above != lane.label else {}
        return self._known("actors", self.actors, lane.label, more)

    def _inside(self, node: str) -> str:
        tag = self.graph.nodes.get(node)
        for name, other in self.graph.nodes.items():
            if name in self.lane_of and tag is not None and any(tag is one for one in other.walk()):
                return name
        return ""

    def _known(self, section: str, table: Tree, name: str, more: Tree) -> str:
        """Return the id of an entry of the catalogue by its name; a new one is added."""
        for key, entry in {**(self.brought.get(section) or {}), **table}.items():
            called = entry.get("name")
            if called == name or name in (called.values() if isinstance(called, dict) else ()):
                return str(key)
        base = slug(name) or section[:-1]
        key, number = base, 2
        while key in table or key in (self.brought.get(section) or {}):
            key, number = f"{base}-{number}", number + 1
        table[key] = {"name": name, **more}
        return key

    def catalogue(self) -> Tree:
        """Return the entries of the catalogue that the file names."""
        found = {section: dict(entries) for section, entries in self.brought.items()}
        for section, table in (("actors", self.actors), ("documents", self.documents)):
            if table:
                found.setdefault(section, {}).update(table)
        return found

    def _papers(self) -> dict[str, str]:
        """Return the document that each data object, input or output stands for."""
        found: dict[str, str] = {}
        names: dict[str, Tag] = {}
        for tag in self.root.walk():
            if tag.name in {"dataObject", "dataObjectReference", "dataStoreReference", "dataStore"}:
                names[tag.id] = tag
        for name, tag in names.items():
            ref = _ref(tag.attributes.get("dataObjectRef", ""))
            source = names.get(ref, tag)
            if source.id.startswith("document-") and self.own is not None:
                found[name] = source.id.removeprefix("document-")
            elif label := tag.label or source.label:
                found[name] = self._known("documents", self.documents, label, {})
        return found

    # --- the route --------------------------------------------------------------------------------

    def route(self) -> Tree:
        own = extension.values(self.own.children) if self.own is not None else {}
        self.outcomes = dict(own.get("outcomes") or {})
        name = _text(_called(self.root, self.process), own.get("name"))
        found: Tree = {**own, "id": self.account.route, "name": name}
        narrative = self._narrative(self.process, own.get("narrative"))
        if narrative:
            found["narrative"] = narrative
        steps = {name: self._step(name) for name in self.ids}
        ways = list(self._ways_in())
        if not ways:
            first = next(iter(self.ids))
            self.account.say(self.graph.nodes[first], "approximated", "no-start")
            ways = [{"to": self.ids[first]}]
        found["ways_in"] = ways
        found["outcomes"] = self.outcomes
        found["stages"] = self._stages(steps)
        return found

    def _narrative(self, tag: Tag, own: Any = None) -> Any:
        said = "\n\n".join(part.text for part in tag.all("documentation") if part.text.strip())
        return _text(said, own) if said else own

    def _name_steps(self) -> None:
        """Give every step that somebody gets to its id, in the order of the flow."""
        graph = self.graph
        order = self._order()
        for name in order:
            own = ours(graph.nodes[name], "step")
            wanted = own.attributes.get("id", "") if own is not None else ""
            if wanted and wanted not in self.taken:
                self.ids[name] = wanted
                self.taken.add(wanted)
        for name in order:
            if name not in self.ids and not self._only_ends(name):
                tag = graph.nodes[name]
                base = slug(tag.label)[:60].strip("-") or slug(tag.name) or "paso"
                key, number = base, 2
                while key in self.taken:
                    key, number = f"{base}-{number}", number + 1
                self.ids[name] = key
                self.taken.add(key)
        self.ids = {name: self.ids[name] for name in order if name in self.ids}
        for name, tag in graph.nodes.items():
            if (
                graph.kind[name] in {"step", "end"}
                and name not in order
                and id(tag) not in self.account.fates
            ):
                self.account.say(tag, "dropped", "unreached")
                for flow in (*graph.out[name], *graph.into[name]):
                    self.account.fates.setdefault(id(flow.tag), "dropped")

    def _order(self) -> list[str]:
        """Return steps and ends in the order of the flow; those of ours in the order of the file."""
        graph = self.graph
        roots = [name for name, kind in graph.kind.items() if kind == "start"]
        roots += [
            name for name, kind in graph.kind.items()
            if kind in {"step", "join", "end"} and not graph.into[name]
        ]  # fmt: skip
        roots = roots or [name for name, kind in graph.kind.items() if kind == "step"][:1]
        seen: set[str] = set()
        done: list[str] = []
        for root in reversed(roots):
            stack = [(root, iter([f.target for f in reversed(graph.out[root])]))]
            if root in seen:
                continue
            seen.add(root)
            while stack:
                name, following = stack[-1]
                to = next((one for one in following if one not in seen), None)
                if to is None:
                    stack.pop()
                    done.append(name)
                else:
                    seen.add(to)
                    stack.append((to, iter([f.target for f in reversed(graph.out[to])])))
        flow = [name for name in reversed(done) if graph.kind[name] in {"step", "end"}]
        if self.own is None:
            return flow
        known = [
            name for name, tag in graph.nodes.items()
            if ours(tag, "step") is not None and graph.kind[name] == "step"
        ]  # fmt: skip
        for place, name in enumerate(flow):
            if name not in known:
                before = flow[place - 1] if place else None
                known.insert(known.index(before) + 1 if before in known else 0, name)
        return known

    def _only_ends(self, name: str) -> bool:
        """Tell whether a node is the end of the step before it, and no step of its own."""
        graph = self.graph
        if graph.kind[name] != "end":
            return False
        part = ours(graph.nodes[name], "part")
        at = name
        while len(graph.into[at]) == 1:
            flow = graph.into[at][0]
            at = flow.source
            if graph.kind[at] == "step":
                ends = len(graph.out[at]) == 1
                return ends and (part is not None or graph.nodes[at].name.endswith("ask"))
            if at in graph.owner and part is not None:
                return True
            if graph.kind[at] != "pass":
                return False
        return False

    def _ways_in(self) -> Iterable[Tree]:
        for name, tag in self.graph.nodes.items():
            if self.graph.kind[name] != "start":
                continue
            own = ours(tag, "way")
            said = extension.values(own.children) if own is not None else {}
            if tag.label and not _is_ours(own, tag):
                said["name"] = _text(tag.attributes["name"].strip(), said.get("name"))
            if (
                any(child.name.endswith("EventDefinition") for child in tag.children)
                and self.own is None
            ):
                self.account.say(tag, "approximated", "trigger")
            for flow in self.graph.out[name]:
                for way in self.graph._follow(flow, (), name, parallel=False):  # noqa: SLF001  (of one room)
                    if way.to in self.ids:
                        yield {"to": self.ids[way.to], **said}

    def _outcome(self, tag: Tag) -> str:
        """Return the outcome of an end, which is added where there is none of its name."""
        own = ours(tag, "part") or ours(tag, "step")
        wanted = ""
        if own is not None:
            wanted = own.attributes.get("outcome", "") or next(
                (child.text for child in own.children if child.name == "outcome"), ""
            )
        label = tag.label or say("bpmn.end")
        if wanted in self.outcomes:
            entry = dict(self.outcomes[wanted])
            called = entry.get("name")
            main = (
                called.get("es", next(iter(called.values())))
                if isinstance(called, dict)
                else called
            )
            if tag.label and " ".join(str(main).split()) != label:
                entry["name"] = _text(label, called)
                self.outcomes[wanted] = entry
            return wanted
        fails = any(child.name in _FAILS for child in tag.children)
        for key, entry in self.outcomes.items():
            if entry.get("name") == label:
                return str(key)
        base = slug(label)[:60].strip("-") or "fin"
        key, number = base, 2
        while key in self.outcomes:
            key, number = f"{base}-{number}", number + 1
        self.outcomes[key] = {"name": label, "success": "no" if fails else "yes"}
        if any(child.name.endswith("EventDefinition") for child in tag.children):
            self.account.say(tag, "approximated", "trigger")
        return key

    def _step(self, name: str) -> Tree:
        graph, tag = self.graph, self.graph.nodes[name]
        own = ours(tag, "step")
        said = extension.values(own.children) if own is not None else {}
        found: Tree = {
            key: value
            for key, value in said.items()
            if key not in {"name", "question", "narrative"}
        }
        if graph.kind[name] == "end" or tag.name == "endEvent":
            found["outcome"] = self._outcome(tag)
            if "name" in said:
                found["name"] = said["name"]
        else:
            self._words(name, found, said, own)
        narrative = self._narrative(tag, said.get("narrative"))
        notes = self._notes(tag)
        if notes:
            narrative = "\n\n".join([*([narrative] if narrative else []), *notes])
        if narrative:
            found["narrative"] = narrative
        if own is None and tag.name in _INDIRECT:
            found["involvement"] = "indirect"
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
        if found.get("join") == "all" and len(graph.into[name]) > 1 and not graph.waits(name):
            del found["join"]
        if graph.waits(name):
            found["join"] = "all"
        self._told(name, tag, own)
        return found

    def _told(self, name: str, tag: Tag, own: Tag | None) -> None:
        if own is not None:
            return
        if tag.name in {"intermediateCatchEvent", "intermediateThrowEvent"}:
            self.account.say(tag, "approximated", "event")
        elif tag.name in {"callActivity", "adHocSubProcess", "subProcess", "transaction"}:
            self.account.say(tag, "approximated", "one-step")
            for part in tag.walk():
                if part is not tag:
                    self.account.fates.setdefault(id(part), "dropped")
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
        if label and not _is_ours(own, tag):
            asks = tag.name in {"exclusiveGateway", "eventBasedGateway", "complexGateway"}
            key = "question" if asks and len(graph.out[name]) > 1 else "name"
            found[key] = _text(label, said.get(key))
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
        for gateway, step in graph.owner.items():
            if step != name or graph.kind[gateway] != "choice":
                continue
            choice = graph.nodes[gateway]
            part = ours(choice, "part")
            if part is not None and part.attributes.get("role") == "exit":
                continue
            if choice.label and not _is_ours(part, choice):
                wordings = (
                    extension.values(part.children).get("question") if part is not None else None
                )
                found["question"] = _text(choice.attributes["name"].strip(), wordings)

    def _attended(self, name: str, found: Tree, own: Tag | None) -> None:
        """Give a step the actor of its lane, if that is another than it left in."""
        lane = self.lane_of.get(name)
        here = self._actor(name)
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
            if tag.name.endswith("ask") and self.own is not None:
                found.pop("requires", None)
                found.pop("produces", None)
            return
        needed = [
            self.papers[ref]
            for link in tag.all("dataInputAssociation")
            for part in link.all("sourceRef")
            if (ref := _ref(part.text.strip())) in self.papers
        ]
        given = [
            self.papers[ref]
            for link in tag.all("dataOutputAssociation")
            for part in link.all("targetRef")
            if (ref := _ref(part.text.strip())) in self.papers
        ]
        self._documents(found, "requires", list(dict.fromkeys(needed)))
        self._documents(found, "produces", list(dict.fromkeys(given)))

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

    def _linked_notes(self, tag: Tag) -> list[Tag]:
        notes = {note.id: note for note in self.root.walk() if note.name == "textAnnotation"}
        ends = (
            (_ref(link.attributes.get("sourceRef", "")), _ref(link.attributes.get("targetRef", "")))
            for link in self._associations
        )
        return [
            notes[b if a == tag.id else a]
            for a, b in ends
            if tag.id in {a, b} and (b if a == tag.id else a) in notes
        ]

    @property
    def _associations(self) -> list[Tag]:
        if not hasattr(self, "_links"):
            self._links = [tag for tag in self.root.walk() if tag.name == "association"]
        return self._links

    def _notes(self, tag: Tag) -> list[str]:
        if not self._associations:
            return []
        notes = [note for note in self._linked_notes(tag) if ours(note, "part") is None]
        return [
            " ".join(part.text.split())
            for note in notes
            for part in note.all("text")
            if part.text.strip()
        ]

    def _critical(self, tag: Tag, found: Tree) -> None:
        if not self._associations:
            return
        for note in self._linked_notes(tag):
            text = note.first("text")
            if ours(note, "part") is not None and text is not None and text.text.strip():
                found["critical"] = _text(text.text, found.get("critical"))

    def _onward(self, name: str, found: Tree, own: Tag | None) -> None:
        """Tell where a step leads, and how it ends."""
        links: list[Any] = []
        parallel = own is not None and own.attributes.get("taken") == "all"
        ends: list[str] = []
        for way in self.graph.ways(name):
            first = ours(way.flows[0], "link")
            leaves = first.attributes.get("exit", "") if first is not None else ""
            if way.to not in self.ids:
                if self.graph.kind[way.to] == "end":
                    ends.append(way.to)
                continue
            if leaves:
                found[leaves] = self.ids[way.to]
                continue
            parallel = parallel or way.parallel
            links.append(way)
        if parallel:  # a branch that is opened twice is one
            for place, way in reversed([*enumerate(links)]):
                if any(way.to == other.to for other in links[:place]):
                    self.account.say(way.flows[0], "dropped", "twice")
                    del links[place]
        links = [self._link(way) for way in links]
        if links:
            found["next"] = {"all": links} if parallel else links
        elif ends:
            found["outcome"] = self._outcome(self.graph.nodes[ends[0]])
        elif self.graph.kind[name] == "step" and "outcome" not in found and self.own is None:
            label = say("bpmn.end")
            key = slug(label)
            self.outcomes.setdefault(key, {"name": label, "success": "yes"})
            found["outcome"] = key

    def _link(self, way: Way) -> Any:
        said: Tree = {}
        for flow in way.flows:
            own = ours(flow, "link")
            if own is not None:
                said = {**extension.values(own.children), **said}
            if flow.label and not _is_ours(own, flow) and "when" not in said.get("", ()):
                said["when"] = _text(flow.attributes["name"].strip(), said.get("when"))
                break
            condition = flow.first("conditionExpression")
            if condition is not None and condition.text.strip() and own is None and not flow.label:
                said["when"] = " ".join(condition.text.split())
        return {"to": self.ids[way.to], **said}

    # --- stages -----------------------------------------------------------------------------------

    def _stages(self, steps: Mapping[str, Tree]) -> list[Tree]:
        """Return the stages with their steps; a step of none stands in that of the one before it."""
        stages: dict[str, Tree] = {}
        for value in (v for c in self.root.all("category") for v in c.all("categoryValue")):
            if self.own is not None and value.id.startswith("stage-"):
                own = ours(value, "stage")
                said = extension.values(own.children) if own is not None else {}
                key = value.id.removeprefix("stage-")
                name = _text(value.attributes.get("value", "").strip(), said.get("name"))
                stages[key] = {
                    "id": key,
                    "name": name,
                    **{k: v for k, v in said.items() if k != "name"},
                }
                narrative = self._narrative(value, said.get("narrative"))
                if narrative:
                    stages[key]["narrative"] = narrative
                stages[key]["steps"] = []
        if not stages:
            stages[_STAGE] = {"id": _STAGE, "name": say("bpmn.stage"), "steps": []}
        here = next(iter(stages))
        for name, step in steps.items():
            for ref in self.graph.nodes[name].all("categoryValueRef"):
                key = ref.text.strip().removeprefix("stage-")
                here = key if key in stages else here
            stages[here]["steps"].append({"id": self.ids[name], **step})
        return list(stages.values())


def _is_ours(own: Tag | None, tag: Tag) -> bool:
    """Tell whether a name is still the one that the program put where the book has none."""
    words = own.attributes.get("words") if own is not None else None
    return words is not None and " ".join(words.split()) == tag.label
