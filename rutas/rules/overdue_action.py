"""Find actions that should have been done by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield actions whose day is over, and that are neither done nor dropped."""
    for number, action in enumerate(case.territory.actions):
        if action.by < case.on and action.state not in {"done", "dropped"}:
            values = {"action": action.what, "day": action.by.isoformat()}
            yield Finding(("actions", number, "by"), values)


RULE = Rule("R129", "overdue-action", "warning", find, of="territory")
