"""Measure the journey's time: how long it takes, what sets its length, and who finishes in time.

Times are days. Where no branches run side by side, or nothing is chosen and no time is a range, figures are
exact. Else journeys are walked at random: each draws its own waits and attentions from their ranges, shares
of people stay at their means. What is unknown is taken as no time, and named in `Route.assumed`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from rutas.analysis.time.alone import distribution, often
from rutas.analysis.time.walk import certain, days_saved, uncertain
from rutas.tokens.estimate import FEW, Estimate, product, quantile, ratio
from rutas.tokens.unknown import known

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.analysis.time.alone import Chances
    from rutas.analysis.time.walk import Walked
    from rutas.tokens.figures import Figures
    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["LEVELS", "Days", "Time", "Timing", "time", "time_share"]

LEVELS: Mapping[str, float] = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
"""The percentiles that are told of a journey's days, and the share of people that each stands for."""

_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Days:
    """How long the journey takes for those who complete it.

    Attributes
    ----------
    mean, p10, p50, p90
        Days; ``None`` where nobody completes, or where so few of the journeys walked did, or so many were
        cut short, that it is not known.
    error
        The standard error of each that is known, by its name; 0 where it is exact.
    gaps
        Of a percentile that lies where hardly any journey ends: from and to where.
    method
        ``exact`` where all of them are, else ``simulated``.
    unfinished
        The share of the journeys walked that were cut short, for they took too long.
    """

    mean: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    error: Mapping[str, float]
    gaps: Mapping[str, tuple[float, float]]
    method: Literal["exact", "simulated"]
    unfinished: float = 0.0


@dataclass(frozen=True)
class Time:
    """The time that a route takes.

    Attributes
    ----------
    days
        From way in to completion.
    on_critical_path
        Share of completed journeys whose length the step helped to set, by step; ``None`` where nobody
        completes.
    on_time
        Of those who get to the step and finish it, the share who do so by its age and within its
        time, by step; ``None`` where nothing is due or nobody finishes. Who leaves the route there
        is a loss, and not late.
    time_share
        The step's wait and attention over the journey's, by step; they add up to 1.
    journeys
        How many were walked; 0 where none had to be.
    estimates
        The figures ``mean p10 p50 p90 on_critical_path on_time`` with what tells their errors; those of
        steps are ``(n,)``.
    """

    days: Days
    on_critical_path: Mapping[str, float | None]
    on_time: Mapping[str, float | None]
    time_share: Mapping[str, float]
    journeys: int
    estimates: Mapping[str, Estimate] = field(repr=False)

    @property
    def method(self) -> Literal["exact", "simulated"]:
        """How the journey's days were worked out."""
        return self.days.method


class Timing:
    """The questions of time that may be asked of one route; journeys are walked if one of them needs any.

    Parameters
    ----------
    net, figures
        The route, and its quantities at their means (one row).
    chances
        Of those who complete.
    walk
        Walks the journeys.
    """

    def __init__(
        self, net: Net, figures: Figures, chances: Chances, walk: Callable[[], Walked]
    ) -> None:
        self.net, self.figures, self.chances = net, figures, chances
        self.sure = certain(net, figures)
        self.alone = chances.exact and not net.parallel[list(net.order)].any()
        self.shut = bool(np.isfinite(figures.opens[0]).any())
        self._walk = walk
        self.walked: Walked | None = None

    def journeys(self) -> Walked:
        """Return the journeys, all walked at once and only once."""
        self.walked = self.walked or self._walk()
        return self.walked

    def days(self) -> dict[str, Estimate]:
        """Return ``mean p10 p50 p90``."""
        if self.chances.completion <= 0:
            return dict.fromkeys(("mean", *LEVELS), _NOTHING)
        if self.sure:
            return dict.fromkeys(("mean", *LEVELS), Estimate(self.journeys().journeys.days[0]))
        found = self._followed() if self.alone else {}
        if self.alone and not self.shut:
            passed = often(self.chances) @ self.figures.duration[0]
            found["mean"] = Estimate(np.array(passed))
        if "p10" not in found:
            found = {**self._estimated(), **found}
        return found

    def _followed(self) -> dict[str, Estimate]:
        """Return exact days, where every time of those who complete is exact."""
        times, ages = uncertain(self.net, self.figures)
        # What is followed are links; who is late may go elsewhere.
        if times[self.chances.passes.value > 0].any() or (ages and self.shut) or self.net.late:
            return {}
        until = np.inf if self.shut else max(LEVELS.values()) + _TIE
        known = distribution(self.net, self.figures, self.chances, until)
        if known is None:
            return {}
        return {
            **({"mean": Estimate(np.array(known.mean))} if self.shut else {}),
            **{name: known.quantile(level) for name, level in LEVELS.items()},
        }

    def _estimated(self) -> dict[str, Estimate]:
        """Return the days of the journeys walked."""
        walked = self.journeys()
        days, weights, until = walked.days(self.chances.completes if self.alone else None)
        unknown = np.isfinite(until) or weights.sum() < FEW
        mean = _NOTHING if unknown else ratio(days * walked.completed, walked.completed)
        return {
            "mean": mean,
            **{name: quantile(days, weights, level, until) for name, level in LEVELS.items()},
        }

    def on_critical_path(self, slack: Floats) -> Estimate:
        """Return the share of completed journeys with the step on the chain that set their length, or nan."""
        if self.chances.completion <= 0:
            return Estimate(np.full(len(self.net), np.nan))
        if self.sure and not (self.net.missing or self.net.late):
            return Estimate((slack <= _TIE).astype(float))
        if self.alone and not self.shut:
            return Estimate(np.nan_to_num(self.chances.passes.value))
        walked = self.journeys()
        if self.sure:
            return Estimate(np.nan_to_num(ratio(walked.on_chain, walked.completed[:, None]).value))
        # How many pass there is known better, or is at least told already.
        return product(self.chances.passes, ratio(walked.on_chain, walked.passed))

    def on_time(self) -> Estimate:
        """Return the share of people in time, of those who get to the step and finish it; or nan."""
        figures, net = self.figures, self.net
        by, within = figures.by[0], figures.within[0]
        come = ~(self.chances.visits <= 0) & (figures.dropout[0] < 1)
        due = (np.isfinite(by) | np.isfinite(within)) & come
        # Nothing is left to chance where neither her age nor a range matters.
        plain = np.isinf(by) & np.isinf(figures.opens[0]) & ~uncertain(net, figures)[0]
        value = np.where(due, (figures.duration[0] <= within + _TIE).astype(float), np.nan)
        if not (due & ~plain).any():
            return Estimate(value)
        found = self.journeys().on_time(by, within)
        influence = found.influence
        if influence is not None:
            influence = np.where(due & ~plain, influence, 0.0)
        return Estimate(np.where(due & ~plain, found.value, value), influence)

    def days_saved(self, steps: Sequence[int]) -> list[Estimate]:
        """Return the days off the mean journey if a step had no wait, for each of some steps."""
        if self.chances.completion <= 0:
            return [_NOTHING] * len(steps)
        if self.alone and not self.shut:
            costs = often(self.chances) * self.figures.wait[0]
            return [Estimate(np.array(costs[i])) for i in steps]
        return days_saved(self.journeys(), steps)


def time(timing: Timing, slack: Floats) -> Time:
    """Measure the time of a route's journeys.

    Parameters
    ----------
    timing
        The route, and what is known of who completes it.
    slack
        What each step may be late without harm, ``(n,)``: where there is only one journey, its critical
        path is where nothing may.

    Returns
    -------
    Exact figures where everything is exact and nothing is chosen: those of the critical path method [1]_;
    and where no branches run side by side, but for percentiles where a time is a range. Else those of some
    thousand random journeys.

    References
    ----------
    .. [1] Kelley, J. E., Walker, M. R. (1959). Critical-path planning and scheduling. *Proceedings of
       the Eastern Joint Computer Conference*, 160-173. https://doi.org/10.1145/1460299.1460318
    """
    net, figures = timing.net, timing.figures
    found: dict[str, Estimate] = {
        **timing.days(),
        "on_critical_path": timing.on_critical_path(slack),
        "on_time": timing.on_time(),
    }
    shares = time_share(timing.chances.visits[None, :], figures)[0]
    estimated = any(one.influence is not None for one in found.values())
    nobody = timing.chances.completion <= 0
    unknown = any(np.isnan(found[name].value) for name in LEVELS)
    walked = timing.journeys() if estimated or (unknown and not nobody) else None
    return Time(
        days=_days(found, walked.unfinished if walked else 0.0, nobody=nobody),
        on_critical_path=dict(
            zip(net.ids, map(known, found["on_critical_path"].value), strict=True)
        ),
        on_time=dict(zip(net.ids, map(known, found["on_time"].value), strict=True)),
        time_share=dict(zip(net.ids, shares.tolist(), strict=True)),
        journeys=len(walked.journeys) if walked else 0,
        estimates=found,
    )


_NOTHING = Estimate(np.array(np.nan))


def _days(found: Mapping[str, Estimate], unfinished: float, *, nobody: bool) -> Days:
    days = {name: found[name] for name in ("mean", *LEVELS)}
    told = {name: known(one.value) for name, one in days.items()}
    exact = nobody or all(
        one.influence is None and told[name] is not None for name, one in days.items()
    )
    return Days(
        **told,
        error={name: float(one.error) for name, one in days.items() if told[name] is not None},
        gaps={name: gap for name in LEVELS if (gap := getattr(found[name], "gap", None))},
        method="exact" if exact else "simulated",
        unfinished=unfinished,
    )


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
