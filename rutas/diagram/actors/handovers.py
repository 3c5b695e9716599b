"""Gather the handovers of the drawing by the two actors between whom they happen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.graph.handovers import handover_links
from rutas.locale import collation
from rutas.model import LEVELS

if TYPE_CHECKING:
    from rutas.diagram.request import Request
    from rutas.model import Actor, Route

__all__ = ["Handovers", "handovers", "level_of", "order"]


@dataclass
class Handovers:
    """All the links by which one actor hands over to another, and whether one is critical."""

    source: str
    target: str
    kinds: Counter[str] = field(default_factory=Counter)
    critical: bool = False

    @property
    def count(self) -> int:
        """How many links there are."""
        return self.kinds.total()


def handovers(route: Route, request: Request) -> list[Handovers]:
    """Return the handovers of a route, from actor to actor.

    >>> import rutas
    >>> from rutas.diagram.request import Request
    >>> found = handovers(rutas.load("routes")["0-4"], Request())
    >>> all(one.source != one.target and one.count > 0 for one in found)
    True
    """
    found: dict[tuple[str, str], Handovers] = {}
    for link in handover_links(route):
        ends = link.giver, link.receiver
        one = found.setdefault(ends, Handovers(*ends))
        one.kinds[link.kind] += 1
        one.critical |= request.mark(route.steps[link.target]) is not None
    return list(found.values())


def level_of(actor: Actor | None) -> str:
    """Return the level an actor stands at, or ``unknown``."""
    return actor.level if actor is not None and actor.level is not None else "unknown"


def order(route: Route) -> list[str]:
    """Return the actors who answer for steps: by level from near to far, then by institution.

    >>> import rutas
    >>> len(order(rutas.load("routes")["0-4"])) > 10
    True
    """
    used = dict.fromkeys(step.actor[0] for step in route.steps.values() if step.actor)
    known = route.catalogue.actors

    def place(name: str) -> tuple[int, str, tuple[str, str]]:
        actor = known.get(name)
        level = level_of(actor)
        rank = LEVELS.index(level) if level in LEVELS else len(LEVELS)
        house = str(actor.institution or "") if actor else ""
        return rank, str(actor.sector or "") if actor else "", collation(house)

    return sorted(used, key=place)
