"""Find ways in that are one and the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model.text import fold
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every way in that leads where another leads, at the same age and by the same name."""
    seen: set[tuple[object, ...]] = set()
    for number, way in enumerate(case.route.ways_in):
        key = (way.to, way.at, fold(way.name) if way.name else None)
        if key in seen:
            yield Finding(("ways_in", number, "to"), {"step": case.title(way.to)})
        seen.add(key)


RULE = Rule("R009", "repeated-way-in", "warning", find)
