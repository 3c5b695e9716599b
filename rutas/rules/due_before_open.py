"""Find steps that are due before the age at which they open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every step whose ``by`` is before its ``from``."""
    for name, step in case.steps.items():
        if step.by and step.from_ and step.by.high < step.from_.low:
            values = {"step": case.title(name), "by": step.by, "opens": step.from_}
            yield Finding(case.at(name, "by"), values, step=name)


RULE = Rule("R052", "due-before-open", "error", find)
