"""Find routes that nobody can complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield the route if no outcome is a success, or no step that can be reached ends with one."""
    good = {name for name, outcome in case.route.outcomes.items() if outcome.success}
    if not good:
        yield Finding(("outcomes",), key=True)
    elif not any(case.steps[name].outcome in good for name in case.reached):
        names = tuple(case.route.outcomes[name].name for name in sorted(good))
        yield Finding(("outcomes", min(good)), {"outcomes": names}, key=True, variant="not-reached")


RULE = Rule("R004", "no-success", "error", find)
