"""Work out exactly how long journeys take where nobody's branches run side by side.

Such a route is an absorbing Markov chain. Of those who complete, vᵢ cᵢ / c visit a step i on average, vᵢ
being the visits of all who enter, cᵢ the chance to complete from there and c that of all [1]_: so much of
the journey's days is the step's. Where all times are exact, the days themselves are followed, from step to
step, until all or nearly all who complete have.

References
----------
.. [1] Kemeny, J. G., Snell, J. L. (1976). *Finite Markov Chains*. Springer. ISBN 978-0-387-90192-3.
   Chapter III: absorbing chains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.estimate import Estimate, Quantile
from rutas.tokens.token_table import numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.figures import Figures
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Chances", "Distribution", "distribution", "often"]

_TINY = 1e-13
_TIE = 1e-9
_ROUNDS = 50_000
_STATES = 2_000_000
_LOOK = 32


@dataclass(frozen=True, eq=False)
class Chances:
    """What the analysis of people says of those who complete.

    Attributes
    ----------
    visits
        ``(n,)`` expected visits to each step per person who enters; nan where people go round for ever.
    passes
        Of those who complete, the share who were attended there, ``(n,)``.
    completes
        ``(n,)`` the chance to complete, once at the step; nan where nobody gets to.
    completion
        The share of people who complete.
    exact
        Whether these are exact.
    """

    visits: Floats
    passes: Estimate
    completes: Floats
    completion: float
    exact: bool


def often(chances: Chances) -> Floats:
    """Return ``(n,)``, the visits that those who complete make to each step on average.

    Exact where no branches run side by side; zeros where nobody completes.
    """
    if chances.completion <= 0:
        return np.zeros_like(chances.visits)
    return np.nan_to_num(chances.visits * chances.completes) / chances.completion


@dataclass(frozen=True, eq=False)
class Distribution:
    """How long journeys take, exactly: the days that there are, ascending, and the share of each."""

    days: Floats
    share: Floats

    @property
    def mean(self) -> float:
        """The mean."""
        return float(self.days @ self.share)

    def quantile(self, level: float) -> Quantile:
        """Return the least days that a share of the people don't exceed, and the gap if it begins one."""
        below = np.cumsum(self.share)
        k = int(np.searchsorted(below, level - _TIE))
        ends = k + 1 < len(self.days) and below[k] <= level + _TIE
        gap = (float(self.days[k]), float(self.days[k + 1])) if ends else None
        return Quantile(self.days[k], gap=gap)


def distribution(net: Net, figures: Figures, chances: Chances, until: float) -> Distribution | None:
    """Follow the days of all who complete, where every time is exact.

    Parameters
    ----------
    net, figures
        A route without branches side by side, of which somebody completes, and its quantities (one row).
    chances
        Of those who complete.
    until
        The share of them to follow to the end, at least: no other ends before these. More than 1 is all.

    Returns
    -------
    The distribution; ``None`` where it would take too long to follow.
    """
    chance = np.nan_to_num(chances.completes)
    opens, lasts = figures.opens[0], figures.duration[0]
    # Who completes goes on as if nothing else could happen to her: Doob's transform.
    weight = figures.share[0] * (1 - figures.dropout[0][net.source]) * chance[net.target]
    weight /= np.where(chance[net.source] > 0, chance[net.source], 1.0)
    entry = figures.way_share[0] * chance[net.ways] / chances.completion
    # Her age on entering matters only where a step is shut before some age.
    ages = figures.at[0] if np.isfinite(opens).any() else np.zeros(len(net.ways))
    step, age, days, share = _merged(net.ways, ages, np.zeros(len(ages)), entry)
    ended: list[tuple[Floats, Floats]] = []
    done, states = 0.0, 0
    for k in range(_ROUNDS):
        days = np.maximum(days, opens[step] - age) + lasts[step]
        last = net.outcome[step] >= 0
        ended.append((days[last], share[last]))
        done += float(share[last].sum())
        links = np.diff(net.first)[step]
        token = np.repeat(np.arange(len(step)), links)
        link = np.repeat(net.first[step], links) + numbered(links)
        step, age, days, share = _merged(
            net.target[link], age[token], days[token], share[token] * weight[link]
        )
        states += len(step)
        if not len(step):
            return _united(ended)
        # To look at all who have ended takes as long as some rounds.
        if done >= until and k % _LOOK == 0 and _known(ended, float(days.min())) >= until:
            return _united(ended)
        if states > _STATES:
            break
    return None


def _merged(
    step: Ints, age: Floats, days: Floats, share: Floats
) -> tuple[Ints, Floats, Floats, Floats]:
    """Put together who is at one step, came of one age, and took equally long; forget next to nobody."""
    days = np.round(days, 9)
    order = np.lexsort((days, age, step))
    step, age, days = step[order], age[order], days[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.diff(step).astype(bool) | np.diff(age).astype(bool) | np.diff(days).astype(bool)
    first = np.flatnonzero(new)
    share = np.add.reduceat(share[order], first) if len(first) else share
    some = share > _TINY
    kept = first[some]
    return step[kept], age[kept], days[kept], share[some]


def _known(ended: list[tuple[Floats, Floats]], before: float) -> float:
    """Return the share of those who are known to take less than some days."""
    return sum(float(share[days < before].sum()) for days, share in ended)


def _united(ended: list[tuple[Floats, Floats]]) -> Distribution:
    days, share = (np.concatenate(parts) for parts in zip(*ended, strict=True))
    found, place = np.unique(days, return_inverse=True)
    return Distribution(found, np.bincount(place, share, len(found)).astype(float))
