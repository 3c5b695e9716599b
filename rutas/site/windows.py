"""Tell when each step of a route has its time, and behind which answer of a decision it stands."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import networkx as nx

from rutas.diagram.parts.ages import expected
from rutas.quantity import YEAR
from rutas.site.step import Window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Link, Route, Step

__all__ = ["behind", "windows"]

_START = ""  # before the ways in; no step has an empty id
_OLDEST = 131  # years that nobody outlives, where a route names no last age


def windows(route: Route) -> dict[str, Window]:
    """Return when each step has its time that anybody gets to.

    Examples
    --------
    >>> import rutas
    >>> found = windows(rutas.load("routes")["0-4"])
    >>> found["inscripcion"].by, found["inscripcion"].until
    (60.0, 60.0)
    >>> found["parto"].until  # what comes after it is due by the first day
    1.0
    """
    when, until = expected(route), _until(route)
    found = {}
    for name, step in route.steps.items():
        if name in when:
            opens = step.from_.mean if step.from_ else when[name].arrived
            by = step.by.mean if step.by else None
            found[name] = Window(opens=opens, by=by, until=max(opens, until[name]))
    return found


def _until(route: Route) -> Mapping[str, float]:
    """Return by when each step is through of who keeps the laxest deadlines of what comes after it.

    Of several ways on the laxest counts, and on one way the strictest: the widest path to an end [1]_.
    Values are raised from below until none rises.

    References
    ----------
    .. [1] Pollack, M. (1960). The maximum capacity through a network. *Operations Research* 8(5), 733-736.
       https://doi.org/10.1287/opre.8.5.733
    """
    end = ((route.ages.to + 1) if route.ages else _OLDEST) * YEAR
    found = dict.fromkeys(route.steps, -inf)
    before: dict[str, list[Step]] = {name: [] for name in route.steps}
    for step in route.steps.values():
        for link in step.links:
            before[link.to].append(step)
    waiting = list(route.steps.values())
    while waiting:
        step = waiting.pop()
        after = max((found[link.to] for link in step.links), default=end)
        reached = min(after, step.by.mean if step.by else inf)
        if reached > found[step.id]:
            found[step.id] = reached
            waiting += before[step.id]
    return {name: end if reached == -inf else reached for name, reached in found.items()}


def behind(route: Route) -> dict[str, tuple[Step, Link]]:
    """Return for each step the nearest decision that all who get there by links pass, and its answer.

    Examples
    --------
    >>> import rutas
    >>> step, link = behind(rutas.load("routes")["0-4"])["parto"]
    >>> step.id, str(link.when)
    ('lugar-parto', 'Sí')
    """
    graph: nx.DiGraph[str | tuple[str, int]] = nx.DiGraph()
    graph.add_edges_from((_START, way.to) for way in route.ways_in)
    for step in route.steps.values():
        for place, link in enumerate(step.links):
            graph.add_edges_from([(step.id, (step.id, place)), ((step.id, place), link.to)])
    above = nx.immediate_dominators(graph, _START)
    found = {}
    for name in route.steps:
        place = above.get(name, _START)
        while place != _START:
            if isinstance(place, tuple) and route.steps[place[0]].decision:
                decision = route.steps[place[0]]
                found[name] = decision, decision.links[place[1]]
                break
            place = above[place]
    return found
