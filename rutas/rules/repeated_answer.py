"""Find answers that are given twice, so that nobody knows which way they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model.text import fold
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every answer that says what an earlier one of the step says, but for signs and accents."""
    for name, step in case.steps.items():
        if step.parallel:
            continue
        first: dict[str, int] = {}
        for number, link in enumerate(step.links):
            key = fold(link.when) if link.when else ""
            if key and key in first:
                targets = (step.links[first[key]].to, link.to)
                values = {
                    "step": case.title(name),
                    "when": link.when,
                    "targets": case.titles(targets),
                }
                yield Finding(case.link(name, number, "when"), values, step=name)
            first.setdefault(key, number)


RULE = Rule("R021", "repeated-answer", "error", find)
