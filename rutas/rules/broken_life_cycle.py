"""Find routes that succeed and hand nobody on, though the next route is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield successful outcomes without ``continues`` where a route starts at the next age."""
    ages = case.route.ages
    if ages is None:
        return
    following = case.shelf.by_age.get(ages.to + 1)
    for name, outcome in case.route.outcomes.items():
        if following and outcome.success and outcome.continues is None:
            values = {"outcome": outcome.name, "route": following.name, "id": following.id}
            yield Finding(("outcomes", name), values, key=True)


RULE = Rule("R093", "broken-life-cycle", "warning", find)
