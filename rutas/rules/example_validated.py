"""Find made-up points in a territory that is validated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model.territory import EXAMPLE
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield the points whose source is an example, in a validated territory."""
    if case.territory.status == "validated":
        for number, point in enumerate(case.territory.points):
            if point.source == EXAMPLE:
                yield Finding(("points", number, "source"), {"point": point.name})


RULE = Rule("R131", "example-validated", "warning", find, of="territory")
