"""Find doors that do not open in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield points, and services with hours of their own, that are open on none of the next 364 days."""
    for number, point in enumerate(case.territory.points):
        doors = [((), point.hours)]
        doors += [(("offers", name), own.hours) for name, own in point.offers.items() if own.hours]
        for place, hours in doors:
            if not case.days(hours):
                loc = ("points", number, *place, "hours")
                yield Finding(loc, {"point": point.name})


RULE = Rule("R126", "never-open", "warning", find, of="territory")
