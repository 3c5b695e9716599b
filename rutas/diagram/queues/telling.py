"""Turn what was played into what the sheet of queues shows: strips, and what is said beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.answers.words import joined, resource_name
from rutas.diagram.queues.content import Played, Queues, Strip
from rutas.locale import number, say
from rutas.quantity import percent, span
from rutas.simulation.statistics import interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from rutas.model import Route
    from rutas.simulation.district import Played as Simulated
    from rutas.simulation.figures import Queue
    from rutas.simulation.resources import Resource
    from rutas.simulation.result import Result

    Bools = NDArray[np.bool_]

__all__ = ["shown"]

_WEEK, _WEEKS = 7, 52
_USUALLY = 0.9  # of the weeks a service opens on a weekday, on which it is missed where it does not


def shown(played: Simulated, change: str = "") -> Queues:
    """Return what the sheet shows of a play, and beside it of the play without the change, if there is one.

    Parameters
    ----------
    played
        What was played.
    change
        What the change is, in words.
    """
    asked = played.asked
    now, then = (played.before, played.result) if played.before else (played.result, None)
    territory = asked.territory
    return Queues(
        name="-".join(
            [*(route.id for route in asked.routes), *([territory.id] if territory else [])]
        ),
        title=joined([str(route.name) for route in asked.routes]),
        routes=tuple(route.id for route in asked.routes),
        start=asked.start,
        seed=asked.seed,
        replications=now.size,
        strips=tuple(_strips(now, then)),
        territory=str(territory.name) if territory else "",
        change=change,
        example=bool(territory and territory.example),
    )


def _strips(now: Result, then: Result | None) -> Iterator[Strip]:
    """Yield a strip for each resource that has a capacity, in the order of the routes."""
    for one in filter(_limited, now.setting.resources):
        notes = [*_asking(now, one), *_notes(now.queues[one.id])]
        today, changed = _played(now, one.id), None
        if then is not None and one.id in then.queues:
            changed = _played(then, one.id)
            alike = np.array_equal(today.waiting, changed.waiting)
            notes += (
                [say("queues.alike")]
                if alike
                else [say("queues.then"), *_notes(then.queues[one.id])]
            )
            changed = None if alike else changed
        yield Strip(one.id, resource_name(now.setting.routes, one.id), tuple(notes), today, changed)


def _played(result: Result, name: str) -> Played:
    k = result.record.rows.index(name)
    measured = slice(result.setting.warm_up, None)
    record = result.record
    waiting, used, slots = (
        table[:, k, measured].astype(float)
        for table in (record.waiting, record.served, record.slots)
    )
    closed = _closed(result.setting.resources[k])[measured]
    return Played(waiting, slots, used, closed, growing=result.queues[name].growing)


def _closed(resource: Resource) -> Bools:
    """Return on which days of a play it is closed although it opens on that weekday in nearly every week."""
    places = resource.places
    opened = places.doors.open & ~places.closed
    weekdays = places.doors.usually.reshape(_WEEKS, _WEEK).mean(axis=0) > _USUALLY
    usual: Bools = np.resize(weekdays, len(opened))
    return usual & ~opened


def _asking(result: Result, one: Resource) -> Iterator[str]:
    """Say which steps ask for its places, and at which of them another place is waited for too."""
    routes, limited = result.setting.routes, [*filter(_limited, result.setting.resources)]
    if not one.id.startswith("step:"):
        yield say("queues.steps", n=len(one.steps), steps=_numbers(routes, one.steps))
    others = [other for other in limited if other is not one and {*other.steps} & {*one.steps}]
    if others:
        steps = [ask for ask in one.steps if any(ask in other.steps for other in others)]
        names = joined([resource_name(routes, other.id) for other in others])
        yield say("queues.shared", n=len(steps), steps=_numbers(routes, steps), names=names)


def _limited(one: Resource) -> bool:
    return one.capacity is not None


def _numbers(routes: Sequence[Route], steps: Sequence[tuple[int, int]]) -> str:
    """Write the numbers of some steps; of several routes each with its route."""
    return joined(
        [str(i + 1) if len(routes) == 1 else f"{i + 1} ({routes[k].id})" for k, i in steps]
    )


def _notes(queue: Queue) -> Iterator[str]:
    """Say how much of it is used, how long people wait, and who waits."""
    used = interval(queue.utilisation)
    yield say("queues.used", share=percent(used.mean))
    if queue.growing:
        yield say("queues.growth", n=number(interval(queue.growth).mean))
    elif not np.isnan(queue.wait.mean).all():
        mean, p90 = (span(interval(one).mean) for one in (queue.wait.mean, queue.wait.p90))
        yield say("queues.wait", mean=mean, p90=p90)
    most, end = (number(interval(one).mean) for one in (queue.most, queue.end))
    yield say("queues.waiting", most=most, end=end)
