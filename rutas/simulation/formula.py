"""Tell what the formulas say of the doors of a setting, and about how many visits a play of it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.analysis import Analysis
from rutas.analysis.queues import door
from rutas.errors import UsageError
from rutas.locale import say
from rutas.tokens.once import once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Route
    from rutas.simulation.setting import Resource, Setting

__all__ = ["Told", "arrivals", "told", "visits"]


@dataclass(frozen=True)
class Told:
    """What is known of a door without a play.

    Attributes
    ----------
    formula
        The wait of the queue, in days; ``None`` where it has no end, or no capacity.
    declared
        The wait that the route declares, of the steps that do so by their arrivals; ``None`` where none does.
    """

    formula: float | None
    declared: float | None


@once
def arrivals(route: Route) -> Mapping[str, float]:
    """Return the visits a day to each step, at the means: in a series each of them.

    Raises
    ------
    UsageError
        If people go round for ever; the message tells the story.
    """
    found = Analysis(route, draws=0)
    loads = {name: load.arrivals for name, load in found.capacity.steps.items()}
    if None in loads.values():
        endless = [one for one in found.soundness.failures if one.kind in {"trap", "endless"}]
        story = endless[0].text if endless else ""
        raise UsageError(say("simulation.endless", route=route.id, story=story))
    return {name: rate or 0.0 for name, rate in loads.items()}


def visits(setting: Setting) -> float:
    """Return about how many visits a replication of a setting has."""
    days = setting.warm_up + setting.days
    return days * sum(sum(arrivals(route).values()) for route in setting.routes)


def told(setting: Setting, resource: Resource) -> Told:
    """Return what the formulas and the routes say of a resource."""
    rates, steps = [], []
    for k, i in resource.steps:
        route = setting.routes[k]
        steps.append(list(route.steps.values())[i])
        rates.append(arrivals(route)[steps[-1].id])
    room = resource.capacity and resource.capacity * resource.places.given
    waits = [(rate, one.wait.mean) for rate, one in zip(rates, steps, strict=True) if one.wait]
    total = sum(rate for rate, _ in waits)
    return Told(
        formula=None if room is None else door(room, rates, [one.takes for one in steps])[1],
        declared=sum(rate * wait for rate, wait in waits) / total if total else None,
    )
