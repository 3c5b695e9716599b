"""Tell how far the survey of points got, and how old what is known of them is."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rutas.model.territory import Point, Survey, Territory

__all__ = ["Ages", "ages", "in_hundred", "is_stale", "latest", "percent"]


@dataclass(frozen=True, slots=True)
class Ages:
    """How old what is known of the points is.

    Attributes
    ----------
    points
        Points surveyed longer ago than the territory lets pass.
    undated
        Points of which nobody says when they were surveyed.
    median_days
        The median age of the others; ``None`` where there is none.
    """

    points: int
    undated: int
    median_days: float | None


def latest(territory: Territory, on: date) -> Survey | None:
    """Return the latest survey that is not after a day."""
    return max(
        (one for one in territory.survey if one.on <= on), key=lambda one: one.on, default=None
    )


def percent(surveys: Iterable[Survey]) -> int | None:
    """Return the surveyed points of some surveys in every hundred, halves upwards.

    Examples
    --------
    >>> from rutas.model.territory import Survey
    >>> told = [(120, 130), (45, 46), (7, 81), (54, 68)]
    >>> surveys = [Survey(on="2021-11-03", surveyed=s, points=p) for s, p in told]
    >>> [percent([one]) for one in surveys], percent(surveys)
    ([92, 98, 9, 79], 70)
    """
    given = list(surveys)
    points, surveyed = (sum(getattr(one, name) for one in given) for name in ("points", "surveyed"))
    return in_hundred(surveyed, points)


def in_hundred(part: int, whole: int) -> int | None:
    """Return a part in every hundred, halves upwards; nothing of nothing.

    >>> in_hundred(1, 8), in_hundred(0, 0)
    (13, None)
    """
    return (200 * part + whole) // (2 * whole) if whole else None


def is_stale(territory: Territory, point: Point, on: date) -> bool:
    """Tell whether a point was surveyed so long ago that it has to be confirmed."""
    days = None if point.surveyed is None else (on - point.surveyed.on).days
    return days is not None and days > territory.stale_after.mean


def ages(territory: Territory, on: date) -> Ages:
    """Return how old what is known of a territory's points is."""
    days = [(on - one.surveyed.on).days for one in territory.points if one.surveyed]
    return Ages(
        points=sum(is_stale(territory, one, on) for one in territory.points),
        undated=len(territory.points) - len(days),
        median_days=median(days) if days else None,
    )
