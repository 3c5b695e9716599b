"""Fold the flow of a route into its stages, actors, channels and documents, or unfold everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from rutas.graph.flow import flow, new
from rutas.graph.handovers import handover_links
from rutas.model.step import HANDOVERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from rutas.model import Route

__all__ = ["actors", "channels", "documents", "everything", "stages"]


def stages(route: Route) -> nx.DiGraph[str]:
    """Return the stages, and how many links lead from one to another.

    >>> import rutas
    >>> stages(rutas.load("routes")["0-4"]).graph["view"]
    'stages'
    """
    graph: nx.DiGraph[str] = new(route, "stages", nx.DiGraph())
    for order, stage in enumerate(route.stages):
        graph.add_node(
            stage.id, kind="stage", name=str(stage.name), order=order, steps=len(stage.steps)
        )
    _fold(graph, _between(route, lambda step: route.stage_of[step].id))
    return graph


def actors(route: Route) -> nx.DiGraph[str]:
    """Return the actors who answer for steps, and the handovers of the drawing from one to another.

    >>> import rutas
    >>> actors(rutas.load("routes")["0-4"]).graph["view"]
    'actors'
    """
    graph: nx.DiGraph[str] = new(route, "actors", nx.DiGraph())
    for name, count in _count(step.actor[:1] for step in route.steps.values()).items():
        actor = route.catalogue.actors.get(name)
        known = {
            "institution": actor and actor.institution and str(actor.institution),
            "sector": actor and actor.sector,
            "level": actor and actor.level,
        }
        label = str(actor.name) if actor else name
        attributes = {key: value for key, value in known.items() if value}
        graph.add_node(name, kind="actor", name=label, steps=count, **attributes)
    _fold(graph, ((one.giver, one.receiver, one.kind) for one in handover_links(route)))
    return graph


def channels(route: Route) -> nx.DiGraph[str]:
    """Return the usual channels of the steps, and the changes from one to another."""
    graph: nx.DiGraph[str] = new(route, "channels", nx.DiGraph())
    for name, count in _count(step.channel[:1] for step in route.steps.values()).items():
        channel = route.catalogue.channels.get(name)
        known = {"channel_kind": channel.kind} if channel else {}
        label = str(channel.name) if channel else name
        graph.add_node(name, kind="channel", name=label, steps=count, **known)
    _fold(graph, _between(route, lambda step: (*route.steps[step].channel, None)[0]))
    return graph


def documents(route: Route) -> nx.MultiDiGraph[str]:
    """Return which step makes what another asks for.

    Nodes are the steps that make or ask for a document; a link leads from a step that makes it to each
    step that asks for it and can be reached from there.
    """
    whole = flow(route)
    graph: nx.MultiDiGraph[str] = new(route, "documents", nx.MultiDiGraph())
    makers: dict[str, list[str]] = {}
    for step in route.steps.values():
        if step.produces or step.requires:
            graph.add_node(step.id, **whole.nodes[step.id])
        for name in step.produces:
            makers.setdefault(name, []).append(step.id)
    after = {maker: nx.descendants(whole, maker) for names in makers.values() for maker in names}
    for step in route.steps.values():
        for need in step.requires:
            for name in need.documents:
                for maker in makers.get(name, ()):
                    if step.id in after[maker]:
                        graph.add_edge(
                            maker, step.id, relation="requires", document=name,
                            optional=name in need.optional,
                        )  # fmt: skip
    return graph


def everything(route: Route) -> nx.MultiDiGraph[str]:
    """Return stages, steps, actors, channels, documents and services as nodes of one graph.

    Ids are ``kind:id`` (``step:inscripcion``); a link's ``relation`` says what it means.
    """
    whole = flow(route)
    graph: nx.MultiDiGraph[str] = new(route, "everything", nx.MultiDiGraph())
    for order, stage in enumerate(route.stages):
        graph.add_node(
            f"stage:{stage.id}", kind="stage", name=str(stage.name), order=order,
            steps=len(stage.steps),
        )  # fmt: skip
    for name, attributes in whole.nodes(data=True):
        graph.add_node(f"step:{name}", **attributes)
    for source, target, attributes in whole.edges(data=True):
        graph.add_edge(f"step:{source}", f"step:{target}", **attributes)
    for step in route.steps.values():
        node = f"step:{step.id}"
        graph.add_edge(node, f"stage:{route.stage_of[step.id].id}", relation="in")
        _tie(graph, node, route.catalogue.actors, "actor", step.actor, "attends", towards=True)
        _tie(graph, node, route.catalogue.channels, "channel", step.channel, "by")
        _tie(graph, node, route.catalogue.services, "service", step.service, "delivers")
        _tie(graph, node, route.catalogue.documents, "document", step.produces, "produces")
        for need in step.requires:
            papers = route.catalogue.documents
            _tie(
                graph, node, papers, "document", need.any, "requires", towards=True, optional=False
            )
            _tie(
                graph,
                node,
                papers,
                "document",
                need.optional,
                "requires",
                towards=True,
                optional=True,
            )
    return graph


def _tie(
    graph: Any, node: str, entries: Mapping[str, Any], kind: str, names: tuple[str, ...],
    relation: str, *, towards: bool = False, **attributes: Any,
) -> None:  # fmt: skip
    for name in names:
        other = f"{kind}:{name}"
        if other not in graph:
            entry = entries.get(name)
            graph.add_node(other, kind=kind, name=str(entry.name) if entry else name)
            if valid := getattr(entry, "valid", None):
                graph.nodes[other].update(valid=str(valid), valid_days=valid.mean)
        ends = (other, node) if towards else (node, other)
        graph.add_edge(*ends, relation=relation, **attributes)


def _count(groups: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for group in groups:
        for name in group:
            counts[name] = counts.get(name, 0) + 1
    return counts


def _between(
    route: Route, owner: Callable[[str], str | None]
) -> Iterator[tuple[str | None, str | None, str]]:
    """Yield every link as its two owners and its manner."""
    for step in route.steps.values():
        for link in step.links:
            yield owner(step.id), owner(link.to), link.handover


def _fold(graph: nx.DiGraph[str], between: Iterable[tuple[str | None, str | None, str]]) -> None:
    """Add one link between two owners for all that lead from the one to the other."""
    for source, target, kind in between:
        if source is None or target is None or source == target:
            continue
        if not graph.has_edge(source, target):
            graph.add_edge(source, target, relation="next", links=0)
            graph.edges[source, target].update({f"by_{one}": 0 for one in HANDOVERS})
        graph.edges[source, target]["links"] += 1
        graph.edges[source, target][f"by_{kind}"] += 1
