"""Find stages that hold no step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every stage without steps."""
    for number, stage in enumerate(case.route.stages):
        if not stage.steps:
            yield Finding(("stages", number, "id"), {"stage": stage.name})


RULE = Rule("R105", "empty-stage", "warning", find)
