"""Find steps where people give up waiting, and of which no wait is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every ``leaves`` beside which there is no ``wait``, or only one of no time."""
    for name, step in case.steps.items():
        if step.leaves and not (step.wait and step.wait.high > 0):
            values = {"step": case.title(name), "leaves": step.leaves}
            yield Finding(case.at(name, "leaves"), values, step=name, key=True)


RULE = Rule("R056", "leaves-without-wait", "warning", find)
