"""Ask the drawing of a route: what leads where, what can be reached, and what can be got round."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import networkx as nx

from rutas.graph.links import links
from rutas.graph.walks import path, reached, search

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from rutas.model import Route, Step

__all__ = ["START", "Shape"]

START = ""
"""The node from which every way in comes; no step has an empty id."""


class Shape:
    """The steps and links of a route, each question answered once and only when it is asked.

    Parameters
    ----------
    route
        The route.
    """

    def __init__(self, route: Route) -> None:
        self.route = route

    @property
    def steps(self) -> Mapping[str, Step]:
        """The route's steps by id."""
        return self.route.steps

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """What each step may lead to, and `START`, which leads to the ways in."""
        graph = links(self.route)
        graph.add_edges_from((START, way.to) for way in self.route.ways_in)
        return graph

    @property
    def starts(self) -> list[str]:
        """The steps that ways in lead to, each once."""
        return list(self.graph[START])

    @cached_property
    def _found(self) -> Mapping[str, str | None]:
        return search(self.graph, START)

    @cached_property
    def reached(self) -> frozenset[str]:
        """The steps that some path from a way in leads to."""
        return frozenset(self._found) - {START}

    @cached_property
    def ending(self) -> frozenset[str]:
        """The steps from which some path leads to an outcome."""
        return self.leading(name for name, step in self.steps.items() if step.outcome)

    def way_to(self, step: str) -> tuple[str, ...]:
        """Return the shortest way from a way in to a step that can be reached."""
        return path(self._found, step)[1:]

    @cached_property
    def _loops(self) -> list[set[str]]:
        stuck = self.graph.subgraph(self.reached - self.ending)
        return list(nx.attracting_components(stuck))

    @property
    def trapped(self) -> frozenset[str]:
        """The steps of loops that can be reached and that no link leaves."""
        return frozenset().union(*self._loops)

    @cached_property
    def traps(self) -> list[tuple[str, ...]]:
        """A shortest round of each such loop, from the step at which people first come into it."""
        order = {name: place for place, name in enumerate(self.steps)}
        return sorted(map(self._round, self._loops), key=lambda loop: order[loop[0]])

    def _round(self, loop: set[str]) -> tuple[str, ...]:
        """Return the shortest round of a loop, from the step at which people come into it."""
        first = next(name for name in self._found if name in loop)
        found = search(self.graph, first)
        return path(found, next(name for name in found if self.graph.has_edge(name, first)))

    def leading(self, goals: Iterable[str]) -> frozenset[str]:
        """Return the steps from which some path leads to one of others."""
        return frozenset(reached(self.graph, goals, back=True)) - {START}

    def completing_without(self, avoided: Container[str]) -> set[str]:
        """Return the steps from which a person can complete the route without passing some steps.

        She can from a step that ends in success, from one of whose links leads to such a step, and,
        where branches go on side by side, from which all of them do; or from one of whose exits does: the
        least fixed point of an and-or graph, found in one pass over the links.
        """
        outcomes = self.route.outcomes
        found = {
            name
            for name, step in self.steps.items()
            if step.outcome and outcomes[step.outcome].success and name not in avoided
        }
        queue = list(found)
        missing = {
            name: len({link.to for link in s.links}) for name, s in self.steps.items() if s.parallel
        }
        for name in queue:
            for before in self.graph.pred[name]:
                if before in found or before in avoided:
                    continue
                if before in missing and name not in self.steps[before].exits.values():
                    missing[before] -= 1
                    if missing[before]:
                        continue
                found.add(before)
                queue.append(before)
        return found - {START}
