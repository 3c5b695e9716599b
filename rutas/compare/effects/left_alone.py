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
    from rutas.graph.handovers import HandoverLink
    from rutas.model import Route

    Handovers = Mapping[tuple[str, str], HandoverLink]


def find(case: Case) -> Iterator[Found]:
    """Yield every pair of steps, linked in both versions, between which only one leaves her alone.

    Between two steps of one actor nobody is left alone.
    """
    sides = (case.old, _handovers(case.old)), (case.new, _handovers(case.new))
    told = {one.id.partition("#")[0]: one for one in case.edits if one.field == "handover"}
    for pair in dict.fromkeys([*sides[0][1], *sides[1][1]]):
        links = [known.get(pair) for _, known in sides]
        was, now = (link.kind if link else None for link in links)
        alone = was == "self", now == "self"
        if alone[0] != alone[1] and all(_linked(route, pair, known) for route, known in sides):
            edit = Edit("link", "changed", "->".join(pair), None, "handover", was, now)
            # the link that says so may leave a question between the two
            named = (told.get(f"{link.last}->{link.target}") for link in links if link)
            yield next(filter(None, named), edit), "worse" if alone[1] else "better"


def _linked(route: Route, pair: tuple[str, str], known: Handovers) -> bool:
    source, target = pair
    return pair in known or (source in route.steps and target in route.steps[source].successors)


def _handovers(route: Route) -> Handovers:
    return {(link.source, link.target): link for link in handover_links(route)}


RULE = Rule("D016", "left-alone", "worse", find)
