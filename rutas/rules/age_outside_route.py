"""Find steps that open or are due at ages that the route is not for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.quantity import YEAR
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

_BIRTHDAY = 1.0  # a day's grace: 60 mo and 5 y are the same day


def find(case: Case) -> Iterator[Finding]:
    """Yield ages after the last year of the route, and, after birth, before its first."""
    ages = case.route.ages
    if ages is None:
        return
    first, last = ages.from_ * YEAR, (ages.to + 1) * YEAR
    for name, step in case.steps.items():
        for field, age in (("from", step.from_), ("by", step.by)):
            early = (
                field == "by"
                and age is not None
                and ages.from_ > 0
                and age.high < first - _BIRTHDAY
            )
            if age is not None and (age.low > last + _BIRTHDAY or early):
                values = {
                    "step": case.title(name),
                    "age": age,
                    "first": ages.from_,
                    "last": ages.to,
                }
                variant = "due" if field == "by" else ""
                yield Finding(case.at(name, field), values, step=name, variant=variant)


RULE = Rule("R053", "age-outside-route", "warning", find)
