"""Measure the journey's time: how long it takes, what sets its length, and who finishes in time.

Times are days. Every journey draws its own waits and attentions from their ranges; shares of people
stay at their means. What is unknown is taken as no time, and named in `Route.assumed`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from rutas.tokens.chains import chain
from rutas.tokens.figures import draw
from rutas.tokens.net import compile as compile_net
from rutas.tokens.simulate import simulate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.quantity import Quantity
    from rutas.tokens.figures import Figures
    from rutas.tokens.journeys import Journeys
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Days", "Time", "Walked", "days_saved", "time", "time_share", "walk"]

SEED = 20211103
JOURNEYS = 10_000
_AGAIN = 2_000
_WORK = 600_000
_FEWEST = 100
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Days:
    """How long the journey takes for those who complete it.

    Attributes
    ----------
    mean, p10, p50, p90
        Days; ``None`` where nobody completes.
    error
        Standard error of the mean; 0 where it is exact.
    """

    mean: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    error: float


@dataclass(frozen=True)
class Time:
    """The time that a route takes.

    Attributes
    ----------
    days
        From way in to completion.
    method
        ``exact`` where everything is exact and nothing is chosen, else ``simulated``.
    on_critical_path
        Share of completed journeys whose length the step helped to set, by step.
    on_time
        Of those who get to the step and finish it, the share who do so by its age and within its
        time, by step; ``None`` where nothing is due or nobody finishes. Who leaves the route there
        is a loss, and not late.
    time_share
        The step's wait and attention over the journey's, by step; they add up to 1.
    journeys
        How many were walked; 0 where none had to be.
    """

    days: Days
    method: Literal["exact", "simulated"]
    on_critical_path: Mapping[str, float]
    on_time: Mapping[str, float | None]
    time_share: Mapping[str, float]
    journeys: int


@dataclass(frozen=True)
class Walked:
    """Random journeys through a route, and what was drawn for each.

    Attributes
    ----------
    journeys
        The journeys; where all who complete walk the same way and nothing is uncertain, the one that
        there is, without loss.
    drawn
        Times of each journey, a row a journey.
    sure
        Whether it is that one journey.
    seed
        Of the choices that were made.
    """

    journeys: Journeys
    drawn: Figures
    sure: bool
    seed: int = SEED


def walk(route: Route, figures: Figures, *, journeys: int = JOURNEYS, seed: int = SEED) -> Walked:
    """Walk the journeys that the measures of time are taken from.

    Parameters
    ----------
    route
        The route.
    figures
        Its quantities at their means (one row).
    journeys
        How many at most; fewer where the route is big.
    seed
        Of the random journeys: the same seed gives the same journeys.
    """
    net = compile_net(route)
    drawn, sure = _journeys(route, net, figures, np.random.default_rng(seed), journeys)
    return Walked(_simulated(net, drawn, seed), drawn, sure, seed)


def _simulated(net: Net, drawn: Figures, seed: int, people: Ints | None = None) -> Journeys:
    """Walk journeys; their choices depend on the seed and who walks them, not on their times."""
    return simulate(net, drawn, np.random.default_rng((seed, 1)), people=people)


def _journeys(
    route: Route, net: Net, figures: Figures, rng: np.random.Generator, most: int
) -> tuple[Figures, bool]:
    """Draw the times of many journeys, or of the one that there is; tell which."""
    sure = _nothing_chosen(net, figures) and _all_exact(route)
    count = 1 if sure else max(_FEWEST, min(most, _WORK // max(1, len(net))))
    # Times differ from journey to journey; the shares of people are those of the route. Whoever
    # completes the one journey that there is walks it, whoever does not.
    people = replace(figures, dropout=np.zeros_like(figures.dropout)) if sure else figures
    drawn = draw(route, net, rng, count, people=people)
    return drawn, sure


def time(visits: Floats, figures: Figures, slack: Floats, walked: Walked) -> Time:
    """Measure the time of a route's journeys.

    Parameters
    ----------
    visits
        Expected visits to each step per person who enters, shape ``(n,)``.
    figures
        Its quantities at their means (one row).
    slack
        What each step may be late without harm, shape ``(n,)``: where there is only one journey,
        its critical path is where nothing may.
    walked
        Its journeys.

    Returns
    -------
    Exact figures, those of the critical path method [1]_, where everything is exact and nothing is
    chosen: then one journey is all journeys. Else the figures of some thousand random journeys.

    References
    ----------
    .. [1] Kelley, J. E., Walker, M. R. (1959). Critical-path planning and scheduling. *Proceedings of
       the Eastern Joint Computer Conference*, 160-173. https://doi.org/10.1145/1460299.1460318
    """
    net, sure, journeys = walked.journeys.net, walked.sure, walked.journeys
    shares = time_share(visits[None, :], figures)[0]
    critical = (slack <= _TIE).astype(float) if sure else _on_chain(journeys, walked.drawn)
    return Time(
        days=_days(journeys, exact=sure),
        method="exact" if sure else "simulated",
        on_critical_path=dict(zip(net.ids, critical.tolist(), strict=True)),
        on_time=_on_time(journeys, figures),
        time_share=dict(zip(net.ids, shares.tolist(), strict=True)),
        journeys=0 if sure else len(journeys),
    )


def days_saved(walked: Walked, steps: Sequence[int]) -> list[float | None]:
    """Return the days off the mean journey if a step had no wait, for each of some steps.

    The same journeys are walked again without the wait: everybody goes where she went before, so
    that the difference is the step's and not chance. Only they are, whose length the step set: no
    other journey becomes shorter.

    Parameters
    ----------
    walked
        Journeys through the route; two thousand completed ones of them are enough.
    steps
        Positions of steps.

    Returns
    -------
    Days; ``None`` where nobody completes.
    """
    journeys = walked.journeys
    done = np.flatnonzero(journeys.completed)[:_AGAIN]
    if not len(done):
        return [None] * len(steps)
    marked = chain(journeys, walked.drawn)
    saved: list[float | None] = []
    for i in steps:
        who = np.intersect1d(done, journeys.journey[marked & (journeys.step == i)])
        if not len(who):
            saved.append(0.0)
            continue
        drawn = walked.drawn.of(who)
        wait = drawn.wait.copy()
        wait[:, i] = 0.0
        again = _simulated(journeys.net, replace(drawn, wait=wait), walked.seed, who)
        saved.append(float((journeys.days[who] - again.days).sum() / len(done)))
    return saved


def time_share(visits: Floats, figures: Figures) -> Floats:
    """Return each step's wait and attention over the whole journey's, in expectation.

    Waiting for an age is nobody's delay and does not count; the visits of a series do. What people go
    round for ever, without a way out, is no part of a journey.

    Parameters
    ----------
    visits
        Expected visits, ``(D, n)``.
    figures
        Figures of as many rows, or one.

    Returns
    -------
    ``(D, n)``; rows add up to 1, or are 0 where nothing takes time.
    """
    spent = np.nan_to_num(visits) * figures.duration
    whole = spent.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(spent, whole, np.zeros_like(spent), where=whole > 0))


def _nothing_chosen(net: Net, figures: Figures) -> bool:
    """Tell whether all who complete walk the same way: one way in and no decision."""
    live = np.bincount(net.source[figures.share[0] > 0], minlength=len(net))
    several = (live > 1) & ~net.parallel
    ways = int((figures.way_share[0] > 0).sum())
    return ways == 1 and not several.any() and bool((figures.dropout[0] < 1).all())


def _all_exact(route: Route) -> bool:
    """Tell whether no time of the route is a range."""
    spans: list[Quantity | None] = [way.at for way in route.ways_in]
    for step in route.steps.values():
        spans += [step.wait, step.takes, step.from_]
        if step.repeat:
            spans += [step.repeat.times, step.repeat.every]
    return all(span is None or span.exact for span in spans)


def _days(walked: Journeys, *, exact: bool) -> Days:
    days = walked.days[walked.completed]
    if not len(days):
        return Days(None, None, None, None, 0.0)
    low, middle, high = np.quantile(days, [0.1, 0.5, 0.9]).tolist()
    alone = exact or len(days) == 1
    error = 0.0 if alone else float(days.std(ddof=1) / np.sqrt(len(days)))
    return Days(float(days.mean()), low, middle, high, error)


def _on_chain(walked: Journeys, drawn: Figures) -> Floats:
    """Return the share of completed journeys with the step on the chain that set their length."""
    n, marked = len(walked.net), chain(walked, drawn)
    places = np.unique(walked.journey[marked] * n + walked.step[marked])
    return np.bincount(places % n, minlength=n) / max(1, int(walked.completed.sum()))


def _on_time(walked: Journeys, figures: Figures) -> dict[str, float | None]:
    """Return the share of people in time, of those who get to the step and finish it.

    What counts is the first time that she is not lost there.
    """
    net = walked.net
    by, within = figures.by[0], figures.within[0]
    due = np.isfinite(by) | np.isfinite(within)
    visits = np.flatnonzero(due[walked.step])
    here = walked.journey * len(net) + walked.step
    visits = visits[~walked.lost[visits]]
    visits = visits[np.argsort(walked.done[visits], kind="stable")]
    visits = visits[np.unique(here[visits], return_index=True)[1]]
    step = walked.step[visits]
    spent = walked.done[visits] - walked.arrived[visits]
    good = (walked.age[visits] <= by[step] + _TIE) & (spent <= within[step] + _TIE)
    finished = np.bincount(step, minlength=len(net))
    share = np.bincount(step, good, len(net)) / np.maximum(1, finished)
    return {name: float(share[i]) if finished[i] else None for i, name in enumerate(net.ids)}
