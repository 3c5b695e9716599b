"""Draw for tests that only look: what several of them look at is analysed and drawn once a process.

A drawing never changes, so that nobody who looks at it can tell whether he is the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import rutas
from rutas import diagram
from rutas.diagram.drawing import Drawing
from rutas.diagram.kinds import KINDS
from rutas.diagram.request import Mark
from rutas.model import Route
from rutas.publish.marks import marks
from tests.diagram.roads import road
from tests.diagram.witness import Picture

_drawn: dict[tuple[int, str, str, str], tuple[Route, Drawing]] = {}
_marks: dict[int, tuple[Route, Mapping[str, Mark]]] = {}

one_road = cache(road)
"""The random route of a seed, which is the same thing for all who ask for it."""


def marked(route: Route) -> Mapping[str, Mark]:
    """The marks of the critical points that the analysis of a route finds."""
    if id(route) not in _marks:
        _marks[id(route)] = route, marks(rutas.critical_points(route))
    return _marks[id(route)][1]


def draw(
    route: Route, kind: str = "flow", paper: str | None = None, theme: str = "colour", **asked: Any
) -> Drawing:
    """The same as `rutas.diagram.draw`, of the very same route but once.

    A route is kept beside its drawing, so that no other takes its place in memory and for it.
    """
    key = id(route), kind, paper or KINDS[kind].paper, repr([theme, *sorted(asked.items())])
    if key not in _drawn:
        _drawn[key] = route, diagram.draw(route, kind, paper, theme, **asked)
    return _drawn[key][1]


def pictures(drawing: Drawing) -> list[Picture]:
    """The finished sheets of a drawing, as a witness sees them."""
    return [Picture(drawing.svg(number)) for number in range(1, len(drawing.sheets) + 1)]
