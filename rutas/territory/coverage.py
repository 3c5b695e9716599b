"""Tell what is offered in a territory: by whom, for how long a week, and how near to people's homes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.hours import hours_per_week
from rutas.territory.serving import placeless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from rutas.model.catalogue import Catalogue
    from rutas.model.territory import Point, Territory
    from rutas.territory.travel import Roads, Way

__all__ = ["coverage", "nearest_point", "no_point", "offering", "people_within", "weekly_hours"]


def offering(territory: Territory, service: str) -> tuple[Point, ...]:
    """Return the points that offer a service, in the order of the file."""
    return tuple(point for point in territory.points if service in point.offers)


def no_point(territory: Territory, package: Iterable[str]) -> tuple[str, ...]:
    """Return the services of a package that no point of the file offers."""
    return tuple(service for service in package if not offering(territory, service))


def coverage(points: Iterable[Point], package: Sequence[str]) -> float | None:
    """Return the share of a package's services that some points offer; nothing of an empty package."""
    offered = {service for point in points for service in point.offers}
    return len(offered & set(package)) / len(set(package)) if package else None


def weekly_hours(territory: Territory, service: str, on: date) -> float:
    """Return for how many hours a week some point gives a service, over the 364 days from a day.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> villeta = rutas.load("routes").territories["villeta"]
    >>> round(weekly_hours(villeta, "inscripcion-nacimiento", date(2026, 11, 30)), 1)
    28.2
    """
    doors = [point.offer(service).hours for point in offering(territory, service)]
    open_doors = [hours for hours in doors if hours is not None]
    return hours_per_week(open_doors, on, territory.calendar.days)


def nearest_point(
    points: Iterable[Point], home: str, roads: Roads, catalogue: Catalogue
) -> tuple[Point, Way | None] | None:
    """Return the point that people of a place reach soonest; the way is nothing where they need none."""
    best: tuple[float, Point, Way | None] | None = None
    for point in points:
        if point.serves and home not in point.serves:
            continue
        way = None
        if not placeless(point, catalogue):
            way = roads.way(home, point.place) if point.place else None
            if way is None:
                continue
        minutes = way.minutes if way else 0.0
        if best is None or minutes < best[0]:
            best = minutes, point, way
    return best and best[1:]


def people_within(
    territory: Territory, service: str, minutes: float, roads: Roads, catalogue: Catalogue
) -> float | None:
    """Return the share of the people who live within some minutes of a point that offers a service.

    Returns
    -------
    Of the people of all places of which the file says how many live there; ``None`` where it says none.
    """
    counted = {name: place.people for name, place in territory.places.items() if place.people}
    near = 0
    for home, people in counted.items():
        found = nearest_point(offering(territory, service), home, roads, catalogue)
        if found and (found[1] is None or found[1].minutes <= minutes):
            near += people
    return near / sum(counted.values()) if counted else None
