"""Add up what a journey asks of the person who makes it: visits, trips, hours, documents, days, money.

Only what she goes through herself counts (`involvement: direct`); what is done on her behalf, out of her
sight, costs her days alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rutas.tokens.estimate import Estimate, ratio
from rutas.tokens.token_table import pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from rutas.model import Route, Step
    from rutas.tokens.figures import Figures
    from rutas.tokens.journeys import Journeys

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Names = tuple[str, ...]

__all__ = ["Burden", "Journey", "burden"]

TRIPS = frozenset({"in-person", "mobile-unit", "school"})
"""Kinds of channel for which she leaves the house."""

_WORST = 0.95


@dataclass(frozen=True)
class Journey:
    """What one journey asks of a person.

    Attributes
    ----------
    visits
        How often she is attended; every visit of a series counts.
    trips
        Of them, those for which she leaves the house.
    hours
        Hours of being attended.
    documents
        Different documents that she must show.
    days
        From way in to completion.
    cost
        What the family pays, by currency; a series is paid once.
    steps
        Ids of the steps of a journey that is one; empty where it is a mean or a bound.
    share
        Of those who complete, how many make this journey; ``None`` where it is a mean or a bound.
    """

    visits: float
    trips: float
    hours: float
    documents: float
    days: float
    cost: Mapping[str, float]
    steps: tuple[str, ...] = ()
    share: float | None = None


@dataclass(frozen=True)
class Burden:
    """What a route asks of those who complete it.

    Attributes
    ----------
    likeliest
        The journey that most people make: the same steps equally often; its hours and days are
        means. ``None`` where nobody completes, or hardly two people make the same.
    mean
        Over all who complete; ``None`` where nobody does.
    worst
        Figure by figure, what one in twenty meets or exceeds.
    assumed
        What is unknown and was not counted, as ``step.field``.
    estimates
        The figures of the mean journey with what tells their errors; costs as ``cost.PYG``.
    """

    likeliest: Journey | None
    mean: Journey | None
    worst: Journey | None
    assumed: tuple[str, ...]
    estimates: Mapping[str, Estimate] = field(default_factory=dict, repr=False)


def burden(
    route: Route, journeys: Journeys, drawn: Figures, known: tuple[Figures, Floats, float] | None
) -> Burden:
    """Add up the burden of the journeys that complete.

    Parameters
    ----------
    route
        The route.
    journeys
        Journeys through it.
    drawn
        The figures that they were walked with.
    known
        Where it can be worked out: the means of all figures (one row), the visits ``(n,)`` that those
        who complete make to each step on average, and their days. Then only documents are estimated.
    """
    assumed = tuple(_unknown(route))
    chosen = np.flatnonzero(journeys.completed)
    if not len(chosen):
        return Burden(None, None, None, assumed)
    steps = list(route.steps.values())
    counts = journeys.counts()[chosen]
    who, step, row = journeys.journey, journeys.step, journeys.times_row
    everything = _spent(route, drawn, _Visits(who, step, row, np.ones(len(step)), len(journeys)))
    spent = {name: values[chosen] for name, values in everything.items()}
    spent |= {"documents": _papers(steps, counts > 0), "days": journeys.days[chosen]}
    part = journeys.completed.astype(float)

    def of_all(values: Floats) -> Estimate:
        everybody = np.zeros(len(journeys))
        everybody[chosen] = values
        one = ratio(everybody, part)
        return Estimate(one.value) if len(journeys) == 1 else one

    estimates = {name: of_all(values) for name, values in spent.items()}
    if known is not None:
        means, often, days = known
        nobody = np.zeros(len(steps), dtype=np.int64)
        exactly = _spent(route, means, _Visits(nobody, np.arange(len(steps)), nobody, often, 1))
        exactly |= {"days": np.array([days])}
        estimates |= {name: Estimate(values[0]) for name, values in exactly.items()}
    alike = _modal(counts)
    likeliest = None
    if alike.sum() > 1 or len(chosen) == 1:
        passed = tuple(step.id for step, n in zip(steps, counts[alike][0], strict=True) if n)
        usual = {name: float(one[alike].mean()) for name, one in spent.items()}
        likeliest = _made(usual, passed, float(alike.mean()))
    mean = {name: float(one.value) for name, one in estimates.items()}
    worst = {name: float(np.quantile(values, _WORST)) for name, values in spent.items()}
    return Burden(likeliest, _made(mean), _made(worst), assumed, estimates)


class _Visits(NamedTuple):
    """Visits of so many people: whose, where, by which row of the figures, and how often."""

    who: Ints
    step: Ints
    row: Ints
    often: Floats
    people: int


def _spent(route: Route, figures: Figures, visits: _Visits) -> dict[str, Floats]:
    """Return what visits ask and cost, of each person."""
    who, step, row, often, people = visits
    steps = list(route.steps.values())
    direct = np.array([one.involvement == "direct" and bool(one.actor) for one in steps])
    bills = np.array([one.cost.currency if one.cost else "" for one in steps])
    met = often * pick(figures.times, row, step) * direct[step]
    paid = often * np.nan_to_num(pick(figures.cost, row, step))

    def total(values: Floats) -> Floats:
        return np.bincount(who, values, people).astype(float)

    return {
        "visits": total(met),
        "trips": total(met * _outdoors(route, steps)[step]),
        "hours": total(met * pick(figures.takes, row, step)) * 24,
        **{
            f"cost.{currency}": total(paid * (bills == currency)[step])
            for currency in sorted({*bills.tolist()} - {""})
        },
    }


def _outdoors(route: Route, steps: list[Step]) -> Bools:
    kinds = {name: channel.kind for name, channel in route.catalogue.channels.items()}
    usual = [kinds.get(step.channel[0]) if step.channel else None for step in steps]
    return np.array([kind in TRIPS for kind in usual], dtype=bool)


def _papers(steps: list[Step], passed: Bools) -> Floats:
    """Count the different documents that each journey asks for; of alternatives, one."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, step in enumerate(steps):
        if step.involvement == "direct":
            for need in step.requires:
                if need.any:
                    where[need.any].append(i)
    total = np.zeros(len(passed))
    for places in where.values():
        total += passed[:, places].any(axis=1)
    return total


def _modal(counts: Ints) -> Bools:
    """Mark the journeys of the most frequent kind."""
    _, kind, often = np.unique(counts, axis=0, return_inverse=True, return_counts=True)
    return np.asarray(kind.reshape(-1) == int(np.argmax(often)))


def _made(figures: Mapping[str, float], steps: Names = (), share: float | None = None) -> Journey:
    """Make a journey of its figures; costs are named ``cost.PYG``."""
    cost = {name[5:]: bill for name, bill in figures.items() if name.startswith("cost.")}
    return Journey(
        **{name: figures[name] for name in ("visits", "trips", "hours", "documents", "days")},
        cost=cost,
        steps=steps,
        share=share,
    )


def _unknown(route: Route) -> list[str]:
    attended = [step for step in route.steps.values() if step.actor]
    return [
        *(f"{step.id}.wait" for step in attended if step.wait is None),
        *(f"{step.id}.takes" for step in attended if step.takes is None),
        *(f"{step.id}.channel" for step in attended if not step.channel),
        *(f"{step.id}.cost" for step in attended if step.cost is None),
    ]
