"""Find ways in at ages that the route is not for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.quantity import YEAR
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

_EARLY = 0.5 * YEAR  # a child starts a route some months before its first birthday in it
_PREGNANCY = 310.0


def find(case: Case) -> Iterator[Finding]:
    """Yield ways in well before the first year of the route, or after its last."""
    ages = case.route.ages
    if ages is None:
        return
    first = ages.from_ * YEAR - (_EARLY if ages.from_ else _PREGNANCY)
    last = (ages.to + 1) * YEAR
    for number, way in enumerate(case.route.ways_in):
        if way.at and not first <= way.at.mean <= last:
            values = {
                "way": way.name or case.title(way.to),
                "age": way.at,
                "first": ages.from_,
                "last": ages.to,
            }
            yield Finding(("ways_in", number, "at"), values)


RULE = Rule("R055", "entry-outside-ages", "warning", find)
