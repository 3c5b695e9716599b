"""The figures of a route as a whole: who completes, how long it takes, what bounds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rutas.answers.row import Amount, Count, Method, Share, like, row
from rutas.tokens.unknown import known

if TYPE_CHECKING:
    from rutas.analysis import Analysis
    from rutas.compare.whatif import Profile

__all__ = ["Days", "Kinds", "Totals", "Weighted", "kinds", "totals", "weighted"]


@row
class Days:
    """How long the journey takes for those who complete it.

    Attributes
    ----------
    mean, p10, p50, p90
        Days: the mean, and the 10th, 50th and 90th percentile; null where nobody completes, or where so few
        of the journeys walked did, or so many were cut short, that it is not known.
    method
        How they were worked out; simulated if any of them was.
    error
        The standard error in days of each that is known, by its key; 0 where it is exact.
    gaps
        Of a percentile that lies where hardly any journey ends: from how many days to how many.
    unfinished
        Share of the journeys walked that were cut short, for they took too long.
    """

    mean: Amount | None
    p10: Amount | None
    p50: Amount | None
    p90: Amount | None
    method: Method
    error: Mapping[str, Amount]
    gaps: Mapping[str, tuple[Amount, Amount]]
    unfinished: Share


@row
class Kinds:
    """Handovers by kind.

    Attributes
    ----------
    self_, referral, accompanied, system
        Expected handovers per person who enters: she goes on her own, is referred, is accompanied, or the
        institutions arrange it; null where people who hand over go round for ever.
    """

    self_: Amount | None
    referral: Amount | None
    accompanied: Amount | None
    system: Amount | None


@row
class Totals:
    """The figures of the route as a whole.

    Attributes
    ----------
    completion
        Share of those who enter who complete.
    journey_days
        How long the journey takes.
    throughput
        People per day that the route can carry as people go now; null where no capacity bounds it, or
        nobody completes.
    bottleneck
        The step that bounds it.
    independent_paths
        Most paths from the ways in to success that share no step, first and last aside.
    handovers
        Expected handovers.
    outcomes
        Share of those who enter of whom at least one branch ends with the outcome, by its id.
    lost
        Share of those who enter who are lost in at least one branch.
    unfinished
        Where people were counted by walking, the share of them whose walk was cut short, if any: they count
        as not completing, and as lost or served only where they were so far.
    error
        Where people were counted by walking, and only there: the standard error of each share of them, by
        its path, such as ``outcomes.completa`` or ``coverage.vacunas``.
    """

    completion: Share
    journey_days: Days
    throughput: Amount | None
    bottleneck: str | None
    independent_paths: Count
    handovers: Kinds
    outcomes: Mapping[str, Share]
    lost: Share
    unfinished: Share | None = None
    error: Mapping[str, Amount] | None = None


@row
class Weighted:
    """Figures of the whole population: each population's, weighed by its share.

    Attributes
    ----------
    completion, lost
        Shares of those who enter; null where a share is unknown, or they don't add up.
    """

    completion: Share | None
    lost: Share | None


def weighted(populations: Sequence[Profile]) -> Weighted:
    """Return the figures of all populations of a route together."""
    from rutas.compare.whatif import weighted as weigh

    return Weighted(completion=weigh(populations), lost=weigh(populations, "lost"))


def totals(found: Analysis) -> Totals:
    """Return the figures of a route as a whole."""
    from rutas.compare.figures import people_figures

    counted = {} if found.people.walked is None else people_figures(found)
    return Totals(
        completion=found.completion,
        journey_days=like(Days, found.time.days),
        throughput=found.capacity.throughput,
        bottleneck=found.capacity.bottleneck,
        independent_paths=found.independent_paths,
        handovers=kinds(found),
        outcomes=found.people.outcomes,
        lost=found.people.lost,
        unfinished=found.people.unfinished or None,
        error={name: float(one.error) for name, one in counted.items()} or None,
    )


def kinds(found: Analysis) -> Kinds:
    """Return the expected handovers of a route by kind."""
    expected = {name: known(times) for name, times in found.interactions.kinds.items()}
    return Kinds(self_=expected.pop("self"), **expected)
