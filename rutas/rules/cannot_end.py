"""Find states from which a person's route can no longer end, though the drawing shows a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield where all goes on and never ends; a loop that no link leaves is `endless-loop`."""
    for failure in [*case.failures("trap"), *case.failures("endless")]:
        step = failure.steps[0]
        if step not in case.ending:
            continue
        values = {"step": case.title(step), "story": failure.text}
        yield Finding(case.at(step, "next"), values, step=step, story=failure.story, key=True)


RULE = Rule("R012", "cannot-end", "error", find)
