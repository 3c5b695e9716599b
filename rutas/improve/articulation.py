"""Tell how institutions work together in a territory: who hands over to whom, and whether in one place.

Two steps meet *in one place* if a working point of each stands there. A handover from or to a step without a
working point that people go to (at home, by phone, none in the file, none ready) is of no place: it counts
neither for nor against.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from rutas.analysis import analyse
from rutas.improve.actions import after_actions
from rutas.improve.local import effects, local, settled
from rutas.territory.serving import Serving
from rutas.territory.travel import Roads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from rutas.analysis.interactions import Handover
    from rutas.improve.local import Local
    from rutas.model.route import Route
    from rutas.model.territory import Territory

__all__ = ["Articulation", "Pair", "State", "articulation"]


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
        Minutes of one way between their nearest two points; ``None`` where there are none.
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


@dataclass(frozen=True)
class State:
    """How a route is lived in a territory.

    Attributes
    ----------
    local
        The route in its territory.
    days
        Mean days of those who complete; ``None`` where nobody does.
    kinds, directions
        Expected handovers per person who enters, by manner and by direction.
    pairs
        The handovers by pair of actors, the most frequent first.
    """

    local: Local
    days: float | None
    kinds: Mapping[str, float]
    directions: Mapping[str, float]
    pairs: tuple[Pair, ...]

    @property
    def same_place(self) -> float | None:
        """Of the handovers between steps with points, the share in one place; ``None`` without any."""
        same, apart = sum(one.same for one in self.pairs), sum(one.apart for one in self.pairs)
        return same / (same + apart) if same + apart > 0 else None


@dataclass(frozen=True, slots=True)
class Articulation:
    """How institutions work together: as it is, and after the actions agreed, under way and done."""

    before: State
    after: State


def articulation(route: Route, territory: Territory, on: date) -> Articulation:
    """Return how institutions work together along a route, without and with the joint plan.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> book = rutas.load("routes")
    >>> found = articulation(book["0-4"], book.territories["villeta"], date(2026, 11, 30))
    >>> first = found.before.pairs[0]
    >>> first.giver, first.receiver, first.direction
    ('usf', 'pai', 'horizontal')
    """
    return Articulation(*(_state(route, one, on) for one in (territory, after_actions(territory))))


def _state(route: Route, territory: Territory, on: date) -> State:
    there = local(route, territory)
    found = settled(there, effects(there, territory, on))
    analysed = analyse(found.route)
    passing = analysed.interactions
    return State(
        local=found,
        days=analysed.time.days.mean,
        kinds=passing.kinds,
        directions=passing.directions,
        pairs=tuple(_pairs(there, territory, passing.handovers, passing.steps)),
    )


def _pairs(
    route: Route, territory: Territory, handovers: Sequence[Handover],
    steps: Mapping[tuple[str, str], float],
) -> Iterable[Pair]:  # fmt: skip
    """Gather handovers by pair of actors, with what is known of where their steps are attended."""
    working, roads = Serving(territory, route).working, Roads(territory)
    places = {
        name: {point.place for point in points if point.place} for name, points in working.items()
    }
    met: dict[tuple[str, str, bool], float] = defaultdict(float)
    ways: dict[tuple[str, str], list[float]] = defaultdict(list)
    for (source, target), times in steps.items():
        here, there = places[source], places[target]
        if here and there:
            pair = route.steps[source].actor[0], route.steps[target].actor[0]
            met[*pair, bool(here & there)] += times
            found = (roads.way(one, other) for one, other in product(here, there))
            ways[pair] += [way.minutes for way in found if way]
    kinds: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    direction = {}
    for one in handovers:
        kinds[one.source, one.target][one.kind] = one.expected
        direction[one.source, one.target] = one.direction
    pairs = [
        Pair(
            *pair, own, direction[pair], met[*pair, True], met[*pair, False],
            min(ways[pair], default=None),
        )
        for pair, own in kinds.items()
    ]  # fmt: skip
    return sorted(pairs, key=lambda one: -one.expected)
