"""The rows of a simulated district that are of people: figures with their bounds, routes, cohorts."""

from __future__ import annotations

from collections.abc import Mapping

from rutas.answers.row import row

__all__ = ["Cohort", "Figure", "Percentiles", "Population", "Totals"]


@row
class Figure:
    """A figure, and between which bounds it is with 95 % confidence; null where the play does not tell it.

    Attributes
    ----------
    mean
        The mean of the replications.
    low, high
        The bounds: Student's interval over the replications.
    """

    mean: float | None
    low: float | None
    high: float | None


@row
class Percentiles:
    """Days of a journey, from entering to completing, of who completes within what is measured.

    Attributes
    ----------
    mean, p10, p50, p90
        Their mean and percentiles.
    """

    mean: Figure
    p10: Figure
    p50: Figure
    p90: Figure


@row
class Cohort:
    """The people who entered in one calendar year, in a replication.

    Attributes
    ----------
    year
        The year.
    entered
        How many there are.
    completed, lost, gave_up, ended, stuck, inside
        Of them: who completed, who was lost, who gave up waiting (among the lost), who ended otherwise, of
        whom a branch waits for ever, and who was in the route on the last day.
    """

    year: int
    entered: Figure
    completed: Figure
    lost: Figure
    gave_up: Figure
    ended: Figure
    stuck: Figure
    inside: Figure


@row
class Population:
    """What becomes of one population of a route.

    Attributes
    ----------
    id
        The profile's; null for those whom none describes.
    entered_per_year
        How many of them enter a year.
    completion
        How many complete for one who enters.
    journey_days
        How long it takes those who complete.
    coverage
        Who received each service so far, as for the whole route.
    """

    id: str | None
    entered_per_year: Figure
    completion: Figure
    journey_days: Percentiles
    coverage: Mapping[str, Figure]


@row
class Totals:
    """What becomes of the people of a route, or of several together.

    Attributes
    ----------
    route
        The route's id; null for all together.
    entered_per_year
        How many enter a year.
    completion
        How many complete for one who enters, within what is measured.
    journey_days
        How long it takes those who complete.
    coverage
        Who received each service so far, of the last cohort of which hardly more are still in the route than
        of any.
    coverage_of
        The year in which that cohort entered; null where more than half of each are still in the route.
    populations
        The populations of the route, those whom no profile describes first.
    cohorts
        What becomes of the people of each calendar year, also of those before the start.
    """

    route: str | None
    entered_per_year: Figure
    completion: Figure
    journey_days: Percentiles
    coverage: Mapping[str, Figure]
    coverage_of: int | None
    populations: tuple[Population, ...]
    cohorts: tuple[Cohort, ...]
