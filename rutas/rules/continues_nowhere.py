"""Find outcomes that continue in a route which has no way in for those who come."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from rutas.quantity import YEAR
from rutas.rules.engine.earliest import ready
from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.telling import Days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

_GRACE = 0.5 * YEAR


def find(case: Case) -> Iterator[Finding]:
    """Yield continuations whose ways in are all for an age gone by, or long to come.

    A way in without an age is open to anybody.
    """
    for name, outcome in case.route.outcomes.items():
        following = case.shelf.book.routes.get(outcome.continues or "")
        if following is None:
            continue
        values = {"outcome": outcome.name, "route": following.name}
        loc = ("outcomes", name, "continues")
        if not following.ways_in:
            yield Finding(loc, values, variant="none")
            continue
        ages = [(way.at.low, way.at.high) if way.at else (-inf, inf) for way in following.ways_in]
        leaves = min(
            (
                ready(step, case.arrival[step.id])
                for step in case.steps.values()
                if step.outcome == name and step.id in case.arrival
            ),
            default=-inf,
        )
        latest = (case.route.ages.to + 1) * YEAR if case.route.ages else inf
        if max(high for _, high in ages) < leaves - _GRACE:
            said = {"age": Days(leaves), "at": Days(max(high for _, high in ages))}
            yield Finding(loc, {**values, **said})
        elif min(low for low, _ in ages) > max(latest, leaves) + _GRACE:
            said = {"age": Days(latest), "at": Days(min(low for low, _ in ages))}
            yield Finding(loc, {**values, **said}, variant="later")


RULE = Rule("R090", "continues-nowhere", "error", find)
