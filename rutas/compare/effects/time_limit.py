"""Find deadlines that come sooner and openings that come later, or the opposite."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from rutas.compare.effects.engine.rule import Rule, weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found


def find(case: Case) -> Iterator[Found]:
    """Yield every limit that moved: without a deadline a step is due never, without an opening it is open."""
    for edit, before, after in case.figures("by", "within"):
        yield from weighed(edit, _mean(before, inf) - _mean(after, inf))
    for edit, before, after in case.figures("from"):
        yield from weighed(edit, _mean(after, -inf) - _mean(before, -inf))


def _mean(value: Any, none: float) -> float:
    return none if value is None else float(value.mean)


RULE = Rule("D015", "time-limit", "worse", find)
