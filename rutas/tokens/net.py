"""Lay a route out as arrays: steps, links, ways in, and the quantities that decide who goes where."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rutas.model.step import even_shares
from rutas.quantity import YEAR
from rutas.tokens.blocks import nest
from rutas.tokens.columns import columns
from rutas.tokens.lateness import lateness
from rutas.tokens.leaving import TRIES, attending, leaving
from rutas.tokens.once import once
from rutas.tokens.plan import plan_of
from rutas.tokens.shape import Shape
from rutas.tokens.traps import caught

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.quantity import Quantity
    from rutas.tokens.blocks import Nesting
    from rutas.tokens.columns import Columns
    from rutas.tokens.plan import Plan

    Floats = NDArray[np.float64]

__all__ = ["Net", "compile"]


@dataclass(frozen=True, eq=False)
class Net(Shape):
    """A route as arrays, at the means of its quantities.

    Attributes
    ----------
    way_share
        ``(w,)`` the mean share of people who come by it; adds up to 1.
    share
        ``(m,)`` the mean share of people who take each link; 1 for the links of a fork.
    dropout
        ``(n,)`` the mean share of people lost at each step, those who give up waiting among them; an unknown
        one is 0.
    lateness
        Of the steps with an exit for the late, the share of people who are: 0, 1, or ``nan`` where the clock
        decides.
    """

    way_share: Floats
    share: Floats
    dropout: Floats
    lateness: Mapping[int, float]

    @cached_property
    def entry(self) -> Floats:
        """``(n,)`` the share of people who enter at each step."""
        return np.bincount(self.ways, self.way_share, len(self.ids)).astype(np.float64)

    @cached_property
    def exact(self) -> bool:
        """Whether figures can be worked out exactly.

        Branches nest, no clock decides where she goes, and nobody goes round in a branch for ever.
        """
        if not self.nesting.nests or any(map(np.isnan, self.lateness.values())):
            return False
        return not caught(self, self.nesting, self.dropout > 0, self.lateness)

    @cached_property
    def nesting(self) -> Nesting:
        """How the blocks of the route stand inside each other."""
        return nest(self)

    @cached_property
    def plan(self) -> Plan:
        """The levels of the route, if it nests, in the order in which they can be weighed."""
        return plan_of(self, self.nesting)


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
    share = np.array(_shares(given), dtype=float)
    ways = [(way.to, part) for way, part in zip(route.ways_in, route.way_in_shares, strict=True)]
    index = {name: i for i, name in enumerate(given.id)}
    outcomes = tuple(route.outcomes)
    place = {name: i for i, name in enumerate(outcomes)}
    counts = np.fromiter(map(len, given.links), dtype=np.int64, count=len(index))
    good = np.array([outcome.success for outcome in route.outcomes.values()] + [False])
    outcome = np.array([place.get(name or "", -1) for name in given.outcome], dtype=np.int64)
    shape = Shape(
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
        alive=share > 0,
        starts=tuple(dict.fromkeys(index[to] for to, part in ways if part > 0)),
        missing={i: index[to] for i, to in enumerate(given.missing) if to is not None},
        late={i: index[to] for i, to in enumerate(given.late) if to is not None},
    )
    return Net(
        **{one.name: getattr(shape, one.name) for one in fields(shape)},
        way_share=np.array(route.way_in_shares, dtype=float),
        share=share,
        dropout=_dropout(given),
        lateness=lateness(shape, given, _ages(route)),
    )


def _ages(route: Route) -> list[tuple[float, float]]:
    """Return the lowest and the highest age in days of those who come by each way in."""
    youngest = route.ages.from_ * YEAR if route.ages else 0.0
    return [(way.at.low, way.at.high) if way.at else (youngest, youngest) for way in route.ways_in]


def _dropout(given: Columns) -> Floats:
    """Return the mean share of people who are lost at each step."""
    times = _means([one.times if one else None for one in given.repeat], 1.0)
    come, _ = attending(_means(given.no_show), _means(given.tries, TRIES), times)
    waiting = _means(given.wait), _means(given.leaves)
    return leaving(_means(given.dropout), *waiting, given.patience, come)


def _means(given: Sequence[Quantity | None], default: float = 0.0) -> Floats:
    return np.array([one.mean if one else default for one in given], dtype=float)


def _shares(given: Columns) -> list[float]:
    """Return the mean share of people who take each link, as `rutas.model.Step.shares` does."""
    found: list[float] = []
    for links, parallel in zip(given.links, given.parallel, strict=True):
        if parallel or (len(links) == 1 and links[0].share is None):
            found += [1.0] * len(links)
        else:
            found += even_shares([link.share.mean if link.share else None for link in links])
    return found
