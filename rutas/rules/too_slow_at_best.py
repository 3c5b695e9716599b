"""Find times within which a step cannot be done, even at best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.earliest import least_days
from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.telling import Days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

_TOLERANCE = 1e-6


def find(case: Case) -> Iterator[Finding]:
    """Yield every ``within`` shorter than the least wait, attention and series together."""
    for name, step in case.steps.items():
        if step.within and least_days(step) > step.within.high + _TOLERANCE:
            values = {
                "step": case.title(name),
                "within": step.within,
                "least": Days(least_days(step)),
            }
            yield Finding(case.at(name, "within"), values, step=name)


RULE = Rule("R051", "too-slow-at-best", "error", find)
