"""Find steps that nobody gets past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every step where all the people drop out."""
    for name, step in case.steps.items():
        if step.dropout is not None and step.dropout.low >= 1:
            yield Finding(case.at(name, "dropout"), {"step": case.title(name)}, step=name)


RULE = Rule("R008", "everybody-leaves", "warning", find)
