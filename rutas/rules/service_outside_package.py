"""Find services that a step delivers and the package does not promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield, where the route has a package, every delivered service that is not in it, once."""
    told = set(case.route.package)
    if not told:
        return
    for name, step in case.steps.items():
        for number, service in enumerate(step.service):
            if service not in told:
                told.add(service)
                values = {"step": case.title(name), "service": case.entry("services", service)}
                yield Finding(case.at(name, "service", number), values, step=name)


RULE = Rule("R043", "service-outside-package", "warning", find)
