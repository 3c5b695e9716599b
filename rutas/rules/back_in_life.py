"""Find outcomes that continue in the same route, or in one for younger people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield continuations that lead back in age: nobody grows younger."""
    ages = case.route.ages
    for name, outcome in case.route.outcomes.items():
        following = case.shelf.book.routes.get(outcome.continues or "")
        if following is None:
            continue
        same = following.id == case.route.id
        younger = ages is not None and following.ages is not None and following.ages.to < ages.from_
        if same or younger:
            values = {"outcome": outcome.name, "route": following.name}
            yield Finding(("outcomes", name, "continues"), values)


RULE = Rule("R094", "back-in-life", "error", find)
