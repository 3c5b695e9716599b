"""Find urgent steps at which people wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every ``wait`` of a step that is ``urgent``, where not even the quickest is seen at once."""
    for name, step in case.steps.items():
        if step.urgent and step.wait and step.wait.low > 0:
            values = {"step": case.title(name), "wait": step.wait}
            yield Finding(case.at(name, "wait"), values, step=name)


RULE = Rule("R057", "urgent-waits", "warning", find)
