"""Say which nodes and sequence flows a route has in BPMN: tasks, gateways, events.

A step is one node, and what BPMN needs around it: a gateway where several flows come together, one where they
part, an event for the age from which it is open and for the outcome with which it ends. A `join: all` is an
inclusive gateway, whose rule it has [1]_; a parallel one would wait for what cannot come any more.

References
----------
.. [1] Object Management Group (2014). *Business Process Model and Notation*, version 2.0.2, section 13.4.3.
   https://www.omg.org/spec/BPMN/2.0.2
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from rutas.exchange.flowchart import is_end
from rutas.locale import language, say
from rutas.model.tree import links_of, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.model import Route, Step

__all__ = ["Flow", "Node", "Process", "process_of"]

_BY_HAND = {"in-person", "home-visit", "school", "mobile-unit", "mail"}


class Node(NamedTuple):
    """An element of the flow.

    Attributes
    ----------
    id
        Its id in the file.
    tag
        What it is in BPMN: ``task``, ``exclusiveGateway`` …
    role
        What it is to its step: ``step`` itself, or ``merge join from exit choice fork end``; ``start`` of
        a way in.
    step
        The step's id.
    name
        What is written in it or beside it.
    ours
        Whether the name is words of the program, for what the book does not name.
    """

    id: str
    tag: str
    role: str
    step: str
    name: str = ""
    ours: bool = False


class Flow(NamedTuple):
    """A sequence flow; `tree` is the link as the file has it, `exit` is ``missing`` or ``late``."""

    id: str
    source: str
    target: str
    name: str = ""
    ours: bool = False
    tree: Any = None
    exit: str = ""


@dataclass(frozen=True)
class Process:
    """A route as BPMN has it.

    Attributes
    ----------
    route
        The route.
    tree
        It as its file says it, every value a text.
    nodes, flows
        In the order of the steps.
    lanes
        The actors of the lanes from the top; nothing for steps that nobody attends.
    lane_of
        The lane of every step, by its id.
    """

    route: Route
    tree: Mapping[str, Any]
    nodes: Sequence[Node]
    flows: Sequence[Flow]
    lanes: Sequence[str]
    lane_of: Mapping[str, str]


def process_of(route: Route, tree: Mapping[str, Any] | None = None) -> Process:
    """Return the process of a route.

    Parameters
    ----------
    route
        The route.
    tree
        What its file says; where it has none, the route written anew.

    Examples
    --------
    >>> import rutas
    >>> process = process_of(rutas.load("routes")["0-4"])
    >>> [node.id for node in process.nodes if node.step == "testigos"]
    ['step-testigos']
    >>> [node.tag for node in process.nodes if node.step == "verificacion"]
    ['inclusiveGateway', 'intermediateCatchEvent', 'userTask', 'exclusiveGateway']
    """
    tree = tree or route.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    raw = {step["id"]: step for _, step in steps_of(tree)}
    coming = Counter(way.to for way in route.ways_in)
    for step in route.steps.values():
        coming.update(link.to for link in step.links)
        coming.update(step.exits.values())
    parts = {step.id: list(_chain(route, step, coming[step.id])) for step in route.steps.values()}
    nodes = [*_starts(route), *(node for chain in parts.values() for node in chain)]
    first = {name: chain[0].id for name, chain in parts.items()}
    flows = [
        Flow(f"link-start.{n}--{way.to}", f"start-{n}", first[way.to])
        for n, way in enumerate(route.ways_in, 1)
    ]
    for step in route.steps.values():
        flows += _flows(route, step, parts[step.id], first, raw.get(step.id, {}))
    return Process(route, tree, nodes, flows, *_lanes(route))


def _starts(route: Route) -> Iterator[Node]:
    for n, way in enumerate(route.ways_in, 1):
        name = str(way.name or say("exchange.way-in"))
        yield Node(f"start-{n}", "startEvent", "start", way.to, name, way.name is None)


def _chain(route: Route, step: Step, coming: int) -> Iterator[Node]:
    """Yield the nodes of a step that stand one after the other."""
    if coming > 1:
        role, kind = ("join", "inclusive") if step.join == "all" else ("merge", "exclusive")
        yield Node(f"{role}-{step.id}", f"{kind}Gateway", role, step.id)
    if step.from_ is not None:
        born = step.from_.low == step.from_.high == 0
        age = say("diagram.birth") if born else step.from_.label(language())
        words = say("exchange.from-age", age=age)
        yield Node(f"from-{step.id}", "intermediateCatchEvent", "from", step.id, words, ours=True)
    yield _main(route, step)
    if step.exits and (step.links or step.outcome):
        words = say("exchange.in-order")
        yield Node(f"exit-{step.id}", "exclusiveGateway", "exit", step.id, words, ours=True)
    if len(step.links) > 1 and step.parallel:
        yield Node(f"fork-{step.id}", "parallelGateway", "fork", step.id)
    elif len(step.links) > 1 and not _asks_alone(step):
        words = str(step.question or say("exchange.what-next"))
        yield Node(
            f"choice-{step.id}", "exclusiveGateway", "choice", step.id, words, not step.question
        )
    if step.outcome and not step.links and not is_end(step):
        name = str(route.outcomes[step.outcome].name)
        yield Node(f"end-{step.id}", "endEvent", "end", step.id, name)


def _asks_alone(step: Step) -> bool:
    """Tell whether a step is nothing but its question: nothing is done there."""
    work = (
        step.name or step.channel or step.service or step.requires or step.produces
        or step.wait or step.takes or step.cost or step.exits or step.repeat or step.critical
    )  # fmt: skip
    return bool(step.question) and len(step.links) > 1 and not step.parallel and not work


def _main(route: Route, step: Step) -> Node:
    key = f"step-{step.id}"
    if is_end(step) and not step.links and not step.exits:
        return Node(key, "endEvent", "step", step.id, str(route.outcomes[step.outcome or ""].name))
    if _asks_alone(step):
        return Node(key, "exclusiveGateway", "step", step.id, str(step.question))
    channel = route.catalogue.channels.get(step.channel[0]) if step.channel else None
    kind = "task" if channel is None else "manualTask" if channel.kind in _BY_HAND else "userTask"
    return Node(key, kind, "step", step.id, str(step.title), step.name is None)


def _flows(
    route: Route,
    step: Step,
    chain: Sequence[Node],
    first: Mapping[str, str],
    raw: Mapping[str, Any],
) -> Iterator[Flow]:
    """Yield the flows between the nodes of a step, and those that leave it."""
    for one, other in zip(chain, chain[1:], strict=False):
        name, ours = (say("exchange.goes-on"), True) if one.role == "exit" else ("", False)
        yield Flow(f"flow-{one.id}--{other.id}", one.id, other.id, name, ours)
    last = chain[-1]
    exits = next((node.id for node in chain if node.role == "exit"), last.id)
    asked = last.tag == "exclusiveGateway"
    seen: Counter[str] = Counter()
    for link, (_, tree) in zip(step.links, links_of(raw), strict=True):
        seen[link.to] += 1
        more = f".{seen[link.to]}" if seen[link.to] > 1 else ""  # no step's id has a dot
        name, ours = str(link.when or ""), False
        if not name and last.role == "exit":
            name, ours = say("exchange.goes-on"), True
        elif not name and asked:
            name, ours = str(link.name or route.steps[link.to].title), True
        yield Flow(f"link-{step.id}--{link.to}{more}", last.id, first[link.to], name, ours, tree)
    for kind, target in step.exits.items():
        words = say(f"exchange.exit-{kind}")
        yield Flow(
            f"link-{step.id}--{target}.{kind}", exits, first[target], words, ours=True, exit=kind
        )


def _lanes(route: Route) -> tuple[list[str], dict[str, str]]:
    """Return the lanes from the top, the family's first, and each step's.

    A step that nobody attends stands where the one before it does.
    """
    actors = route.catalogue.actors
    before: dict[str, str] = {}
    for step in route.steps.values():
        for to in step.successors:
            before.setdefault(to, step.id)
    found: dict[str, str] = {}
    for step in route.steps.values():
        found[step.id] = step.actor[0] if step.actor else found.get(before.get(step.id, ""), "")
    order = {name: place for place, name in enumerate(actors)}
    lanes = sorted(
        set(found.values()),
        key=lambda name: (
            name in actors and not actors[name].is_family, order.get(name, len(order)), name
        ),
    )  # fmt: skip
    return lanes, found
