"""A district, day by day: who waits how long before which door, who completes, and what a change does."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from rutas.answers.row import like
from rutas.answers.simulate_people import Cohort, Figure, Percentiles, Population, Totals
from rutas.answers.simulate_rows import (
    Difference,
    QueueLength,
    Recovery,
    Service,
    Shock,
    Simulation,
    StepQueue,
    Wait,
    Waited,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from rutas.simulation.district import Played
    from rutas.simulation.figures import Cohort as Counted
    from rutas.simulation.figures import People, Queue, Spread
    from rutas.simulation.result import Result
    from rutas.simulation.setting import Resource
    from rutas.simulation.shock import Shock as Given

    Floats = NDArray[np.float64]

__all__ = ["answer"]

_OF_ROUTES = ("completion", "journey_days.p50", "journey_days.p90")
_OF_DOORS = ("wait.mean", "wait.p90", "queue")
_FATES = ("entered", "completed", "lost", "gave_up", "ended", "stuck", "inside")


def answer(played: Played) -> Simulation:
    """Return what came of a play, as a document."""
    asked, result = played.asked, played.result
    names = [route.id for route in asked.routes]
    territory = asked.territory
    before, calm = played.before, played.calm
    return Simulation(
        routes=tuple(names),
        territory=territory.id if territory else None,
        example=bool(territory and territory.example),
        seed=asked.seed,
        start=asked.start.isoformat(),
        years=asked.years,
        replications=result.size,
        precision=asked.precision,
        reached=played.reached,
        interrupted=played.interrupted,
        warm_up_days=result.setting.warm_up,
        settled=result.settled,
        totals=_totals(result, None if len(names) > 1 else names[0]),
        by_route=tuple(_totals(result, name) for name in names) if len(names) > 1 else (),
        services=tuple(_services(result)),
        against=None if before is None else tuple(_differences(before, result)),
        shocks=tuple(_shock(one, played, calm) for one in played.shocks if calm),
        assumed=tuple(dict.fromkeys(str(one) for route in asked.routes for one in route.assumed)),
    )


def _figure(values: Floats, least: float = -inf, most: float = inf) -> Figure:
    """Return a figure whose bounds are no less and no more than it can be."""
    from dataclasses import replace

    from rutas.simulation.statistics import interval

    found = like(Figure, interval(values))
    low, high = (
        one if one is None else min(max(one, least), most) for one in (found.low, found.high)
    )
    return replace(found, low=low, high=high)


def _share(values: Floats) -> Figure:
    return _figure(values, 0.0, 1.0)


def _for_one(values: Floats) -> Figure:
    """Return how many there are for one who enters: more than one where a queue grows shorter."""
    return _figure(values, 0.0)


def _mean(values: Floats) -> float:
    from rutas.simulation.statistics import interval

    return interval(values).mean


def _totals(result: Result, route: str | None) -> Totals:
    """Return what becomes of the people of a route, or of all."""
    people = result.people[route] if route else result.everybody
    cohort = people.settled_cohort
    return Totals(
        route=route,
        entered_per_year=_a_year(people, result),
        completion=_for_one(people.completion),
        journey_days=_percentiles(people.days),
        coverage=_coverage(people),
        coverage_of=cohort.year if cohort else None,
        populations=tuple(_populations(result, route)) if route else (),
        cohorts=tuple(map(_cohort, people.cohorts)),
    )


def _coverage(people: People) -> dict[str, Figure]:
    return {name: _share(values) for name, values in people.coverage.items()}


def _populations(result: Result, route: str) -> Iterator[Population]:
    (found,) = (one for one in result.setting.routes if one.id == route)
    for name in [None, *found.profiles] if found.profiles else []:
        people = result.population(route, name)
        if people.entered.sum() > 0:
            yield Population(
                id=name,
                entered_per_year=_a_year(people, result),
                completion=_for_one(people.completion),
                journey_days=_percentiles(people.days),
                coverage=_coverage(people),
            )


def _a_year(people: People, result: Result) -> Figure:
    return _figure(people.entered / result.years)


def _percentiles(days: Spread) -> Percentiles:
    return Percentiles(
        mean=_figure(days.mean), p10=_figure(days.p10), p50=_figure(days.p50), p90=_figure(days.p90)
    )


def _cohort(cohort: Counted) -> Cohort:
    return Cohort(year=cohort.year, **{name: _figure(cohort.fates[name]) for name in _FATES})


def _services(result: Result) -> Iterator[Service]:
    """Yield the doors, those first whose queue has no end, then by the mean wait."""
    from rutas.simulation.statistics import interval, overlapping

    doors = _doors(result)
    waits = {one.id: interval(result.queues[one.id].wait.mean) for one in doors}
    growing = {one.id: result.queues[one.id].growing for one in doors}
    tied = overlapping({name: one for name, one in waits.items() if not growing[name]})

    def worst(one: Resource) -> float:
        return inf if growing[one.id] else waits[one.id].mean

    for one in sorted(doors, key=worst, reverse=True):
        yield _service(result, one, tied.get(one.id, ()))


def _service(result: Result, door: Resource, tied: tuple[str, ...]) -> Service:
    from rutas.simulation.formula import told as told_of
    from rutas.simulation.why import door_of, why

    queue = result.queues[door.id]
    told = told_of(result.setting, door)
    return Service(
        resource=door.id,
        steps=tuple(_named(result, ask) for ask in door.steps),
        capacity=door.capacity,
        came=_figure(queue.came),
        served=_figure(queue.served),
        utilisation=_share(queue.utilisation),
        wait_days=Wait(
            simulated=_waited(queue, growing=queue.growing),
            formula=told.formula,
            declared=told.declared,
            why=why(door_of(result, door, told)),
        ),
        queue=_length(queue),
        grows=float(queue.grows.mean()),
        growth_per_year=_mean(queue.growth) if queue.growing else 0.0,
        year_end_waits=tuple(map(_figure, queue.year_ends)) if queue.growing else (),
        gave_up=_share(queue.gave_up),
        no_shows=_share(queue.no_shows),
        late=_late(result, *door.steps),
        tied=tied,
        by_step=tuple(_by_step(result, door)) if len(door.steps) > 1 else (),
    )


def _by_step(result: Result, door: Resource) -> Iterator[StepQueue]:
    growing = result.queues[door.id].growing
    for ask in door.steps:
        queue = result.queues[result.row_of(ask)]
        yield StepQueue(
            step=_named(result, ask),
            came=_figure(queue.came),
            wait_days=_waited(queue, growing=growing),
            queue=_length(queue),
            gave_up=_share(queue.gave_up),
            late=_late(result, ask),
        )


def _waited(queue: Queue, *, growing: bool) -> Waited:
    """Return the waits; of a queue without an end they would be of how long it was played."""
    wait = queue.wait
    if growing:
        return Waited(mean=None, low=None, high=None, p50=None, p90=None, worst=None)
    mean = _figure(wait.mean)
    return Waited(
        mean=mean.mean, low=None if mean.low is None else max(mean.low, 0.0), high=mean.high,
        p50=_mean(wait.p50), p90=_mean(wait.p90), worst=_mean(wait.most),
    )  # fmt: skip


def _length(queue: Queue) -> QueueLength:
    return QueueLength(mean=_mean(queue.waiting), most=_mean(queue.most), end=_mean(queue.end))


def _named(result: Result, ask: tuple[int, int]) -> str:
    """Return a step's id, with its route's where there are several."""
    row = result.row_of(ask)
    return row if len(result.setting.routes) > 1 else row.rpartition("/")[2]


def _late(result: Result, *asks: tuple[int, int]) -> Figure | None:
    late = result.late(asks)
    return None if late is None else _share(late)


def _differences(before: Result, after: Result) -> Iterator[Difference]:
    """Yield the figures before and after: those of the routes, then those of the doors."""
    from rutas.simulation.statistics import interval

    owners = ["", *(f"{name}." for name in after.people if len(after.people) > 1)]
    names = [f"{owner}{figure}" for owner in owners for figure in _OF_ROUTES]
    names += [f"{door.id}.{figure}" for door in _doors(after) for figure in _OF_DOORS]
    for name in names:
        if name not in before.figures:
            continue  # a door that was not there, or a route
        old, new = before.figures[name], after.figures[name]
        apart = interval(new - old)
        yield Difference(
            figure=name,
            before=_mean(old),
            after=_mean(new),
            difference=like(Figure, apart),
            told=apart.low > 0 or apart.high < 0,
        )


def _shock(shock: Given, played: Played, before: Result) -> Shock:
    """Return how long a shock is felt, at each door where it is, the strongest first."""
    from rutas.simulation.recovery import felt

    after = played.result
    begin = after.setting.first
    days = ((shock.first - begin).days, (shock.last - begin).days + 1)
    others = [one.first for one in played.shocks if one.first > shock.first]
    until = (min(others) - begin).days if others else None
    found = []
    for door in _doors(after):
        if door.id in before.record.rows:
            old, new = (
                one.record.waiting[:, one.record.rows.index(door.id)] for one in (before, after)
            )
            here = felt(old, new, *days, until)
            found += [like(Recovery, here, resource=door.id)] if here else []
    return Shock(
        text=shock.text,
        first=shock.first.isoformat(),
        last=shock.last.isoformat(),
        recovery=tuple(sorted(found, key=lambda one: -abs(one.most))),
    )


def _doors(result: Result) -> list[Resource]:
    """Return what people queue for; not the gates of what closes without a capacity."""
    return [one for one in result.setting.resources if one.capacity is not None]
