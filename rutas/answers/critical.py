"""Which steps are critical, ranked, with their reasons in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from rutas.answers.agreed import Agreed, agreed, agreement_sentences
from rutas.answers.quantities import assumed_sentences
from rutas.answers.question import Parameter, Question
from rutas.answers.reasons import sentence
from rutas.answers.row import Amount, Rank, Share, like, row
from rutas.answers.table import Column, Table
from rutas.answers.words import as_written, joined, share_cell, step_name, unfinished_people
from rutas.locale import number, say
from rutas.quantity import in_every, short_span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from rutas.analysis import Analysis
    from rutas.analysis import Point as Found
    from rutas.model import Route

__all__ = [
    "QUESTION", "Critical", "Driver", "NamedPoint", "Point", "Reason", "answer", "certainty",
    "critical_points", "point",
]  # fmt: skip


@row
class Reason:
    """One reason for which a step is critical.

    Attributes
    ----------
    reason
        The criterion that holds.
    value, threshold
        The figure and the one from which on the reason holds; null where it has none.
    confidence
        Share of the draws of all uncertain quantities in which it holds; null where not drawn.
    basis
        What the figure rests on: of several figures, the weakest.
    text
        The reason in one sentence.
    """

    reason: Literal[
        "declared", "loss", "unavoidable", "overload", "delay", "late", "documents", "handover"
    ]
    value: float | None
    threshold: float | None
    confidence: Share | None
    basis: Literal["measured", "proxy", "norm", "estimate"]
    text: str

    def __str__(self) -> str:
        return self.text


@row
class Driver:
    """An uncertain quantity that decides how critical a step is.

    Attributes
    ----------
    quantity
        Its path, as in a change set: ``step.field``.
    share
        Of what is uncertain, how much it explains.
    """

    quantity: str
    share: Share


@row
class Point:
    """A critical point.

    Attributes
    ----------
    step
        The step's id.
    rank
        1 for the point whose closing would win most; ranks are the route's.
    gain
        By how much completion would rise if the step lost nobody.
    days
        Days off the mean journey if it had no wait; null where nobody completes.
    error
        The standard errors of gain and days, by their keys; 0 where they are exact.
    reasons
        Why it is critical, in the order of the criteria.
    drivers
        The uncertain quantities that most decide it: what to measure next.
    first, top3
        Over the draws of all uncertain quantities, the share in which it is the first of the route's
        points, or among the first three; null where not drawn.
    tied
        The neighbours in rank with which it changes places in more than one draw of five.
    agreements
        The open agreements of the technical table about the step, where there are any.
    """

    step: str
    rank: Rank
    gain: float
    days: float | None
    error: Mapping[str, Amount]
    reasons: tuple[Reason, ...]
    drivers: tuple[Driver, ...]
    first: Share | None
    top3: Share | None
    tied: tuple[str, ...]
    agreements: tuple[Agreed, ...] | None = None

    @property
    def main(self) -> Reason:
        """The reason to tell where there is room for one: one with a figure of the analysis, if any."""
        return min(self.reasons, key=lambda reason: reason.reason == "declared")


@row
class NamedPoint(Point):
    """A critical point with what people call its step; printed, it is one line.

    Attributes
    ----------
    name
        What people call the step.
    """

    name: str

    def __str__(self) -> str:
        text = self.main.text
        return f"{self.rank}. {self.name}: {text[:1].lower()}{text[1:].rstrip('.')}"


@row
class Critical:
    """The critical points of a route.

    Attributes
    ----------
    points
        The points that were asked for, the weightiest first.
    assumed
        What was taken for what the file does not say, as ``path = value``.
    unfinished
        As of the route's totals, in the answer to ``steps``.
    """

    points: tuple[Point, ...]
    assumed: tuple[str, ...]
    unfinished: Share | None = None


def answer(
    found: Analysis, *, select: Container[str] | None = None, top: int | None = None,
    reason: Container[str] = (),
) -> Critical:  # fmt: skip
    """Return the critical points of a route, ranked, with their reasons in the language spoken.

    Parameters
    ----------
    found
        The route's analysis.
    select
        Ids of the steps to tell of; all of them where nothing is selected.
    top
        How many points to tell of at most.
    reason
        Tell only of points that have one of these reasons; of all where none is named.
    """
    kept = [
        one
        for one in found.points
        if (select is None or one.step in select)
        and (not reason or any(why.reason in reason for why in one.reasons))
    ]
    return Critical(
        points=tuple(point(found.route, one) for one in kept[:top]),
        assumed=tuple(map(str, found.route.assumed)),
        unfinished=found.people.unfinished or None,
    )


def point(route: Route, found: Found) -> Point:
    """Return a critical point with its reasons in sentences."""
    step = route.steps[found.step]
    reasons = (like(Reason, why, text=sentence(route, step, why)) for why in found.reasons)
    drivers = (like(Driver, one) for one in found.drivers)
    told = {"reasons": tuple(reasons), "drivers": tuple(drivers)}
    return like(Point, found, **told, agreements=agreed(route, found.step))


def critical_points(route: Route) -> list[NamedPoint]:
    """Return the critical points of a route, the weightiest first; `print` says one in a line.

    Examples
    --------
    >>> import rutas
    >>> point = critical_points(rutas.load("routes")["0-4"])[0]
    >>> point.rank
    1
    """
    from rutas.analysis import analyse

    points = answer(analyse(route)).points
    return [like(NamedPoint, one, name=str(route.steps[one.step].title)) for one in points]


def certainty(points: Sequence[Point | Found], route: Route) -> Iterator[str]:
    """Say how sure the ranking is: how often the first is first, and which points are as good as tied."""
    if points and points[0].rank == 1 and (points[0].first or 1.0) < _SURE:
        count, whole = in_every(points[0].first or 0.0)
        step = step_name(route, points[0].step)
        yield say("cli.points-first", step=step, n=number(count), of=number(whole))
    runs: list[list[str]] = []
    before: Point | Found | None = None
    for point in points:
        if before is not None and before.rank == point.rank - 1 and before.step in point.tied:
            runs[-1].append(number(point.rank))
        else:
            runs.append([number(point.rank)])
        before = point
    tied = "; ".join(joined(run) for run in runs if run[1:])
    if tied:
        yield say("cli.points-tied", ranks=tied)


@row
class Line:
    """A critical point on one line.

    Attributes
    ----------
    rank, step, name, gain, days
        As of the point, with what people call its step.
    reasons
        The names of its reasons.
    text
        Their sentences.
    drivers
        The paths of the quantities that most decide it.
    first, top3, tied
        As of the point.
    """

    rank: Rank
    step: str
    name: str
    gain: float
    days: Amount | None
    reasons: tuple[str, ...]
    text: str
    drivers: tuple[str, ...]
    first: Share | None
    top3: Share | None
    tied: tuple[str, ...]


_NAMED = 3  # of the assumptions of a kind
_COLUMNS = (
    Column("rank", align="right"),
    Column("name"),
    Column("gain", share_cell, "right"),
    Column("days", short_span, "right"),
    Column("first", share_cell, "right", heading="ranked-first"),
    Column("text", heading="reasons"),
)
_SURE = 0.995  # from here on it reads as every draw


def tables(found: Critical, route: Route) -> Iterator[Table]:
    """Show each point on a line, with all its reasons."""
    lines = [
        like(
            Line, one, name=str(route.steps[one.step].title),
            reasons=tuple(why.reason for why in one.reasons),
            text=" ".join(why.text for why in one.reasons),
            drivers=tuple(driver.quantity for driver in one.drivers),
        )
        for one in found.points
    ]  # fmt: skip
    taken = assumed_sentences(route, route.assumed, most=_NAMED)
    cut = unfinished_people(found.unfinished)
    open_ = agreement_sentences(route, {one.step for one in found.points})
    notes = [*as_written(route), *open_, *certainty(found.points, route), *cut, *taken]
    yield Table(Line, lines, _COLUMNS, title=str(route.name), notes=notes)


QUESTION = Question(
    "critical", Critical, answer, tables, selects=True, reported=True, shortens=True,
    located=lambda found: [point.step for point in found.points],
    parameters=(
        Parameter("--top", "count", "top", "N"),
        Parameter("--reason", "word", "reason", many=True, words="rutas.model:REASONS"),
    ),
)  # fmt: skip
