"""Lay a route out as arrays: steps, links, ways in, and the quantities that decide who goes where.

Shapes: ``n`` steps, ``m`` links, ``w`` ways in; steps stand in the order of the file, links in
the order of their steps. A fork is a step whose links are all taken (two or more); its links have
share 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from rutas.model.step import even_shares
from rutas.tokens.columns import columns
from rutas.tokens.graphs import forward_order
from rutas.tokens.once import once
from rutas.tokens.reach import forward, preceding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.columns import Columns

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["Net", "compile"]


@dataclass(frozen=True, eq=False)
class Net:
    """A route as arrays, at the means of its quantities.

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
    way_share
        ``(w,)`` the mean share of people who come by it; adds up to 1.
    share
        ``(m,)`` the mean share of people who take each link; 1 for the links of a fork.
    dropout
        ``(n,)`` the mean share of people lost at each step; an unknown one is 0.
    assumed
        The unknown quantities that were taken as 0, as paths of a change set.
    """

    ids: tuple[str, ...]
    index: Mapping[str, int]
    source: Ints
    target: Ints
    first: Ints
    parallel: Bools
    join: Bools
    outcome: Ints
    outcomes: tuple[str, ...]
    success: Bools
    ways: Ints
    way_share: Floats
    share: Floats
    dropout: Floats
    assumed: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.ids)

    @cached_property
    def entry(self) -> Floats:
        """``(n,)`` the share of people who enter at each step."""
        return np.bincount(self.ways, self.way_share, len(self.ids)).astype(np.float64)

    @cached_property
    def alive(self) -> Bools:
        """``(m,)`` whether anybody takes the link: share 0 is an answer that nobody gives."""
        return self.share > 0

    @cached_property
    def follows(self) -> tuple[tuple[int, ...], ...]:
        """The steps that each step leads to by links that somebody takes, one entry a link."""
        targets, alive, first = self.target.tolist(), self.alive.tolist(), self.first.tolist()
        if not all(alive):
            return tuple(
                tuple(targets[k] for k in range(a, b) if alive[k]) for a, b in pairwise(first)
            )
        return tuple(tuple(targets[a:b]) for a, b in pairwise(first))

    @cached_property
    def before(self) -> tuple[tuple[int, ...], ...]:
        """The steps that lead to each step by links that somebody takes, one entry a link."""
        return preceding(self.follows)

    @cached_property
    def graph(self) -> nx.DiGraph[int]:
        """The numbers of the steps, and the links that somebody takes."""
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(len(self)))
        graph.add_edges_from((i, j) for i, after in enumerate(self.follows) for j in after)
        return graph

    @cached_property
    def _walked(self) -> tuple[list[int], frozenset[tuple[int, int]]]:
        return forward_order(self.follows, self.starts)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The steps that can be reached, so that every link but those back leads forward."""
        return tuple(self._walked[0])

    @property
    def back(self) -> frozenset[tuple[int, int]]:
        """The links back, as pairs of steps."""
        return self._walked[1]

    @cached_property
    def joining(self) -> frozenset[int]:
        """The steps that are joins, or can get to one."""
        return frozenset(forward(self.before, np.flatnonzero(self.join).tolist()))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The steps at which somebody enters, each once, in the order of the ways in."""
        return tuple(
            dict.fromkeys(
                int(step)
                for step, share in zip(self.ways, self.way_share, strict=True)
                if share > 0
            )
        )


@once
def compile(route: Route) -> Net:  # noqa: A001  (it is what one does to a route before running it)
    """Lay a route out as arrays.

    Parameters
    ----------
    route
        A route; asked twice, the same one gives the same net.

    Returns
    -------
    Its net, at the means of its quantities.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "dropout": "10 %", "next": {"all": ["b", "c"]}},
    ...         {"id": "b", "name": "B", "next": "d"}, {"id": "c", "name": "C", "next": "d"},
    ...         {"id": "d", "name": "D", "join": "all", "outcome": "fin"}]}]})
    >>> net = compile(route)
    >>> net.ids, net.target.tolist(), net.parallel.tolist()
    (('a', 'b', 'c', 'd'), [1, 2, 3, 3], [True, False, False, False])
    """
    given = columns(route)
    index = {name: i for i, name in enumerate(given.id)}
    outcomes = tuple(route.outcomes)
    place = {name: i for i, name in enumerate(outcomes)}
    counts = np.fromiter(map(len, given.links), dtype=np.int64, count=len(index))
    good = np.array([outcome.success for outcome in route.outcomes.values()] + [False])
    outcome = np.array([place.get(name or "", -1) for name in given.outcome], dtype=np.int64)
    return Net(
        ids=given.id,
        index=index,
        source=np.repeat(np.arange(len(index)), counts),
        target=np.array(
            [index[link.to] for group in given.links for link in group], dtype=np.int64
        ),
        first=np.concatenate([[0], np.cumsum(counts)]),
        parallel=np.array(given.parallel, dtype=bool) & (counts > 1),
        join=np.array([join == "all" for join in given.join], dtype=bool),
        outcome=outcome,
        outcomes=outcomes,
        success=good[outcome],
        ways=np.array([index[way.to] for way in route.ways_in], dtype=np.int64),
        way_share=np.array(route.way_in_shares, dtype=float),
        share=np.array(_shares(given), dtype=float),
        dropout=np.array([lost.mean if lost else 0.0 for lost in given.dropout], dtype=float),
        # Nobody attends a bare question or a bare ending, and so nobody is known to be lost there.
        assumed=tuple(
            [
                f"{name}.dropout"
                for name, lost, actor in zip(given.id, given.dropout, given.actor, strict=True)
                if lost is None and actor
            ]
        ),
    )


def _shares(given: Columns) -> list[float]:
    """Return the mean share of people who take each link, as `rutas.model.Step.shares` does."""
    found: list[float] = []
    for links, parallel in zip(given.links, given.parallel, strict=True):
        shares = [link.share for link in links]
        if parallel or shares == [None]:
            found += [1.0] * len(shares)
        else:
            found += even_shares([share.mean if share else None for share in shares])
    return found
