"""Estimate how people flow through a route by walking many journeys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from rutas.graph.walks import reached
from rutas.tokens.estimate import ratio
from rutas.tokens.flow import Flow
from rutas.tokens.simulate import simulate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.tokens.estimate import Estimate
    from rutas.tokens.figures import Figures
    from rutas.tokens.journeys import Journeys
    from rutas.tokens.net import Net
    from rutas.tokens.walk import Walk

    Floats = NDArray[np.float64]

__all__ = ["counted", "rises", "same_for_all", "sample"]

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
    Shares of the journeys walked. The standard error of a share p is (p (1 - p) / each)^½ [1]_. The same
    people walk every row (common random numbers [2]_), so that rows differ by their figures and not by
    chance. Visits are ``nan`` where people go round for ever.

    References
    ----------
    .. [1] Asmussen, S., Glynn, P. W. (2007). *Stochastic Simulation*, chapter III. Springer.
       https://doi.org/10.1007/978-0-387-69033-9
    .. [2] Glasserman, P., Yao, D. D. (1992). Some guidelines and guarantees for common random numbers.
       *Management Science* 38(6), 884-908. https://doi.org/10.1287/mnsc.38.6.884
    """
    at_once = max(1, _CELLS // (each * max(len(net), 1)))
    seed = int(rng.integers(2**63))
    parts, going = [], set[int]()
    for k in range(0, figures.draws, at_once):
        draws = np.arange(k, min(k + at_once, figures.draws))
        people = np.tile(np.arange(each), len(draws))
        rng = np.random.default_rng(seed)
        walked = simulate(net, figures, rng, rows=np.repeat(draws, each), people=people)
        going |= set(walked.stuck_step[walked.stuck_going].tolist())
        parts.append(_shares(_tables(walked, services), len(draws)))
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return _flow(net, whole, going, each)


def counted(walked: Journeys, services: Sequence[Sequence[int]]) -> Flow:
    """Count how people flow through a route in journeys that were walked already: one draw.

    Parameters
    ----------
    walked
        The journeys.
    services
        For each service, the steps that deliver it.
    """
    tables = _tables(walked, services)
    going = set(walked.stuck_step[walked.stuck_going].tolist())
    return replace(_flow(walked.net, _shares(tables, 1), going, len(walked)), walked=tables)


def _flow(net: Net, shares: dict[str, Any], going: set[int], each: int) -> Flow:
    """Make a flow of shares of so many people a row; visits are unknown where some go on for ever."""
    shares["visits"][:, list(reached(net.graph, going))] = np.nan
    completion = shares["completion"]
    return Flow(**shares, error=np.sqrt(completion * (1 - completion) / each))


def same_for_all(net: Net, figures: Figures) -> bool:
    """Tell whether everybody's tokens go the same way: nothing is chosen, and nobody or everybody lost."""
    if any(map(np.isnan, net.lateness.values())):
        return False
    some = figures.dropout[:, list(net.order)]
    choices = figures.share[:, ~net.parallel[net.source]]
    return all(
        bool(((table == 0) | (table == 1)).all()) for table in (some, choices, figures.way_share)
    )


def rises(walk: Walk, steps: Sequence[int]) -> list[Estimate]:
    """Estimate by how much completion would rise if a step lost nobody, for some steps.

    Everybody has her own chances at every step, so that only those who are lost at a step fare otherwise
    without the loss: they alone walk again.

    Parameters
    ----------
    walk
        Journeys through the route.
    steps
        Positions of steps.
    """
    first = walk.journeys
    rise = np.zeros((len(first), len(steps)))
    for k, i in enumerate(steps):
        lost = np.unique(first.journey[first.lost & (first.step == i)])
        if not len(lost):
            continue
        dropout = walk.drawn.dropout.copy()
        dropout[:, i] = 0.0
        rise[lost, k] = walk.again(replace(walk.drawn, dropout=dropout), lost).completed
    return [ratio(column, np.ones(len(first))) for column in rise.T]


def _tables(journeys: Journeys, services: Sequence[Sequence[int]]) -> dict[str, NDArray[Any]]:
    """Return what everybody adds to the measures of a flow, by their names."""
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
    return {
        "visits": counts,
        "reach": seen,
        "passing": seen & journeys.completed[:, None],
        "blocked": stuck,
        "completion": journeys.completed,
        "lost": journeys.some_lost,
        "unfinished": journeys.unfinished,
        "outcomes": ended,
        "coverage": covered,
    }


def _shares(tables: dict[str, NDArray[Any]], rows: int) -> dict[str, Floats]:
    """Return the means over everybody who walked each row."""
    return {
        name: np.asarray(
            table.reshape(rows, len(table) // rows, *table.shape[1:]).mean(axis=1), float
        )
        for name, table in tables.items()
    }
