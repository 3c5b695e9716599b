"""Tell of a BPMN process which nodes are steps, and which say only how one step leads to the next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.exchange.bpmn.extension import ours
from rutas.exchange.bpmn.kinds import CHOICES, EXACT_SPLITS, NODES, SPLITS
from rutas.exchange.bpmn.opening import firsts_of, is_parallel, opens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.exchange.bpmn.account import Account
    from rutas.exchange.bpmn.xml import Tag

__all__ = ["Graph", "Way"]


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a step to another: its flows, the first of which carries what is said of it."""

    flows: tuple[Tag, ...]
    to: str
    parallel: bool = False


@dataclass(slots=True)
class Flow:
    """A sequence flow between two nodes; `tag` is that of the file."""

    tag: Tag
    source: str
    target: str


@dataclass(slots=True)
class Graph:
    """The nodes and flows of a process, sub-processes laid open.

    Attributes
    ----------
    process
        Its element.
    account
        Where it is told what became of each element.
    nodes, kind
        Every node by its id, and whether it is ``step choice fork join pass start end``.
    flows, into, out
        The flows, and those of every node.
    owner, split
        Of a gateway that says how a step leads on, that step; and of a step, the last such gateway.
    asked
        Of a question that the file asks without a node for it, the gateway that does.
    beside
        Nodes that only an event beside a task leads to, or that undo one.
    """

    process: Tag
    account: Account
    nodes: dict[str, Tag] = field(default_factory=dict)
    kind: dict[str, str] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    into: dict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    out: dict[str, list[Flow]] = field(default_factory=lambda: defaultdict(list))
    owner: dict[str, str] = field(default_factory=dict)
    inner: set[str] = field(default_factory=set)
    split: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._gather(self.process, top=True)
        self._connect()
        for name, tag in self.nodes.items():
            self.kind[name] = self._kind(name, tag)

    def fold(self) -> None:
        """Let steps say what the gateways around them do."""
        self._boundaries()
        self._joins()
        self._rings()
        self._own()
        self.split = {step: gateway for gateway, step in self.owner.items()}

    def _gather(self, holder: Tag, *, top: bool) -> None:
        for number, tag in enumerate(holder.children):
            if tag.name not in NODES:
                continue
            name = tag.id or f"{holder.id}.{number}"
            if name in self.nodes:
                name = f"{name}.{tag.line}.{tag.column}"
            if tag.name == "subProcess" and tag.attributes.get("triggeredByEvent") == "true":
                self._leave_out(tag)
                continue
            self.nodes[name] = tag
            if tag.attributes.get("isForCompensation") == "true":
                self.beside.add(name)
            if not top:
                self.inner.add(name)
            if opens(tag):
                several = len(firsts := firsts_of(tag)) > 1
                self.account.say(
                    tag,
                    *(("approximated", "several-starts") if several else ("folded", "laid-open")),
                )
                self._gather(tag, top=False)
                self._lay_open(tag, name, firsts)

    def _leave_out(self, tag: Tag) -> None:
        for part in tag.walk():
            if part.name in NODES or part.name == "sequenceFlow":
                self.account.say(part, "dropped", "other")

    def _lay_open(self, tag: Tag, name: str, firsts: Sequence[Tag]) -> None:
        """Lead what enters a sub-process to its first nodes, and its ends to what follows it."""
        own = {child.id for child in tag.children if child.name in NODES}
        leaving = {f.attributes.get("sourceRef", "") for f in tag.all("sequenceFlow")}
        end = f"{name} end"
        self.nodes[end] = tag
        self.inner.add(end)
        for first in firsts:
            self.flows.append(Flow(tag, name, first.id))
        for last in tag.children:
            if last.name in NODES and last.id in own - leaving and last.name != "boundaryEvent":
                inner = f"{last.id} end"
                self.flows.append(Flow(tag, inner if inner in self.nodes else last.id, end))

    def _connect(self) -> None:
        for tag in self.process.walk():
            if tag.name != "sequenceFlow" or tag.space != self.process.space:
                continue
            source = tag.attributes.get("sourceRef", "").rpartition(":")[2]
            target = tag.attributes.get("targetRef", "").rpartition(":")[2]
            known = source in self.nodes and target in self.nodes
            if known and self._joinable(self.nodes[source].name, self.nodes[target].name):
                if f"{source} end" in self.nodes or f"{target} end" in self.nodes:
                    self.account.say(tag, "folded", "at-border")
                if f"{source} end" in self.nodes:
                    source = f"{source} end"
                self.flows.append(Flow(tag, source, target))
            elif id(tag) not in self.account.fates:
                self.account.say(tag, "dropped", "dangling")
        flows, self.flows = self.flows, []
        for flow in flows:
            self.lead(flow.tag, flow.source, flow.target)

    def lead(self, tag: Tag, source: str, target: str) -> None:
        """Add a flow."""
        flow = Flow(tag, source, target)
        self.flows.append(flow)
        self.out[source].append(flow)
        self.into[target].append(flow)

    @staticmethod
    def _joinable(source: str, target: str) -> bool:
        """Tell whether BPMN lets a flow lead from one kind of node to another."""
        return source != "endEvent" and target not in {"startEvent", "boundaryEvent"}

    def _kind(self, name: str, tag: Tag) -> str:  # noqa: PLR0911  (a table of what each element is)
        part = ours(tag, "part")
        ins, outs = len(self.into[name]), len(self.out[name])
        if opens(tag):
            ends = name != tag.id and name.endswith(" end")
            return (
                "join" if ends and ins > 1 and is_parallel(tag) else "fork" if outs > 1 else "pass"
            )
        if ours(tag, "step") is not None:
            return "step"
        if part is not None and part.attributes.get("role") == "from":
            return "pass"
        if tag.name in {"startEvent", "endEvent"}:
            return "pass" if name in self.inner else tag.name[: -len("Event")]
        if tag.name == "boundaryEvent":
            return "boundary"
        if tag.name in CHOICES:
            return "choice" if outs > 1 else "pass"
        if tag.name in {"parallelGateway", "inclusiveGateway"}:
            return "fork" if outs > 1 else "join" if ins > 1 else "pass"
        return "step"

    def _boundaries(self) -> None:
        """Make of an event that interrupts a task one more answer of it; leave others out."""
        for name, tag in self.nodes.items():
            if self.kind.get(name) != "boundary":
                continue
            host = tag.attributes.get("attachedToRef", "").rpartition(":")[2]
            stops = tag.attributes.get("cancelActivity", "true") != "false"
            compensates = bool(tag.all("compensateEventDefinition"))
            if self.kind.get(host) == "step" and stops and not compensates:
                self.account.say(tag, "approximated", "boundary")
                for flow in (*self.out[host], *self.out[name]):
                    self.account.say(flow.tag, "approximated", "an-answer")
                for flow in self.out[name]:
                    flow.source = host
                    self.out[host].append(flow)
            else:
                self.account.say(tag, "dropped", "beside")
                for flow in self.out[name]:
                    self.beside.add(flow.target)
                    self.account.say(flow.tag, "dropped", "dangling")
                    self.into[flow.target].remove(flow)
            self.out[name] = []

    def _joins(self) -> None:
        """Make steps of the joins that no step can take over."""
        for name, kind in self.kind.items():
            if kind != "join":
                continue
            at, seen = name, {name}
            while True:
                following = self.out[at]
                if not following:
                    break
                to = following[0].target
                if to in seen or len(self.into[to]) > 1 or self.kind[to] in {"join", "start"}:
                    at = ""
                    break
                if self.kind[to] != "pass":
                    at = to if self.kind[to] == "step" else ""
                    break
                seen.add(to)
                at = to
            if not at or self.kind[at] != "step":
                self.kind[name] = "step"
                self.account.say(self.nodes[name], "approximated", "own-step")

    def _rings(self) -> None:
        """Make a step of a gateway where nothing but gateways leads round."""
        for name in self.nodes:
            seen, at = set[str](), name
            while self.kind[at] in {"pass", "join"} and self.out[at]:
                if at in seen:
                    self.kind[at] = "step"
                    break
                seen.add(at)
                at = self.out[at][0].target

    def _own(self) -> None:
        """Let a step say itself how it leads on, where a gateway right after it did."""
        changed = True
        while changed:
            changed = False
            for name, kind in self.kind.items():
                if kind not in SPLITS or name in self.owner:
                    continue
                owner = self._before(name)
                if owner and self._foldable(name):
                    self.owner[name] = owner
                    plain = self.nodes[name].name in EXACT_SPLITS
                    self.account.say(
                        self.nodes[name],
                        "folded" if plain else "approximated",
                        "split" if plain else "inclusive" if kind == "fork" else "approximated",
                    )
                    changed = True
        for name, kind in self.kind.items():
            if kind in SPLITS and name not in self.owner:
                self.kind[name] = "step"

    def _before(self, name: str) -> str:
        """Return the step that leads to a gateway and nowhere else, if there is one."""
        while len(self.into[name]) == 1:
            flow = self.into[name][0]
            source = flow.source
            if self.kind[source] == "step":
                alone = len(self.out[source]) == 1 and self.nodes[source].name not in CHOICES
                return source if alone else ""
            if source in self.owner and self._role(source) == "exit":
                return self.owner[source]
            if self.kind[source] != "pass" or len(self.out[source]) != 1:
                return ""
            name = source
        return ""

    def _role(self, name: str) -> str:
        part = ours(self.nodes[name], "part")
        return part.attributes.get("role", "") if part is not None else ""

    def _foldable(self, name: str) -> bool:
        return bool(self._role(name)) or not self.nodes[name].label

    def ways(self, name: str) -> list[Way]:
        """Return the ways that lead on from a step, through gateways that say nothing else."""
        own = self._splits_alone(name)
        several = len(self.out[name]) > 1 and not own
        conditional = any(flow.tag.first("conditionExpression") for flow in self.out[name])
        parallel = several and not conditional and not self._interrupted(name)
        if several and conditional:
            self.account.say(self.nodes[name], "approximated", "conditional")
        if own and self.nodes[name].name in {"parallelGateway", "inclusiveGateway"}:
            parallel = True
        found: list[Way] = []
        for flow in self.out[name]:
            found += self._follow(flow, (), name, parallel=parallel)
        return found

    def _splits_alone(self, name: str) -> bool:
        return self.nodes[name].name in CHOICES | {"parallelGateway", "inclusiveGateway"}

    def _interrupted(self, name: str) -> bool:
        own = self.nodes[name].id
        return any(
            tag.name == "boundaryEvent" and tag.attributes.get("attachedToRef") == own
            and self.account.fates.get(id(tag)) == "approximated"
            for tag in self.nodes.values()
        )  # fmt: skip

    def follow(self, flow: Flow) -> Iterator[Way]:
        """Yield the ways that begin with a flow."""
        return self._follow(flow, (), flow.source, parallel=False)

    def _follow(
        self, flow: Flow, before: tuple[Tag, ...], step: str, *, parallel: bool
    ) -> Iterator[Way]:
        flows = (*before, flow.tag)
        to = flow.target
        while self.kind[to] in {"pass", "join"}:
            if not self.out[to]:
                return
            flow = self.out[to][0]
            flows = (*flows, flow.tag)
            to = flow.target
        if self.owner.get(to) == step:
            fork = self.kind[to] == "fork"
            for further in self.out[to]:
                yield from self._follow(further, (), step, parallel=fork)
            return
        yield Way(flows, to, parallel)
