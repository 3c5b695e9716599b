"""Tell what people queue for: the capacities of steps and actors, or what the doors of a territory hand out.

=================  ======================================================  =============================
resource           who asks for its places                                 how many there are
=================  ======================================================  =============================
``actor:ID``       every step in which the actor takes part                the actor's `capacity`
``step:ID``        the step                                                its own `capacity`
``service:ID``     the steps that deliver it                               the quotas of the doors open
``closed:WHO``     steps that a closure would leave open                   no limit but for the closure
=================  ======================================================  =============================

In a territory where all working points of a service have a quota, what they hand out stands instead of the
capacities of its steps and of their actors. A step of several routes is called ``step:ROUTE/ID``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING

import numpy as np

from rutas.errors import UsageError
from rutas.locale import say
from rutas.model.step import overbooked
from rutas.simulation.slots import Doors, Places, offices
from rutas.territory.serving import Serving, offered

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from rutas.hours import Schedule
    from rutas.model import Route, Step
    from rutas.model.territory import Point, Territory
    from rutas.quantity import Rate

    Asks = tuple[int, int]
    Ints = NDArray[np.int64]

__all__ = ["Calendar", "Closure", "Resource", "resources"]


@dataclass(frozen=True)
class Closure:
    """Days on which an actor, or a step, attends nobody.

    Attributes
    ----------
    who
        The actor's id, or ``ROUTE/STEP``.
    first, last
        The first and the last of the days.
    """

    who: str
    first: date
    last: date

    def hits(self, routes: Sequence[Route]) -> set[Asks]:
        """Return the steps that are closed, by their places in the routes."""
        return {
            (k, i)
            for k, route in enumerate(routes)
            for i, (name, step) in enumerate(route.steps.items())
            if self.who in {f"{route.id}/{name}", *step.actor}
        }


@dataclass(frozen=True)
class Calendar:
    """The days of a play.

    Attributes
    ----------
    first
        The first of them.
    days
        How many there are.
    holidays
        Those that are holidays.
    """

    first: date
    days: int
    holidays: Container[date] = ()

    @cached_property
    def offices(self) -> Doors:
        """The days of an office of which nobody says when it opens."""
        return offices(self.first, self.days, self.holidays)

    @cached_property
    def _known(self) -> dict[Schedule, Doors]:
        return {}

    def doors(self, hours: Schedule) -> Doors:
        """Return the days on which a door opens."""
        if hours not in self._known:
            self._known[hours] = Doors.of(hours, self.first, self.days, self.holidays)
        return self._known[hours]

    def between(self, first: date, last: date) -> Ints:
        """Return the places of those that lie between two days, both included."""
        return np.arange(
            max((first - self.first).days, 0), min((last - self.first).days + 1, self.days)
        )


@dataclass(frozen=True)
class Resource:
    """What people queue for.

    Attributes
    ----------
    id
        Its id, as above.
    steps
        The steps that ask for its places: which route, and which of its steps.
    places
        How many there are.
    """

    id: str
    steps: tuple[Asks, ...]
    places: Places

    @property
    def capacity(self) -> float | None:
        """How many can be attended on a calendar day, in the mean; ``None`` where there is no limit."""
        return self.places.capacity


def resources(
    routes: Sequence[Route],
    calendar: Calendar,
    territory: Territory | None = None,
    closures: Iterable[Closure] = (),
) -> tuple[Resource, ...]:
    """Return what the people of some routes queue for, in the order in which the routes come to it.

    Raises
    ------
    UsageError
        If what is closed has no capacity: nobody queues there.
    """
    found = _Found(routes, calendar, territory).all()
    for one in closures:
        found = _after(found, one, one.hits(routes), calendar)
    return tuple(found)


def _after(
    found: list[Resource], closure: Closure, hit: set[Asks], calendar: Calendar
) -> list[Resource]:
    """Close what only those steps ask for, and put a gate before those that would stay open."""
    days = np.zeros(calendar.days, dtype=bool)
    days[calendar.between(closure.first, closure.last)] = True
    shut = [one for one in found if hit.issuperset(one.steps)]
    left = (hit & {ask for one in found for ask in one.steps}) - {
        ask for one in shut for ask in one.steps
    }
    if not shut and not left:
        raise UsageError(say("setting.closed-without-capacity", who=closure.who))
    after = [
        replace(one, places=replace(one.places, closed=one.places.closed | days))
        if one in shut
        else one
        for one in found
    ]
    always = Doors(np.ones(calendar.days, dtype=bool), calendar.offices.usually)
    gate = Resource(f"closed:{closure.who}", tuple(sorted(left)), Places(always, days))
    return [*after, *([gate] if left else [])]


class _Found:
    """Gather resources as the routes come to them."""

    def __init__(
        self, routes: Sequence[Route], calendar: Calendar, territory: Territory | None
    ) -> None:
        self.routes, self.calendar = routes, calendar
        self.serving = [Serving(territory, route) for route in routes] if territory else []
        self.asks: dict[str, list[Asks]] = defaultdict(list)
        self.rates: dict[str, Rate] = {}
        self.quotas = dict(self._quotas())

    def all(self) -> list[Resource]:
        """Return the resources."""
        for k, route in enumerate(self.routes):
            for i, step in enumerate(route.steps.values()):
                for name in self._of(route, step):
                    self.asks[name].append((k, i))
        return [Resource(name, tuple(asks), self._places(name)) for name, asks in self.asks.items()]

    def _of(self, route: Route, step: Step) -> Iterable[str]:
        """Return what one step asks for, and remember its capacity."""
        handed = [name for one in step.service if (name := f"service:{one}") in self.quotas]
        if handed:
            return handed
        named = f"{route.id}/{step.id}" if len(self.routes) > 1 else step.id
        actors = {f"actor:{one}": route.catalogue.actors.get(one) for one in step.actor}
        given = {name: one.capacity for name, one in actors.items() if one and one.capacity}
        if step.capacity:
            given[f"step:{named}"] = step.capacity
        self.rates = given | self.rates
        return given

    def _places(self, name: str) -> Places:
        steps = [list(self.routes[k].steps.values())[i] for k, i in self.asks[name]]
        return Places(
            doors=reduce(or_, [self._doors(k, i) for k, i in self.asks[name]]),
            closed=np.zeros(self.calendar.days, dtype=bool),
            rate=self.rates.get(name),
            quota=self.quotas.get(name),
            given=overbooked(steps),
        )

    def _doors(self, k: int, i: int) -> Doors:
        """Return the days on which a step is open: those of the points that serve it and work."""
        if not self.serving:
            return self.calendar.offices
        serving = self.serving[k]
        name = list(serving.route.steps)[i]
        hours = [offered(one, serving.route.steps[name]).hours for one in serving.working[name]]
        known = [self.calendar.doors(one) for one in hours if one]
        return reduce(or_, known) if known else self.calendar.offices

    def _quotas(self) -> Iterable[tuple[str, Ints]]:
        """Yield the places a day of each service all of whose working points have a quota."""
        for service, points in self._working().items():
            offers = [one.offer(service) for one in points.values()]
            days = [
                one.quota * self.calendar.doors(one.hours).open.astype(np.int64)
                for one in offers
                if one.quota and one.hours
            ]
            if days and len(days) == len(offers):
                yield f"service:{service}", np.sum(days, axis=0)

    def _working(self) -> Mapping[str, Mapping[str, Point]]:
        """Return the working points that give each service at some step, by service and id."""
        found: dict[str, dict[str, Point]] = defaultdict(dict)
        for serving in self.serving:
            for name, step in serving.route.steps.items():
                for service in step.service:
                    points = (one for one in serving.working[name] if service in one.offers)
                    found[service] |= {one.id: one for one in points}
        return found
