"""Find lines of hours that say the same time twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.territory_case import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield points, and services with hours of their own, two of whose lines meet on some day."""
    for loc, point, hours in case.doors():
        for one, other in hours.overlaps(case.on, DAYS, case.holidays)[:1]:
            yield Finding(loc, {"point": point.name, "first": one.text, "second": other.text})


RULE = Rule("R132", "overlapping-hours", "warning", find, of="territory")
