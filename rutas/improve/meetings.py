"""Tell of each pair of actors how often people pass between them in a territory, and whether in one place.

Two steps meet *in one place* if a working point of each stands there. A handover from or to a step without a
working point that stands in a place is neither in one place nor apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from rutas.analysis.interactions import step_handovers
from rutas.territory.serving import Serving
from rutas.territory.travel import Roads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.analysis.whole import Analysis
    from rutas.model.territory import Territory

__all__ = ["Pair", "meetings"]


@dataclass(frozen=True, slots=True)
class Pair:
    """People who pass from one actor to another.

    Attributes
    ----------
    giver, receiver
        Ids of the actors.
    kinds
        How often it happens per person who enters, by manner; nan where people go round for ever.
    direction
        ``horizontal`` between actors of the same level, ``vertical`` between levels; ``None`` where a
        level is unknown.
    same, apart
        Of them, those between steps that meet in one place, and those between steps that do not.
    minutes
        Minutes of one way between their nearest two points; ``None`` where there are none, or no way.
    """

    giver: str
    receiver: str
    kinds: Mapping[str, float]
    direction: str | None
    same: float
    apart: float
    minutes: float | None

    @property
    def expected(self) -> float:
        """How often it happens per person who enters."""
        return sum(self.kinds.values())


def meetings(found: Analysis, territory: Territory) -> tuple[Pair, ...]:
    """Return the handovers of a route in its territory by pair of actors, the most frequent first.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> from rutas.analysis import analyse
    >>> from rutas.improve.local import local
    >>> book = rutas.load("routes")
    >>> villeta = book.territories["villeta"]
    >>> first = meetings(analyse(local(book["0-4"], villeta)), villeta)[0]
    >>> first.giver, first.receiver, first.direction
    ('usf', 'pai', 'horizontal')
    """
    serving, roads, steps = Serving(territory, found.route), Roads(territory), found.route.steps
    places = {
        name: {point.place for point in points if point.place}
        for name, points in serving.working.items()
    }
    met: dict[tuple[str, str, bool], float] = defaultdict(float)
    ways: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in step_handovers(found.route, found.visits, found.figures):
        here, there = places[one.source], places[one.target]
        if here and there:
            pair = steps[one.source].actor[0], steps[one.target].actor[0]
            met[*pair, bool(here & there)] += one.expected
            known = (roads.way(first, then) for first, then in product(here, there))
            ways[pair] += [way.minutes for way in known if way]
    kinds: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    direction = {}
    for handover in found.interactions.handovers:
        pair = handover.source, handover.target
        kinds[pair][handover.kind] = handover.expected
        direction[pair] = handover.direction
    pairs = [
        Pair(
            *pair, own, direction[pair], met[*pair, True], met[*pair, False],
            min(ways[pair], default=None),
        )
        for pair, own in kinds.items()
    ]  # fmt: skip
    return tuple(sorted(pairs, key=lambda one: -one.expected))
