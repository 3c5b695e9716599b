"""Say why a simulated wait is another than the one that the formula of a queue tells.

The formula knows people who come at random at one rate for ever, and a door that is always open and attends
at random at another. A play differs from that in one thing after another; each is taken away in turn, and
the queue is worked out again without it, until what is left is what the formula knows:

===============  ===================================================================================
reason           what is taken away
===============  ===================================================================================
`growth`         more people come than are attended: no formula has an answer
`shared-actor`   people wait for a second capacity at the same time
`gave-up`        some leave the queue, and who stands behind them waits for less
`bursts`         people come in groups: after a join, a closed day, a visit of a series
`even-arrivals`  they come more evenly than at random: another door lets so many through a day
`seasons`        more come in some months than in others
`ranges`         the demand or the capacity is not known exactly: in some replications there is a lack
`closed-days`    nobody is attended on some days
`fixed-slots`    so many people are attended a day, and not as chance has it
===============  ===================================================================================

What each makes of the mean wait follows from one recursion, ``Q' = max(0, Q + A - c)``, by Little's law.

References
----------
.. [1] Lindley, D. V. (1952). The theory of queues with a single server. *Proceedings of the Cambridge
   Philosophical Society* 48(2), 277-289. https://doi.org/10.1017/S0305004100027638
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from rutas.simulation.slots import whole
from rutas.simulation.statistics import interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.formula import Told
    from rutas.simulation.result import Result
    from rutas.simulation.setting import Resource

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Door", "Reason", "door_of", "queue", "why"]

Reason = Literal[
    "growth",
    "shared-actor",
    "gave-up",
    "bursts",
    "even-arrivals",
    "seasons",
    "ranges",
    "closed-days",
    "fixed-slots",
]
_DAY = 1.0
_PART = 0.2  # of the difference, that a reason must explain to be told
_SEED = 1  # people who come at random, when the season or the bursts are taken away


@dataclass(frozen=True, eq=False)
class Door:
    """What came to a door, and what it attended, within what is measured.

    Attributes
    ----------
    came, slots
        ``(B, D)`` places asked for, and places.
    capacity
        Places of a calendar day, if it were open on all days on which it usually is.
    months
        ``(D,)`` the month of each day.
    seasons
        Whether people come by seasons.
    mean, half
        The simulated wait in days, and half of its interval.
    formula
        The wait by the formula; ``None`` where it has no end.
    growing
        Whether the simulated queue has no end.
    shared
        Whether who asks here asks for another capacity too.
    """

    came: Ints
    slots: Ints
    capacity: float
    months: Ints
    seasons: bool
    mean: float
    half: float
    formula: float | None
    growing: bool
    shared: bool


def door_of(result: Result, resource: Resource, told: Told) -> Door:
    """Return what came to a resource in a play, beside what is told of it."""
    setting, record = result.setting, result.record
    k = record.rows.index(resource.id)
    measured = slice(setting.warm_up, None)
    months = (np.datetime64(setting.start) + np.arange(setting.days)).astype("datetime64[M]")
    found = result.queues[resource.id]
    wait = interval(found.wait.mean)
    others = {ask for one in setting.resources if one is not resource for ask in one.steps}
    return Door(
        came=record.came[:, k, measured].astype(np.int64),
        slots=record.slots[:, k, measured].astype(np.int64),
        capacity=(resource.capacity or 0.0) * resource.places.given,
        months=months.astype(np.int64) % 12,
        seasons=any(setting.routes[route].season for route, _ in resource.steps),
        mean=wait.mean,
        half=wait.half,
        formula=told.formula,
        growing=found.growing,
        shared=not others.isdisjoint(resource.steps),
    )


def queue(came: Ints, slots: Ints) -> Ints:
    """Return who waits at the end of each day, ``(B, D)`` [1]_: all who came less all who were served.

    >>> queue(np.array([[3, 0, 1, 5]]), np.array([[1, 1, 2, 4]])).tolist()
    [[2, 1, 0, 1]]
    """
    total = np.cumsum(came - slots, axis=-1)
    idle = np.minimum(np.minimum.accumulate(total, axis=-1), 0)
    waiting: Ints = total - idle
    return waiting


def why(door: Door) -> tuple[Reason, ...]:
    """Return the reasons for which the simulated wait is another than the formula's, the strongest first.

    Nothing where they agree: within the interval, or by less than a day.
    """
    if door.growing:
        rest = _strong(_parts(door), np.inf) if door.formula is not None else []
        return ("growth", *rest)
    if door.formula is None:
        return tuple(_strong(_parts(door), -np.inf))
    gap = door.mean - door.formula
    if abs(gap) <= max(_DAY, door.half):
        return ()
    return tuple(_strong(_parts(door), gap))


def _strong(parts: dict[Reason, float], gap: float) -> list[Reason]:
    """Return what makes the wait longer, or shorter, as the difference is; the strongest at least."""
    sign = np.sign(gap)
    least = max(_DAY, _PART * abs(gap)) if np.isfinite(gap) else _DAY
    order = sorted(parts, key=lambda name: -sign * parts[name])
    told = [name for name in order if sign * parts[name] >= least]
    return told or [name for name in order[:1] if sign * parts[name] > 0]


def _parts(door: Door) -> dict[Reason, float]:
    """Return the days that each thing adds to the mean wait, which together are the difference."""
    rng = np.random.default_rng(_SEED)
    came, slots = door.came, door.slots
    days = came.shape[1]
    rate = came.mean(axis=1, keepdims=True)
    season = rate * _seasonal(came, door.months) if door.seasons else rate
    steady = rng.poisson(season, came.shape)
    level = rng.poisson(rate, came.shape) if door.seasons else steady
    alike = rng.poisson(rate.mean(), came.shape)
    room = slots.mean()
    steadily = np.tile(whole(np.full(days, door.capacity)), (len(slots), 1))
    # closed days stay where they are, with as many places in each replication
    opened = slots.mean(axis=0) / room if room else np.ones(days)
    even = np.tile(whole(room * opened), (len(slots), 1))
    waits = [
        door.mean if np.isfinite(door.mean) else _wait(came, slots),
        _wait(came, slots),
        _wait(steady, slots),
        _wait(level, slots),
        _wait(alike, even),
        _wait(alike, steadily),
        door.formula if door.formula is not None else _wait(alike, steadily),
    ]
    first, *parts = (a - b for a, b in zip(waits, waits[1:], strict=False))
    bursts, seasons, ranges, closed, fixed = parts
    return {
        "shared-actor" if door.shared and first > 0 else "gave-up": first,
        "bursts" if bursts > 0 else "even-arrivals": bursts,
        "seasons": seasons,
        "ranges": ranges,
        "closed-days": closed,
        "fixed-slots": fixed,
    }


def _wait(came: Ints, slots: Ints) -> float:
    """Return the mean wait by Little's law: all days that were waited, over who came."""
    return float(queue(came, slots).sum() / max(came.sum(), 1))


def _seasonal(came: Ints, months: Ints) -> Floats:
    """Return how many come in the month of each day, over the mean."""
    by_month = np.bincount(months, came.sum(axis=0), 12) / np.maximum(
        np.bincount(months, minlength=12), 1
    )
    shape: Floats = by_month[months] / max(by_month[months].mean(), 1e-300)
    return shape
