"""Find questions whose answers all lead to the same step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every choice whose links all go to one step in one manner."""
    for name, step in case.steps.items():
        ways = {(link.to, link.handover) for link in step.links}
        if len(step.links) > 1 and len(ways) == 1 and not step.parallel:
            values = {"step": case.title(name), "target": case.title(step.links[0].to)}
            yield Finding(case.at(name, "next"), values, step=name, key=True)


RULE = Rule("R027", "pointless-question", "warning", find)
