"""Find steps that are done out of the person's sight, and by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every indirect step without an actor."""
    for name, step in case.steps.items():
        if step.involvement == "indirect" and not step.actor:
            yield Finding(case.at(name, "involvement"), {"step": case.title(name)}, step=name)


RULE = Rule("R062", "nobody-responsible", "error", find)
