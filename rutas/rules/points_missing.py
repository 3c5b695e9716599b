"""Find territories that say they are complete, and are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.territory.survey import latest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield territories that hold fewer points than their latest survey counts, and say they hold all."""
    survey = latest(case.territory, case.on)
    listed = len(case.territory.points)
    if case.territory.complete and survey and listed < survey.points:
        yield Finding(("complete",), {"listed": listed, "points": survey.points})


RULE = Rule("R130", "points-missing", "warning", find, of="territory")
