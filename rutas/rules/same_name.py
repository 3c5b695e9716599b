"""Find two steps of one route that are called the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model.text import fold
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every step whose name or question an earlier one has, but for accents and capitals."""
    first: dict[str, str] = {}
    for name, step in case.steps.items():
        key = fold(step.title)
        if key in first:
            field = "name" if step.name else "question"
            values = {"step": step.title, "id": name, "other": first[key]}
            yield Finding(case.at(name, field), values, step=name)
        first.setdefault(key, name)


RULE = Rule("R072", "same-name", "warning", find)
