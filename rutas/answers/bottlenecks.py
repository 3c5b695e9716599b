"""Where a route narrows: by capacity, by time, by its drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rutas.answers.needed import needed_sentences
from rutas.answers.question import Question
from rutas.answers.row import Amount, Count, Method, Share, like, row
from rutas.answers.table import Column, Table
from rutas.answers.totals import Days
from rutas.answers.words import actor_name, per_year, share_cell, step_name
from rutas.locale import say
from rutas.quantity import figure, short_span, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.analysis import Analysis
    from rutas.model import Route
    from rutas.model import Step as Given

__all__ = [
    "QUESTION",
    "Bottlenecks",
    "BusyActor",
    "MinCut",
    "NarrowStep",
    "answer",
]


@row
class MinCut:
    """The narrowest set of steps on all ways to success.

    Attributes
    ----------
    steps
        Their ids, in the order of the route.
    people_per_day
        How many people a day they can let through together.
    """

    steps: tuple[str, ...]
    people_per_day: Amount


@row
class NarrowStep:
    """What narrows a step.

    Attributes
    ----------
    id, name
        The step's id, and what people call it.
    visits
        Expected visits per person who enters; null where people go round for ever.
    arrivals
        Visits asked for per day; null where the demand is unknown.
    capacity
        Visits that can be attended per day; null where unknown.
    utilisation
        Arrivals over capacity.
    wait_days
        Mean declared wait, in days.
    queue_days
        Expected days in the queue by formula (M/M/c, Allen-Cunneen); null where it has no end, or is unknown.
    windows
        People attended at once.
    apart
        Whether the queue is longer or shorter than what is declared.
    time_share
        Its wait and attention over the whole journey's, in expectation.
    on_critical_path
        Share of completed journeys whose length it sets.
    slack_days
        Days that it could take longer without lengthening the journey.
    on_time
        Of those who get there and finish it, the share who do so by its deadline.
    unavoidable
        Whether nobody completes without it.
    sole_actor
        Whether no other actor delivers its service anywhere in the route.
    """

    id: str
    name: str
    visits: Amount | None
    arrivals: Amount | None
    capacity: Amount | None
    utilisation: Amount | None
    wait_days: Amount | None
    queue_days: Amount | None
    windows: Count | None
    apart: Literal["longer", "shorter"] | None
    time_share: Share
    on_critical_path: Share | None
    slack_days: float | None
    on_time: Share | None
    unavoidable: bool | None
    sole_actor: bool


@row
class BusyActor:
    """What is asked of an actor over all its steps, and what it can give.

    Attributes
    ----------
    id, name
        The actor's id, and what people call it.
    arrivals, capacity
        Visits asked for, and visits that can be attended, per day.
    utilisation
        The one over the other.
    """

    id: str
    name: str
    arrivals: Amount | None
    capacity: Amount | None
    utilisation: Amount | None


@row
class Bottlenecks:
    """Where a route narrows.

    Attributes
    ----------
    method
        How people were counted.
    demand_per_day
        People who enter per day; null where unknown.
    bottleneck
        The step with the highest utilisation.
    throughput
        People per day that the route can carry as people go now; null where no capacity bounds it, or nobody
        completes.
    min_cut
        The narrowest set of steps, if people may be sent by any link; null where a way has no known limit.
    unknown_capacity
        The steps that somebody attends and that have no capacity.
    journey_days
        How long the journey takes.
    independent_paths
        Most paths from the ways in to success that share no step, first and last aside.
    unavoidable
        The steps without which nobody completes.
    actors_alone
        Every actor whose closing alone (of the steps that it answers for) leaves nobody who completes; null
        where that is not decided.
    actor_cut
        All smallest sets of actors whose closing leaves nobody who completes, up to ten; null where that is
        not decided.
    steps, actors
        What narrows each step and each actor.
    assumed
        What was taken for what the file does not say.
    """

    method: Method
    demand_per_day: Amount | None
    bottleneck: str | None
    throughput: Amount | None
    min_cut: MinCut | None
    unknown_capacity: tuple[str, ...]
    journey_days: Days
    independent_paths: Count
    unavoidable: tuple[str, ...]
    actors_alone: tuple[str, ...] | None
    actor_cut: tuple[tuple[str, ...], ...] | None
    steps: tuple[NarrowStep, ...]
    actors: tuple[BusyActor, ...]
    assumed: tuple[str, ...]


def answer(found: Analysis) -> Bottlenecks:
    """Return where a route narrows, by capacity, by time and by its drawing."""
    demand, cut = found.route.demand, found.min_cut
    return Bottlenecks(
        method=found.people.method,
        demand_per_day=demand.mean if demand else None,
        bottleneck=found.capacity.bottleneck,
        throughput=found.capacity.throughput,
        min_cut=like(MinCut, cut) if cut else None,
        unknown_capacity=found.capacity.unknown,
        journey_days=like(Days, found.time.days),
        independent_paths=found.independent_paths,
        unavoidable=found.must_pass,
        actors_alone=found.actor_cut.alone,
        actor_cut=found.actor_cut.sets,
        steps=tuple(_step(found, i, step) for i, step in enumerate(found.route.steps.values())),
        actors=tuple(
            like(BusyActor, load, id=name, name=actor_name(found.route, name))
            for name, load in found.capacity.actors.items()
        ),
        assumed=tuple(map(str, found.route.assumed)),
    )


def _step(found: Analysis, i: int, step: Given) -> NarrowStep:
    queue, time = found.queues.get(step.id), found.time
    return like(
        NarrowStep,
        found.capacity.steps[step.id],
        id=step.id,
        name=str(step.title),
        visits=float(found.visits[i]),
        wait_days=step.wait.mean if step.wait else None,
        queue_days=queue.days if queue else None,
        windows=queue.windows if queue else None,
        apart=queue.apart if queue else None,
        time_share=time.time_share[step.id],
        on_critical_path=time.on_critical_path[step.id],
        slack_days=float(found.slack[i]),
        on_time=time.on_time[step.id],
        unavoidable=found.unavoidable[step.id],
        sole_actor=step.id in found.sole_actors,
    )


_LEAST = 0.01  # of the journey's time, for a step to be listed among those that take time
_STEPS = (
    Column("id", style="bold cyan", heading="step", whole=True),
    Column("arrivals", figure, "right"),
    Column("capacity", figure, "right"),
    Column("utilisation", share_cell, "right"),
    Column("wait_days", short_span, "right", heading="wait-days"),
    Column("time_share", share_cell, "right", heading="time-share"),
    Column("slack_days", short_span, "right", heading="slack"),
)
_ACTORS = (
    Column("id", style="bold cyan", heading="actor", whole=True),
    Column("name"),
    Column("arrivals", figure, "right"),
    Column("capacity", figure, "right"),
    Column("utilisation", share_cell, "right"),
)


def tables(found: Bottlenecks, route: Route) -> Iterator[Table]:
    """Show the steps, the narrowest first, and the actors whose capacity is known."""
    rows = sorted(found.steps, key=lambda row: (-(row.utilisation or 0.0), -row.time_share))
    shown = [row for row in rows if row.utilisation or row.time_share >= _LEAST]
    notes = [*_notes(found, route), say("cli.narrow-legend")]
    yield Table(NarrowStep, rows, _STEPS, title=str(route.name), notes=notes, shown=shown)
    actors = [row for row in found.actors if row.utilisation is not None]
    if actors:
        yield Table(BusyActor, actors, _ACTORS, title=say("cli.actors-capacity"))


def _notes(found: Bottlenecks, route: Route) -> Iterator[str]:
    if found.bottleneck is not None and found.throughput is not None:
        narrow, people = step_name(route, found.bottleneck), per_year(found.throughput)
        yield say("cli.throughput", step=narrow, people=people)
    if found.unknown_capacity:
        yield say("cli.unknown-capacity", count=len(found.unknown_capacity))
    yield from needed_sentences(
        route,
        found.unavoidable,
        sum(step.unavoidable is None for step in found.steps),
        found.actors_alone,
        found.actor_cut,
    )
    for step in found.steps:
        if step.apart:  # the declared wait and the one that the capacity gives don't go together
            key = "cli.apart" if step.queue_days is not None else "cli.overrun"
            declared, computed = span(step.wait_days), span(step.queue_days)
            yield say(key, step=step_name(route, step.id), declared=declared, computed=computed)


QUESTION = Question("bottlenecks", Bottlenecks, answer, tables, reported=True)
