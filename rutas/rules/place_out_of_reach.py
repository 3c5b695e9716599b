"""Find places from which no way leads to any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.territory_case import TerritoryCase


def find(case: TerritoryCase) -> Iterator[Finding]:
    """Yield the places of which neither travel nor coordinates say how to get to another."""
    places = case.territory.places
    for name, place in places.items():
        others = [other for other in places if other != name]
        if others and not any(case.roads.way(name, other) for other in others):
            yield Finding(("places", name), {"place": place.name}, key=True)


RULE = Rule("R125", "place-out-of-reach", "warning", find, of="territory")
