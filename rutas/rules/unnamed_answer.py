"""Find choices where nobody can tell who goes which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every link of a choice that says neither when it is taken nor what it is called."""
    for name, step in case.steps.items():
        if step.parallel or len(step.links) == 1:
            continue
        for number, link in enumerate(step.links):
            if link.when is None and link.name is None:
                values = {"step": case.title(name), "target": case.title(link.to)}
                yield Finding(case.link(name, number), values, step=name)


RULE = Rule("R022", "unnamed-answer", "warning", find)
