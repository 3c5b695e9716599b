"""Find points of which nobody says when they were surveyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield points without the day of their survey."""
    for number, point in enumerate(case.territory.points):
        if point.surveyed is None:
            yield Finding(("points", number), {"point": point.name})


RULE = Rule("R121", "undated-datum", "warning", find, of="territory")
