"""Find services of the packages that no point of a territory offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.territory.coverage import no_point

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield the services of the routes' packages that no point of the file offers, if it has points."""
    territory = case.territory
    missing = no_point(territory, case.package) if territory.points else ()
    if missing:
        services = tuple(case.catalogue.services[name].name for name in missing)
        variant = "complete" if territory.complete else ""
        yield Finding(("points",), {"services": services}, variant=variant, key=True)


RULE = Rule("R122", "service-without-point", "warning", find, of="territory")
