"""Find ordinary steps at which two branches of one person meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield the step from which on everything happens twice, with the shortest way to it."""
    for failure in case.failures("twice"):
        step = failure.steps[0]
        values = {"step": case.title(step), "story": failure.text}
        yield Finding(case.at(step, "id"), values, step=step, story=failure.story)


RULE = Rule("R011", "happens-twice", "error", find)
