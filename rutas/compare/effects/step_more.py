"""Find steps that a person goes through now and did not, or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.effects.engine.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.analysis.whole import Analysis
    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found


def find(case: Case) -> Iterator[Found]:
    """Yield every step at which people are attended in one version only."""
    for edit in case.steps("added"):
        if _gone_through(case.after, edit.id):
            yield edit, "worse"
    for edit in case.steps("removed"):
        if _gone_through(case.before, edit.id):
            yield edit, "better"
    for edit, _, after in case.figures("involvement"):
        if edit.step and case.new.steps[edit.step].actor:
            yield edit, "worse" if after == "direct" else "better"


def _gone_through(found: Analysis, name: str) -> bool:
    step = found.route.steps[name]
    return step.involvement == "direct" and bool(step.actor) and found.people.at(name)["reach"] > 0


RULE = Rule("D013", "step-more", "worse", find)
