"""Tell how long one is on the way from place to place.

Chains of what the territory's `travel` says are walked by the quickest way, at mean times. Where no chain
leads and both places have coordinates, the great-circle distance is taken 1.3 times as long, at 25 km/h, and
said to be assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from rutas.model.territory import Place, Territory

__all__ = ["Roads", "Way"]

_DAY = 24 * 60
_DETOUR = 1.3
_KM_PER_MINUTE = 25 / 60
_EARTH = 6371.0088  # km, the mean radius (IUGG)


@dataclass(frozen=True, slots=True)
class Way:
    """How long one is on the way.

    Attributes
    ----------
    minutes
        Minutes of one way.
    assumed
        Whether it is only as the crow flies.
    """

    minutes: float
    assumed: bool = False


@dataclass(frozen=True)
class Roads:
    """The ways between the places of a territory.

    Examples
    --------
    >>> import rutas
    >>> roads = Roads(rutas.load("routes").territories["villeta"])
    >>> roads.way("takuapu-miri", "guazu-cora").minutes, roads.way("centro", "centro").minutes
    (100.0, 10.0)
    """

    territory: Territory

    @cached_property
    def _quickest(self) -> dict[str, dict[str, float]]:
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.territory.places)
        for one in self.territory.travel:
            minutes = round(one.takes.mean * _DAY, 6)
            known = graph.get_edge_data(one.from_, one.to, {}).get("minutes", minutes)
            graph.add_edge(one.from_, one.to, minutes=min(minutes, known))
        return dict(nx.all_pairs_dijkstra_path_length(graph, weight="minutes"))

    def way(self, start: str, end: str) -> Way | None:
        """Return the quickest way from one place to another; nothing where none is known."""
        if start == end:
            return Way(round(self.territory.inside.mean * _DAY, 6))
        if end in self._quickest.get(start, {}):
            return Way(self._quickest[start][end])
        places = self.territory.places
        return _straight(places[start], places[end])


def _straight(start: Place, end: Place) -> Way | None:
    """Return the way as the crow flies, by the haversine formula."""
    if start.at is None or end.at is None:
        return None
    (south, west), (north, east) = (map(radians, one) for one in (start.at, end.at))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return Way(_DETOUR * 2 * _EARTH * asin(sqrt(half)) / _KM_PER_MINUTE, assumed=True)
