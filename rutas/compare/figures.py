"""The figures of a route and of its steps by name, each with what tells the error of a difference.

A difference that chance may well have made is no news: it counts from twice its own standard error on, the
same people having walked on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np

from rutas.analysis.documents import Status
from rutas.tokens.estimate import Estimate
from rutas.tokens.unknown import known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.analysis.whole import Analysis

__all__ = [
    "FIGURES",
    "Change",
    "beside",
    "change",
    "changes",
    "journey_figures",
    "people_figures",
    "route_figures",
    "step_figures",
]

FIGURES = (
    "visits", "reach", "loss", "completion_from", "knockout", "time_share", "on_critical_path",
    "slack_days", "on_time", "utilisation",
)  # fmt: skip
"""The figures of a step that are compared."""

_SAME = 1e-9
_SURE = 2.0


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, before and after.

    Attributes
    ----------
    before, after
        The figure; ``None`` where unknown.
    error
        The standard error of the difference, the same people having walked on both sides; 0 where both
        figures are exact, ``None`` where either is unknown.
    """

    before: float | None
    after: float | None
    error: float | None

    @property
    def difference(self) -> float | None:
        """After less before; ``None`` where either is unknown."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def told(self) -> bool:
        """Whether there is a difference that chance did not make."""
        if self.difference is None or self.error is None:
            return self.before is not self.after
        return abs(self.difference) > max(_SAME, _SURE * self.error)


def change(before: Estimate, after: Estimate) -> Change:
    """Set a figure beside what it was.

    >>> change(Estimate(np.array(3.0)), Estimate(np.array(2.0))).told
    True
    """
    (found,) = changes(before, after)
    return found


def changes(before: Estimate, after: Estimate) -> list[Change]:
    """Set a row of figures beside what they were."""
    error = np.where(np.isnan(after.value - before.value), np.nan, after.error_beside(before))
    sides = [np.atleast_1d(one).tolist() for one in (before.value, after.value, error)]
    return [Change(*map(known, one)) for one in zip(*sides, strict=True)]


def people_figures(found: Analysis) -> dict[str, Estimate]:
    """Return the shares of those who enter a route, by name."""
    people = found.people
    return {
        "completion": people.estimate("completion"),
        "lost": people.estimate("lost"),
        **_each("outcomes", people.outcomes, people.estimate("outcomes")),
        **_each("coverage", people.coverage, people.estimate("coverage")),
    }


def route_figures(found: Analysis) -> dict[str, Estimate]:
    """Return a route's own figures by name."""
    shares = people_figures(found)
    statuses = [need.status for need in found.documents.needs if not need.optional]
    times, burden = found.time.estimates, found.burden.estimates
    return {
        "completion": shares.pop("completion"),
        "lost": shares.pop("lost"),
        **{f"journey_days.{name}": times[name] for name in ("mean", "p10", "p50", "p90")},
        "throughput": _exact(found.capacity.throughput),
        "independent_paths": _exact(found.independent_paths),
        **shares,
        **{f"handovers.{kind}": _exact(n) for kind, n in found.interactions.kinds.items()},
        **{f"needs.{status}": _exact(statuses.count(status)) for status in get_args(Status)},
        "channel_changes": _exact(found.interactions.channel_changes),
        **{
            f"actors.{name}.utilisation": _exact(load.utilisation)
            for name, load in found.capacity.actors.items()
            if load.utilisation is not None
        },
        **{f"burden.{name}": one for name, one in burden.items() if name != "days"},
    }


def journey_figures(found: Analysis) -> dict[str, Estimate]:
    """Return what the journey of those who complete asks of them on average, by name.

    ``days``, ``visits``, ``trips``, ``hours``, ``documents``, and ``cost.PYG`` by currency.
    """
    return {**found.burden.estimates, "days": found.time.estimates["mean"]}


def beside(before: Analysis, after: Analysis) -> dict[str, Change]:
    """Set a route's own figures beside what they were; what one side has not is unknown."""
    old, new = route_figures(before), route_figures(after)
    return {
        name: change(old.get(name, _exact(None)), new.get(name, _exact(None)))
        for name in dict.fromkeys([*old, *new])
    }


def step_figures(found: Analysis, steps: Sequence[str] | None = None) -> dict[str, Estimate]:
    """Return the figures of a route's steps, or of some, by name, ``(n,)``; nan where unknown."""
    people = ("visits", "reach", "loss", "completion_from", "knockout")
    chain = found.time.estimates["on_critical_path"]
    if found.completion <= 0:  # there is no journey of which a step could set the length
        chain = Estimate(np.full(len(found.net), np.nan))
    full = [load.utilisation for load in found.capacity.steps.values()]
    figures = {
        **{name: found.people.estimate(name) for name in people},
        "time_share": Estimate(np.array(list(found.time.time_share.values()))),
        "on_critical_path": chain,
        "slack_days": Estimate(found.slack),
        "on_time": found.time.estimates["on_time"],
        "utilisation": Estimate(np.array(full, dtype=float)),
    }
    places = [found.people.index[step] for step in (found.route.steps if steps is None else steps)]
    return {name: _at(one, places) for name, one in figures.items()}


def _exact(value: float | None) -> Estimate:
    return Estimate(np.array(np.nan if value is None else value, dtype=float))


def _at(row: Estimate, places: int | list[int]) -> Estimate:
    """Return one figure of a row, or some of them."""
    return Estimate(row.value[places], None if row.influence is None else row.influence[:, places])


def _each(name: str, keys: Mapping[str, float], row: Estimate) -> dict[str, Estimate]:
    """Take a row of figures apart."""
    return {f"{name}.{key}": _at(row, k) for k, key in enumerate(keys)}
