"""Estimate at what age each step happens, from random journeys along the route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.figures import draw
from rutas.tokens.net import compile as compile_net
from rutas.tokens.simulate import simulate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Route

__all__ = ["Expected", "ages_known", "expected"]

_SEED = 20211103
_JOURNEYS = 1_500


@dataclass(frozen=True)
class Expected:
    """When a step happens, in days of age: to one in ten by `low`, to half by `middle`, to nine by `high`.

    `arrived` is the median age of getting there, before the wait.
    """

    arrived: float
    low: float
    middle: float
    high: float


def ages_known(route: Route) -> bool:
    """Tell whether the route says at what age people enter, or that anything depends on age."""
    steps = route.steps.values()
    return any(way.at for way in route.ways_in) or any(step.from_ or step.by for step in steps)


def expected(route: Route) -> Mapping[str, Expected]:
    """Estimate when each step that people get to is begun.

    The journeys are drawn at random from the route's quantities with a fixed seed; what is unknown
    takes no time. These are estimates, and drawn as such.

    >>> import rutas
    >>> when = expected(rutas.load("routes")["0-4"])
    >>> when["captacion"].middle < when["inscripcion"].middle
    True
    """
    net = compile_net(route)
    rng = np.random.default_rng(_SEED)
    journeys = simulate(net, draw(route, net, rng, _JOURNEYS), rng)
    begun = journeys.at[journeys.journey] + journeys.started
    came = journeys.at[journeys.journey] + journeys.arrived
    found = {}
    for index, step in enumerate(net.ids):
        here = journeys.step == index
        if here.any():
            low, middle, high = np.quantile(begun[here], [0.1, 0.5, 0.9])
            found[step] = Expected(
                float(np.median(came[here])), float(low), float(middle), float(high)
            )
    return found
