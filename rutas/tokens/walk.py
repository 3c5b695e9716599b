"""Walk journeys of people who each draw times of their own, and walk some of them again after a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.figures import draw
from rutas.tokens.simulate import simulate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.figures import Figures
    from rutas.tokens.journeys import Journeys
    from rutas.tokens.net import Net

    Ints = NDArray[np.int64]

__all__ = ["SEED", "Walk", "walk"]

SEED = 20211103


@dataclass(frozen=True, eq=False)
class Walk:
    """Journeys through a route, and what was drawn for each.

    Attributes
    ----------
    journeys
        The journeys.
    drawn
        Their figures: times a row a journey, shares of people as they were given.
    seed
        Of their times and choices.
    """

    journeys: Journeys
    drawn: Figures
    seed: int

    def again(self, drawn: Figures, people: Ints) -> Journeys:
        """Walk some of them again by other figures; everybody has the chances that she had."""
        return _walked(self.journeys.net, drawn, self.seed, people)


def walk(route: Route, net: Net, figures: Figures, size: int, *, seed: int = SEED) -> Walk:
    """Walk journeys: times differ from journey to journey, the shares of people are those of the route.

    Parameters
    ----------
    route, net
        The route.
    figures
        Its quantities at their means (one row).
    size
        How many journeys.
    seed
        The same seed gives the same journeys, and everybody the same choices whatever the times.
    """
    drawn = draw(route, net, np.random.default_rng(seed), size, people=figures)
    return Walk(_walked(net, drawn, seed, np.arange(size)), drawn, seed)


def _walked(net: Net, drawn: Figures, seed: int, people: Ints) -> Journeys:
    return simulate(net, drawn, np.random.default_rng((seed, 1)), rows=people, people=people)
