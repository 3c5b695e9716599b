"""Give the quantities of a route as arrays: once at their means, or drawn many times at random.

Every array has one row a draw, ``D`` of them (one row at the means, and where nothing in it is drawn), and
a column a step (``n``), a link (``m``) or a way in (``w``), in the order of the `rutas.tokens.net.Net`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from rutas.model.step import even_shares, link_paths
from rutas.quantity import YEAR
from rutas.tokens.columns import columns
from rutas.tokens.leaving import TRIES, attending, leaving
from rutas.tokens.net import compile as compile_net
from rutas.tokens.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.quantity import Quantity
    from rutas.tokens.columns import Columns
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Draw = Callable[[str, Quantity], Floats]

__all__ = ["Figures", "draw", "figures"]


@dataclass(frozen=True, eq=False)
class Figures:
    """The quantities of a route, one row a draw.

    Durations and ages are in days, rates a calendar day. A figure that the file leaves out is what
    leaves people and time alone (0; ``times`` 1; ``opens`` before any age; ``by`` and ``within``
    never), except `capacity`, `cost` and `demand`, which are ``nan`` where they are unknown.

    Attributes
    ----------
    dropout
        ``(D, n)`` share of people lost at each step: also those who give up waiting, or never come.
    share
        ``(D, m)`` share of people who take each link; 1 for the links of a fork.
    way_share, at
        ``(D, w)`` share of people who come by each way in, and their age on entering.
    wait, takes
        ``(D, n)`` days before being attended, and of being attended (in a series: each visit).
    times, every, lead
        ``(D, n)`` visits of a series, days from one to the next, and days until the result of the last.
    places
        ``(D, n)`` what each takes of the capacity: a place a visit, and those to which she doesn't come.
    opens, by, within
        ``(D, n)`` the age before which the step is shut, and what it is due by.
    capacity, cost
        ``(D, n)`` people a day to whom the step gives a place, overbooked ones too, and what the family pays.
    demand
        ``(D,)`` people a day who enter.
    names
        The uncertain quantities, as paths of a change set.
    values
        ``(D, q)`` what was drawn for each of them, before shares are scaled to add up to 1.
    """

    dropout: Floats
    share: Floats
    way_share: Floats
    at: Floats
    wait: Floats
    takes: Floats
    times: Floats
    every: Floats
    lead: Floats
    places: Floats
    opens: Floats
    by: Floats
    within: Floats
    capacity: Floats
    cost: Floats
    demand: Floats
    names: tuple[str, ...]
    values: Floats

    @property
    def draws(self) -> int:
        """How many rows there are."""
        return max(len(table) for table in vars(self).values() if isinstance(table, np.ndarray))

    def of(self, rows: slice | Ints) -> Figures:
        """Return some of the rows; a table of one row serves any, and stays."""
        some: dict[str, Any] = {
            name: table[rows]
            for name, table in vars(self).items()
            if isinstance(table, np.ndarray) and len(table) > 1
        }
        return replace(self, **some)

    def entry(self, net: Net) -> Floats:
        """Return ``(D, n)``, the share of people who enter at each step."""
        entry = np.zeros((len(self.way_share), len(net)))
        for way, step in enumerate(net.ways):
            entry[:, step] += self.way_share[:, way]
        return entry

    @property
    def duration(self) -> Floats:
        """``(D, n)`` days at each step: the wait, being attended, the rest of a series, and its result."""
        return self.wait + self.takes + (self.times - 1) * self.every + self.lead


@once
def figures(route: Route) -> Figures:
    """Return the quantities of a route at their means, as one row.

    Examples
    --------
    >>> from rutas.model import Route
    >>> from rutas.tokens.net import compile
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "wait": "1..3 d", "outcome": "fin"}]}]})
    >>> figures(route).wait.tolist()
    [[2.0]]
    >>> drawn = draw(route, compile(route), np.random.default_rng(1), 1000)
    >>> drawn.names, drawn.wait.shape, round(float(drawn.wait.mean()))
    (('a.wait',), (1000, 1), 2)
    """
    return _collect(route, compile_net(route), None, 1)


def draw(
    route: Route, net: Net, rng: np.random.Generator, size: int, *, people: Figures | None = None
) -> Figures:
    """Draw the uncertain quantities of a route at random, independently of each other.

    Parameters
    ----------
    route, net
        The route, and its net.
    rng
        A numpy generator.
    size
        How many draws.
    people
        Figures whose shares of people are taken as they stand: only times and the like are drawn.

    Returns
    -------
    Figures of ``size`` rows. What is exact is the same in every row. Shares of one decision are
    drawn independently and scaled to add up to 1; what is left out gets what remains. Each quantity
    has a stream of random numbers of its own, so that a change to one leaves the draws of the others.
    """
    seed = int(rng.integers(2**63))

    def values(path: str, quantity: Quantity) -> Floats:
        return _stream(seed, path, quantity, size)

    return _collect(route, net, values, size, people)


@lru_cache(maxsize=256)
def _stream(seed: int, path: str, quantity: Quantity, size: int) -> Floats:
    """Draw one quantity; a route after a change has most of its quantities as they were before."""
    drawn = quantity.draw(np.random.default_rng((seed, crc32(path.encode()))), size)
    drawn.flags.writeable = False
    return drawn


class _Collector:
    """Turn quantities into columns, and remember which of them are uncertain.

    Parameters
    ----------
    values
        Draws an uncertain quantity, ``(D,)``; without it, it is taken at its mean.
    size
        How many rows.
    """

    def __init__(self, values: Draw | None, size: int) -> None:
        self.values = values
        self.size = size
        self.names: list[str] = []
        self.drawn: list[Floats | float] = []

    def table(
        self, owners: Sequence[str], key: str, given: Sequence[Quantity | None], default: float
    ) -> Floats:
        """Return ``(D, k)``, a column a quantity, or one row that serves all where none is drawn.

        ``owner.key`` is the path of each.
        """
        known = [(k, quantity) for k, quantity in enumerate(given) if quantity is not None]
        sure_all = all(quantity.exact for _, quantity in known)
        table = np.full((1 if sure_all else self.size, len(given)), default)
        if not known:
            return table
        sure: dict[int, float] = {}
        for k, quantity in known:
            if quantity.exact:
                sure[k] = quantity.low
                continue
            path = f"{owners[k]}.{key}" if key else owners[k]
            self.names.append(path)
            if self.values is None:
                sure[k] = quantity.mean
                self.drawn.append(quantity.mean)
            else:
                table[:, k] = drawn = self.values(path, quantity)
                self.drawn.append(drawn)
        table[:, list(sure)] = list(sure.values())
        return table

    def shares(self, paths: Sequence[str], given: Sequence[Quantity | None]) -> Floats:
        """Return ``(D, k)``, shares that add up to 1: those left out split what remains evenly."""
        if self.values is None:
            means = [None if quantity is None else quantity.mean for quantity in given]
            for path, quantity, mean in zip(paths, given, means, strict=True):
                if quantity is not None and mean is not None and not quantity.exact:
                    self.names.append(path)
                    self.drawn.append(mean)
            return np.array([even_shares(means)])
        table = self.table(paths, "", given, 0.0)
        left_out = np.array([quantity is None for quantity in given], dtype=bool)
        stated = table.sum(axis=1, keepdims=True)
        scaled = (stated > 1) | ((not left_out.any()) & (stated > 0))
        table = np.where(scaled, table / np.where(scaled, stated, 1.0), table)
        if left_out.any():
            table[:, left_out] = np.where(scaled, 0.0, 1 - stated) / left_out.sum()
        return table

    def whole(self) -> Floats:
        """Return ``(D, q)``, what was taken for every uncertain quantity."""
        if self.values is None:
            return np.array([self.drawn], dtype=float)
        return np.stack(self.drawn, axis=1) if self.drawn else np.empty((self.size, 0))


def _collect(
    route: Route, net: Net, values: Draw | None, size: int, people: Figures | None = None
) -> Figures:
    collector = _Collector(values, size)
    given = columns(route)
    ways = link_paths("ways_in", [way.to for way in route.ways_in])

    def column(key: str, default: float, attribute: str = "") -> Floats:
        return collector.table(net.ids, key, getattr(given, attribute or key), default)

    def series(key: str, default: float) -> Floats:
        parts = [None if one is None else getattr(one, key) for one in given.repeat]
        return collector.table(net.ids, f"repeat.{key}", parts, default)

    wait, times = column("wait", 0.0), series("times", 1.0)
    come, places = attending(column("no_show", 0.0), column("tries", TRIES), times)
    if people is None:
        leaves = column("leaves", 0.0)
        dropout = leaving(column("dropout", 0.0), wait, leaves, given.patience, come)
        share = _shares(net, given, collector)
        way_share = collector.shares(ways, [way.share for way in route.ways_in])
    else:
        dropout, share, way_share = people.dropout, people.share, people.way_share
    tables = {
        "dropout": dropout,
        "share": share,
        "way_share": way_share,
        "wait": wait,
        "takes": column("takes", 0.0),
        "at": collector.table(ways, "at", [way.at for way in route.ways_in], _youngest(route)),
        "times": times,
        "every": series("every", 0.0),
        "lead": column("lead", 0.0),
        "places": places,
        "opens": column("from", -np.inf, "from_"),
        "by": column("by", np.inf),
        "within": column("within", np.inf),
        "capacity": column("capacity", np.nan) * (1 + column("overbook", 0.0)),
        "cost": column("cost", np.nan),
        "demand": collector.table(["demand"], "", [route.demand], np.nan)[:, 0],
    }
    return Figures(
        **tables,
        names=tuple(collector.names),
        values=collector.whole(),
    )


def _shares(net: Net, given: Columns, collector: _Collector) -> Floats:
    """Return ``(D, m)``, the share of people who take each link."""
    share = np.ones((collector.size, len(net.target)))
    first = net.first.tolist()
    for i, links in enumerate(given.links):
        shares = [link.share for link in links]
        if given.parallel[i] or not shares or (len(shares) == 1 and _sure(shares[0])):
            continue  # everybody takes each link, or the only one
        share[:, first[i] : first[i + 1]] = collector.shares(
            link_paths(f"{net.ids[i]}.next", [link.to for link in links]), shares
        )
    return share


def _sure(quantity: Quantity | None) -> bool:
    return quantity is None or quantity.exact


def _youngest(route: Route) -> float:
    """Return the age in days at which people are taken to enter where no way in tells it."""
    return route.ages.from_ * YEAR if route.ages else 0.0
