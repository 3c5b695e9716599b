"""Walk the journeys that the measures of time are taken from, where they can't be worked out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.chains import chain
from rutas.tokens.estimate import Estimate, ratio
from rutas.tokens.walk import Walk
from rutas.tokens.walk import walk as tokens_walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.tokens.figures import Figures
    from rutas.tokens.journeys import Journeys
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["JOURNEYS", "Walked", "certain", "days_saved", "uncertain", "walk"]

JOURNEYS = 5_000
_FEWEST = 100
_VISITS = 600_000  # a visit takes some hundred bytes, and so does a table its cell
_TIE = 1e-9


@dataclass(frozen=True, eq=False)
class Walked:
    """Journeys through a route, and what was drawn for each.

    Attributes
    ----------
    walk
        The journeys; where all who complete walk the same way and nothing is uncertain, the one that
        there is, without loss.
    sure
        Whether it is that one journey.
    """

    walk: Walk
    sure: bool

    @property
    def journeys(self) -> Journeys:
        """The journeys."""
        return self.walk.journeys

    @property
    def drawn(self) -> Figures:
        """Times of each journey, a row a journey."""
        return self.walk.drawn

    @cached_property
    def completed(self) -> Floats:
        """``(J,)`` 1 for those who complete."""
        return self.journeys.completed.astype(float)

    @cached_property
    def on_chain(self) -> Floats:
        """``(J, n)`` 1 where the step lies on the chain that set the length of a completed journey."""
        table = np.zeros((len(self.journeys), len(self.journeys.net)))
        marked = chain(self.journeys, self.drawn)
        table[self.journeys.journey[marked], self.journeys.step[marked]] = 1.0
        return table

    @property
    def passed(self) -> Floats:
        """``(J, n)`` 1 where somebody who completes was attended at the step."""
        seen = self.journeys.counts() > 0
        return seen * self.completed[:, None]

    @property
    def unfinished(self) -> float:
        """The share of journeys that were cut short."""
        return float(self.journeys.unfinished.mean())

    def days(self, completes: Floats | None = None) -> tuple[Floats, Floats, float]:
        """Return each person's days, how much she counts, and from how many days on some are not known.

        Parameters
        ----------
        completes
            ``(n,)`` the chance to complete, once at a step: so much counts who was cut short there; by
            default she counts whole unless a branch of hers has failed.
        """
        found, net = self.journeys, self.journeys.net
        days, weights = np.nan_to_num(found.days), self.completed.copy()
        # A branch that was lost fails her, unless a join may yet forgive it.
        failed = found.some_lost & (not net.missing)
        failed[found.journey[found.ended & ~net.success[found.step]]] = True
        who = found.walking
        chance = 1.0 if completes is None else np.nan_to_num(completes)[found.walking_step]
        weights[who] = np.where(failed[who], 0.0, chance)
        days[who] = found.walking_time
        open_ = found.walking_time[weights[who] > 0]
        return days, weights, float(open_.min(initial=np.inf))

    def on_time(self, by: Floats, within: Floats) -> Estimate:
        """Return the share of people in time, ``(n,)``, of those who get to the step and finish it.

        What counts is the first time that she is not lost there.
        """
        found, n = self.journeys, len(self.journeys.net)
        visits = np.flatnonzero((np.isfinite(by) | np.isfinite(within))[found.step] & ~found.lost)
        visits = visits[np.argsort(found.done[visits], kind="stable")]
        here = found.journey[visits] * n + found.step[visits]
        visits = visits[np.unique(here, return_index=True)[1]]
        who, step = found.journey[visits], found.step[visits]
        spent = found.done[visits] - found.arrived[visits]
        finished, good = np.zeros((2, len(found), n))
        finished[who, step] = 1.0
        good[who, step] = (found.age[visits] <= by[step] + _TIE) & (spent <= within[step] + _TIE)
        share = ratio(good, finished)
        return replace(share, influence=None) if self.sure else share


def walk(
    route: Route,
    net: Net,
    figures: Figures,
    visits: Floats,
    *,
    walked: Walk | None = None,
    journeys: int = JOURNEYS,
) -> Walked:
    """Walk journeys: the same, whoever asks.

    Parameters
    ----------
    route, net
        The route.
    figures
        Its quantities at their means (one row).
    visits
        ``(n,)`` expected visits: fewer journeys are walked where they are long.
    walked
        The journeys in which people were counted, where they had to be: then these serve.
    journeys
        How many at most.
    """
    if certain(net, figures):
        # Whoever completes the one journey that there is walks it, whoever does not.
        lossless = replace(figures, dropout=np.zeros_like(figures.dropout))
        return Walked(tokens_walk(route, net, lossless, 1), sure=True)
    if walked is None:
        long = max(len(net), float(np.nan_to_num(visits).sum()), 1.0)
        size = max(_FEWEST, min(journeys, int(_VISITS / long)))
        walked = tokens_walk(route, net, figures, size)
    return Walked(walked, sure=False)


def certain(net: Net, figures: Figures) -> bool:
    """Tell whether all who complete walk the same way, and equally long: nothing is chosen or drawn."""
    reached = list(net.order)
    live = np.bincount(net.source[figures.share[0] > 0], minlength=len(net))
    chosen = (live > 1) & ~net.parallel
    ways = int((figures.way_share[0] > 0).sum())
    lost = figures.dropout[0, reached]
    # Where a join forgives who was lost on the way, those who lose a branch complete by another way.
    if ways > 1 or chosen[reached].any() or (lost >= 1).any() or (net.missing and lost.any()):
        return False
    times, ages = uncertain(net, figures)
    return not (times[reached].any() or ages)


def uncertain(net: Net, figures: Figures) -> tuple[Bools, bool]:
    """Tell at which steps, ``(n,)``, the time is a range; and whether somebody's age on entering is."""
    names = set(figures.names)
    fields = ("wait", "takes", "from", "repeat.times", "repeat.every", "lead")
    times = [any(f"{step}.{field}" in names for field in fields) for step in net.ids]
    ages = any(name.startswith("ways_in.") and name.endswith(".at") for name in names)
    return np.array(times, dtype=bool), ages


def days_saved(walked: Walked, steps: Sequence[int]) -> list[Estimate]:
    """Return the days off the mean journey if a step had no wait, for each of some steps.

    The same journeys are walked again without the wait: of those who were at the step, or whose journey
    could not end. Where branches nest and nobody's clock leads her elsewhere, everybody goes where she went
    before, and only those walk again whose length the step set: no other journey becomes shorter.

    Parameters
    ----------
    walked
        Journeys through the route.
    steps
        Positions of steps.

    Returns
    -------
    Days; nan where nobody completes.
    """
    found, days = walked.journeys, np.nan_to_num(walked.journeys.days)
    same_way = found.net.nesting.nests and not found.net.late
    been = (found.counts() > 0) | found.some_stuck[:, None]
    before = ratio(days, walked.completed)
    wait = np.array(walked.drawn.wait)
    drawn = replace(walked.drawn, wait=wait)
    saved = []
    for i in steps:
        who = np.flatnonzero(walked.on_chain[:, i] if same_way else been[:, i])
        left, done = days.copy(), walked.completed.copy()
        if len(who):
            wait[:, i] = 0.0
            again = walked.walk.again(drawn, who)
            left[who], done[who] = np.nan_to_num(again.days), again.completed
            wait[:, i] = walked.drawn.wait[:, i]
        saved.append(_less(before, ratio(left, done)))
    return [replace(one, influence=None) for one in saved] if walked.sure else saved


def _less(before: Estimate, after: Estimate) -> Estimate:
    """Return by how much a figure falls, the same people having walked for both."""
    one, other = before.influence, after.influence
    apart = None if one is None or other is None else one - other
    return Estimate(np.asarray(before.value - after.value), apart)
