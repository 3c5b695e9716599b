"""Find ways in that say how many come out of another route, where that route says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.quantity.units import YEAR
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case

_QUARTER = 0.25


def find(case: Case) -> Iterator[Finding]:
    """Yield ``continues`` of ways in where the two routes' figures differ by more than a quarter.

    Of this route, demand times share, over all the ways in from there; of the other, demand times the
    share of people who end with an outcome that continues here. An unsound route has no such figure.
    """
    route = case.route
    for source in dict.fromkeys(way.continues for way in route.ways_in if way.continues):
        numbers = [i for i, way in enumerate(route.ways_in) if way.continues == source]
        loc = ("ways_in", numbers[0], "continues")
        other = case.shelf.cases.get(source)
        if other is None:
            continue
        endings = [n for n, end in other.route.outcomes.items() if end.continues == route.id]
        if not endings:
            yield Finding(loc, {"route": other.route.name, "id": route.id}, variant="unanswered")
            continue
        if not (route.demand and other.route.demand and other.soundness.sound):
            continue
        enter = route.demand.mean * sum(route.way_in_shares[i] for i in numbers)
        leave = other.route.demand.mean * sum(other.people.outcomes[name] for name in endings)
        if abs(enter - leave) > _QUARTER * leave:
            values = {
                "route": other.route.name,
                "enter": float(round(enter * YEAR)),
                "leave": float(round(leave * YEAR)),
            }
            yield Finding(loc, values)


RULE = Rule("R096", "entry-disagrees", "warning", find)
