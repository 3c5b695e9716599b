"""Find joins that wait for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield the joins that wait for ever, with the shortest way to it."""
    for failure in case.failures("stuck"):
        step = failure.steps[0]
        values = {"step": case.title(step), "story": failure.text}
        yield Finding(case.at(step, "join"), values, step=step, story=failure.story)


RULE = Rule("R010", "join-waits", "error", find)
