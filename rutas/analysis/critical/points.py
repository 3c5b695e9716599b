"""Weigh what the analyses found: which steps are critical, why, how sure that is, and what decides it.

A step is critical for reasons, never for a score. Points are ranked by what closing them would win: the
gain in completion if the step lost nobody, then the days off the mean journey if it had no wait, then
the order of the route.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.analysis.capacity import utilisation
from rutas.analysis.critical.criteria import CRITERIA, Finding, Measured
from rutas.analysis.critical.ranking import ranking
from rutas.analysis.critical.reasons import Driver, Point, Reason
from rutas.analysis.spread import Spread, spread
from rutas.analysis.time import time_share
from rutas.model.evidence import basis, weakest
from rutas.model.step import overbooked
from rutas.tokens.estimate import Estimate
from rutas.tokens.figures import draw
from rutas.tokens.unknown import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from rutas.analysis.critical.asked import Asked
    from rutas.model import Basis, Route, Step
    from rutas.quantity import Quantity
    from rutas.tokens.figures import Figures

    Floats = NDArray[np.float64]

__all__ = ["measure_first", "points"]

SEED = 19890202
DRAWS = 1000
_LEAST = 0.05
_MOST = 3
_CHANCE = 10.8  # the square of a correlation x draws is a chi-square of one degree of freedom


def points(analysis: Asked, *, draws: int = DRAWS, seed: int = SEED) -> tuple[Point, ...]:
    """Return the critical points of a route, the weightiest first.

    Parameters
    ----------
    analysis
        The route's analysis.
    draws
        How many times to draw all uncertain quantities; 0 leaves confidence and drivers out.
    seed
        Of the draws: the same seed gives the same confidence and drivers.

    Returns
    -------
    Points with their reasons. `confidence` is the share of draws in which a reason holds, of the draws
    that tell; `first`, `top3` and `tied` say how sure the ranking is. `drivers` are the uncertain
    quantities whose draws go with the point's figures: the squared rank correlation [1]_ of each, over
    their sum, in the mean of the point's figures.

    References
    ----------
    .. [1] Saltelli, A., Sobol', I. M. (1995). About the use of rank transformation in sensitivity
       analysis of model output. *Reliability Engineering & System Safety* 50(3), 225-239.
       https://doi.org/10.1016/0951-8320(95)00099-2
    """
    route = analysis.route
    measured, drawn, names, values = _measure(analysis, draws, seed)
    found: list[tuple[int, list[Finding]]] = []
    for i, step in enumerate(route.steps.values()):
        # A step that nobody gets to, for what came before is shut, follows from that: no point of its own.
        if measured.means["visits"][i] == 0:
            continue
        here = [
            finding
            for reason, look in CRITERIA.items()
            if getattr(route.criteria, reason).active
            and (finding := look(measured, i, step, route.criteria)) is not None
        ]
        if here:
            found.append((i, here))
    places = [i for i, _ in found]
    gains, days = analysis.gains(places), _days(analysis, places)
    order = sorted(range(len(found)), key=lambda k: _weight(gains[k], days[k], k))
    steps = list(route.steps.values())
    ranks = _ranks(values)
    ids = [steps[places[k]].id for k in order]
    under = analysis.gains_under(drawn, [places[k] for k in order]) if draws else None
    sure = ranking(under, ids)
    return tuple(
        Point(
            step=steps[found[k][0]].id,
            rank=rank,
            gain=float(gains[k].value),
            days=known(days[k].value),
            error={"gain": float(gains[k].error), "days": float(days[k].error)},
            reasons=tuple(_reason(analysis, found[k][0], finding) for finding in found[k][1]),
            drivers=_drivers(found[k][1], measured.draws["loss"][:, found[k][0]], names, ranks),
            first=first,
            top3=top3,
            tied=tied,
        )
        for rank, (k, (first, top3, tied)) in enumerate(zip(order, sure, strict=True), start=1)
    )


def _weight(gain: Estimate, days: Estimate, place: int) -> tuple[float, float, int]:
    """Return what a point is ranked by: the gain, then the days, then its place in the route."""
    return -round(float(gain.value), 12), -float(np.nan_to_num(days.value)), place


def _measure(analysis: Asked, draws: int, seed: int) -> tuple[Measured, Figures, list[str], Floats]:
    """Collect the figures of every step, at the means and over all draws."""
    route, net, figures = analysis.route, analysis.net, analysis.figures
    rng = np.random.default_rng(seed)
    drawn = draw(route, net, rng, draws)
    visits = analysis.visits_under(drawn) if draws else np.empty((0, len(net)))
    times = (
        spread(net, drawn, rng, analysis.passes_under(drawn)) if draws else Spread(visits, visits)
    )
    time = analysis.time
    capacity = analysis.capacity
    rooms = {name: quantity.draw(rng, draws) for name, quantity in _actor_capacities(analysis)}
    asked = drawn.demand[:, None] * visits * drawn.places
    by_actor = {}
    for name, room in rooms.items():
        own = [name in step.actor for step in route.steps.values()]
        given = overbooked(step for step in route.steps.values() if name in step.actor)
        by_actor[name] = asked[:, own].sum(axis=1) / (room * given)
    measured = Measured(
        route=route,
        means={
            "visits": analysis.visits,
            "loss": analysis.visits * figures.dropout[0],
            "dropout": figures.dropout[0],
            "utilisation": utilisation(analysis.visits[None, :], figures)[0],
            "on_critical_path": time.estimates["on_critical_path"].value,
            "time_share": np.array(list(time.time_share.values())),
            "on_time": time.estimates["on_time"].value,
        },
        draws={
            "loss": visits * drawn.dropout,
            "dropout": np.broadcast_to(drawn.dropout, visits.shape),
            "utilisation": utilisation(visits, drawn),
            "on_critical_path": times.on_critical_path,
            "time_share": time_share(visits, drawn),
            "on_time": times.on_time,
        },
        actor_draws=by_actor,
        loads=(capacity.steps, capacity.actors),
        unavoidable=frozenset(analysis.must_pass),
        sole=analysis.sole_actors,
        documents=analysis.documents,
        expired={need: float(share.value) for need, share in analysis.expired.items()},
        selves=analysis.interactions.selves,
    )
    uncertain = [name for name, quantity in _actor_capacities(analysis) if not quantity.exact]
    names = [*drawn.names, *(f"actors.{name}.capacity" for name in uncertain)]
    columns = [drawn.values, *(rooms[name][:, None] for name in uncertain)]
    return measured, drawn, names, np.concatenate(columns, axis=1)


def _actor_capacities(analysis: Asked) -> list[tuple[str, Quantity]]:
    used = {actor for step in analysis.route.steps.values() for actor in step.actor}
    actors = analysis.route.catalogue.actors
    return [
        (name, actor.capacity)
        for name, actor in actors.items()
        if name in used and actor.capacity is not None
    ]


def _days(analysis: Asked, places: Sequence[int]) -> list[Estimate]:
    """Return the days that each step's wait costs; none where it never sets the length."""
    time, figures = analysis.time, analysis.figures
    if time.days.mean is None:
        return [Estimate(np.array(np.nan))] * len(places)
    chain = time.estimates["on_critical_path"].value
    asked = [i for i in places if chain[i] > 0 and figures.wait[0, i] > 0]
    saved = dict(zip(asked, analysis.timing.days_saved(asked), strict=True))
    return [saved.get(i, Estimate(np.array(0.0))) for i in places]


def _reason(analysis: Asked, i: int, finding: Finding) -> Reason:
    step = analysis.route.steps[analysis.net.ids[i]]
    confidence = 1.0
    if finding.holds is not None:
        told = finding.holds[~np.isnan(finding.holds)]
        confidence = float(told.mean()) if len(told) else np.nan
    return Reason(
        reason=finding.reason,
        value=finding.value,
        threshold=finding.threshold,
        confidence=None if np.isnan(confidence) else confidence,
        basis=_basis(analysis.route, step, finding.fields),
        grounds=finding.grounds,
    )


def _basis(route: Route, step: Step, fields: Sequence[str]) -> Basis:
    """Tell what a figure rests on, of the fields that the file gives."""
    given = [name for name in fields if getattr(step, name, None)]
    asked = [basis(route.evidence, "demand")] if "demand" in fields else []
    return weakest([*asked, *(basis(step.evidence, name) for name in given)])


def _ranks(values: Floats) -> Floats:
    """Return the ranks of each column, centred and scaled to length 1; 0 where all are the same."""
    if not len(values):
        return np.zeros_like(values)
    ranks = np.argsort(np.argsort(values, axis=0, kind="stable"), axis=0).astype(float)
    ranks -= ranks.mean(axis=0)
    length = np.linalg.norm(ranks, axis=0)
    same = values.max(axis=0) == values.min(axis=0)
    return np.asarray(
        np.divide(ranks, length, np.zeros_like(ranks), where=(length > 0) & ~same), dtype=np.float64
    )


def _drivers(
    findings: Sequence[Finding], loss: Floats, names: Sequence[str], ranks: Floats
) -> tuple[Driver, ...]:
    """Return the quantities that go with a point's figures, or with its loss where it has none."""
    if not len(loss):
        return ()
    figures = [one.spread for one in findings if one.spread is not None] or [loss]
    shares = np.zeros(len(names))
    counted = 0
    for figure in figures:
        told = np.where(
            np.isnan(figure), np.nanmean(figure) if (~np.isnan(figure)).any() else 0.0, figure
        )
        square = (_ranks(told[:, None])[:, 0] @ ranks) ** 2
        # A correlation that chance alone brings about in one of a thousand quantities counts for none.
        square[square < _CHANCE / max(1, len(told))] = 0.0
        if square.sum() > 0:
            shares += square / square.sum()
            counted += 1
    if not counted:
        return ()
    shares /= counted
    best = [int(k) for k in np.argsort(-shares, kind="stable")[:_MOST] if shares[k] >= _LEAST]
    return tuple(Driver(names[k], float(shares[k])) for k in best)


def measure_first(found: Iterable[Point]) -> tuple[Driver, ...]:
    """Return the quantities to measure first: those that decide most, where most is at stake.

    Each point's drivers count with what closing the point would win.

    Returns
    -------
    Quantities and their shares of all that is at stake, the greatest first.
    """
    total: dict[str, float] = {}
    for point in found:
        for driver in point.drivers:
            total[driver.quantity] = total.get(driver.quantity, 0.0) + driver.share * max(
                0.0, point.gain
            )
    whole = sum(total.values())
    if whole <= 0:
        return ()
    ordered = sorted(total.items(), key=lambda item: -item[1])
    return tuple(Driver(name, stake / whole) for name, stake in ordered)
