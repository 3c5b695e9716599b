"""Estimate how people flow through a route by walking many journeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.flow import Flow
from rutas.tokens.simulate import simulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.tokens.figures import Figures
    from rutas.tokens.journeys import Journeys
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]

__all__ = ["sample"]

_CELLS = 4_000_000


def sample(
    net: Net,
    figures: Figures,
    services: Sequence[Sequence[int]],
    rng: np.random.Generator,
    *,
    each: int,
) -> Flow:
    """Estimate how people flow through a route.

    Parameters
    ----------
    net, figures
        The route and its quantities, one row a draw.
    services
        For each service, the steps that deliver it.
    rng
        A numpy generator.
    each
        How many journeys to walk for every row.

    Returns
    -------
    Shares of the journeys walked. The standard error of a share p is (p (1 - p) / each)^½ [1]_.

    References
    ----------
    .. [1] Asmussen, S., Glynn, P. W. (2007). *Stochastic Simulation*, chapter III. Springer.
       https://doi.org/10.1007/978-0-387-69033-9
    """
    at_once = max(1, _CELLS // (each * max(len(net), 1)))
    parts = [
        _counted(simulate(net, part, rng, each=each), services, part.draws)
        for part in (figures.rows(k, k + at_once) for k in range(0, figures.draws, at_once))
    ]
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    completion = whole["completion"]
    return Flow(**whole, error=np.sqrt(completion * (1 - completion) / each))


def _counted(journeys: Journeys, services: Sequence[Sequence[int]], rows: int) -> dict[str, Floats]:
    """Return the shares of a flow, by its fields."""
    net, size = journeys.net, len(journeys)
    counts = journeys.counts()
    seen = counts > 0
    stuck = np.zeros_like(seen)
    stuck[journeys.stuck_journey, journeys.stuck_step] = True
    ended = np.zeros((size, len(net.outcomes)), dtype=bool)
    last = journeys.ended
    ended[journeys.journey[last], net.outcome[journeys.step[last]]] = True
    served = np.zeros((size, len(net)), dtype=bool)
    served[journeys.journey[~journeys.lost], journeys.step[~journeys.lost]] = True
    covered = np.zeros((size, len(services)), dtype=bool)
    for k, steps in enumerate(services):
        covered[:, k] = served[:, list(steps)].any(axis=1)
    tables = {
        "visits": counts,
        "reach": seen,
        "passing": seen & journeys.completed[:, None],
        "blocked": stuck,
        "completion": journeys.completed,
        "lost": journeys.some_lost,
        "outcomes": ended,
        "coverage": covered,
    }
    return {
        name: np.asarray(table.reshape(rows, size // rows, *table.shape[1:]).mean(axis=1), float)
        for name, table in tables.items()
    }
