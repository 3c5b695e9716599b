"""Lay a route out as arrays: steps, links, ways in, and the quantities that decide who goes where.

Shapes: ``n`` steps, ``m`` links, ``w`` ways in; steps stand in the order of the file, links in
the order of their steps. A fork is a step whose links are all taken (two or more); its links have
share 1.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rutas.model import Route

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
        return tuple(
            tuple(targets[k] for k in range(first[i], first[i + 1]) if alive[k])
            for i in range(len(self.ids))
        )

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


_compiled: dict[int, tuple[weakref.ref[Route], Net]] = {}


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
    kept = _compiled.get(id(route))
    if kept is not None and kept[0]() is route:
        return kept[1]
    net = _compile(route)
    key = id(route)
    _compiled[key] = (weakref.ref(route, lambda _: _compiled.pop(key, None)), net)
    return net


def _compile(route: Route) -> Net:
    steps = list(route.steps.values())
    index = {step.id: i for i, step in enumerate(steps)}
    outcomes = tuple(route.outcomes)
    place = {name: i for i, name in enumerate(outcomes)}
    counts = [len(step.links) for step in steps]
    ended = [place.get(step.outcome, -1) if step.outcome else -1 for step in steps]
    good = np.array([outcome.success for outcome in route.outcomes.values()] + [False])
    outcome = np.array(ended, dtype=np.int64)
    return Net(
        ids=tuple(index),
        index=index,
        source=np.repeat(np.arange(len(steps)), counts),
        target=np.array([index[link.to] for step in steps for link in step.links], dtype=np.int64),
        first=np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]),
        parallel=np.array([step.parallel and len(step.links) > 1 for step in steps], dtype=bool),
        join=np.array([step.join == "all" for step in steps], dtype=bool),
        outcome=outcome,
        outcomes=outcomes,
        success=good[outcome],
        ways=np.array([index[way.to] for way in route.ways_in], dtype=np.int64),
        way_share=np.array(route.way_in_shares, dtype=float),
        share=np.array([share for step in steps for share in step.shares], dtype=float),
        dropout=np.array(
            [step.dropout.mean if step.dropout else 0.0 for step in steps], dtype=float
        ),
        # Nobody attends a bare question or a bare ending, and so nobody is known to be lost there.
        assumed=tuple(
            f"{step.id}.dropout" for step in steps if step.dropout is None and step.actor
        ),
    )
