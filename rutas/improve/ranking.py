"""Tell what each improvement would win: people, services, time, papers, and at what price.

People who complete more a year are Σ over routes of demand x (completion after - before). Every draw of the
uncertain quantities is the same before and after: what a change set leaves alone keeps its stream of random
numbers (common random numbers [1]_), so that the difference shows the change and not the luck.

References
----------
.. [1] Glasserman, P., Yao, D. D. (1992). Some guidelines and guarantees for common random numbers.
   *Management Science* 38(6), 884-908. https://doi.org/10.1287/mnsc.38.6.884
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from rutas.analysis.people import completion_at_means, completion_under
from rutas.analysis.whole import Analysis
from rutas.compare.figures import change, journey_figures, people_figures
from rutas.improve.bundle import improved, touching
from rutas.model.improvement import closure
from rutas.quantity import YEAR
from rutas.tokens.figures import draw
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.compare.figures import Change
    from rutas.model.improvement import Improvement
    from rutas.model.route import Route

    Floats = NDArray[np.float64]

__all__ = ["DRAWS", "Gain", "OnRoute", "Ranking"]

DRAWS = 500
SEED = 20161101
_INTERVAL = (0.1, 0.9)
_SAME = 1e-12
_SERVICES = 3


@dataclass(frozen=True, eq=False)
class Gain:
    """How many people more a year complete.

    Attributes
    ----------
    people
        At the means of all quantities; ``None`` where nobody says how many enter a route.
    draws
        ``(D,)`` under every draw; nan where that is unknown.
    sure
        Share of draws in which more people complete than before; ``None`` where unknown.
    """

    people: float | None
    draws: Floats
    sure: float | None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Between which numbers of people eight of ten draws lie."""
        if self.people is None:
            return None
        low, high = np.quantile(self.draws, _INTERVAL)
        return float(low), float(high)


@dataclass(frozen=True, eq=False)
class OnRoute:
    """A route before and after some improvements.

    Attributes
    ----------
    before, after
        The analyses.
    """

    before: Analysis
    after: Analysis

    @cached_property
    def completion(self) -> Change:
        """The share of those who enter who complete."""
        return change(*(one.people.estimate("completion") for one in (self.before, self.after)))

    @cached_property
    def services(self) -> dict[str, Change]:
        """The services whose coverage changes most, by more than chance may have made: at most three."""
        old, new = people_figures(self.before), people_figures(self.after)
        found = {
            name.removeprefix("coverage."): change(was, new[name])
            for name, was in old.items()
            if name.startswith("coverage.") and name in new
        }
        told = [name for name, one in found.items() if one.told]
        most = sorted(told, key=lambda name: -abs(found[name].difference or 0.0))
        return {name: found[name] for name in most[:_SERVICES]}

    @cached_property
    def journey(self) -> dict[str, Change]:
        """What the journey of those who complete asks of them, by name."""
        old, new = journey_figures(self.before), journey_figures(self.after)
        return {name: change(was, new[name]) for name, was in old.items() if name in new}

    @cached_property
    def handovers(self) -> dict[str, tuple[float | None, float | None]]:
        """Expected handovers in which she goes on her own, before and after, by direction."""
        return {
            direction: (_alone(self.before, direction), _alone(self.after, direction))
            for direction in ("horizontal", "vertical")
        }


def _alone(found: Analysis, direction: str) -> float | None:
    """Return the expected handovers of one direction in which the person goes on her own."""
    own = found.interactions.handovers
    times = sum(one.expected for one in own if (one.kind, one.direction) == ("self", direction))
    return None if np.isnan(times) else float(times)


class Ranking:
    """What the improvements of a catalogue would win on some routes.

    Parameters
    ----------
    routes
        The routes that are looked at, by id.
    catalogue
        The improvements by id.
    draws
        How many times to draw all uncertain quantities.

    Examples
    --------
    >>> import rutas
    >>> book = rutas.load("routes")
    >>> ranking = Ranking(book, book.improvements)
    >>> gain = ranking.gain(["registro-en-hospital"])
    >>> round(gain.people), gain.sure
    (36, 1.0)
    """

    def __init__(
        self,
        routes: Mapping[str, Route],
        catalogue: Mapping[str, Improvement],
        *,
        draws: int = DRAWS,
    ) -> None:
        self.routes, self.catalogue, self.draws = dict(routes), dict(catalogue), draws
        self._completing: dict[tuple[str, frozenset[str]], tuple[float, Floats]] = {}
        self._demand: dict[str, Floats] = {}
        self._before = {name: Analysis(route, draws=0) for name, route in self.routes.items()}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The improvements that change one of the routes, in the order of the catalogue."""
        return tuple(name for name in self.catalogue if self.touched([name]))

    def touched(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the routes looked at that some improvements change, in their order."""
        there = touching(self.catalogue, names)
        return tuple(route for route in self.routes if route in there)

    def gain(self, names: Iterable[str]) -> Gain:
        """Return what some improvements, with all that they include, win together."""
        members = closure(self.catalogue, names)
        touched = self.touched(members)
        total, drawn = 0.0, np.zeros(self.draws)
        known, rises = True, np.zeros(self.draws)
        for route in touched:
            before, was = self._completes(route, ())
            after, now = self._completes(route, members)
            demand = self.routes[route].demand
            rises = now - was
            drawn = drawn + YEAR * self._demand[route] * rises
            known = known and demand is not None
            total += YEAR * demand.mean * (after - before) if demand else 0.0
        told = drawn if known else rises
        sure = float((told > _SAME).mean()) if known or len(touched) == 1 else None
        return Gain(total if known else None, drawn, sure)

    def gains(self, several: Sequence[Iterable[str]]) -> list[Gain]:
        """Return what each of several sets of improvements wins.

        One route after the other, so that what was drawn of a route serves all of its sets.
        """
        members = [closure(self.catalogue, names) for names in several]
        for route in self.routes:
            for names in members:
                self._completes(route, names)
        return [self.gain(names) for names in members]

    def on(self, names: Iterable[str], route: str) -> OnRoute:
        """Return a route before and after some improvements."""
        after = improved(self.catalogue, names, self.routes[route])
        return OnRoute(self._before[route], Analysis(after, draws=0))

    def _completes(self, route: str, members: tuple[str, ...]) -> tuple[float, Floats]:
        """Return the share who complete after some improvements, at the means and under every draw."""
        own = frozenset(name for name in members if route in self.catalogue[name].routes)
        if (route, own) not in self._completing:
            names = [name for name in members if name in own]
            before = self.routes[route]
            here = improved(self.catalogue, names, before) if own else before
            rng = np.random.default_rng((SEED, crc32(route.encode())))
            drawn = draw(here, compile_net(here), rng, self.draws)
            if not own:
                self._demand[route] = np.broadcast_to(drawn.demand, (self.draws,))
            shares = np.broadcast_to(completion_under(here, drawn), (self.draws,))
            self._completing[route, own] = completion_at_means(here), shares
        return self._completing[route, own]
