"""Find routes that are validated or approved, and nobody can tell when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield routes beyond the draft without the date of their last revision."""
    route = case.route
    if route.status != "draft" and route.revised is None:
        yield Finding(("status",), {"route": route.name, "status": route.status})


RULE = Rule("R112", "unsigned-approval", "warning", find)
