"""Find places where a person now gets from one office to the next on her own, or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.compare.edits import Edit
from rutas.compare.effects.engine.rule import Rule
from rutas.graph.handovers import handover_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.compare.effects.engine.case import Case
    from rutas.compare.effects.engine.rule import Found
    from rutas.model import Route


def find(case: Case) -> Iterator[Found]:
    """Yield every pair of steps, linked in both versions, between which only one leaves her alone.

    Between two steps of one actor nobody is left alone.
    """
    sides = (case.old, _kinds(case.old)), (case.new, _kinds(case.new))
    told = {_end(one.id): one for one in case.edits if one.field == "handover"}
    for pair in dict.fromkeys([*sides[0][1], *sides[1][1]]):
        was, now = (kinds.get(pair) for _, kinds in sides)
        alone = was == "self", now == "self"
        if alone[0] != alone[1] and all(_linked(route, pair, known) for route, known in sides):
            edit = Edit("link", "changed", "->".join(pair), None, "handover", was, now)
            yield told.get(pair[1], edit), "worse" if alone[1] else "better"


def _linked(route: Route, pair: tuple[str, str], kinds: Mapping[tuple[str, str], str]) -> bool:
    source, target = pair
    return pair in kinds or (source in route.steps and target in route.steps[source].successors)


def _kinds(route: Route) -> dict[tuple[str, str], str]:
    """Return how she is handed over between the steps of two actors."""
    return {(link.source, link.target): link.kind for link in handover_links(route)}


def _end(link: str) -> str:
    return link.partition("->")[2].partition("#")[0]


RULE = Rule("D016", "left-alone", "worse", find)
