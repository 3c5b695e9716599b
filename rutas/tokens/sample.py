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

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["rises", "same_for_all", "sample"]

_CELLS = 4_000_000


def sample(
    net: Net,
    figures: Figures,
    services: Sequence[Sequence[int]],
    rng: np.random.Generator,
    *,
    each: int,
    times: Figures | None = None,
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
    times
        Where there is one row: figures of as many rows, for each journey times of its own.

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
        walked = _walked(net, figures, times, seed, people, np.repeat(draws, each))
        tables = _tables(walked, services)
        going |= set(walked.stuck_step[walked.stuck_going].tolist())
        parts.append({name: _shares(table, len(draws)) for name, table in tables.items()})
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    whole["visits"][:, list(reached(net.graph, going))] = np.nan
    completion = whole["completion"]
    error = np.sqrt(completion * (1 - completion) / each)
    return Flow(**whole, error=error, walked=tables if figures.draws == 1 else None)


def same_for_all(net: Net, figures: Figures) -> bool:
    """Tell whether everybody's tokens go the same way: nothing is chosen, and nobody or everybody lost."""
    if any(map(np.isnan, net.lateness.values())):
        return False
    some = figures.dropout[:, list(net.order)]
    choices = figures.share[:, ~net.parallel[net.source]]
    return all(
        bool(((table == 0) | (table == 1)).all()) for table in (some, choices, figures.way_share)
    )


def rises(
    net: Net,
    figures: Figures,
    steps: Sequence[int],
    seed: int,
    *,
    size: int,
    times: Figures | None = None,
) -> list[Estimate]:
    """Estimate by how much completion would rise if a step lost nobody, for some steps.

    Everybody has her own chances at every step, so that only those who are lost at a step fare otherwise
    without the loss: they alone walk again.

    Parameters
    ----------
    net, figures
        The route and its quantities, one row.
    steps
        Positions of steps.
    seed
        A seed.
    size
        How many people walk.
    times
        Figures of as many rows, for each journey times of its own.
    """
    first = _walked(net, figures, times, seed, np.arange(size))
    rise = np.zeros((size, len(steps)))
    for k, i in enumerate(steps):
        lost = np.unique(first.journey[first.lost & (first.step == i)])
        if not len(lost):
            continue
        dropout = figures.dropout.copy()
        dropout[:, i] = 0.0
        again = _walked(net, replace(figures, dropout=dropout), times, seed, lost)
        rise[lost, k] = again.completed
    return [ratio(column, np.ones(size)) for column in rise.T]


def _walked(
    net: Net,
    figures: Figures,
    times: Figures | None,
    seed: int,
    people: Ints,
    rows: Ints | None = None,
) -> Journeys:
    """Let some people walk, by some rows of the figures or each with times of her own."""
    if times is not None:
        figures, rows = replace(times, dropout=figures.dropout), people
    elif rows is None:
        rows = np.zeros_like(people)
    return simulate(net, figures, np.random.default_rng(seed), rows=rows, people=people)


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


def _shares(table: NDArray[Any], rows: int) -> Floats:
    """Return the mean over everybody who walked each row."""
    each = len(table) // rows
    return np.asarray(table.reshape(rows, each, *table.shape[1:]).mean(axis=1), float)
