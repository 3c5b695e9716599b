"""Ask of each way that an inclusive gateway may open whether it is taken.

A route has no choice of one or more. What such a gateway says, it says as a fork of questions: each leads
into its way, or straight to the inclusive gateway where the ways meet, which waits for one token of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.exchange.bpmn.extension import is_ours
from rutas.exchange.bpmn.xml import Tag
from rutas.locale import say

if TYPE_CHECKING:
    from rutas.exchange.bpmn.graph import Flow, Graph

__all__ = ["ask"]


def ask(graph: Graph) -> None:
    """Put a question before each way of the inclusive gateways whose ways meet."""
    for name in [one for one, kind in graph.kind.items() if kind == "fork"]:
        tag = graph.nodes[name]
        if tag.name == "inclusiveGateway" and not is_ours(tag) and (meet := _meeting(graph, name)):
            graph.account.say(tag, "approximated", "asked")
            for number, flow in enumerate(list(graph.out[name]), 1):
                _ask(graph, flow, f"{name} {number}", meet)


def _ask(graph: Graph, flow: Flow, question: str, meet: str) -> None:
    tag = flow.tag
    words = tag.label or _condition(tag)
    if not words and graph.nodes[flow.source].attributes.get("default") != tag.id:
        return  # what nothing is asked of is always taken
    words = (words or say("bpmn.none-of-these")).strip("¿? ")
    graph.account.say(tag, "approximated", "asked-way")
    graph.nodes[question] = Tag(
        tag.space, "exclusiveGateway", {"name": f"¿{words}?"}, tag.line, tag.column
    )
    graph.kind[question] = "choice"
    graph.asked[question] = flow.source
    yes = Tag(
        tag.space, tag.name, {**tag.attributes, "name": say("bpmn.yes")}, tag.line, tag.column
    )
    no = Tag(tag.space, tag.name, {"name": say("bpmn.no")}, tag.line, tag.column)
    target, flow.target = flow.target, question
    flow.tag = Tag(tag.space, tag.name, {}, tag.line, tag.column)
    graph.into[target].remove(flow)
    graph.into[question].append(flow)
    graph.lead(yes, question, target)
    graph.lead(no, question, meet)


def _condition(tag: Tag) -> str:
    found = tag.first("conditionExpression")
    return " ".join(found.text.split()) if found is not None else ""


def _meeting(graph: Graph, fork: str) -> str:
    """Return the nearest inclusive gateway that all ways of a fork get to and that joins; or nothing."""
    ways = [_reached(graph, flow.target) for flow in graph.out[fork]]
    common = (one for one in ways[0] if all(one in way for way in ways))
    joins = (one for one in common if graph.nodes[one].name == "inclusiveGateway")
    return next((one for one in joins if len(graph.into[one]) > 1 and one != fork), "")


def _reached(graph: Graph, start: str) -> dict[str, None]:
    """Return what is reached from a node, itself first and the nearest before the others."""
    found = {start: None}
    queue = [start]
    for at in queue:
        new = [flow.target for flow in graph.out[at] if flow.target not in found]
        found |= dict.fromkeys(new)
        queue += dict.fromkeys(new)
    return found
