"""Put a route into its territory: what differs there, who enters, and what the points do to each step.

A step of which no point works loses everybody where a later step asks for a paper that it gives, and else
lets people pass without the service. Where all working points of a service have a quota, they have room for a
part of those who come:

=============  ==================================================================
room           κ = min(1, c / Σ over its steps of demand x visits x places)
capacity       c = Σ over its working points of quota x open days of the year / 364
drop-out       1 - (1 - δ) κ, with the least room of the step's services
people         365.25 x demand x completion
services       365.25 x demand x Σ of the coverage of the package
=============  ==================================================================

Visits depend on the room: both are worked out in turns until no room moves. Nobody is taken to give up
because a nearer point is shut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from rutas.analysis.people import people
from rutas.improve.effects import effects
from rutas.model import apply
from rutas.quantity import YEAR, Rate, Share
from rutas.tokens.figures import figures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from rutas.analysis.people import People
    from rutas.improve.effects import Effects
    from rutas.model.route import Route
    from rutas.model.territory import Territory

__all__ = ["Local", "local", "settled", "within"]

_STILL = 1e-9
_MOST_ROUNDS = 50


@dataclass(frozen=True)
class Local:
    """A route as it is in a territory.

    Attributes
    ----------
    route
        The route with all that the territory does to it.
    people
        How people flow through it.
    room
        The share of those who come for whom each limited service has room.
    method
        ``exact``, ``simulated`` where people had to be drawn, or ``approximate`` where the rooms did not
        come to rest.
    """

    route: Route
    people: People
    room: Mapping[str, float]
    method: Literal["exact", "simulated", "approximate"]

    @cached_property
    def completing(self) -> float | None:
        """People who complete a year; ``None`` where nobody says how many enter."""
        return self._a_year(self.people.completion)

    @cached_property
    def services(self) -> float | None:
        """Services of the package that are received a year; ``None`` where the demand is unknown."""
        coverage = self.people.coverage
        return self._a_year(sum(coverage.get(name, 0.0) for name in self.route.package))

    def _a_year(self, share: float) -> float | None:
        return None if self.route.demand is None else YEAR * self.route.demand.mean * share


def local(route: Route, territory: Territory) -> Route:
    """Return a route with what differs in a territory: its change set, and the people who enter.

    Raises
    ------
    Mistake
        If a change does not fit the route.
    """
    there = apply(route, territory.set.get(route.id, {}))
    demand = territory.demand.get(route.id)
    return there.model_copy(update={"demand": demand}) if demand else there


def within(route: Route, territory: Territory, on: date, *, room: bool = True) -> Local:
    """Return a route as it is in a territory: what differs there, and what its points do.

    Parameters
    ----------
    route, territory
        The route as the book has it, and the territory.
    on
        The first day of the year that is looked at.
    room
        Whether those for whom there is no room are lost; not so where they are to queue for it.

    Raises
    ------
    Mistake
        If a change does not fit the route.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> book = rutas.load("routes")
    >>> after = within(book["0-4"], book.territories["villeta"], date(2026, 11, 30))
    >>> round(after.completing, 1), round(after.services, 1), round(after.room["cedulacion"], 2)
    (32.1, 4146.0, 0.67)
    """
    there = local(route, territory)
    found = effects(there, territory, on)
    return settled(there, found if room else replace(found, limited=()))


def settled(route: Route, found: Effects) -> Local:
    """Return a route, already with what differs in its territory, after what the points do to it."""
    changes: dict[str, object] = {f"{step}.dropout": "100 %" for step in found.shut}
    changes |= {f"{step}.service": () for step in found.passed}
    limited = dict(found.limited)
    base = apply(route, changes)
    if not limited:
        flowing = people(base)
        return Local(base, flowing, {}, flowing.method)
    demand = base.demand.mean if base.demand else None
    room = dict.fromkeys(limited, 1.0)
    still = False
    for _ in range(_MOST_ROUNDS):
        here = apply(base, _narrowed(base, limited, room))
        flowing = people(here)
        now = {service: _room(base, service, c, flowing, demand) for service, c in limited.items()}
        still = all(abs(now[service] - room[service]) < _STILL for service in room)
        if still:
            break
        room = now
    return Local(here, flowing, room, flowing.method if still else "approximate")


def _room(
    route: Route, service: str, capacity: float, flowing: People, demand: float | None
) -> float:
    if demand is None:
        return 1.0
    taken = figures(route).places[0].tolist()
    asked = sum(
        float(flowing.visits[flowing.index[name]]) * places
        for (name, step), places in zip(route.steps.items(), taken, strict=True)
        if service in step.service
    )
    return min(1.0, capacity / (demand * asked)) if demand * asked > 0 else 1.0


def _narrowed(
    route: Route, limited: Mapping[str, float], room: Mapping[str, float]
) -> dict[str, object]:
    """Return what the rooms of services change at their steps."""
    changes: dict[str, object] = {}
    for name, step in route.steps.items():
        own = [service for service in step.service if service in limited]
        if own:
            least = min(own, key=room.__getitem__)
            stays = (1 - (step.dropout.mean if step.dropout else 0.0)) * room[least]
            if room[least] < 1:
                changes[f"{name}.dropout"] = Share.of(100 * (1 - stays), unit="%")
            if limited[least] > 0:
                changes[f"{name}.capacity"] = Rate.of(limited[least], unit="per day")
    return changes
