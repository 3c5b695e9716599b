"""Find routes that nobody can complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.analysis.structure import nobody_completes
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield the route if no success can be reached, or a failure always ends beside it.

    Where people are caught in a loop before a success that is there, `endless-loop` says why.
    """
    good = {name for name, outcome in case.route.outcomes.items() if outcome.success}
    if not good:
        yield Finding(("outcomes",), key=True)
    elif not any(case.steps[name].outcome in good for name in case.reached):
        if case.traps and any(step.outcome in good for step in case.steps.values()):
            return
        names = tuple(case.route.outcomes[name].name for name in sorted(good))
        yield Finding(("outcomes", min(good)), {"outcomes": names}, key=True, variant="not-reached")
    elif case.soundness.sound and not _all_leave(case) and nobody_completes(case.route):
        yield Finding(("outcomes", min(good)), key=True, variant="beside-failure")


def _all_leave(case: Case) -> bool:
    """Tell whether a step is written to be finished by nobody: a figure, no mistake of the drawing."""
    given = (step.dropout for step in case.route.steps.values())
    return any(dropout is not None and dropout.mean >= 1 for dropout in given)


RULE = Rule("R004", "no-success", "error", find)
