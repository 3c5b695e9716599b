"""How the populations of a route fare: who completes, and who is lost where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rutas.answers.figure_lines import Change
from rutas.answers.question import Parameter, Question
from rutas.answers.row import Amount, Share, like, row
from rutas.answers.table import Column, Table
from rutas.answers.totals import Totals, Weighted, totals, weighted
from rutas.answers.words import joined, lost_twice, of_nobody, share_cell, unfinished_people
from rutas.locale import say
from rutas.quantity import percent, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rutas.analysis import Analysis
    from rutas.model import Route

__all__ = ["QUESTION", "Comparison", "Population", "StepOfEach", "answer"]


@row
class Population:
    """A population, and how it fares.

    Attributes
    ----------
    id, name
        The profile's; null and the route's name for everybody whom no profile describes.
    share
        Its share of the people who enter; null where unknown.
    totals
        The route's figures for it.
    coverage
        Share of those who enter who receive each service, by its id.
    critical
        The steps that are critical for it, the weightiest first.
    figures
        The route's figures by name, beside (``before``) those of the first population; not of the first.
    """

    id: str | None
    name: str
    share: Share | None
    totals: Totals
    coverage: Mapping[str, Share]
    critical: tuple[str, ...]
    figures: Mapping[str, Change] | None = None


@row
class StepOfEach:
    """A step for each population, in their order.

    Attributes
    ----------
    id
        The step's id.
    loss
        People lost there per person who enters.
    reach
        Share of those who enter who ever get there.
    told
        Whether the loss of some population parts from that of the first by more than chance may have made.
    """

    id: str
    loss: tuple[Amount, ...]
    reach: tuple[Share, ...]
    told: bool


@row
class Comparison:
    """The populations of a route side by side.

    Attributes
    ----------
    profiles
        The populations; the first is everybody whom no profile describes.
    weighted
        All of them together.
    steps
        The steps of the route.
    assumed
        What was taken for what the file does not say, as ``path = value``.
    """

    profiles: tuple[Population, ...]
    weighted: Weighted
    steps: tuple[StepOfEach, ...]
    assumed: tuple[str, ...]


def answer(found: Analysis, *, profile: Sequence[str] = (), profiles: bool = True) -> Comparison:
    """Return how the populations of a route fare, and who is lost where.

    Parameters
    ----------
    found
        The route's analysis.
    profile
        Ids of the populations; all of them where none is named.
    profiles
        Populations are all that there is to compare.

    Raises
    ------
    UsageError
        If the route has no such population.
    """
    import numpy as np

    from rutas.compare.figures import beside, changes
    from rutas.compare.whatif import profiles as compare

    del profiles
    several = compare(found.route, profile or None)
    first = several[0].analysis
    apart = [beside(first, one.analysis) for one in several]
    losses = [one.analysis.people.estimate("loss") for one in several]
    told = np.any([[one.told for one in changes(losses[0], other)] for other in losses], axis=0)
    return Comparison(
        assumed=tuple(map(str, found.route.assumed)),
        profiles=tuple(
            Population(
                id=one.id or None,
                name=one.name,
                share=one.share,
                totals=totals(one.analysis),
                coverage=one.analysis.people.coverage,
                critical=tuple(point.step for point in one.analysis.points),
                figures={name: like(Change, change) for name, change in figures.items()}
                if one.id
                else None,
            )
            for one, figures in zip(several, apart, strict=True)
        ),
        weighted=weighted(several),
        steps=tuple(
            StepOfEach(
                id=step,
                loss=tuple(float(one.analysis.people.loss[i]) for one in several),
                reach=tuple(float(one.analysis.people.reach[i]) for one in several),
                told=bool(told[i]),
            )
            for i, step in enumerate(found.route.steps)
        ),
    )


@row
class Line:
    """A population on one line.

    Attributes
    ----------
    id, name, share
        As of the population.
    completion, lost
        Shares of those who enter.
    days
        Mean days of the journey, for those who complete it.
    """

    id: str | None
    name: str
    share: Share | None
    completion: Share
    lost: Share
    days: Amount | None


_SMALL = 0.005
_COLUMNS = (
    Column("name", heading="population"),
    Column("share", share_cell, "right", heading="share"),
    Column("completion", share_cell, "right", heading="completes"),
    Column("lost", share_cell, "right"),
    Column("days", span, "right", heading="length"),
)


def tables(found: Comparison, route: Route) -> Iterator[Table]:
    """Show the populations, and the steps in which they part most.

    The rest of the route is left out where the profiles describe everybody: it is of nobody.
    """
    shown = [i for i, one in enumerate(found.profiles) if not of_nobody(one.id, one.share)]
    profiles = [found.profiles[i] for i in shown]
    lines = [
        Line(
            id=one.id,
            name=one.name if one.id else say("cli.everybody-else"),
            share=one.share,
            completion=one.totals.completion,
            lost=one.totals.lost,
            days=None if route.timeless else one.totals.journey_days.mean,
        )
        for one in profiles
    ]
    whole = found.weighted.completion
    notes = [] if whole is None else [say("cli.weighted", share=percent(whole))]
    notes += lost_twice(route)
    alike = [one.name for one in profiles if one.figures and _alike(one.figures)]
    notes += [say("cli.same-length", names=joined(alike))] if alike else []
    for one, line in zip(profiles, lines, strict=True):
        notes += [f"{line.name}: {note}" for note in unfinished_people(one.totals.unfinished)]
        if cut := one.totals.journey_days.unfinished:
            notes.append(f"{line.name}: {say('cli.unfinished', share=percent(cut))}")
    yield Table(Line, lines, _COLUMNS, title=str(route.name), notes=notes)
    steps = sorted(
        (step for step in found.steps if step.told and _apart(step) >= _SMALL),
        key=_apart,
        reverse=True,
    )
    columns = (
        Column("id", lambda step: str(route.steps[step].title), heading="step"),
        *(
            Column("loss", _nth(i), "right", title=line.name)
            for i, line in zip(shown, lines, strict=True)
        ),
    )
    yield Table(
        StepOfEach, steps, columns, title=say("cli.lost-where" if steps else "cli.lost-alike")
    )


def _nth(place: int) -> Callable[[Sequence[float]], str]:
    return lambda shares: share_cell(shares[place])


def _alike(figures: Mapping[str, Change]) -> bool:
    """Tell whether a population's journeys take longer or shorter by no more than chance may have made."""
    length = figures["journey_days.mean"]
    return bool(length.difference) and not length.told


def _apart(step: StepOfEach) -> float:
    """Return by how much the populations part at a step."""
    return max(step.loss) - min(step.loss)


QUESTION = Question(
    "compare", Comparison, answer, tables,
    parameters=(
        Parameter("--profiles", "flag", "profiles"),
        Parameter("--profile", "profile", "profile", "NAME", many=True),
    ),
    populations=False,
)  # fmt: skip
