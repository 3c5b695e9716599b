"""Look at a centre that improvements propose: what it offers, and who hands over to whom today and tomorrow.

The centre is the first who is responsible for the improvement. A step is *there* where the centre attends it
first; it *moves* there where somebody else does today. The handovers told are those into and out of the steps
that are there: between institutions today, with the centre tomorrow.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rutas.analysis.interactions import step_handovers
from rutas.analysis.whole import Analysis
from rutas.errors import UsageError
from rutas.improve.bundle import improved, touching
from rutas.locale import say
from rutas.quantity import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rutas.improve.bundle import Bundle
    from rutas.model.catalogue import Actor
    from rutas.model.route import Route
    from rutas.model.step import Step

__all__ = ["Centre", "Passing"]

_HUNDRED = 100


class Passing(NamedTuple):
    """People who pass from one actor to another.

    Attributes
    ----------
    source, target
        Ids of the actors.
    kinds
        How many by the kind of handover, the most frequent first: people a year; of a hundred who enter each
        route where nobody says how many enter one.
    """

    source: str
    target: str
    kinds: Mapping[str, float]


@dataclass(frozen=True)
class Centre:
    """A centre that improvements propose, over the routes that they change.

    Parameters
    ----------
    bundle
        The improvements.
    all_routes
        The routes of the book, or those that are looked at.

    Examples
    --------
    >>> import rutas
    >>> from rutas.improve.bundle import Bundle
    >>> book = rutas.load("routes")
    >>> found = Centre(Bundle(book.improvements, ("identidad",)), tuple(book.values()))
    >>> found.actor, [step.id for _, step in found.moved]
    ('registro-civil', ['cedula', 'cedula'])
    """

    bundle: Bundle
    all_routes: tuple[Route, ...]

    @property
    def name(self) -> str:
        """What its files are called by: the improvements."""
        return "-".join(self.bundle.names)

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The routes that the improvements change.

        Raises
        ------
        UsageError
            If they change none.
        """
        there = touching(*self.bundle)
        found = tuple(route for route in self.all_routes if route.id in there)
        if not found:
            routes, names = (
                ", ".join(one.id for one in self.all_routes),
                ", ".join(self.bundle.names),
            )
            said = {"names": names, "route": routes, "routes": ", ".join(there) or "–"}
            raise UsageError(say("improve.not-there", **said))
        return found

    @cached_property
    def actor(self) -> str:
        """The id of the centre: the first responsible of the improvement that is named last.

        Raises
        ------
        UsageError
            If nobody is responsible, or it attends no step afterwards.
        """
        named = self.bundle.catalogue[self.bundle.names[-1]].responsible
        if not named or not any(step.actor[:1] == (named[0],) for _, step in self._steps):
            name = self.bundle.called[self.bundle.names[-1]]
            raise UsageError(say("improve.no-centre", name=name))
        return named[0]

    @property
    def actors(self) -> Mapping[str, Actor]:
        """The actors of the catalogue."""
        return self.routes[0].catalogue.actors

    @cached_property
    def before(self) -> tuple[Analysis, ...]:
        """The routes as they are, analysed."""
        return tuple(Analysis(route, draws=0) for route in self.routes)

    @cached_property
    def after(self) -> tuple[Analysis, ...]:
        """The routes after the improvements, analysed."""
        return tuple(Analysis(improved(*self.bundle, route), draws=0) for route in self.routes)

    @property
    def _steps(self) -> list[tuple[Route, Step]]:
        return [(one.route, step) for one in self.after for step in one.route.steps.values()]

    @cached_property
    def there(self) -> tuple[tuple[Route, Step], ...]:
        """The steps that the centre attends first, as they are afterwards, each with its route."""
        return tuple(
            (route, step) for route, step in self._steps if step.actor[:1] == (self.actor,)
        )

    @cached_property
    def moved(self) -> tuple[tuple[Route, Step], ...]:
        """Of these, those that somebody else attends first today, or nobody, as they are today."""
        today = {route.id: route for route in self.routes}
        steps = ((today[route.id], today[route.id].steps[step.id]) for route, step in self.there)
        return tuple((route, step) for route, step in steps if step.actor[:1] != (self.actor,))

    @property
    def services(self) -> tuple[str, ...]:
        """The services that the centre gives, in the order of the routes."""
        return tuple(dict.fromkeys(name for _, step in self.there for name in step.service))

    @property
    def guests(self) -> tuple[str, ...]:
        """The actors who attend in the centre beside it; the family, who takes part, is none."""
        beside = dict.fromkeys(name for _, step in self.there for name in step.actor)
        return tuple(
            name
            for name in beside
            if name != self.actor and not (name in self.actors and self.actors[name].is_family)
        )

    @property
    def yearly(self) -> bool:
        """Whether people are counted by the year: it is known how many enter each route."""
        return all(route.demand is not None for route in self.routes)

    @cached_property
    def today(self) -> tuple[Passing, ...]:
        """The handovers into and out of the steps that will be there, as they are today."""
        return self._passing(self.before)

    @cached_property
    def tomorrow(self) -> tuple[Passing, ...]:
        """The handovers into and out of the steps that are there, afterwards."""
        return self._passing(self.after)

    def _passing(self, several: Iterable[Analysis]) -> tuple[Passing, ...]:
        there = {(route.id, step.id) for route, step in self.there}
        found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
        for one in several:
            route = one.route
            for passed in step_handovers(route, one.visits, one.figures):
                if {(route.id, passed.source), (route.id, passed.target)} & there:
                    giver, taker = (
                        route.steps[end].actor[0] for end in (passed.source, passed.target)
                    )
                    kinds = found[giver, taker]
                    people = passed.expected * self._entering(route)
                    kinds[passed.kind] = kinds.get(passed.kind, 0.0) + people
        return tuple(
            Passing(*pair, dict(sorted(kinds.items(), key=lambda item: -item[1])))
            for pair, kinds in found.items()
            if pair[0] != pair[1]
        )

    def _entering(self, route: Route) -> float:
        """Return how many people enter a route a year, or the hundred who stand for them."""
        return YEAR * route.demand.mean if self.yearly and route.demand else _HUNDRED

    def completing(self, several: Sequence[Analysis]) -> float | None:
        """Return how many people complete a year; ``None`` where nobody says how many enter."""
        if not self.yearly:
            return None
        return sum(one.completion * self._entering(one.route) for one in several)

    def alone(self, several: Sequence[Analysis]) -> float:
        """Return how often a person goes on her own from one actor to another, the routes by who enters."""
        entering = [self._entering(one.route) for one in several]
        times = (one.interactions.kinds["self"] for one in several)
        return sum(n * t for n, t in zip(entering, times, strict=True)) / sum(entering)
