"""Find documents that can no longer be had by the time they are asked for, or that now can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.edits import Edit
from rutas.compare.effects.engine.rule import Rule, weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.analysis.whole import Analysis
    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found

_SURE = ("guaranteed", "possible", "impossible")


def find(case: Case) -> Iterator[Found]:
    """Yield every document that is less sure to be at hand where a step asks for it, or surer.

    Of what is asked for only now, what cannot be had; what a step no longer asks for is told elsewhere.
    """
    before, after = _needs(case.before), _needs(case.after)
    for (step, documents), now in after.items():
        was = before.get((step, documents))
        if was is None and now != "impossible":
            continue
        known = step in case.old.steps
        if was is None and not known:
            continue
        cost = _SURE.index(now) - (_SURE.index(was) if was else 0)
        field = f"available.{'|'.join(documents)}"
        yield from weighed(Edit("step", "changed", step, None, field, was, now), cost)


def _needs(found: Analysis) -> dict[tuple[str, tuple[str, ...]], str]:
    return {
        (need.step, tuple(sorted(need.documents))): need.status
        for need in found.documents.needs
        if not need.optional and found.people.at(need.step)["reach"] > 0
    }


RULE = Rule("D011", "document-out-of-reach", "worse", find)
