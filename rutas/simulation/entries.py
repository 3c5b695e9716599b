"""Draw the people who enter: when, by which way, at what age, of which population.

People come by a Poisson process whose rate differs from day to day. A process of a steady rate, high enough,
gives everybody a time and a height; who stands below the rate of her day enters [1]_. The process is laid in
layers, each as high as all below it, so that people are the same ones whatever the demand: half as much again
adds people, and the others stay who they are, with their chances.

References
----------
.. [1] Lewis, P. A. W., Shedler, G. S. (1979). Simulation of nonhomogeneous Poisson processes by thinning.
   *Naval Research Logistics Quarterly* 26(3), 403-413. https://doi.org/10.1002/nav.3800260304
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rutas.errors import UsageError
from rutas.locale import say
from rutas.tokens.common_random_numbers import derived, uniform, word_of
from rutas.tokens.figures import figures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.simulation.resources import Calendar

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Words = NDArray[np.uint64]

__all__ = ["DemandChange", "Entries", "drawn", "together"]

_LOWEST = 0.125  # people a day
_HEIGHT, _PROFILE, _WAY, _AT = range(4)  # what is drawn for a person, each from a word of its own


@dataclass(frozen=True)
class DemandChange:
    """More people who enter for some days, or fewer.

    Attributes
    ----------
    route
        The route's id.
    factor
        What the demand is multiplied with.
    first, last
        The first and the last of the days.
    ways
        The ways in, by their places; all of them where none is named.
    """

    route: str
    factor: float
    first: date
    last: date
    ways: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Entries:
    """People who enter, in the order in which they come: columns of ``(N,)``.

    Attributes
    ----------
    replication
        The place of her replication in the batch.
    route
        Which route.
    time
        When she comes, in days from the first of the play.
    person
        A word of her own: the same person has it in every play of the seed.
    way, at
        By which way in, and her age in days.
    profile
        Of which population of the route; -1 for none.
    """

    replication: Ints
    route: Ints
    time: Floats
    person: Words
    way: Ints
    at: Floats
    profile: Ints

    def __len__(self) -> int:
        return len(self.time)


def together(parts: Sequence[Entries]) -> Entries:
    """Return the people of several routes, in the order in which they come."""
    whole = {name: np.concatenate([vars(one)[name] for one in parts]) for name in vars(parts[0])}
    order = np.argsort(whole["time"], kind="stable")
    return Entries(**{name: column[order] for name, column in whole.items()})


def drawn(
    number: int,
    versions: Sequence[Route],
    calendar: Calendar,
    seed: int,
    replications: Sequence[int],
    changes: Sequence[DemandChange] = (),
) -> Entries:
    """Draw the people who enter one route.

    Parameters
    ----------
    number, versions
        Which route it is; the route, and as each of its populations has it.
    calendar
        The days of the play.
    seed, replications
        Which people come.
    changes
        What becomes of the demand.

    Raises
    ------
    UsageError
        If the route does not say how many people enter.
    """
    route = versions[0]
    if route.demand is None:
        raise UsageError(say("setting.no-demand", route=route.id))
    base = np.concatenate([word_of(seed, one, route.id) for one in replications])
    demand = route.demand.quantile(uniform(derived(base, word_of("demand"))))
    pace = _pace(route, calendar, changes)
    row, time, word, height = _below(base, demand, pace.max(axis=0))
    profile = _chosen(_shares(route), derived(word, _PROFILE))
    profile[profile == len(versions) - 1] = -1
    way, at = _ways(versions, profile, word)
    kept = height < demand[row] * pace[way, time.astype(np.int64)]
    return Entries(
        replication=row[kept],
        route=np.full(int(kept.sum()), number),
        time=time[kept],
        person=word[kept],
        way=way[kept],
        at=at[kept],
        profile=profile[kept],
    )


def _pace(route: Route, calendar: Calendar, changes: Sequence[DemandChange]) -> Floats:
    """Return ``(w, D)``, what the demand is multiplied with on each day, by the way in."""
    months = (np.datetime64(calendar.first) + np.arange(calendar.days)).astype("datetime64[M]")
    factors = np.array(route.season.factors if route.season else [1.0] * 12)
    pace = np.tile(factors[months.astype(np.int64) % 12], (len(route.ways_in), 1))
    for one in changes:
        if one.route == route.id:
            ways = np.array(one.ways or range(len(pace)))
            pace[ways[:, None], calendar.between(one.first, one.last)] *= one.factor
    return pace


def _below(base: Words, demand: Floats, most: Floats) -> tuple[Ints, Floats, Words, Floats]:
    """Return those who stand below the highest rate of their day: replication, time, word and height."""
    found = []
    low, high, layer = 0.0, _LOWEST, 0
    while low < demand.max() * most.max():
        time, word = _steady(derived(base, layer), high - low, len(most))
        row, place = np.nonzero(time < len(most))
        time, word = time[row, place], word[row, place]
        height = low + (high - low) * uniform(derived(word, _HEIGHT))
        kept = height < demand[row] * most[time.astype(np.int64)]
        found.append((row[kept], time[kept], word[kept], height[kept]))
        low, high, layer = high, 2 * high, layer + 1
    if not found:  # nobody comes on any of these days
        found.append((np.empty(0, int), np.empty(0), np.empty(0, np.uint64), np.empty(0)))
    row, time, word, height = (np.concatenate(column) for column in zip(*found, strict=True))
    return row, time, word, height


def _steady(base: Words, rate: float, days: int) -> tuple[Floats, Words]:
    """Return times at a steady rate, a row a word, at least until the days are over, and a word for each."""
    size = int(rate * days + 6 * np.sqrt(rate * days)) + 20
    while True:
        word = derived(base[:, None], np.arange(size, dtype=np.uint64))
        time = np.cumsum(-np.log1p(-uniform(word)), axis=1) / rate
        if (time[:, -1] >= days).all():
            return time, word
        size *= 2


def _shares(route: Route) -> Floats:
    """Return the shares of the populations; one that has none is nobody's."""
    return np.array([one.share.mean if one.share else 0.0 for one in route.profiles.values()])


def _chosen(shares: Floats, word: Words) -> Ints:
    """Return which of some is chosen; what they leave is one more."""
    return np.searchsorted(np.cumsum(shares), uniform(word), side="right")


def _ways(versions: Sequence[Route], profile: Ints, word: Words) -> tuple[Ints, Floats]:
    """Return by which way people of each population come, and their ages."""
    way = np.empty(len(word), dtype=np.int64)
    at = np.empty(len(word))
    for k, route in enumerate(versions, -1):
        own = np.flatnonzero(profile == k)
        way[own] = _chosen(np.array(route.way_in_shares[:-1]), derived(word[own], _WAY))
        for w, one in enumerate(route.ways_in):
            some = own[way[own] == w]
            chance = uniform(derived(word[some], _AT))
            at[some] = one.at.quantile(chance) if one.at else figures(route).at[0, w]
    return way, at
