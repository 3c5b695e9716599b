"""Find ages that fall between a route and the one it continues in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield continuations in a route whose first age is not the next one, or earlier."""
    ages = case.route.ages
    for name, outcome in case.route.outcomes.items():
        following = case.shelf.book.routes.get(outcome.continues or "")
        if following and ages and following.ages and following.ages.from_ > ages.to + 1:
            values = {
                "outcome": outcome.name,
                "route": following.name,
                "last": ages.to,
                "first": following.ages.from_,
            }
            yield Finding(("outcomes", name, "continues"), values)


RULE = Rule("R091", "ages-gap", "warning", find)
