"""Find outcomes with which no step ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every outcome that is declared and that no step names."""
    used = {step.outcome for step in case.steps.values()}
    for name, outcome in case.route.outcomes.items():
        if name not in used:
            yield Finding(("outcomes", name), {"outcome": outcome.name, "id": name}, key=True)


RULE = Rule("R005", "unused-outcome", "warning", find)
