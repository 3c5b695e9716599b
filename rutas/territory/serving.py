"""Tell which points serve a step, and which of them work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rutas.hours.clock import DAY
from rutas.model.territory_flaws import PLACELESS
from rutas.territory.readiness import Status, concerning, status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model.catalogue import Catalogue
    from rutas.model.ficha import Item
    from rutas.model.route import Route
    from rutas.model.step import Step
    from rutas.model.territory import Offer, Point, Territory

__all__ = ["Serving", "minutes_needed", "needs_point", "offered", "placeless", "serves"]

_AT_THE_DOOR = frozenset({"in-person", "school"})


def serves(point: Point, step: Step, catalogue: Catalogue) -> bool:
    """Tell whether a point serves a step: its actor, its service and its channel are the step's.

    A step without a service takes any point of its actors; a point without a channel attends in person
    and at school.
    """
    if not set(point.actor).intersection(step.actor):
        return False
    if step.service and point.offers.keys().isdisjoint(step.service):
        return False
    if point.channel:
        return bool(set(point.channel) & set(step.channel))
    return any(catalogue.channels[name].kind in _AT_THE_DOOR for name in step.channel)


def offered(point: Point, step: Step) -> Offer:
    """Return hours, quota, turns and note of what a point gives a step: the first of its services there."""
    return point.offer(next((name for name in step.service if name in point.offers), None))


def minutes_needed(step: Step) -> float:
    """Return how many minutes of one span of opening hours a step needs, on the mean.

    What takes a day or longer has to be begun within them, and no more.
    """
    days = step.takes.mean if step.takes else 0.0
    return round(days * DAY, 6) if days < 1 else 0.0


def needs_point(step: Step, catalogue: Catalogue) -> bool:
    """Tell whether nobody can be attended at a step where no point of the territory serves it.

    What the community does at home needs none, nor does what is usually done by a visit, by phone, on
    line or by mail; nor a step at which nobody attends.
    """
    if not step.actor or catalogue.actors[step.actor[0]].sector == "comunidad":
        return False
    return not (step.channel and catalogue.channels[step.channel[0]].kind in PLACELESS)


def placeless(point: Point, catalogue: Catalogue) -> bool:
    """Tell whether nobody goes to a point: it attends at home, by phone, on line or by mail."""
    kinds = {catalogue.channels[name].kind for name in point.channel}
    return bool(kinds) and kinds <= PLACELESS


@dataclass(frozen=True)
class Serving:
    """The points that serve each step of a route in a territory.

    Attributes
    ----------
    territory, route
        The territory and the route.
    """

    territory: Territory
    route: Route

    @cached_property
    def points(self) -> Mapping[str, tuple[Point, ...]]:
        """The points that serve each step, in the order of the file."""
        catalogue, points = self.route.catalogue, self.territory.points
        return {
            name: tuple(point for point in points if serves(point, step, catalogue))
            for name, step in self.route.steps.items()
        }

    @cached_property
    def working(self) -> Mapping[str, tuple[Point, ...]]:
        """Of the points that serve each step, those that are not unready."""
        return {
            name: tuple(one for one in points if self.status(one, name) != "unready")
            for name, points in self.points.items()
        }

    def items(self, point: Point, step: str) -> dict[str, Item]:
        """Return what the ficha asks of a point that serves a step, for that step."""
        asked = self.route.steps[step]
        names = {*set(point.actor) & set(asked.actor), *point.offers.keys() & set(asked.service)}
        return concerning(self.territory, names)

    def status(self, point: Point, step: str) -> Status:
        """Return whether a point can give what a step asks of it."""
        return status(self.items(point, step), point)
