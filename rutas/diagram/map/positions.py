"""Tell where places lie: by their coordinates, or so that distances are as near to minutes as can be.

Without coordinates the layout is that of least stress, the squared differences between drawn and true
distances, each weighed by its true distance [1]_.

References
----------
.. [1] Kamada, T., Kawai, S. (1989). An algorithm for drawing general undirected graphs. *Information
   Processing Letters* 31(1), 7-15. https://doi.org/10.1016/0020-0190(89)90102-6
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import atan2, cos, hypot, pi, radians, sin
from typing import TYPE_CHECKING, Literal

import networkx as nx

from rutas.territory.travel import Roads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.layout.geometry import Point
    from rutas.model.territory import Place, Territory

__all__ = ["Positions", "positions"]

_DEGREE = 111.195  # km of a degree of latitude, the mean radius (IUGG)
_FAR = 1.3  # of the longest way, where no way is known


@dataclass(frozen=True)
class Positions:
    """Where places lie, and in what unit: ``km``, ``minutes``, or nothing where no distance is known."""

    at: Mapping[str, Point]
    unit: Literal["km", "minutes", ""]


def positions(territory: Territory) -> Positions:
    """Return where the places of a territory lie; down is south.

    Examples
    --------
    >>> import rutas
    >>> found = positions(rutas.load("routes").territories["villeta"])
    >>> (x, y), (u, v) = found.at["centro"], found.at["cumbarity"]
    >>> found.unit, round(hypot(x - u, y - v), 1)
    ('minutes', 31.5)
    """
    places = territory.places
    if places and all(place.at for place in places.values()):
        return Positions(_mapped(places), "km")
    return _least_stress(territory)


def _mapped(places: Mapping[str, Place]) -> dict[str, Point]:
    """Project coordinates on a plane that touches the earth at their mean latitude (equirectangular)."""
    at = {name: place.at for name, place in places.items() if place.at}
    squeeze = cos(radians(sum(north for north, _ in at.values()) / len(at)))
    return {
        name: (east * _DEGREE * squeeze, -north * _DEGREE) for name, (north, east) in at.items()
    }


def _least_stress(territory: Territory) -> Positions:
    names, roads = list(territory.places), Roads(territory)
    ways = {pair: roads.way(*pair) for pair in combinations(names, 2)}
    known = {pair: max(way.minutes, 1.0) for pair, way in ways.items() if way}
    far = _FAR * max(known.values(), default=1.0)
    true = {pair: known.get(pair, far) for pair in ways}
    table = {name: dict.fromkeys(names, 0.0) for name in names}
    for (one, other), minutes in true.items():
        table[one][other] = table[other][one] = minutes
    graph = nx.empty_graph(names)
    laid = nx.kamada_kawai_layout(graph, table) if len(names) > 1 else dict.fromkeys(names, (0, 0))
    at = {name: (float(x), float(y)) for name, (x, y) in laid.items()}
    drawn = {
        pair: hypot(*(a - b for a, b in zip(*map(at.get, pair), strict=True))) for pair in known
    }
    # the unit of the layout is free: that in which drawn distances are nearest to the true ones
    shares = [(own / known[pair]) for pair, own in drawn.items()]
    unit = sum(shares) / sum(share**2 for share in shares) if any(shares) else 1.0
    turned = _lying(at)
    return Positions(
        {name: (x * unit, y * unit) for name, (x, y) in turned.items()}, "minutes" if known else ""
    )


def _lying(at: Mapping[str, Point]) -> dict[str, Point]:
    """Turn places so that the two that are farthest apart lie level, the first of the file on the left."""
    if len(at) < 2:  # noqa: PLR2004  (one place lies as it is)
        return dict(at)
    (x, y), (u, v) = max(combinations(at.values(), 2), key=lambda two: hypot(
        two[0][0] - two[1][0], two[0][1] - two[1][1]))  # fmt: skip
    angle = atan2(v - y, u - x)
    first = next(iter(at.values()))
    turn = -angle + (
        pi if hypot(first[0] - u, first[1] - v) < hypot(first[0] - x, first[1] - y) else 0
    )
    return {
        name: (a * cos(turn) - b * sin(turn), a * sin(turn) + b * cos(turn))
        for name, (a, b) in at.items()
    }
