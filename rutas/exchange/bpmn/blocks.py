"""Tell which steps of a BPMN process wait for branches, and whether that is what `join: all` says."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

from rutas.exchange.bpmn.extension import is_ours
from rutas.graph.walks import dominators

if TYPE_CHECKING:
    from rutas.exchange.bpmn.graph import Graph

__all__ = ["waits"]

_ROOT = ""  # no node's id


def waits(graph: Graph, name: str) -> bool:
    """Tell whether a step waits for the branches that can still get to it; the join before it is told of."""
    at = name
    tag = graph.nodes[name]
    if tag.name in {"parallelGateway", "inclusiveGateway"} and len(graph.into[name]) > 1:
        return True
    while len(graph.into[at]) == 1:
        at = graph.into[at][0].source
        if graph.kind[at] == "join":
            if id(graph.nodes[at]) not in graph.account.fates:
                told = ("folded", "join"), ("approximated", "join-apart")
                graph.account.say(graph.nodes[at], *told[not _waits_alike(graph, at)])
            return True
        if graph.kind[at] != "pass":
            return False
    return False


def _waits_alike(graph: Graph, join: str) -> bool:
    """Tell whether a join waits for just what can still come.

    An inclusive gateway does. A parallel one waits for every flow, which is the same where it closes a
    block: where just the ways that one fork opens come to it, each apart from the others and once.
    Elsewhere it might wait for ever, or be passed twice, which `join: all` never does.
    """
    tag = graph.nodes[join]
    return tag.name != "parallelGateway" or is_ours(tag) or _closes_block(graph, join)


def _closes_block(graph: Graph, join: str) -> bool:
    flow = nx.DiGraph([(one.source, one.target) for one in graph.flows])
    flow.add_edges_from([(_ROOT, name) for name in graph.nodes if not graph.into[name]])
    fork = dominators(flow, _ROOT).get(join, _ROOT) if _ROOT in flow else _ROOT
    if graph.kind.get(fork) != "fork" or len(graph.out[fork]) != len(graph.into[join]):
        return False
    inside = flow.subgraph(set(flow) - {join})
    heads = [one.target for one in graph.out[fork] if one.target != join]
    ways = [{head, *nx.descendants(inside, head)} for head in heads]
    apart = all(one.isdisjoint(other) for one, other in combinations(ways, 2))
    return apart and all(
        fork not in way
        and all(graph.out[name] for name in way)
        and all(flow.pred[name].keys() <= way | {fork} for name in way)
        for way in ways
    )
