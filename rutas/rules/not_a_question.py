"""Find questions that don't ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield questions without a question mark."""
    for name, step in case.steps.items():
        if step.question and not step.question.rstrip(" .»”\"'").endswith("?"):
            yield Finding(case.at(name, "question"), {"question": step.question}, step=name)


RULE = Rule("R104", "not-a-question", "info", find)
