"""Find joins that have nothing to wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.graph.walks import reached
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every ``join: all`` that no branches side by side can lead to."""
    forks = [name for name, step in case.steps.items() if step.parallel and name in case.reached]
    behind = reached(case.graph, [target for fork in forks for target in case.graph[fork]])
    for name, step in case.steps.items():
        if step.join == "all" and name in case.reached and name not in behind:
            yield Finding(case.at(name, "join"), {"step": case.title(name)}, step=name)


RULE = Rule("R006", "idle-join", "warning", find)
