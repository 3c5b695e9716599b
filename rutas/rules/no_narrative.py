"""Find routes and steps of which it is not told what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield a route without a narrative; and once a route, where some steps are told, the others."""
    if case.route.narrative is None:
        yield Finding(("name",), {"route": case.route.name})
    attended = [name for name, step in case.steps.items() if step.actor]
    silent = [name for name in attended if case.steps[name].narrative is None]
    if silent:
        values = {"count": len(silent), "all": len(attended), "steps": case.titles(silent)}
        yield Finding(case.at(silent[0], "id"), values, variant="steps")


RULE = Rule("R103", "no-narrative", "info", find)
