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
from functools import cache
from itertools import count, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from rutas.exchange.bpmn.kinds import TASKS
from rutas.exchange.bpmn.origin import There, closes_block, gate_key, parts_of
from rutas.exchange.flowchart import is_end
from rutas.locale import LANGUAGES, language, say, wording
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
    there
        What parts are called in the foreign file that the route came from, by their ids here.
    """

    route: Route
    tree: Mapping[str, Any]
    nodes: Sequence[Node]
    flows: Sequence[Flow]
    lanes: Sequence[str]
    lane_of: Mapping[str, str]
    there: Mapping[str, There]


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
    foreign = route.origin is not None and route.origin.format == "bpmn"
    there = parts_of(route.origin.ids) if route.origin and foreign else {}
    coming = _coming(route, there)
    parts = {
        step.id: list(_chain(route, step, coming[step.id], there)) for step in route.steps.values()
    }
    nodes = [*_starts(route), *(node for chain in parts.values() for node in chain)]
    first = {name: chain[0].id for name, chain in parts.items()}
    flows = [
        Flow(f"link-start.{n}--{way.to}", f"start-{n}", first[way.to])
        for n, way in enumerate(route.ways_in, 1)
    ]
    for step in route.steps.values():
        flows += _flows(route, step, parts[step.id], first, raw.get(step.id, {}))
    nodes, flows = _through(nodes, flows, route, there)
    return Process(
        route,
        tree,
        [one._replace(name="", ours=False) if _is_nameless(one, there) else one for one in nodes],
        [one._replace(name="", ours=False) if _is_nameless(one, there) else one for one in flows],
        *_lanes(route),
        there,
    )


def _starts(route: Route) -> Iterator[Node]:
    for n, way in enumerate(route.ways_in, 1):
        name = str(way.name or say("exchange.way-in"))
        yield Node(f"start-{n}", "startEvent", "start", way.to, name, way.name is None)


def _gates(step: str, to: str, number: int, there: Mapping[str, There]) -> list[str]:
    """Return the merges that stand on a link's way in the foreign file."""
    keys = (gate_key(f"{step}--{to}", number, place) for place in count(1))
    return list(takewhile(there.__contains__, keys))


def _coming(route: Route, there: Mapping[str, There]) -> Counter[str]:
    """Return how many flows come to each step."""
    found = Counter(way.to for way in route.ways_in)
    found.update(to for step in route.steps.values() for to in step.exits.values())
    last = {
        (to, there[gates[-1]].id if (gates := _gates(step, to, number, there)) else (step, number))
        for step, number, to in _links(route)
    }
    found.update(to for to, _ in last)
    return found


def _through(
    nodes: list[Node], flows: list[Flow], route: Route, there: Mapping[str, There]
) -> tuple[list[Node], list[Flow]]:
    """Lead links through the merges that stand on their way in the foreign file, each of them once."""
    led, more = {flow.id: flow for flow in flows}, []
    made: dict[tuple[str, str], str] = {}
    for step, number, link in _links(route):
        key = _link_id(step, link, number)
        target = led[key].target
        gates = _gates(step, link, number, there)
        ids = [made.setdefault((there[gate].id, target), gate) for gate in gates]
        names, targets = [*gates, target][1:], [*ids, target][1:]
        for gate, at, name, following in zip(gates, ids, names, targets, strict=True):
            if gate == at:
                place = next(n for n, node in enumerate(nodes) if node.id == target)
                nodes.insert(place, Node(gate, "exclusiveGateway", "merge", link))
                more.append(Flow(f"flow-{gate}--{name}", gate, following))
        if ids:
            led[key] = led[key]._replace(target=ids[0])
    return nodes, [*led.values(), *more]


def _links(route: Route) -> Iterator[tuple[str, int, str]]:
    """Yield each link: its step, the how manieth it is of those to the same one, and that."""
    for step in route.steps.values():
        seen: Counter[str] = Counter()
        for link in step.links:
            seen[link.to] += 1
            yield step.id, seen[link.to], link.to


def _link_id(step: str, to: str, number: int) -> str:
    return f"link-{step}--{to}{f'.{number}' if number > 1 else ''}"  # no step's id has a dot


def _is_nameless(one: Node | Flow, there: Mapping[str, There]) -> bool:
    """Tell whether the foreign file has a part without the name that the program gave it here."""
    return one.id in there and (one.ours or one.name in _placeholders())


@cache
def _placeholders() -> set[str]:
    """Return what a part without a name of its own is called when it comes in."""
    keys = ("exchange.what-next", "bpmn.end", "bpmn.step", "bpmn.way-joined")
    return {wording(key, lang) for key in keys for lang in LANGUAGES}


def _chain(route: Route, step: Step, coming: int, there: Mapping[str, There]) -> Iterator[Node]:
    """Yield the nodes of a step that stand one after the other.

    Where the foreign file knows the step and no gateway around it, its flows come together and part there.
    """
    main = _main(route, step, coming, there)
    bare = main.id in there and main.tag in {*TASKS, "exclusiveGateway", "endEvent"}
    if coming > 1 and step.join == "all" and main.tag != "parallelGateway":
        key = f"join-{step.id}"
        strict = key in there and there[key].kind == "parallelGateway"
        kind = "parallel" if strict and closes_block(route, step.id, coming) else "inclusive"
        yield Node(key, f"{kind}Gateway", "join", step.id)
    elif coming > 1 and step.join == "any" and not (bare and f"merge-{step.id}" not in there):
        yield Node(f"merge-{step.id}", "exclusiveGateway", "merge", step.id)
    if step.from_ is not None:
        born = step.from_.low == step.from_.high == 0
        age = say("diagram.birth") if born else step.from_.label(language())
        words = say("exchange.from-age", age=age)
        yield Node(f"from-{step.id}", "intermediateCatchEvent", "from", step.id, words, ours=True)
    yield main
    if step.exits and (step.links or step.outcome):
        words = say("exchange.in-order")
        yield Node(f"exit-{step.id}", "exclusiveGateway", "exit", step.id, words, ours=True)
    if len(step.links) > 1 and step.parallel:
        key = f"fork-{step.id}"
        if key in there or (main.tag in TASKS and not (bare and not step.exits)):
            yield Node(key, "parallelGateway", "fork", step.id)
    elif len(step.links) > 1 and main.tag != "exclusiveGateway":
        words = str(step.question or say("exchange.what-next"))
        yield Node(
            f"choice-{step.id}", "exclusiveGateway", "choice", step.id, words, not step.question
        )
    if step.outcome and not step.links and main.tag != "endEvent":
        name = str(route.outcomes[step.outcome].name)
        yield Node(f"end-{step.id}", "endEvent", "end", step.id, name)


def _works(step: Step) -> bool:
    """Tell whether anything is done at a step."""
    return bool(
        step.channel or step.service or step.requires or step.produces or step.wait or step.takes
        or step.cost or step.exits or step.repeat or step.critical
    )  # fmt: skip


def _is_gateway(route: Route, step: Step, coming: int) -> bool:
    """Tell whether a step does nothing but open branches, or wait for those of one block, or both."""
    waits = step.join == "all"
    opens = step.parallel and len(step.links) > 1
    return (
        not _works(step)
        and (opens or waits)
        and (not waits or closes_block(route, step.id, coming))
    )


def _main(route: Route, step: Step, coming: int, there: Mapping[str, There]) -> Node:
    key = f"step-{step.id}"
    known = there[key].kind if key in there else ""
    parts = len(step.links) > 1 and not _works(step)
    ends = step.outcome and known == "endEvent" if known else is_end(step)
    if ends and not step.links and not step.exits:
        return Node(key, "endEvent", "step", step.id, str(route.outcomes[step.outcome or ""].name))
    if step.question and not step.name and not step.parallel and parts:
        return Node(key, "exclusiveGateway", "step", step.id, str(step.question))
    if known == "parallelGateway" and _is_gateway(route, step, coming):
        return Node(key, known, "step", step.id, str(step.title), step.name is None)
    channel = route.catalogue.channels.get(step.channel[0]) if step.channel else None
    kind = "task" if channel is None else "manualTask" if channel.kind in _BY_HAND else "userTask"
    kind = known if known in TASKS else kind
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
        key = _link_id(step.id, link.to, seen[link.to])
        name, ours = str(link.when or ""), False
        if not name and last.role == "exit":
            name, ours = say("exchange.goes-on"), True
        elif not name and asked:
            name, ours = str(link.name or route.steps[link.to].title), True
        yield Flow(key, last.id, first[link.to], name, ours, tree)
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
