"""Find ways in without an age, where the route has ages to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every way in without ``at`` from which a step with ``from`` or ``by`` can be reached."""
    aged = {name for name, step in case.steps.items() if step.from_ or step.by}
    if not aged:
        return
    leading = case.leading(aged)
    for number, way in enumerate(case.route.ways_in):
        if way.at is None and way.to in leading:
            values = {"way": way.name or case.title(way.to), "count": len(aged)}
            yield Finding(("ways_in", number, "to"), values)


RULE = Rule("R054", "age-unknown", "info", find)
