"""Find how many ways to success there are side by side, and which actors nobody completes without.

A *way* is a path along the links from a way in to a successful outcome; a person who walks branches side
by side walks several. How many there are is a matter of the drawing; who completes, of the token rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from rutas.graph.max_flow import FREE, max_flow
from rutas.tokens.columns import columns
from rutas.tokens.completing import completing
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rutas.model import Route
    from rutas.tokens.net import Net

__all__ = ["MOST_CUTS", "ActorCut", "actor_cut", "independent_paths"]

MOST_CUTS = 10
"""How many of the smallest sets are told."""

_MOST_BITS = 200_000_000  # sets of actors times steps that are tried at once


def independent_paths(route: Route) -> int:
    """Count the paths from the ways in to success that share no step, first and last aside.

    By Menger's theorem [1]_ this is also how many steps, neither first nor last, would have to
    close to cut every such path. Two paths don't share a link either. Nearly every route has a step
    that all paths pass, a dominator of success, and is answered by it; only others ask for a flow.

    References
    ----------
    .. [1] Menger, K. (1927). Zur allgemeinen Kurventheorie. *Fundamenta Mathematicae* 10, 96-115.
       https://doi.org/10.4064/fm-10-1-96-115
    """
    net = compile_net(route)
    first = np.isin(np.arange(len(net)), net.starts)
    shared = first != net.success
    last = np.flatnonzero(net.success)
    if any(not shared[step] for step in _passed_by_all(net, last.tolist())):
        return 1
    return max_flow(net.graph, np.where(shared, FREE, 1), net.starts, last, link=1)[0] or 0


def _passed_by_all(net: Net, goals: Collection[int]) -> list[int]:
    """Return the steps that every path from a way in to some steps passes; none where there is no path."""
    known = set(net.order)
    inner = [net.spans[goal] for goal in goals if goal in known]
    if not inner:
        return []
    first, last = min(inner)[0], max(inner)[0]
    return [step for step in net.order if net.spans[step][0] <= first and last < net.spans[step][1]]


@dataclass(frozen=True)
class ActorCut:
    """The actors without whom nobody completes.

    Attributes
    ----------
    alone
        Every actor whose closing alone leaves nobody who completes; ``None`` where that is not decided.
    sets
        All smallest sets of actors of whose closing that is true, up to ten; none where nobody completes
        anyway, or somebody does without any actor. ``None`` where that is not decided.
    """

    alone: tuple[str, ...] | None
    sets: tuple[tuple[str, ...], ...] | None


def actor_cut(route: Route) -> ActorCut:
    """Return the actors whose closing leaves nobody who completes, and their smallest sets.

    A step is closed when the actor that answers for it (its first) is: whoever gets there is lost. Every
    set of one actor is tried, then every set of two, and so on. (To find one smallest set is NP-hard
    [1]_ in general, and quick for the dozens of actors that a route has.)

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": [{"to": "a"}],
    ...     "outcomes": {"fin": {"name": "Fin", "success": "yes"}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "actor": "usf", "next": ["b", "c"]},
    ...         {"id": "b", "name": "B", "actor": "hospital", "next": "d"},
    ...         {"id": "c", "name": "C", "actor": "codeni", "next": "d"},
    ...         {"id": "d", "name": "D", "actor": "registro", "outcome": "fin"}]}]})
    >>> actor_cut(route)
    ActorCut(alone=('usf', 'registro'), sets=(('usf',), ('registro',)))

    References
    ----------
    .. [1] Karp, R. M. (1972). Reducibility among combinatorial problems. In *Complexity of Computer
       Computations*, 85-103. https://doi.org/10.1007/978-1-4684-2001-2_9
    """
    closings = _Closings(route)
    single = closings.cuts(1)
    if single is None:
        return ActorCut(None, None)
    if single or closings.idle:
        return ActorCut(tuple([name for (name,) in single]), single[:MOST_CUTS])
    for size in range(2, len(closings.actors) + 1):
        found = closings.cuts(size)
        if found is None or found:
            return ActorCut((), found and found[:MOST_CUTS])
    return ActorCut((), ())


class _Closings:
    """What becomes of a route when some actors close.

    Parameters
    ----------
    route
        The route.
    """

    def __init__(self, route: Route) -> None:
        self.net = compile_net(route)
        owners = [actor[0] if actor else None for actor in columns(route).actor]
        self.actors = [name for name in dict.fromkeys(owners) if name is not None]
        number = {name: k for k, name in enumerate(self.actors)}
        self.owner = [-1 if name is None else number[name] for name in owners]

    @property
    def idle(self) -> bool:
        """Whether closings change nothing: nobody completes anyway, or somebody does without any actor."""
        possible, decided = self._completing([(), range(len(self.actors))])
        return (decided & 1 and not possible & 1) or bool(possible & 2)

    def cuts(self, size: int) -> tuple[tuple[str, ...], ...] | None:
        """Return every set of so many actors without which nobody completes, if somebody does with all."""
        count = comb(len(self.actors), size)
        if (count + 1) * len(self.net) > _MOST_BITS:
            return None
        sets = [(), *combinations(range(len(self.actors)), size)]
        possible, decided = self._completing(sets)
        if decided != (1 << len(sets)) - 1:
            return None
        if not possible & 1:
            return ()
        return tuple(
            tuple(self.actors[k] for k in some)
            for number, some in enumerate(sets)
            if not possible >> number & 1
        )

    def _completing(self, sets: Sequence[Collection[int]]) -> tuple[int, int]:
        """Tell which sets of closed actors leave somebody who completes, and of which it is decided."""
        closed = np.zeros((len(self.actors) + 1, len(sets)), dtype=bool)
        for number, some in enumerate(sets):
            closed[list(some), number] = True
        bits = [
            int.from_bytes(row.tobytes(), "little")
            for row in np.packbits(closed, axis=1, bitorder="little")
        ]
        # The last row, that of steps without an actor, is never closed.
        return completing(self.net, [bits[owner] for owner in self.owner], len(sets))
