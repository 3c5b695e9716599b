"""Find doors that do not open in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield points, and services with hours of their own, that are open on none of the next 364 days."""
    for loc, point, hours in case.doors():
        if not case.days(hours):
            yield Finding(loc, {"point": point.name})


RULE = Rule("R126", "never-open", "warning", find, of="territory")
