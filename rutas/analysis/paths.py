"""Find the likeliest, the quickest and the longest way from one step to another.

A way is a path along the links; of branches side by side it follows one. Its chance is that of a person
at its first step who goes this way and no other; its days are the expected ones of its steps.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from math import inf, log
from typing import TYPE_CHECKING

import numpy as np

from rutas.errors import UsageError, guessed, nearest
from rutas.locale import say
from rutas.tokens.branches import branches
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.model import Route
    from rutas.tokens.figures import Figures

__all__ = ["Way", "Ways", "ways"]

START = -1


@dataclass(frozen=True, slots=True)
class Way:
    """One way through a route.

    Attributes
    ----------
    steps
        Ids, first and last included.
    chance
        Of a person at the first step, to get to the end of the last one this way. The drop-out of
        every step counts.
    days
        Expected days, from the first step's being open to her to the end of the last; waiting for the
        age of a later step included.
    """

    steps: tuple[str, ...]
    chance: float
    days: float


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from one step to another; all three are ``None`` where there is none.

    Attributes
    ----------
    likeliest, quickest
        Of all ways.
    longest
        Of the ways that never go back: a person may always go round once more.
    assumed
        What was unknown and taken as no time or no loss, on any of the three, as ``step.field``.
    """

    likeliest: Way | None
    quickest: Way | None
    longest: Way | None
    assumed: tuple[str, ...]


def ways(route: Route, source: str, target: str, figures: Figures) -> Ways:
    """Find the likeliest, the quickest and the longest way between two steps.

    The likeliest is a shortest path by -log of the shares [1]_, the quickest one by days, where
    waiting for an age keeps the order of who comes first; both O(m log n). The longest path is hard
    to find where links lead back [2]_; without those it takes one pass.

    Parameters
    ----------
    route
        The route.
    source, target
        Ids of steps.
    figures
        The route's quantities at their means (one row).

    Raises
    ------
    UsageError
        If the route has no such step; the message names the nearest.

    References
    ----------
    .. [1] Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. *Numerische
       Mathematik* 1, 269-271. https://doi.org/10.1007/BF01386390
    .. [2] Karger, D., Motwani, R., Ramkumar, G. D. S. (1997). On approximating the longest path in a
       graph. *Algorithmica* 18, 82-98. https://doi.org/10.1007/BF02523689
    """
    for name in (source, target):
        if name not in route.steps:
            hint = guessed(nearest(name, route.steps))
            raise UsageError(say("analysis.no-such-step", given=name, route=route.id, guess=hint))
    search = _Search(route, figures)
    first, last = search.net.index[source], search.net.index[target]
    # Whoever gets to the first step before it opens, as to a birth, waits on the way to it, not here.
    clock = max(search.clock_at(first), search.opens[first])
    found = [
        search.likeliest(first, last),
        search.quickest([(first, clock)], last),
        search.longest(first, last, clock),
    ]
    likeliest, quickest, longest = (search.way(path, clock) for path in found)
    passed = {search.net.ids[i] for path in found for i in path}
    assumed = tuple(name for name in figures.assumed if name.rpartition(".")[0] in passed)
    return Ways(likeliest, quickest, longest, assumed)


class _Search:
    """Look for paths in one route."""

    def __init__(self, route: Route, figures: Figures) -> None:
        self.net = net = compile_net(route)
        self.shape = branches(route)
        self.kept: list[float] = (1 - figures.dropout[0]).tolist()
        self.duration: list[float] = figures.duration[0].tolist()
        self.opens: list[float] = figures.opens[0].tolist()
        self.links: list[dict[int, float]] = [{} for _ in net.ids]
        for i, j, share in zip(
            net.source.tolist(), net.target.tolist(), figures.share[0].tolist(), strict=True
        ):
            if share > 0:
                self.links[i][j] = self.links[i].get(j, 0.0) + share
        ages = figures.at[0].tolist()
        self.enter = list(zip(net.ways.tolist(), ages, strict=True))

    def done(self, i: int, clock: float) -> float:
        """Return her age at the end of a step that she gets to at some age."""
        return max(clock, self.opens[i]) + self.duration[i]

    def clock_at(self, i: int) -> float:
        """Return the age at which one can first get to a step."""
        path = self.quickest(self.enter, i)
        if not path:
            return max((age for _, age in self.enter), default=0.0)
        return min(self._run(path[:-1], age) for step, age in self.enter if step == path[0])

    def _run(self, path: Iterable[int], clock: float) -> float:
        for i in path:
            clock = self.done(i, clock)
        return clock

    def likeliest(self, first: int, last: int) -> list[int]:
        """Return the path of the greatest chance."""

        def cost(i: int, j: int, sofar: float) -> float:
            chance = self.links[i][j] * self.kept[i]
            return sofar - log(chance) if chance > 0 else inf

        return self._nearest([(first, 0.0)], last, cost)

    def quickest(self, starts: Sequence[tuple[int, float]], last: int) -> list[int]:
        """Return the path whose last step one gets to first, from steps reached at some ages."""
        return self._nearest(starts, last, lambda i, _j, sofar: self.done(i, sofar))

    def _nearest(self, starts: Sequence[tuple[int, float]], last: int, cost: _Cost) -> list[int]:
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        for i, value in starts:
            if value < best.get(i, inf):
                best[i], came[i] = value, START
        queue = [(value, i) for i, value in best.items()]
        heapq.heapify(queue)
        settled: set[int] = set()
        while queue:
            value, i = heapq.heappop(queue)
            if i == last:
                return _trace(came, last)
            if i in settled:
                continue
            settled.add(i)
            for j in self.links[i]:
                then = cost(i, j, value)
                if j not in settled and then < best.get(j, inf):
                    best[j], came[j] = then, i
                    heapq.heappush(queue, (then, j))
        return []

    def longest(self, first: int, last: int, clock: float) -> list[int]:
        """Return the path that takes longest of those without a link back."""
        latest, came = {first: clock}, {first: START}
        for i in self.shape.order:
            if i in latest:
                then = self.done(i, latest[i])
                for j in self.links[i]:
                    if (i, j) not in self.shape.back and then > latest.get(j, -inf) and j != first:
                        latest[j], came[j] = then, i
        return _trace(came, last) if last in latest else []

    def way(self, path: Sequence[int], clock: float) -> Way | None:
        """Describe a path."""
        if not path:
            return None
        chance = float(np.prod([self.kept[i] for i in path]))
        for i, j in zip(path, path[1:], strict=False):
            chance *= self.links[i][j]
        days = self._run(path, clock) - clock
        return Way(tuple(self.net.ids[i] for i in path), chance, days)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Cost = Callable[[int, int, float], float]


def _trace(came: dict[int, int], last: int) -> list[int]:
    path = [last]
    while (before := came[path[-1]]) != START:
        path.append(before)
    return path[::-1]
