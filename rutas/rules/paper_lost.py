"""Find papers that the next route counts on and this one does not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield what the following route ``holds`` and no step of this one gives, nor it holds itself."""
    given = {name for step in case.reached for name in case.steps[step].produces}
    given |= set(case.route.holds)
    for name, outcome in case.route.outcomes.items():
        following = case.shelf.book.routes.get(outcome.continues or "")
        if following is None or not outcome.success:
            continue
        lost = [document for document in following.holds if document not in given]
        if lost:
            values = {
                "outcome": outcome.name,
                "route": following.name,
                "documents": tuple(case.entry("documents", document) for document in lost),
            }
            yield Finding(("outcomes", name, "continues"), values)


RULE = Rule("R092", "paper-lost", "warning", find)
