"""Find points that were surveyed too long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.telling import Days
from rutas.territory.survey import is_stale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield points whose data are older than the territory lets pass."""
    for number, point in enumerate(case.territory.points):
        if point.surveyed and is_stale(case.territory, point, case.on):
            days = (case.on - point.surveyed.on).days
            loc = ("points", number, "surveyed")
            yield Finding(loc, {"point": point.name, "days": Days(days)})


RULE = Rule("R120", "stale-datum", "warning", find, of="territory")
