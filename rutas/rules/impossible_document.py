"""Find documents that are asked for and that nobody can have by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.analysis.documents import Need
    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every required document that no path brings: made nowhere, or only later.

    What is made later by a step that needs this one's papers is told by ``circle-of-papers``.
    """
    for need in case.needs("impossible"):
        if case.circle(need):
            continue
        makers = [maker for name in need.documents for maker in case.documents.made.get(name, ())]
        others = [maker for maker in makers if maker != need.step]
        variant = "later" if others else "itself" if makers else ""
        yield finding(case, need, variant, makers=case.titles(others))


def finding(case: Case, need: Need, variant: str = "", **values: object) -> Finding:
    """Say where a need stands in the file."""
    step = case.steps[need.step]
    number = next(k for k, r in enumerate(step.requires) if set(need.documents) <= set(r.documents))
    named = tuple(case.entry("documents", name) for name in need.documents)
    return Finding(
        case.at(need.step, "requires", number),
        {"step": case.title(need.step), "document": named, **values},
        step=need.step,
        story=case.way_to(need.step),
        variant=variant,
    )


RULE = Rule("R030", "impossible-document", "error", find)
