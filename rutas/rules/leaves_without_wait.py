"""Find steps where people give up waiting, and of which no wait is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield who gives up waiting where nobody is said to wait, nor queues for a capacity."""
    actors = case.route.catalogue.actors
    for name, step in case.steps.items():
        queues = step.capacity or any(actors[one].capacity for one in step.actor if one in actors)
        if queues or (step.wait and step.wait.high > 0):
            continue
        for field in ("leaves", "patience"):
            if given := getattr(step, field):
                values = {"step": case.title(name), "given": f"{field}: {given}"}
                yield Finding(case.at(name, field), values, step=name, key=True)


RULE = Rule("R056", "leaves-without-wait", "warning", find)
