"""Find steps where somebody attends a person, and it is not said how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield direct steps with an actor and without a channel; questions aside."""
    for name, step in case.steps.items():
        if step.actor and not (step.channel or step.decision) and step.involvement == "direct":
            yield Finding(case.at(name, "actor"), {"step": case.title(name)}, step=name)


RULE = Rule("R064", "no-channel", "warning", find)
