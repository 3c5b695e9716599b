"""Find services of the package that nobody delivers any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.edits import Edit
from rutas.compare.effects.engine.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.analysis.whole import Analysis
    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found


def find(case: Case) -> Iterator[Found]:
    """Yield every service that the package promises, and that no step which people get to delivers now."""
    before, after = _delivered(case.before), _delivered(case.after)
    for service in case.new.package:
        said = "yes" if service in before else "no"
        kept = service in before or service not in case.old.package
        if kept and service not in after:
            yield Edit("service", "changed", service, None, "delivered", said, "no"), "broken"


def _delivered(found: Analysis) -> set[str]:
    steps = zip(found.route.steps.values(), found.people.reach, strict=True)
    return {service for step, reach in steps if reach > 0 for service in step.service}


RULE = Rule("D001", "service-undelivered", "broken", find)
