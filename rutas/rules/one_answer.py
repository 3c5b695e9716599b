"""Find questions that have only one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every question that a single link follows."""
    for name, step in case.steps.items():
        if step.decision and len(step.links) == 1:
            values = {"question": step.question, "target": case.title(step.links[0].to)}
            yield Finding(case.at(name, "question"), values, step=name)


RULE = Rule("R020", "one-answer", "warning", find)
