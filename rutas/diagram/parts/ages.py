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

    from rutas.model import Route, Step

__all__ = ["Expected", "ages_known", "due", "expected"]

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


def due(route: Route, first: float, last: float) -> frozenset[str]:
    """Return the ids of the steps that are due at some age from first to last, in days.

    A step is due from the age that the route gives it, or else from that at which half of those who get
    there have, to its deadline, or else until half have begun it and gone through its series.

    >>> import rutas
    >>> found = due(rutas.load("routes")["0-4"], 10, 10)
    >>> "inscripcion" in found, "captacion" in found
    (True, False)
    """
    when = expected(route)
    return frozenset(
        step.id
        for step in route.steps.values()
        if (window := _window(step, when.get(step.id))) and window[0] <= last and window[1] >= first
    )


def _window(step: Step, when: Expected | None) -> tuple[float, float] | None:
    """Return from and to which age a step is due, where anything tells."""
    opens, closes = (age.mean if age else None for age in (step.from_, step.by))
    if when:
        series = (step.repeat.times.mean - 1) * step.repeat.every.mean if step.repeat else 0.0
        opens = when.arrived if opens is None else opens
        closes = when.middle + series if closes is None else closes
    ends = [age for age in (opens, closes) if age is not None]
    return (ends[0], max(ends)) if ends else None
