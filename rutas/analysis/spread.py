"""Measure the journey's time once for every draw of a route's uncertain quantities.

Within a draw everything is what was drawn; people still choose. So that rare journeys count too, nobody
is lost but where she may come back again and again: each journey weighs what its chance to get through is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.chains import chain
from rutas.tokens.simulate import simulate
from rutas.tokens.token_table import pick

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.figures import Figures
    from rutas.tokens.journeys import Journeys
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]

__all__ = ["Spread", "spread"]

_TIE = 1e-9
_EACH = 8
_FIRST = 32  # draws, to see how long journeys are
_BATCH = 500_000  # visits, of some hundred bytes each
_WORK = 4_000_000  # visits


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


def spread(
    net: Net,
    drawn: Figures,
    rng: np.random.Generator,
    passes: Floats | None = None,
    *,
    each: int = _EACH,
) -> Spread:
    """Walk some journeys for every draw.

    Parameters
    ----------
    net
        The route.
    drawn
        Its uncertain quantities, a row a draw.
    rng
        A numpy generator.
    passes
        ``(D, n)`` of those who complete, the share who pass each step, where that tells whose length it
        sets; then journeys are walked for `on_time` alone.
    each
        How many journeys to walk for every draw.

    Returns
    -------
    The measures; nan from the draw on at which so much was walked that no more fits into a second or two.
    The draws are independent, and the first of them tell as much as any others.
    """
    shape = drawn.draws, len(net)
    found = Spread(np.full(shape, np.nan), np.full(shape, np.nan))
    due = bool((np.isfinite(drawn.by) | np.isfinite(drawn.within)).any())
    if passes is not None:
        found.on_critical_path[:] = passes
    if passes is not None and not due:
        return found
    looped = _looped(net)
    seed, first, rows, visits = int(rng.integers(2**63)), 0, _FIRST, 0
    while first < drawn.draws and visits < _WORK:
        last = min(first + rows, drawn.draws)
        walked = _walked(net, drawn, looped, seed, each, np.arange(first * each, last * each))
        if passes is None:
            found.on_critical_path[first:last] = walked.critical()[first:last]
        found.on_time[first:last] = walked.on_time()[first:last]
        first, visits = last, visits + len(walked.journeys.step)
        rows = max(1, _BATCH * first // max(1, visits))
    return found


def _walked(
    net: Net,
    drawn: Figures,
    looped: NDArray[np.bool_],
    seed: int,
    each: int,
    people: NDArray[np.int64],
) -> _Walked:
    """Walk journeys, as many for each row, of which nobody is lost but by her weight, loops aside."""
    lossy = replace(drawn, dropout=np.where(looped, drawn.dropout, 0.0))
    journeys = simulate(net, lossy, np.random.default_rng(seed), rows=people // each, people=people)
    row = journeys.row[journeys.journey]
    kept = 1 - drawn.dropout[row if len(drawn.dropout) > 1 else np.zeros_like(row), journeys.step]
    return _Walked(journeys, drawn, np.where(looped[journeys.step], 1.0, kept))


def _looped(net: Net) -> NDArray[np.bool_]:
    """Tell at which steps, ``(n,)``, people may come by again; all where a join forgives who was lost."""
    return np.ones(len(net), dtype=bool) if net.missing else net.looped


@dataclass(frozen=True, eq=False)
class _Walked:
    """Journeys of some draws, and ``(V,)`` the chance of not being lost there, 1 where that was drawn."""

    journeys: Journeys
    drawn: Figures
    kept: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """Draws and steps."""
        return self.drawn.draws, len(self.journeys.net)

    def critical(self) -> Floats:
        """Weigh each completed journey by the chance to get through it."""
        journeys, steps = self.journeys, self.shape[1]
        with np.errstate(divide="ignore"):
            weight = np.exp(np.bincount(journeys.journey, np.log(self.kept), len(journeys)))
        weight = np.where(journeys.completed, weight, 0.0)
        marked = np.flatnonzero(chain(journeys, self.drawn))
        here = np.unique(journeys.journey[marked] * steps + journeys.step[marked])
        journey, step = here // steps, here % steps
        on = self._sum(journeys.row[journey], step, weight[journey])
        whole = np.bincount(journeys.row, weight, self.shape[0])[:, None]
        return on / np.where(whole > 0, whole, np.nan)

    def on_time(self) -> Floats:
        """Judge everybody's first visit to each step, by the weight of those who are not lost there."""
        journeys, drawn, kept = self.journeys, self.drawn, self.kept
        due = np.any(np.isfinite(drawn.by) | np.isfinite(drawn.within), axis=0)
        visits = np.flatnonzero(due[journeys.step] & ~journeys.lost)
        visits = visits[np.argsort(journeys.done[visits], kind="stable")]
        here = journeys.journey[visits] * self.shape[1] + journeys.step[visits]
        visits = visits[np.unique(here, return_index=True)[1]]
        row, step = journeys.row[journeys.journey[visits]], journeys.step[visits]
        spent = journeys.done[visits] - journeys.arrived[visits]
        good = (journeys.age[visits] <= pick(drawn.by, row, step) + _TIE) & (
            spent <= pick(drawn.within, row, step) + _TIE
        )
        finished = self._sum(row, step, kept[visits])
        return self._sum(row, step, good * kept[visits]) / np.where(finished > 0, finished, np.nan)

    def _sum(self, row: NDArray[np.int64], step: NDArray[np.int64], value: Floats) -> Floats:
        draws, steps = self.shape
        total = np.bincount(row * steps + step, value, draws * steps)
        return np.asarray(total.reshape(self.shape), dtype=np.float64)
