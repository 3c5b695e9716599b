"""Tell which steps nobody gets round, and which actors nobody can replace.

Two properties of the drawing alone: a step is *unavoidable* if every path from
a way in to a successful outcome passes through it (it dominates success), and its actor is *sole* if
no other answers for a service of the step anywhere in the route.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from rutas.graph.walks import dominators
from rutas.tokens.columns import columns
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from rutas.model import Route

__all__ = ["sole_actors", "unavoidable"]


def unavoidable(route: Route) -> tuple[str, ...]:
    """Return the ids of the steps that every path from a way in to success passes, in path order.

    They are the dominators of success [1]_. Articulation points would miss them where a case can be
    reopened (a link back).

    Returns
    -------
    Ids of steps; none where success cannot be reached.

    References
    ----------
    .. [1] Cooper, K. D., Harvey, T. J., Kennedy, K. (2001). *A simple, fast dominance algorithm*.
       Rice University, CS technical report 06-33870. https://hdl.handle.net/1911/96345

    Examples
    --------
    >>> from rutas.model import Route
    >>> diamond = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": [{"to": "a"}],
    ...     "outcomes": {"fin": {"name": "Fin", "success": "yes"}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "next": ["b", "c"]},
    ...         {"id": "b", "name": "B", "next": "d"},
    ...         {"id": "c", "name": "C", "next": "d"},
    ...         {"id": "d", "name": "D", "outcome": "fin"}]}]})
    >>> unavoidable(diamond)
    ('a', 'd')
    """
    net = compile_net(route)
    start, end = len(net), len(net) + 1
    graph = net.graph.copy()
    graph.add_edges_from((start, i) for i in net.starts)
    graph.add_edges_from((i, end) for i in np.flatnonzero(net.success).tolist())
    above = dominators(graph, start)
    found = [end] if end in above else []
    while found and found[-1] != start:
        found.append(above[found[-1]])
    return tuple(net.ids[i] for i in found[-2:0:-1])


def sole_actors(route: Route) -> frozenset[str]:
    """Return the ids of the steps whose actor nobody else can stand in for.

    A step is among them if it delivers a service for which no other actor answers anywhere in the
    route. The first actor of a step answers for it; the others only take part. A step without a
    service is not among them.
    """
    given = columns(route)
    who: dict[str, set[str]] = defaultdict(set)
    serving = [i for i, services in enumerate(given.service) if services]
    for i in serving:
        for service in given.service[i]:
            who[service].update(given.actor[i][:1])
    return frozenset(
        given.id[i]
        for i in serving
        if given.actor[i] and any(who[one] == {given.actor[i][0]} for one in given.service[i])
    )
