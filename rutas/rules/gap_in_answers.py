"""Find numbers or ages that no answer of a question speaks of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.span import spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield two neighbouring answers of a question with a hole between their numbers."""
    for name, step in case.steps.items():
        for (_, one), (number, two) in pairwise(spans(step)):
            if one.leaves_gap(two):
                values = {"step": case.title(name), "one": one.text, "two": two.text}
                yield Finding(case.link(name, number, "when"), values, step=name)


RULE = Rule("R024", "gap-in-answers", "warning", find)
