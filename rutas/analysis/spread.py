"""Measure the journey's time once for every draw of a route's uncertain quantities.

Within a draw everything is what was drawn; people still choose. So that rare journeys count too, nobody
is lost on the way: each journey weighs what its chance to get through is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.chains import chain
from rutas.tokens.simulate import simulate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.figures import Figures
    from rutas.tokens.journeys import Journeys
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]

__all__ = ["Spread", "spread"]

_TIE = 1e-9
_EACH = 8


@dataclass(frozen=True, eq=False)
class Spread:
    """Measures of time, a row a draw.

    Attributes
    ----------
    on_critical_path, on_time
        ``(D, n)`` as in `rutas.analysis.time`; nan where no journey of the draw tells.
    """

    on_critical_path: Floats
    on_time: Floats


def spread(net: Net, drawn: Figures, rng: np.random.Generator, *, each: int = _EACH) -> Spread:
    """Walk some journeys for every draw.

    Parameters
    ----------
    net
        The route.
    drawn
        Its uncertain quantities, a row a draw.
    rng
        A numpy generator.
    each
        How many journeys to walk for every draw.
    """
    unlost = replace(drawn, dropout=np.zeros((1, drawn.dropout.shape[1])))
    walked = simulate(net, unlost, rng, each=each)
    row = walked.row[walked.journey]
    kept = 1 - drawn.dropout[row if len(drawn.dropout) > 1 else np.zeros_like(row), walked.step]
    with np.errstate(divide="ignore"):
        weight = np.exp(np.bincount(walked.journey, np.log(kept), len(walked)))
    shape = drawn.draws, len(net)
    return Spread(
        _critical(walked, unlost, np.where(walked.completed, weight, 0.0), shape),
        _on_time(walked, drawn, kept, shape),
    )


def _critical(walked: Journeys, drawn: Figures, weight: Floats, shape: tuple[int, int]) -> Floats:
    marked = np.flatnonzero(chain(walked, drawn))
    here = np.unique(walked.journey[marked] * shape[1] + walked.step[marked])
    journey, step = here // shape[1], here % shape[1]
    on = _sum(walked.row[journey], step, weight[journey], shape)
    whole = np.bincount(walked.row, weight, shape[0])[:, None]
    return np.asarray(np.divide(on, whole, np.full(shape, np.nan), where=whole > 0))


def _on_time(walked: Journeys, drawn: Figures, kept: Floats, shape: tuple[int, int]) -> Floats:
    """Judge everybody's first visit to each step, by the weight of those who are not lost there."""
    due = np.any(np.isfinite(drawn.by) | np.isfinite(drawn.within), axis=0)
    visits = np.flatnonzero(due[walked.step])
    visits = visits[np.argsort(walked.done[visits], kind="stable")]
    here = walked.journey[visits] * shape[1] + walked.step[visits]
    visits = visits[np.unique(here, return_index=True)[1]]
    row, step = walked.row[walked.journey[visits]], walked.step[visits]
    spent = walked.done[visits] - walked.arrived[visits]
    good: NDArray[np.bool_] = (walked.age[visits] <= drawn.by[row, step] + _TIE) & (
        spent <= drawn.within[row, step] + _TIE
    )
    finished = _sum(row, step, kept[visits], shape)
    fine = _sum(row, step, good * kept[visits], shape)
    return np.asarray(np.divide(fine, finished, np.full(shape, np.nan), where=finished > 0))


def _sum(
    row: NDArray[np.int64], step: NDArray[np.int64], value: Floats, shape: tuple[int, int]
) -> Floats:
    total = np.bincount(row * shape[1] + step, value, shape[0] * shape[1])
    return np.asarray(total.reshape(shape), dtype=np.float64)
