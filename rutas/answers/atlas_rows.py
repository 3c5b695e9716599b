"""The rows of the answer about many districts."""

from __future__ import annotations

from typing import Literal

from rutas.answers.row import Amount, Count, Rank, Share, row

__all__ = [
    "Atlas", "Busy", "Days", "District", "Failed", "Left", "OnRoute", "Play", "Played", "Point",
    "Received", "Waited",
]  # fmt: skip

_Reason = Literal[
    "declared", "loss", "unavoidable", "overload", "delay", "late", "documents", "handover"
]


@row
class Left:
    """Where most people are lost.

    Attributes
    ----------
    step
        The step's id.
    share
        People lost there per person who enters.
    """

    step: str
    share: Share


@row
class Busy:
    """What has most to do.

    Attributes
    ----------
    resource
        ``step:ID``, or ``actor:ID`` where its steps share a capacity.
    utilisation
        Visits asked for over those that can be attended.
    """

    resource: str
    utilisation: Amount


@row
class Received:
    """What fewest receive.

    Attributes
    ----------
    service
        The service's id.
    share
        Share of those who enter who receive it.
    """

    service: str
    share: Share


@row
class Days:
    """Days from way in to completion, of those who complete.

    Attributes
    ----------
    p50, p90
        The percentiles; null where nobody completes, or it is not known.
    """

    p50: Amount | None
    p90: Amount | None


@row
class Point:
    """A critical point.

    Attributes
    ----------
    step
        The step's id.
    gain
        By how much completion would rise if the step lost nobody.
    days
        Days off the mean journey if it had no wait; null where nobody completes.
    reasons
        Why it is critical, in the order of the criteria.
    """

    step: str
    gain: float
    days: float | None
    reasons: tuple[_Reason, ...]


@row
class Waited:
    """Before which step people wait longest.

    Attributes
    ----------
    step
        The step's id.
    p90
        Days within which nine of ten get their place, the mean over the replications.
    """

    step: str
    p90: Amount


@row
class Played:
    """What came of a route day by day.

    Attributes
    ----------
    completion
        How many complete for one who enters, the mean over the replications; more than 1 where the people of
        years with more of them complete.
    low, high
        Between which bounds it is with 95 % confidence; null where there is one replication.
    journey_days
        Days to completion, the means over the replications.
    longest_wait
        The step that people queue for longest, of those whose queue has an end; null where nobody queues.
    growing
        What the people of the route queue for and whose queue has no end, as ``step:ID`` or ``actor:ID``; the
        one that grows most first.
    """

    completion: Amount
    low: float | None
    high: float | None
    journey_days: Days
    longest_wait: Waited | None
    growing: tuple[str, ...]


@row
class OnRoute:
    """A route in a district.

    Attributes
    ----------
    route
        The route's id.
    people_per_year
        Those who enter; null where nobody says how many.
    completion
        Share of them who complete.
    lost_most
        The step at which most are lost; null where nobody is.
    busiest
        The step or actor with the highest utilisation; null where none is known.
    least_covered
        The service of the package that fewest receive; null where there is none.
    handovers
        Expected handovers per person who enters; null where people go round for ever.
    actors_alone
        Actors of whom each by itself, once closed, leaves nobody who completes; null where not decided.
    documents_lacking
        Papers asked for that are not at hand on every way.
    journey_days
        How long the journey takes; only where critical points are measured.
    points
        The critical points, the weightiest first; only where they are measured.
    played
        What came of it day by day; only where it was played.
    """

    route: str
    people_per_year: Amount | None
    completion: Share
    lost_most: Left | None
    busiest: Busy | None
    least_covered: Received | None
    handovers: Amount | None
    actors_alone: tuple[str, ...] | None
    documents_lacking: Count
    journey_days: Days | None = None
    points: tuple[Point, ...] | None = None
    played: Played | None = None


@row
class District:
    """A district.

    Attributes
    ----------
    rank
        1 where fewest of those who enter complete.
    id, name
        What it is called.
    example
        Whether something of it is made up.
    people_per_year
        Those who enter one of the routes; null where nobody says how many enter one of them.
    completion
        How many complete for one who enters, day by day where that was played; where people are unknown each
        route counts alike.
    worst
        The route that fewest complete.
    routes
        What was found of each route.
    """

    rank: Rank
    id: str
    name: str
    example: bool
    people_per_year: Amount | None
    completion: Amount
    worst: str
    routes: tuple[OnRoute, ...]


@row
class Failed:
    """A district that could not be measured.

    Attributes
    ----------
    id
        Its id.
    error
        What happened the last time.
    """

    id: str
    error: str


@row
class Play:
    """How districts were played.

    Attributes
    ----------
    start, years
        The first day that is measured (ISO 8601), and for how many years.
    warm_up_days
        For how many days before it people came already.
    replications, seed
        How often each was played, and which people came.
    """

    start: str
    years: Count
    warm_up_days: Count
    replications: Count
    seed: int


@row
class Atlas:
    """The routes of many districts.

    Attributes
    ----------
    routes
        The routes that are looked at.
    measures
        What was measured.
    on
        The first day of the year for which the points of territories were looked at (ISO 8601).
    seed
        Of the districts that were made up; null where they are the book's territories.
    districts
        The districts, the worst first.
    failed
        Those that failed each time they were tried.
    missing
        How many are missing because somebody stopped it.
    play
        How they were played; only where they were.
    """

    routes: tuple[str, ...]
    measures: Literal["exact", "critical", "simulation"]
    on: str
    seed: int | None
    districts: tuple[District, ...]
    failed: tuple[Failed, ...]
    missing: Count
    play: Play | None = None
