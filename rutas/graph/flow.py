"""Turn a route into its flow: steps, and the links from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from rutas.version import __version__

if TYPE_CHECKING:
    from rutas.model import Route, Step
    from rutas.quantity import Quantity

__all__ = ["flow", "new", "requirement_text"]

_MEANS = {
    "wait": "wait_days",
    "takes": "takes_days",
    "dropout": "dropout_share",
    "leaves": "leaves_per_day",
    "patience": "patience_days",
    "capacity": "capacity_per_day",
    "overbook": "overbook_share",
    "no_show": "no_show_share",
    "tries": "tries_mean",
    "lead": "lead_days",
    "cost": "cost_amount",
    "from_": "from_days",
    "by": "by_days",
    "within": "within_days",
}


def flow(route: Route) -> nx.MultiDiGraph[str]:
    """Return a route as steps and links.

    Parameters
    ----------
    route
        A route.

    Returns
    -------
    A `networkx.MultiDiGraph` whose nodes are the ids of the steps, in the order of the file, and whose
    links are keyed by their place in the step's list; after them come its exits, whose relation is
    ``missing`` or ``late``. Attributes and their units: `rutas.graph.NODE`
    and `rutas.graph.LINK`; what is absent is unknown.

    Examples
    --------
    >>> import rutas
    >>> graph = flow(rutas.load("routes")["0-4"])
    >>> graph.graph["route"], graph.is_directed(), graph.is_multigraph()
    ('0-4', True, True)
    """
    graph: nx.MultiDiGraph[str] = new(route, "flow", nx.MultiDiGraph())
    for order, step in enumerate(route.steps.values()):
        graph.add_node(step.id, **step_attributes(route, step, order))
    _enter(graph, route)
    for step in route.steps.values():
        for key, (link, share) in enumerate(zip(step.links, step.shares, strict=True)):
            attributes: dict[str, Any] = {
                "relation": "next",
                "share": share,
                "parallel": step.parallel,
                "handover": link.handover,
                "urgent": link.urgent,
            }
            attributes |= {
                name: str(text) for name in ("when", "name") if (text := getattr(link, name))
            }
            graph.add_edge(step.id, link.to, key=key, **attributes)
        for key, (relation, target) in enumerate(step.exits.items(), len(step.links)):
            graph.add_edge(step.id, target, key=key, relation=relation)
    return graph


def _enter(graph: nx.MultiDiGraph[str], route: Route) -> None:
    """Tell each first step who enters there, and at what age, where that is known."""
    known: dict[str, tuple[float, float]] = {}  # people whose age is known, and the sum of ages
    for way, share in zip(route.ways_in, route.way_in_shares, strict=True):
        node = graph.nodes[way.to]
        node["entry_share"] = node.get("entry_share", 0.0) + share
        if way.at is not None and share > 0:
            people, ages = known.get(way.to, (0.0, 0.0))
            known[way.to] = people + share, ages + share * way.at.mean
    for name, (people, ages) in known.items():
        graph.nodes[name]["entry_days"] = ages / people


def new(route: Route, view: str, graph: Any) -> Any:
    """Label an empty graph with what every view carries."""
    graph.graph.update(rutas=__version__, route=route.id, name=str(route.name), view=view)
    return graph


def step_attributes(route: Route, step: Step, order: int) -> dict[str, Any]:
    """Return what the node of a step carries; what is unknown is left out."""
    catalogue = route.catalogue
    actor = catalogue.actors.get(step.actor[0]) if step.actor else None
    channel = catalogue.channels.get(step.channel[0]) if step.channel else None
    attributes: dict[str, Any] = {
        "kind": "step",
        "name": str(step.title),
        "question": step.question and str(step.question),
        "narrative": step.narrative and str(step.narrative),
        "order": order,
        "stage": route.stage_of[step.id].id,
        "actor": step.actor[0] if step.actor else None,
        "actors": list(step.actor),
        "institution": actor and actor.institution and str(actor.institution),
        "sector": actor and actor.sector,
        "level": actor and actor.level,
        "channel": step.channel[0] if step.channel else None,
        "channels": list(step.channel),
        "channel_kind": channel and channel.kind,
        "involvement": step.involvement,
        "services": list(step.service),
        "requires": [requirement_text(need) for need in step.requires],
        "produces": list(step.produces),
        "critical": step.critical and str(step.critical),
        "join": step.join,
        "parallel": step.parallel,
        "decision": step.decision,
        "outcome": step.outcome,
        "missing": step.missing,
        "late": step.late,
        "urgent": step.urgent,
        "sensitive": step.sensitive,
        "custody": step.custody,
    }
    if step.outcome in route.outcomes:
        attributes["success"] = route.outcomes[step.outcome].success
    for name, mean in _MEANS.items():
        _quantity(attributes, name.rstrip("_"), mean, getattr(step, name))
    if step.repeat:
        _quantity(attributes, "times", "times_mean", step.repeat.times)
        _quantity(attributes, "every", "every_days", step.repeat.every)
    return {name: value for name, value in attributes.items() if value is not None}


def _quantity(attributes: dict[str, Any], name: str, mean: str, quantity: Quantity | None) -> None:
    if quantity is not None:
        attributes[name] = str(quantity)
        attributes[mean] = float(quantity.mean)


def requirement_text(need: Any) -> str:
    """Write a requirement as one text.

    >>> from rutas.model import Requirement
    >>> requirement_text(Requirement(any=("cnv", "testigos")))
    'cnv/testigos'
    >>> requirement_text(Requirement(optional=("libreta",)))
    'libreta?'
    """
    return "/".join([*need.any, *(f"{name}?" for name in need.optional)])
