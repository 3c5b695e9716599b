"""Find ages by which nobody can be through with a step, even at best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.earliest import ready
from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.telling import Days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

_TOLERANCE = 1e-6


def find(case: Case) -> Iterator[Finding]:
    """Yield every ``by`` that is earlier than the youngest that a person can be when she is done."""
    for name, step in case.steps.items():
        if step.by is None or name not in case.arrival:
            continue
        if step.from_ and step.by.high < step.from_.low:
            continue  # told by due-before-open
        done = ready(step, case.arrival[name])
        if done > step.by.high + _TOLERANCE:
            values = {
                "step": case.title(name),
                "by": step.by,
                "arrival": Days(case.arrival[name]),
                "done": Days(done),
            }
            yield Finding(case.at(name, "by"), values, step=name, story=case.way_to(name))


RULE = Rule("R050", "late-at-best", "error", find)
