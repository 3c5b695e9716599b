"""List what can be measured of a district: a new measure is a function here, and a row of the table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isnan
from typing import TYPE_CHECKING

from rutas.analysis import analyse
from rutas.atlas.figures import Busy, Found, Left, Point, Received
from rutas.atlas.played import played, together
from rutas.quantity import YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rutas.analysis import Analysis
    from rutas.atlas.asked import Asked, There

__all__ = ["MEASURES"]


@dataclass(frozen=True)
class Measure:
    """A way to measure districts.

    Attributes
    ----------
    figures
        What is found of the routes of each.
    together
        How many districts are measured as one: more than one where that takes hardly longer.
    """

    figures: Callable[[Mapping[str, There]], Mapping[str, tuple[Found, ...]]]
    together: Callable[[Asked], int] = lambda _: 1


def _exact(districts: Mapping[str, There]) -> dict[str, tuple[Found, ...]]:
    """Return what is worked out without a draw."""
    return {
        name: tuple([_figures(analyse(route)) for route in one.routes])
        for name, one in districts.items()
    }


def _critical(districts: Mapping[str, There]) -> dict[str, tuple[Found, ...]]:
    """Return the same with the critical points, and the days to completion, which these weigh."""
    return {
        name: tuple([_with_points(analyse(route)) for route in one.routes])
        for name, one in districts.items()
    }


def _with_points(found: Analysis) -> Found:
    points = tuple([
        Point(point.step, point.gain, point.days, tuple([one.reason for one in point.reasons]))
        for point in found.points
    ])  # fmt: skip
    days = found.time.days
    return replace(_figures(found), journey_p50=days.p50, journey_p90=days.p90, points=points)


def _simulation(districts: Mapping[str, There]) -> dict[str, tuple[Found, ...]]:
    """Return what is worked out without a draw, beside what comes of it day by day."""
    exact, plays = _exact(districts), played(districts)
    return {
        name: tuple(replace(found, played=one) for found, one in zip(own, plays[name], strict=True))
        for name, own in exact.items()
    }


MEASURES: Mapping[str, Measure] = {
    "exact": Measure(_exact),
    "critical": Measure(_critical),
    "simulation": Measure(_simulation, together),
}
"""What is measured of the routes of districts, by name."""


def _figures(found: Analysis) -> Found:
    route, people = found.route, found.people
    loss = {step: people.loss[i] for step, i in people.index.items()}
    loads = {
        f"{kind}:{name}": load.utilisation
        for kind, own in (("step", found.capacity.steps), ("actor", found.capacity.actors))
        for name, load in own.items()
        if load.utilisation is not None
    }
    received = {name: people.coverage[name] for name in route.package if name in people.coverage}
    handovers = sum(found.interactions.kinds.values())
    needs = [need for need in found.documents.needs if not need.optional]
    worst = max(loss, key=loss.__getitem__)
    return Found(
        route=route.id,
        people_per_year=YEAR * route.demand.mean if route.demand else None,
        completion=people.completion,
        lost_most=Left(worst, float(loss[worst])) if loss[worst] > 0 else None,
        busiest=Busy(*max(loads.items(), key=lambda one: one[1])) if loads else None,
        least_covered=(
            Received(*min(received.items(), key=lambda one: one[1])) if received else None
        ),
        handovers=None if isnan(handovers) else handovers,
        actors_alone=found.actor_cut.alone,
        documents_lacking=sum(need.status != "guaranteed" for need in needs),
    )
