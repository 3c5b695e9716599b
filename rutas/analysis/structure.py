"""Tell which steps nobody completes without, and which actors nobody can replace.

A step is *unavoidable* if nobody completes without it: by the token rules, whatever the shares, no run
completes and leaves it out. So each branch that a join waits for counts, and not only what lies on every
path of the drawing. Its actor is *sole* if no other answers for a service of the step anywhere in the
route.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rutas.tokens.columns import columns
from rutas.tokens.completing import completing, needed
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Route

__all__ = ["nobody_completes", "sole_actors", "unavoidable"]


def nobody_completes(route: Route) -> bool:
    """Tell whether it is decided that by the token rules nobody can complete, whatever the shares."""
    net = compile_net(route)
    return completing(net, [0] * len(net), 1) == (0, 1)


def unavoidable(route: Route) -> Mapping[str, bool | None]:
    """Tell for each step whether nobody completes without it.

    Returns
    -------
    By step: whether every run that completes passes it. ``None`` where branches don't
    nest and there are more states than are looked at; ``False`` everywhere where nobody completes at
    all.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": [{"to": "a"}],
    ...     "outcomes": {"fin": {"name": "Fin", "success": "yes"}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "next": {"all": ["b", "c"]}},
    ...         {"id": "b", "name": "B", "next": "e"},
    ...         {"id": "c", "name": "C", "next": ["d", "e"]},
    ...         {"id": "d", "name": "D", "next": "e"},
    ...         {"id": "e", "name": "E", "join": "all", "outcome": "fin"}]}]})
    >>> [step for step, sure in unavoidable(route).items() if sure]
    ['a', 'b', 'c', 'e']
    """
    net = compile_net(route)
    found = needed(net)
    return {name: found.get(step, False) for step, name in enumerate(net.ids)}


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
