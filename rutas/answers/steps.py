"""Which steps, with every measure: who gets there, who is lost, how long it takes, what is full."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rutas.answers.documents import Status
from rutas.answers.quantities import assumed_sentences
from rutas.answers.question import Question
from rutas.answers.row import Amount, Method, Share, row
from rutas.answers.table import Column, Table
from rutas.answers.totals import Totals, Weighted, totals, weighted
from rutas.answers.words import (
    as_written,
    days_words,
    endings,
    lost_twice,
    never_end,
    per_year,
    share_cell,
    step_name,
    unfinished_people,
)
from rutas.locale import say
from rutas.quantity import percent, short_span, span
from rutas.tokens.unknown import known

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from rutas.analysis import Analysis
    from rutas.model import Route
    from rutas.model import Step as Given

__all__ = ["QUESTION", "Step", "Steps", "answer"]


@row
class Step:
    """The measures of one step.

    Attributes
    ----------
    id, name, stage
        The step's id, what people call it, and its stage's id.
    actor, actors
        Who answers for it; all who attend it.
    channel, channels
        How it is usually attended; all ways.
    visits
        Expected visits per person who enters; null where people go round for ever.
    reach
        Share of those who enter who ever get there.
    loss
        People lost there per person who enters.
    completion_from
        Share of those who get there who complete; null where nobody gets there.
    knockout
        Share of today's completions that pass through it; null where nobody completes.
    unavoidable
        Whether nobody completes without it.
    sole_actor
        Whether no other actor delivers its service anywhere in the route.
    wait_days, takes_days
        Mean wait, and mean attention, in days; null where the file does not say.
    time_share
        Its wait and attention over the whole journey's, in expectation.
    on_critical_path
        Share of completed journeys whose length it sets.
    slack_days
        Days that it could take longer without lengthening the journey; null where nobody gets there.
    on_time
        Of those who get there and finish it, the share who do so by its deadline; null where it has none.
    utilisation
        Arrivals over capacity; null where either is unknown.
    documents
        Whether each document that it asks for is held on getting there, by the document's id.
    assumed
        What was taken for what the file does not say.
    error
        The standard error of each of its figures that is simulated, by its key; only where one is.
    """

    id: str
    name: str
    stage: str
    actor: str | None
    actors: tuple[str, ...]
    channel: str | None
    channels: tuple[str, ...]
    visits: Amount | None
    reach: Share
    loss: Amount
    completion_from: Share | None
    knockout: Share | None
    unavoidable: bool | None
    sole_actor: bool
    wait_days: Amount | None
    takes_days: Amount | None
    time_share: Share
    on_critical_path: Share | None
    slack_days: float | None
    on_time: Share | None
    utilisation: Amount | None
    documents: Mapping[str, Status]
    assumed: tuple[str, ...]
    error: Mapping[str, Amount] | None = None


@row
class Steps:
    """A route's totals, and the measures of its steps.

    Attributes
    ----------
    method
        How people were counted.
    totals
        The figures of the route as a whole.
    coverage
        Share of those who enter who receive each service, by its id.
    steps
        The steps that were asked for, in the order of the route.
    error
        The standard error of the completion, where people were counted by simulation.
    weighted
        Of a route that has populations with figures of their own, all of them together; everything else is of
        the route as it is written.
    """

    method: Method
    totals: Totals
    coverage: Mapping[str, Share]
    steps: tuple[Step, ...]
    error: Amount | None = None
    weighted: Weighted | None = None


def answer(found: Analysis, *, select: Container[str] | None = None) -> Steps:
    """Return a route's totals and the measures of its steps.

    Parameters
    ----------
    found
        The route's analysis.
    select
        Ids of the steps to tell of; all of them where nothing is selected.

    Examples
    --------
    >>> import rutas
    >>> answer(rutas.analyse(rutas.load("routes")["0-4"]), select={"cedula"}).steps[0].id
    'cedula'
    """
    from rutas.compare.whatif import profiles

    assumed = _assumed(found.route)
    errors = _errors(found)
    return Steps(
        method=found.people.method,
        totals=totals(found),
        coverage=found.people.coverage,
        steps=tuple(
            _step(found, i, step, assumed.get(step.id, ()), errors[i])
            for i, step in enumerate(found.route.steps.values())
            if select is None or step.id in select
        ),
        error=found.people.error,
        weighted=weighted(profiles(found.route)) if found.route.profiles else None,
    )


def _errors(found: Analysis) -> list[dict[str, float]]:
    """Return for each step the standard errors of those of its figures that are simulated."""
    from rutas.compare.figures import step_figures

    rows: list[dict[str, float]] = [{} for _ in found.route.steps]
    for name, one in step_figures(found).items():
        if one.influence is not None:
            both = zip(rows, one.value.tolist(), one.error.tolist(), strict=True)
            for row_, value, error in both:
                if known(value) is not None:
                    row_[name] = error
    return rows


def _step(
    found: Analysis, i: int, step: Given, assumed: Sequence[str], error: Mapping[str, float]
) -> Step:
    people, time = found.people, found.time
    return Step(
        id=step.id,
        name=str(step.title),
        stage=found.route.stage_of[step.id].id,
        actor=step.actor[0] if step.actor else None,
        actors=step.actor,
        channel=step.channel[0] if step.channel else None,
        channels=step.channel,
        visits=known(people.visits[i]),
        reach=float(people.reach[i]),
        loss=float(people.loss[i]),
        completion_from=known(people.completion_from[i]),
        knockout=known(people.knockout[i]),
        unavoidable=found.unavoidable[step.id],
        sole_actor=step.id in found.sole_actors,
        wait_days=step.wait.mean if step.wait else None,
        takes_days=step.takes.mean if step.takes else None,
        time_share=time.time_share[step.id],
        on_critical_path=time.on_critical_path[step.id],
        slack_days=known(found.slack[i]),
        on_time=time.on_time[step.id],
        utilisation=found.capacity.steps[step.id].utilisation,
        documents=found.documents.status.get(step.id, {}),
        assumed=tuple(assumed),
        error=error or None,
    )


def _assumed(route: Route) -> dict[str, list[str]]:
    """Say for each step what was taken for what the file leaves out; its own paths without its id."""
    taken: dict[str, list[str]] = {}
    for one in route.assumed:
        for step in one.steps:
            taken.setdefault(step, []).append(str(one).removeprefix(f"{step}."))
    return taken


_NAMED = 3  # of the assumptions of a kind
_COLUMNS = (
    Column("id", style="bold cyan", heading="step", whole=True),
    Column("reach", share_cell, "right"),
    Column("loss", share_cell, "right"),
    Column("knockout", share_cell, "right"),
    Column("wait_days", short_span, "right", heading="wait-days"),
    Column("time_share", share_cell, "right", heading="time-share"),
    Column("on_critical_path", share_cell, "right", heading="sets-length"),
    Column("utilisation", share_cell, "right"),
)


def tables(found: Steps, route: Route) -> Iterator[Table]:
    """Show the steps, and what the route's totals say."""
    legend = say("cli.steps-legend" if found.steps else "cli.no-steps")
    notes = [*_totals(found, route), legend, *assumed_sentences(route, route.assumed, most=_NAMED)]
    yield Table(Step, found.steps, _COLUMNS, title=str(route.name), notes=notes)


def _totals(found: Steps, route: Route) -> Iterator[str]:
    """Say who completes, how long it takes, what bounds it."""
    whole = found.totals
    together = None if found.weighted is None else found.weighted.completion
    yield from as_written(route, together=together)
    completes = say("cli.completes", share=percent(whole.completion))
    simulated = found.method == "simulated"
    yield completes + (f" {say('cli.simulated', error=percent(found.error))}" if simulated else "")
    yield from unfinished_people(whole.unfinished)
    yield say("cli.lost", share=percent(whole.lost))
    if len(whole.outcomes) > 1:
        yield endings(route, whole.outcomes)
    yield from never_end(route, whole)
    yield from lost_twice(route)
    length = whole.journey_days
    if length.mean is not None and route.timeless:
        yield say("cli.timeless")
    elif length.mean is not None:
        low, high = days_words(length, "p10"), days_words(length, "p90")
        key = "journey-one" if low == high else "journey"
        yield say(f"cli.{key}", mean=span(length.mean), low=low, high=high)
    if length.unfinished:
        yield say("cli.unfinished", share=percent(length.unfinished))
    if whole.bottleneck is not None and whole.throughput is not None:
        step, people = step_name(route, whole.bottleneck), per_year(whole.throughput)
        yield say("cli.throughput", step=step, people=people)


QUESTION = Question("steps", Steps, answer, tables, selects=True)
