"""Hold what is found of a route in a district: figures, and what they are of, by id."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Busy", "Found", "Left", "Played", "Point", "Received", "Waited"]


@dataclass(frozen=True)
class Left:
    """A step, and the people lost there per person who enters."""

    step: str
    share: float


@dataclass(frozen=True)
class Busy:
    """A step or an actor, as ``step:ID`` or ``actor:ID``, and what is asked of it over what it can do."""

    resource: str
    utilisation: float


@dataclass(frozen=True)
class Received:
    """A service, and the share of those who enter who receive it."""

    service: str
    share: float


@dataclass(frozen=True)
class Point:
    """A critical point: its step, what closing it would win, and its reasons."""

    step: str
    gain: float
    days: float | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Waited:
    """A step before which people queue, and the days within which nine of ten of them get their place."""

    step: str
    p90: float


@dataclass(frozen=True)
class Played:
    """What came of a route that was played day by day.

    Attributes
    ----------
    completion, low, high
        How many completed for one who entered, the mean over the replications; and between which bounds it is
        with 95 % confidence, ``None`` of one replication.
    journey_p50, journey_p90
        Days to completion; ``None`` where nobody completes.
    longest_wait
        The step with the longest wait, of those whose queue has an end; ``None`` where nobody queues.
    growing
        What people of the route queue for and whose queue has no end, as ``step:ID`` or ``actor:ID``, the one
        that grows most first.
    """

    completion: float
    low: float | None
    high: float | None
    journey_p50: float | None
    journey_p90: float | None
    longest_wait: Waited | None
    growing: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A route in a district.

    Attributes
    ----------
    route
        Its id.
    people_per_year
        Those who enter; ``None`` where nobody says how many.
    completion
        The share of them who complete.
    lost_most
        Where most are lost; ``None`` where nobody is.
    busiest
        The most loaded step or actor; ``None`` where no load is known.
    least_covered
        The service of the package that fewest receive; ``None`` where there is none.
    handovers
        Expected handovers per person who enters; ``None`` where people go round for ever.
    actors_alone
        Actors without whom nobody completes; ``None`` where not decided.
    documents_lacking
        Papers asked for that are not at hand on every way.
    journey_p50, journey_p90
        Days to completion, where they were asked for and are known.
    points
        The critical points, the weightiest first, where they were asked for.
    played
        What came of it day by day, where that was asked for.
    """

    route: str
    people_per_year: float | None
    completion: float
    lost_most: Left | None
    busiest: Busy | None
    least_covered: Received | None
    handovers: float | None
    actors_alone: tuple[str, ...] | None
    documents_lacking: int
    journey_p50: float | None = None
    journey_p90: float | None = None
    points: tuple[Point, ...] | None = None
    played: Played | None = None

    @property
    def completing(self) -> float:
        """The share of those who enter who complete, day by day where that was played."""
        return self.completion if self.played is None else self.played.completion
