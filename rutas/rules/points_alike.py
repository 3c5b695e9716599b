"""Find points that are most likely one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model.text import fold
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield points of one name in one place."""
    first: dict[tuple[str, str | None], str] = {}
    for number, point in enumerate(case.territory.points):
        key = fold(point.name), point.place
        if key in first:
            values = {"point": point.name, "other": first[key]}
            yield Finding(("points", number, "name"), values)
        first.setdefault(key, point.id)


RULE = Rule("R127", "points-alike", "warning", find, of="territory")
