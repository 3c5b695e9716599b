"""Tell how near to each other institutions hand people over in a territory: in one place, on one day.

Of the handovers of a route, those count of which both steps have working points that stand in a place. Of
each pair of steps the nearest two points are taken. One day holds both where some day of the year leaves
room for the one visit, the way, and the other visit, the doors being what they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from math import inf, isfinite
from typing import TYPE_CHECKING

from rutas.analysis.interactions import step_handovers
from rutas.territory.serving import Serving, offered
from rutas.territory.travel import Roads

if TYPE_CHECKING:
    from datetime import date

    from rutas.analysis.whole import Analysis
    from rutas.hours import HolidayCalendar, Schedule
    from rutas.model.step import Step
    from rutas.model.territory import Point, Territory

__all__ = ["Articulation", "articulation"]

_DAYS = 364
_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Articulation:
    """How near to each other institutions hand people over.

    Attributes
    ----------
    known
        The share of expected handovers of which both steps have working points that stand in a place.
    same_place
        Of these, the share whose two steps have working points in one place; ``None`` without any.
    same_day
        Of these, the share that one day of the year holds; ``None`` without any.
    minutes
        Of these, the mean of the way between the nearest two points; ``None`` where one is out of reach.
    """

    known: float | None
    same_place: float | None
    same_day: float | None
    minutes: float | None


def articulation(found: Analysis, territory: Territory, on: date) -> Articulation:
    """Return how near to each other the institutions of a route in its territory hand people over."""
    serving, roads = Serving(territory, found.route), Roads(territory)
    total = counted = place = day = minutes = 0.0
    for one in step_handovers(found.route, found.visits, found.figures):
        total += one.expected
        source, target = found.route.steps[one.source], found.route.steps[one.target]
        pairs = list(product(_standing(serving, source), _standing(serving, target)))
        if not pairs:
            continue
        counted += one.expected
        place += one.expected * any(first.place == then.place for first, then in pairs)
        ways = [
            (first, then, 0.0 if first is then else way.minutes)
            for first, then in pairs
            if (way := roads.way(str(first.place), str(then.place)))
        ]
        day += one.expected * any(
            _one_day((source, first), (target, then), way, on, territory.calendar.days)
            for first, then, way in ways
        )
        nearest = min((way for _, _, way in ways), default=inf)
        minutes += one.expected * nearest
    if not counted:
        return Articulation(0.0 if total else None, None, None, None)
    reached = minutes / counted if isfinite(minutes) else None
    return Articulation(counted / total, place / counted, day / counted, reached)


def _standing(serving: Serving, step: Step) -> list[Point]:
    return [point for point in serving.working[step.id] if point.place]


def _one_day(
    first: tuple[Step, Point],
    then: tuple[Step, Point],
    way: float,
    on: date,
    holidays: HolidayCalendar,
) -> bool:
    """Tell whether some day of the year holds a visit at one point, the way, and a visit at the other."""
    doors = [_hours(point, step) for step, point in (first, then)]
    takes = [step.takes.mean * _MINUTES if step.takes else 0.0 for step, _ in (first, then)]
    for number in range(_DAYS):
        before, after = (door.on(on + timedelta(days=number), holidays) for door in doors)
        ends = [one.opens + takes[0] for one in before if one.minutes >= takes[0]]
        starts = [one.closes - takes[1] for one in after if one.minutes >= takes[1]]
        if ends and starts and min(ends) + way <= max(starts):
            return True
    return False


def _hours(point: Point, step: Step) -> Schedule:
    """Return when a point gives what a step asks of it."""
    return offered(point, step).hours or point.hours
