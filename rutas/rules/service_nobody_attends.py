"""Find services that a point offers, and that none of its actors attends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield the services of a point whose steps, in all routes, are of other actors."""
    for number, point in enumerate(case.territory.points):
        for service in point.offers:
            attending = case.attending(service)
            if attending and not attending & set(point.actor):
                names = tuple(case.catalogue.actors[name].name for name in sorted(attending))
                name = case.catalogue.services[service].name
                values = {"point": point.name, "service": name, "actors": names}
                yield Finding(("points", number, "offers", service), values, key=True)


RULE = Rule("R123", "service-nobody-attends", "warning", find, of="territory")
