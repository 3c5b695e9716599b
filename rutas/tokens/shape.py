"""Lay out which step leads to which: what the nesting of a route is asked of, whatever the figures.

Shapes: ``n`` steps, ``m`` links, ``w`` ways in; steps stand in the order of the file, links in
the order of their steps. A fork is a step whose links are all taken (two or more).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from rutas.graph.walks import components, dominators, forward_order, numbered, reached, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["Shape"]


@dataclass(frozen=True, eq=False)
class Shape:
    """The steps of a route, and the links between them.

    Attributes
    ----------
    ids
        The steps' ids; a step's place here is its index everywhere else.
    index
        The index of every id.
    source, target
        ``(m,)`` where each link leaves and where it leads.
    first
        ``(n + 1,)`` the links of step ``i`` are ``first[i] : first[i + 1]``.
    alive
        ``(m,)`` whether anybody takes the link: share 0 is an answer that nobody gives.
    parallel
        ``(n,)`` whether the step is a fork: two or more links that are all taken.
    join
        ``(n,)`` whether the step waits for every branch that can still get there.
    outcome
        ``(n,)`` index of the step's outcome in `outcomes`, or -1.
    outcomes
        The ids of the outcomes.
    success
        ``(n,)`` whether the step ends the route with success.
    ways
        ``(w,)`` the step that each way in leads to.
    starts
        The steps at which somebody enters, each once, in the order of the ways in.
    missing
        Where she goes who lost a branch on the way to a join, by step.
    late
        Where she goes who is late, by step; not of steps where nobody can be.
    """

    ids: tuple[str, ...]
    index: Mapping[str, int]
    source: Ints
    target: Ints
    first: Ints
    alive: Bools
    parallel: Bools
    join: Bools
    outcome: Ints
    outcomes: tuple[str, ...]
    success: Bools
    ways: Ints
    starts: tuple[int, ...]
    missing: Mapping[int, int]
    late: Mapping[int, int]

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.ids)

    @cached_property
    def heads(self) -> tuple[tuple[int, ...], ...]:
        """The steps that each step leads to by its own links, those that somebody takes, one entry a link."""
        targets, alive, first = self.target.tolist(), self.alive.tolist(), self.first.tolist()
        if not all(alive):
            return tuple(
                tuple(targets[k] for k in range(a, b) if alive[k]) for a, b in pairwise(first)
            )
        return tuple(tuple(targets[a:b]) for a, b in pairwise(first))

    @cached_property
    def follows(self) -> tuple[tuple[int, ...], ...]:
        """The steps that each step leads to, by its own links and by its exits, one entry each."""
        found = list(self.heads)
        for exits in (self.missing, self.late):
            for step, to in exits.items():
                found[step] = (*found[step], to)
        return tuple(found)

    @cached_property
    def before(self) -> tuple[tuple[int, ...], ...]:
        """The steps that lead to each step, by links that somebody takes and by exits, one entry each."""
        back: list[list[int]] = [[] for _ in self.follows]
        for i, targets in enumerate(self.follows):
            for j in targets:
                back[j].append(i)
        return tuple(map(tuple, back))

    @cached_property
    def graph(self) -> nx.DiGraph[int]:
        """The numbers of the steps, and the links that somebody takes."""
        return numbered(self.follows)

    @cached_property
    def rooted(self) -> nx.DiGraph[int]:
        """The same graph, with one node more, numbered as the last, that leads to all ways in."""
        return numbered([*self.follows, self.starts])

    @cached_property
    def _walked(self) -> tuple[list[int], frozenset[tuple[int, int]]]:
        order, back = forward_order(self.rooted, len(self))
        return order[1:], back

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The steps that can be reached, so that every link but those back leads forward."""
        return tuple(self._walked[0])

    @property
    def back(self) -> frozenset[tuple[int, int]]:
        """The links back, as pairs of steps."""
        return self._walked[1]

    @cached_property
    def looped(self) -> Bools:
        """``(n,)`` whether the step is on a loop, so that somebody may come back to it."""
        table = np.array([i in after for i, after in enumerate(self.follows)], dtype=bool)
        for part in self.circles:
            table[part] = True
        return table

    @cached_property
    def parts(self) -> list[list[int]]:
        """The steps that can be reached, what is on loops together in one; those that come after first."""
        if not self.back:
            return [[step] for step in reversed(self.order)]
        place = {step: number for number, step in enumerate(self.order)}
        parts = [part for part in components(self.rooted) if part[0] in place]
        for part in parts:
            if len(part) > 1:
                part.sort(key=place.__getitem__, reverse=True)
        return parts

    @cached_property
    def circles(self) -> tuple[list[int], ...]:
        """The steps that can be reached and are on loops together: two steps or more."""
        return tuple([part for part in self.parts if len(part) > 1])

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """For each step that can be reached, a span that holds those of what is reached through it alone."""
        root = len(self)
        return spans(dominators(self.rooted, root), self.order, root)

    @cached_property
    def joining(self) -> frozenset[int]:
        """The steps that are joins, or can get to one."""
        return frozenset(self._leading(np.flatnonzero(self.join).tolist()))

    def _leading(self, goals: Iterable[int]) -> set[int]:
        """Return the steps that lead to some, these included."""
        return reached(self.rooted, goals, back=True) - {len(self)}  # that graph is there already

    def ending(self, losses: Iterable[int]) -> set[int]:
        """Return the steps from which the route can end without an exit; to be lost, at some, ends it too."""
        last = [*np.flatnonzero(self.outcome >= 0).tolist(), *losses]
        exits = self.missing or self.late
        return reached(numbered(self.heads), last, back=True) if exits else self._leading(last)

    def ends(self, losses: Bools | None = None) -> Bools:
        """Return ``(n,)``: whether the route can end, once at the step.

        Where it is told at which steps people are lost, ``(n,)``, being lost is an end as well.
        """
        last = np.flatnonzero((self.outcome >= 0) | (False if losses is None else losses))
        table = np.zeros(len(self), dtype=bool)
        table[list(self._leading(last.tolist()))] = True
        return table

    def endless(self, losses: Bools) -> set[int]:
        """Return the steps from which some token surely goes on for ever, or waits for ever.

        No end can be reached from there, and nobody is lost; or she is at no join, and such a step comes next
        whatever she answers, or in one branch of a fork. It is told at which steps people are lost, ``(n,)``.
        """
        stops = losses | self.join | (self.outcome >= 0)
        found = {i for i in self.order if not stops[i]}
        todo = [i for i in self.order if stops[i]]
        left = {i: len(self.follows[i]) for i in found}
        while todo:
            for before in self.before[todo.pop()]:
                if before in found:
                    left[before] -= 1
                    if left[before] == 0 or not self.parallel[before]:
                        found.discard(before)
                        todo.append(before)
        return found | set(np.flatnonzero(~self.ends(losses)).tolist())
