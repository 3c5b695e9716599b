"""Find steps where people wait longer, stay longer, pay more or leave more often, or the opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.compare.effects.engine.rule import Rule, weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found

_FIELDS = (
    "wait",
    "takes",
    "lead",
    "cost",
    "dropout",
    "leaves",
    "no_show",
    "repeat.times",
    "repeat.every",
)


def find(case: Case) -> Iterator[Found]:
    """Yield every figure whose mean grew or fell; what either version does not say is no news.

    A step without a series is visited once. Prices in two currencies are not compared.
    """
    for edit, before, after in case.figures(*_FIELDS):
        field = (edit.field or "").removeprefix("set.")
        means = [_mean(field, before), _mean(field, after)]
        same = getattr(before, "currency", None) == getattr(after, "currency", None)
        if None not in means and (same or field.endswith("times")):
            yield from weighed(edit, means[1] - means[0])


def _mean(field: str, value: Any) -> Any:
    if value is None:
        return 1.0 if field.endswith("repeat.times") else None
    return value.mean


RULE = Rule("D014", "costs-more", "worse", find)
