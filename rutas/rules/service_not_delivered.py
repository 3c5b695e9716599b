"""Find services that the package promises and no step delivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every service of the package that no step which can be reached delivers."""
    for number, service in enumerate(case.route.package):
        if not case.deliver.get(service, set()) & case.reached:
            yield Finding(("package", number), {"service": case.entry("services", service)})


RULE = Rule("R040", "service-not-delivered", "error", find)
