"""Tell which steps nobody gets round, and which actors nobody can replace.

Two properties of the drawing alone: a step is *unavoidable* if every path from
a way in to a successful outcome passes through it (it dominates success), and its actor is *sole* if
no other answers for a service of the step anywhere in the route.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.columns import columns
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.model import Route

__all__ = ["sole_actors", "unavoidable"]


def unavoidable(route: Route) -> tuple[str, ...]:
    """Return the ids of the steps that every path from a way in to success passes, in path order.

    They are the dominators of success. Articulation points would miss them where a case can be
    reopened (a link back), so one walks a shortest path and asks, for each of its steps, whether
    anything found before it leads to a later one without passing it: every step and link is looked
    at once, O(n + m). General dominators [1]_ cost more and answer a question nobody asks.

    Returns
    -------
    Ids of steps; none where success cannot be reached.

    References
    ----------
    .. [1] Lengauer, T., Tarjan, R. E. (1979). A fast algorithm for finding dominators in a
       flowgraph. *ACM TOPLAS* 1(1), 121-141. https://doi.org/10.1145/357062.357071

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
    after = [*net.follows, net.starts, ()]
    for i in np.flatnonzero(net.success):
        after[i] = (end,)
    path = _shortest(after, start, end)
    return tuple(net.ids[i] for i in _bottlenecks(after, path) if i < start)


def _shortest(after: Sequence[Sequence[int]], start: int, end: int) -> list[int]:
    """Return a path with the fewest links, both ends included; none if there is no path."""
    came = [-1] * len(after)
    came[start] = start
    queue = [start]
    for i in queue:
        for j in after[i]:
            if came[j] < 0:
                came[j] = i
                queue.append(j)
    if came[end] < 0:
        return []
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]


def _bottlenecks(after: Sequence[Sequence[int]], path: Sequence[int]) -> list[int]:
    """Return what every path between the ends of one path passes."""
    rank = [-1] * len(after)
    for k, i in enumerate(path):
        rank[i] = k
    seen = bytearray(len(after))
    found, farthest = [], 0
    for k, i in enumerate(path):
        if farthest == k:
            found.append(i)
        stack = [i]
        while stack:
            for j in after[stack.pop()]:
                if rank[j] >= 0:
                    farthest = max(farthest, rank[j])
                elif not seen[j]:
                    seen[j] = 1
                    stack.append(j)
    return found


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
