"""List what can be measured of a district: a new measure is a function here, and a row of the table."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

from rutas.analysis import analyse
from rutas.atlas.figures import Busy, Found, Left, Point, Received
from rutas.quantity import YEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rutas.analysis import Analysis
    from rutas.model.route import Route

__all__ = ["MEASURES"]


def _exact(routes: Sequence[Route]) -> Iterator[Found]:
    """Yield what is worked out without a draw."""
    return (_figures(analyse(route)) for route in routes)


def _critical(routes: Sequence[Route]) -> Iterator[Found]:
    """Yield the same with the critical points, and the days to completion, which these weigh."""
    for route in routes:
        analysis = analyse(route)
        points = tuple(
            Point(point.step, point.gain, point.days, tuple(one.reason for one in point.reasons))
            for point in analysis.points
        )
        days = analysis.time.days
        yield replace(_figures(analysis), journey_p50=days.p50, journey_p90=days.p90, points=points)


MEASURES: Mapping[str, Callable[[Sequence[Route]], Iterator[Found]]] = {
    "exact": _exact,
    "critical": _critical,
}
"""What is measured of the routes of a district, by name."""


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
