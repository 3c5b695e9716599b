"""Find steps that are drawn within reach and can never happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield steps that links lead to, but only by answers that nobody gives or joins that never open."""
    for failure in case.failures("never"):
        step = failure.steps[0]
        if step in case.reached:
            values = {"step": case.title(step), "story": failure.text}
            yield Finding(case.at(step, "id"), values, step=step, story=case.way_to(step))


RULE = Rule("R013", "never-happens", "error", find)
