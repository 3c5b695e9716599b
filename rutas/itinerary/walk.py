"""Walk from a step to some others: one answer of each decision, every branch that leads there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx

from rutas.errors import UsageError
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rutas.model.route import Route

__all__ = ["Place", "walked"]

Place = tuple[str, int]
"""A step, and for which time she is there."""
_TURNS = 20


def walked(
    route: Route, start: str, ends: Collection[str], answers: Mapping[str, str]
) -> dict[Place, tuple[Place, ...]]:
    """Return the steps that somebody walks through, in an order, each with those before it.

    At a decision she goes where `answers` says, the first time that she is there; else by the likeliest link
    that does not lead back: from which an end is reached through none of the steps that she has walked.

    Raises
    ------
    UsageError
        If no end is reached.
    """
    return _Walk(route, start, ends, answers).run()


class _Walk:
    def __init__(
        self, route: Route, start: str, ends: Collection[str], answers: Mapping[str, str]
    ) -> None:
        self.route, self.start, self.ends, self.answers = route, start, set(ends), answers
        self.graph: nx.DiGraph[str] = nx.DiGraph(
            [(step.id, link.to) for step in route.steps.values() for link in step.links]
        )
        self.graph.add_nodes_from(route.steps)

    def run(self) -> dict[Place, tuple[Place, ...]]:
        found: nx.DiGraph[Place] = nx.DiGraph()
        first = (self.start, 1)
        found.add_node(first)
        been = {first: Counter([self.start])}
        todo = [first]
        while todo:
            place = todo.pop()
            for target in self._on(place, been[place]):
                times = been[place][target] + 1
                after = (target, times)
                if times > _TURNS:
                    raise self._lost()
                if after not in been:
                    been[after] = been[place] + Counter([target])
                    todo.append(after)
                found.add_edge(place, after)
        order = {name: k for k, name in enumerate(self.route.steps)}
        ranked = nx.lexicographical_topological_sort(found, key=lambda at: (at[1], order[at[0]]))
        return {place: tuple(found.predecessors(place)) for place in ranked}

    def _on(self, place: Place, been: Collection[str]) -> list[str]:
        """Return where she goes on from a step."""
        step = self.route.steps[place[0]]
        if step.id in self.ends:
            return []
        if step.id in self.answers and place[1] == 1:
            return [self.answers[step.id]]
        ranked = sorted(zip(step.shares, step.links, strict=True), key=lambda one: -one[0])
        targets = list(dict.fromkeys(link.to for share, link in ranked if share > 0))
        if len(targets) == 1:
            return targets
        # where an answer that was asked for leads back, she walks back, and answers anew
        ahead = self._ahead(been) & set(targets) or self._ahead(()) & set(targets)
        leading = [target for target in targets if target in ahead]
        if not leading:
            raise self._lost()
        return leading if step.parallel else leading[:1]

    def _ahead(self, been: Collection[str]) -> set[str]:
        """Return the steps from which an end is reached through none that she walked."""
        graph = self.graph.subgraph(set(self.graph).difference(been))
        ends = self.ends & set(graph)
        return ends.union(*(nx.ancestors(graph, end) for end in ends))

    def _lost(self) -> UsageError:
        ends = ", ".join(sorted(self.ends))
        return UsageError(say("itinerary.no-way", step=self.start, ends=ends))
