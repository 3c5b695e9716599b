"""Give the steps of a BPMN process their ids, in the order of the flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.exchange.bpmn.extension import ours
from rutas.model.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rutas.exchange.bpmn.graph import Graph

__all__ = ["step_ids"]

_LONGEST = 60


def step_ids(graph: Graph) -> dict[str, str]:
    """Return the ids of the steps by their nodes; nodes that nobody gets to are told.

    Those of a file of ours keep their ids and their order, new ones stand after what leads to them.
    """
    order = _order(graph)
    known: dict[str, str] = {}
    for name in order:
        own = ours(graph.nodes[name], "step")
        wanted = own.attributes.get("id", "") if own is not None else ""
        if wanted and wanted not in known.values():
            known[name] = wanted
    taken = set(known.values())
    for name in order:
        if name not in known and not _only_ends(graph, name):
            tag = graph.nodes[name]
            known[name] = unused(slug(tag.label)[:_LONGEST].strip("-") or slug(tag.name), taken)
            taken.add(known[name])
    for name in graph.nodes.keys() - set(order):
        tag = graph.nodes[name]
        if graph.kind[name] in {"step", "end"} and id(tag) not in graph.account.fates:
            graph.account.say(tag, "dropped", "unreached")
            for flow in (*graph.out[name], *graph.into[name]):
                graph.account.fates.setdefault(id(flow.tag), "dropped")
    return {name: known[name] for name in order if name in known}


def unused(wanted: str, taken: Iterable[str]) -> str:
    """Return an id, or the first free one with a number behind it.

    >>> unused("fin", ["fin", "fin-2"]), unused("fin", [])
    ('fin-3', 'fin')
    """
    known, key, number = set(taken), wanted, 2
    while key in known:
        key, number = f"{wanted}-{number}", number + 1
    return key


def _order(graph: Graph) -> list[str]:
    """Return steps and ends in the order of the flow; those of ours in the order of the file."""
    flow = [name for name in _reached(graph) if graph.kind[name] in {"step", "end"}]
    if ours(graph.process, "route") is None:
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


def _reached(graph: Graph) -> list[str]:
    """Return the nodes that somebody gets to, each before what follows it, but for returns."""
    kinds = graph.kind.items()
    roots = [name for name, kind in kinds if kind == "start"]
    roots += [
        name for name, kind in kinds
        if kind in {"step", "join", "end"} and not graph.into[name] and name not in graph.beside
    ]  # fmt: skip
    roots = roots or [name for name, kind in kinds if kind == "step"][:1]
    seen: set[str] = set()
    done: list[str] = []
    for root in reversed(roots):
        if root in seen:
            continue
        seen.add(root)
        stack = [(root, _following(graph, root))]
        while stack:
            name, following = stack[-1]
            to = next((one for one in following if one not in seen), None)
            if to is None:
                stack.pop()
                done.append(name)
            else:
                seen.add(to)
                stack.append((to, _following(graph, to)))
    return done[::-1]


def _following(graph: Graph, name: str) -> Iterator[str]:
    return iter([flow.target for flow in reversed(graph.out[name])])


def _only_ends(graph: Graph, name: str) -> bool:
    """Tell whether a node is the end of the step before it, and no step of its own."""
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
