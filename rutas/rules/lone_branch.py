"""Find branches side by side of which there is only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every ``all`` with one link."""
    for name, step in case.steps.items():
        if step.parallel and len(step.links) == 1:
            values = {"step": case.title(name), "target": step.links[0].to}
            yield Finding(case.at(name, "next", "all"), values, step=name, key=True)


RULE = Rule("R007", "lone-branch", "warning", find)
