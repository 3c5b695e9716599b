"""Find papers that one institution asks for again and again."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every document that an institution requires at several steps, once for each institution.

    The institution is that of the actor who answers for the step; an alternative or a document that
    is only welcome does not count.
    """
    asked: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for name, step in case.steps.items():
        actor = case.catalogue.actors.get(step.actor[0]) if step.actor else None
        if actor is None or actor.institution is None or name not in case.reached:
            continue
        for number, need in enumerate(step.requires):
            if len(need.any) == 1:
                asked[str(actor.institution), need.any[0]].append((name, number))
    for (institution, document), places in asked.items():
        if len(places) > 1:
            name, number = places[1]
            values = {
                "institution": institution,
                "document": case.entry("documents", document),
                "count": len(places),
                "steps": case.titles(step for step, _ in places),
            }
            yield Finding(case.at(name, "requires", number), values, step=name)


RULE = Rule("R034", "paper-asked-twice", "info", find)
