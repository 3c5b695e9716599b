"""Find the likeliest, the quickest and the longest way from one step to another.

A way is a path along the links; of branches side by side it follows one. Its chance is that of a person
at its first step who goes this way and no other; its days are the expected ones of its steps.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import chain
from math import inf, log
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from rutas.errors import no_such
from rutas.graph.walks import components, numbered, reached
from rutas.graph.walks import path as traced
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.model import Route
    from rutas.model.assumed import Assumption
    from rutas.tokens.figures import Figures

__all__ = ["Way", "Ways", "ways"]

_WAYS = 50_000


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
        Of the ways that pass no step twice: a person may always go round once more.
    undecided
        Whether the longest is ``None`` because loops offer too many ways to compare them all.
    assumed
        What was taken for what the file leaves out, on any of the three.
    """

    likeliest: Way | None
    quickest: Way | None
    longest: Way | None
    undecided: bool
    assumed: tuple[Assumption, ...]


def ways(route: Route, source: str, target: str, figures: Figures) -> Ways:
    """Find the likeliest, the quickest and the longest way between two steps.

    The likeliest is a shortest path by -log of the shares [1]_, the quickest one by days, where
    waiting for an age keeps the order of who comes first; both O(m log n). The longest path is hard
    to find where links lead back [2]_: outside of loops it takes one pass, and inside each loop all simple
    paths are compared, up to 50,000 of them.

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
            raise no_such("analysis.no-such-step", name, route.steps, route=route.id)
    search = _Search(route, figures)
    first, last = search.net.index[source], search.net.index[target]
    # Whoever gets to the first step before it opens, as to a birth, waits on the way to it, not here.
    clock = max(search.clock_at(first), search.opens[first])
    longest = search.longest(first, last, clock)
    found = [
        search.likeliest(first, last), search.quickest([(first, clock)], last), longest or []
    ]  # fmt: skip
    passed = {search.net.ids[i] for path in found for i in path}
    assumed = tuple(one for one in route.assumed if passed.issuperset(one.steps))
    likeliest, quickest, long = (search.way(path, clock) for path in found)
    return Ways(likeliest, quickest, long, longest is None, assumed)


class _Search:
    """Look for paths in one route."""

    def __init__(self, route: Route, figures: Figures) -> None:
        self.net = net = compile_net(route)
        self.graph = numbered(net.heads)  # without the exits of who is late or was forgiven
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

        def cost(i: int, j: int, _: object) -> float | None:
            chance = self.links[i][j] * self.kept[i]
            return -log(chance) if chance > 0 else None

        try:
            return nx.dijkstra_path(self.graph, first, last, weight=cost)
        except nx.NetworkXNoPath:
            return []

    def quickest(self, starts: Sequence[tuple[int, float]], last: int) -> list[int]:
        """Return the path whose last step one gets to first, from steps reached at some ages.

        What a link takes depends on when one comes to it, which no algorithm of networkx allows for.
        """
        best: dict[int, float] = {}
        for i, age in starts:
            best[i] = min(age, best.get(i, inf))
        came: dict[int, int | None] = dict.fromkeys(best)
        queue = [(age, i) for i, age in best.items()]
        heapq.heapify(queue)
        settled: set[int] = set()
        while queue:
            age, i = heapq.heappop(queue)
            if i == last:
                return list(traced(came, last))
            if i in settled:
                continue
            settled.add(i)
            then = self.done(i, age)
            for j in self.links[i]:
                if j not in settled and then < best.get(j, inf):
                    best[j], came[j] = then, i
                    heapq.heappush(queue, (then, j))
        return []

    def longest(self, first: int, last: int, clock: float) -> list[int] | None:
        """Return the simple path that takes longest; ``None`` where too many would have to be compared.

        Whoever comes later is done later, so the latest arrival at each step decides; and whoever
        left a loop for good doesn't come back, so each loop is walked by itself.
        """
        graph = self.graph
        after: set[int] = reached(graph, [first])
        if last not in after:
            return []
        before: set[int] = reached(graph, [last], back=True)
        part: nx.DiGraph[int] = nx.DiGraph(graph.subgraph(after & before))
        part.remove_edges_from([*part.in_edges(first), *part.out_edges(last)])
        latest = {first: clock}
        came: dict[int, list[int]] = {}
        budget = iter(range(_WAYS))
        for loop in reversed(components(part)):
            inner = part.subgraph(loop)
            for entry in [i for i in loop if i in latest]:
                walks = nx.all_simple_paths(inner, entry, set(loop) - {entry})
                for walk in chain([[entry]], walks):
                    if len(loop) > 1 and next(budget, None) is None:
                        return None
                    then = self._run(walk, latest[entry])
                    for j in set(part[walk[-1]]) - set(loop):
                        if then > latest.get(j, -inf):
                            latest[j], came[j] = then, walk
        path = [last]
        while path[0] != first:
            path[:0] = came[path[0]]
        return path

    def way(self, path: Sequence[int], clock: float) -> Way | None:
        """Describe a path."""
        if not path:
            return None
        chance = float(np.prod([self.kept[i] for i in path]))
        for i, j in zip(path, path[1:], strict=False):
            chance *= self.links[i][j]
        days = self._run(path, clock) - clock
        return Way(tuple(self.net.ids[i] for i in path), chance, days)
