"""Tell what the points of a territory do to the steps of a route, as they are and once some are mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import networkx as nx

from rutas.graph import flow
from rutas.hours import open_days
from rutas.territory.serving import Serving, needs_point

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from rutas.model.route import Route
    from rutas.model.territory import Territory

__all__ = ["Doors", "Effects", "effects"]

_DAYS = 364


@dataclass(frozen=True)
class Effects:
    """What the points of a territory do to the steps of a route.

    Attributes
    ----------
    shut
        Steps at which nobody is attended, and without whose papers nobody goes on.
    passed
        Steps at which nobody is attended, and which people pass without the service.
    limited
        People a day for whom there is room, by service, where all its points have a quota.
    assumed
        Steps of which no point is listed, and which are taken to be as the route says.
    """

    shut: tuple[str, ...]
    passed: tuple[str, ...]
    limited: tuple[tuple[str, float], ...]
    assumed: tuple[str, ...] = field(default=(), compare=False)


class Doors:
    """The points of a territory beside the steps of a route: who works where, and for how many.

    Parameters
    ----------
    route
        The route, already with what differs in the territory.
    territory, on
        The territory, and the first day of the year that is looked at.
    """

    def __init__(self, route: Route, territory: Territory, on: date) -> None:
        self.route, self.territory, self.on = route, territory, on
        serving = Serving(territory, route)
        self._serving = {name: {one.id for one in own} for name, own in serving.points.items()}
        self._working = {name: {one.id for one in own} for name, own in serving.working.items()}
        self._rates: dict[tuple[str, str], float | None] = {}

    def effects(self, mended: AbstractSet[str] = frozenset()) -> Effects:
        """Return what the points do, once some of them have all that is essential."""
        working = {
            name: own | (self._serving[name] & mended) for name, own in self._working.items()
        }
        shut: list[str] = []
        passed: list[str] = []
        assumed: list[str] = []
        for name in (name for name, points in working.items() if not points):
            if not self._serving[name]:
                if not needs_point(self.route.steps[name], self.route.catalogue):
                    continue
                if not self.territory.complete:
                    assumed.append(name)
                    continue
            (shut if self._asked_for_later[name] else passed).append(name)
        gone = {*shut, *passed}
        limited = []
        for service, steps in self._delivering.items():
            open_steps = [name for name in steps if name not in gone]
            points: set[str] = set().union(*(working[name] for name in open_steps))
            rates = [
                self._rate(name, service)
                for name in sorted(points)
                if service in self.territory.by_id[name].offers
            ]
            told = [rate for rate in rates if rate is not None]
            if told and len(told) == len(rates):
                limited.append((service, sum(told)))
        return Effects(tuple(shut), tuple(passed), tuple(limited), tuple(assumed))

    @cached_property
    def _delivering(self) -> Mapping[str, list[str]]:
        """The steps that deliver each service."""
        found: dict[str, list[str]] = {}
        for name, step in self.route.steps.items():
            for service in step.service:
                found.setdefault(service, []).append(name)
        return found

    @cached_property
    def _asked_for_later(self) -> Mapping[str, bool]:
        """Whether a later step asks for a paper that a step gives, by step."""
        steps, graph = self.route.steps, flow(self.route)
        found = {}
        for name, step in steps.items():
            given = set(step.produces)
            later = nx.descendants(graph, name) & steps.keys() if given else set()
            needs = (need for other in later for need in steps[other].requires)
            found[name] = any(given & set(need.any) for need in needs)
        return found

    def _rate(self, point: str, service: str) -> float | None:
        """Return how many people a day a point can give a service; nothing where it has no quota."""
        if (point, service) not in self._rates:
            door = self.territory.by_id[point]
            offer = door.offer(service)
            rate = None
            if offer.quota and offer.hours:
                days = open_days(offer.hours, self.on, self.territory.calendar.days)
                rate = offer.quota * days / _DAYS
            self._rates[point, service] = rate
        return self._rates[point, service]


def effects(route: Route, territory: Territory, on: date) -> Effects:
    """Return what the points of a territory do to the steps of a route, over the year from a day."""
    return Doors(route, territory, on).effects()
