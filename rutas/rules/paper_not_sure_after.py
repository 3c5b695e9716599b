"""Find papers that the next route counts on and that not everybody who completes this one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield what the following route ``holds`` and a person can complete this one without."""
    makers: dict[str, set[str]] = {}
    for name in case.reached:
        for document in case.steps[name].produces:
            makers.setdefault(document, set()).add(name)
    for name, outcome in case.route.outcomes.items():
        following = case.shelf.book.routes.get(outcome.continues or "")
        if following is None or not outcome.success:
            continue
        for document in following.holds:
            if document in case.route.holds or document not in makers:
                continue
            without = case.completing_without(makers[document])
            if any(start in without for start in case.starts):
                values = {
                    "outcome": outcome.name,
                    "route": following.name,
                    "document": case.entry("documents", document),
                    "makers": case.titles(sorted(makers[document])),
                }
                yield Finding(("outcomes", name, "continues"), values)


RULE = Rule("R095", "paper-not-sure-after", "info", find)
