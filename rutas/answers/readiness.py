"""In what state the points of a territory are, and what that does to a route."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from rutas.answers.row import Amount, Count, Share, like, row
from rutas.answers.table import Column, Table
from rutas.answers.territory import people_words, warnings
from rutas.locale import language, number, say
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rutas.improve.effects import Effects
    from rutas.improve.local import Local
    from rutas.model.route import Route
    from rutas.model.territory import Territory
    from rutas.territory.serving import Serving

__all__ = ["Point", "Readiness", "Step", "Year", "answer", "tables", "year"]

_Status = Literal["ready", "unknown", "unready"]


@row
class Point:
    """How ready a point is.

    Attributes
    ----------
    point
        Its id.
    readiness
        From 0 to 1: the mean of the dimensions that are known; null where nothing is.
    low, high
        The same with every unknown answer taken as no, and as yes; null where nothing is asked.
    known, items
        How many items were answered, and how many concern it.
    dimensions
        The mean of each dimension of which something is asked; null where nothing of it is known.
    missing
        The items that are answered with no.
    status
        ``unready`` where an essential item is a no, ``unknown`` where one is unknown, else ``ready``.
    """

    point: str
    readiness: Share | None
    low: Share | None
    high: Share | None
    known: Count
    items: Count
    dimensions: Mapping[str, Share | None]
    missing: tuple[str, ...]
    status: _Status


@row
class Step:
    """What the points do to a step of the route.

    Attributes
    ----------
    step
        Its id.
    points, working
        How many points serve it, and how many of them are not unready.
    status
        The best of its points; null where none serves it.
    readiness
        Of the working points, that of the readiest for this step; null where unknown.
    room
        The share of those who come for whom there is room; null where nothing limits it.
    effect
        What becomes of those who come where no point works: they are lost, or pass without the service.
    """

    step: str
    points: Count
    working: Count
    status: _Status | None
    readiness: Share | None
    room: Share | None
    effect: Literal["lost", "without-service"] | None


@row
class Year:
    """What a year brings.

    Attributes
    ----------
    people
        People who complete the route; null where nobody says how many enter.
    services
        Services of the package that are received; null where nobody says how many enter.
    """

    people: Amount | None
    services: Amount | None


@row
class Readiness:
    """In what state the points of a territory are.

    Attributes
    ----------
    territory, on, example
        The territory's id, the day asked (ISO 8601), and whether something in it is made up.
    points
        The points; with a route, those that serve one of its steps.
    route, method
        The route's id, and how people were counted; not without a route.
    steps
        The steps of the route that some point serves; not without a route.
    weakest
        Of the steps without which nobody completes, the one whose readiest point is the least ready.
    before, after
        A year of the route with what differs in the territory, without and with what its points do.
    assumed
        What was taken for what the file does not say: steps of which no point is listed, as the route says.
    """

    territory: str
    on: str
    example: bool
    points: tuple[Point, ...]
    assumed: tuple[str, ...]
    route: str | None = None
    method: Literal["exact", "simulated", "approximate"] | None = None
    steps: tuple[Step, ...] | None = None
    weakest: str | None = None
    before: Year | None = None
    after: Year | None = None


def answer(territory: Territory, on: date, route: Route | None = None) -> Readiness:
    """Return how ready the points of a territory are, and what they do to a route.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> book = rutas.load("routes")
    >>> found = answer(book.territories["villeta"], date(2026, 11, 30), book["0-4"])
    >>> round(found.before.people, 1), round(found.after.people, 1), found.weakest
    (154.2, 32.1, 'cedula')
    """
    from rutas.analysis.people import people
    from rutas.improve.effects import effects
    from rutas.improve.local import Local, local, settled
    from rutas.territory.serving import Serving

    if route is None:
        return Readiness(
            territory=territory.id,
            on=on.isoformat(),
            example=territory.example,
            points=_points(territory, [point.id for point in territory.points]),
            assumed=(),
        )
    there = local(route, territory)
    serving = Serving(territory, there)
    flowing = people(there)
    found = effects(there, territory, on)
    after = settled(there, found)
    named = {point.id for points in serving.points.values() for point in points}
    return Readiness(
        territory=territory.id,
        on=on.isoformat(),
        example=territory.example,
        points=_points(territory, [point.id for point in territory.points if point.id in named]),
        assumed=tuple(f"{step} = as-written" for step in found.assumed),
        route=route.id,
        method=after.method,
        steps=tuple(_steps(serving, found, after)),
        weakest=weakest(serving, dict(zip(flowing.ids, flowing.knockout.tolist(), strict=True))),
        before=year(Local(there, flowing, {}, flowing.method)),
        after=year(after),
    )


def year(found: Local) -> Year:
    """Return what a year of a route in its territory brings."""
    return Year(people=found.completing, services=found.services)


def _points(territory: Territory, names: Sequence[str]) -> tuple[Point, ...]:
    from rutas.territory.readiness import items_of, readiness, status

    found = []
    for name in names:
        point = territory.by_id[name]
        items = items_of(territory, point)
        found.append(like(Point, readiness(items, point), point=name, status=status(items, point)))
    return tuple(found)


def _steps(serving: Serving, found: Effects, after: Local) -> Iterator[Step]:
    from rutas.territory.readiness import readiness

    order: tuple[_Status, ...] = ("ready", "unknown", "unready")
    for name, points in serving.points.items():
        gone = {
            **dict.fromkeys(found.shut, "lost"),
            **dict.fromkeys(found.passed, "without-service"),
        }
        if not points and name not in gone:
            continue
        working = serving.working[name]
        states = [serving.status(point, name) for point in points]
        ready = [readiness(serving.items(point, name), point).readiness for point in working]
        rooms = [after.room[one] for one in serving.route.steps[name].service if one in after.room]
        yield Step(
            step=name,
            points=len(points),
            working=len(working),
            status=min(states, key=order.index, default=None),
            readiness=max((one for one in ready if one is not None), default=None),
            room=min(rooms, default=None),
            effect=gone.get(name),  # type: ignore[arg-type]  # one of the two words above
        )


def weakest(serving: Serving, knockout: Mapping[str, float]) -> str | None:
    """Return the step without which nobody completes whose readiest point is the least ready of all."""
    from rutas.analysis.structure import unavoidable
    from rutas.territory.readiness import readiness

    sure = unavoidable(serving.route)
    best: dict[str, float] = {}
    for name, points in serving.points.items():
        known = [readiness(serving.items(one, name), one).readiness for one in points]
        if sure[name] and any(one is not None for one in known):
            best[name] = max(one for one in known if one is not None)
    return min(best, key=lambda name: (best[name], -knockout[name]), default=None)


def tables(
    found: Readiness, territory: Territory, on: date, route: Route | None
) -> Iterator[Table]:
    """Show the points; then what they do to the steps of the route."""
    items = territory.questions.items
    names = {point.id: point.name.to(language()) for point in territory.points}

    def between(point: Point) -> str:
        if point.low is None or point.high is None:
            return "–"
        return say("territory.between", low=percent(point.low), high=percent(point.high))

    def missing(point: Point) -> str:
        said = [
            items[name].name.to(language()) + (" *" if items[name].essential else "")
            for name in point.missing
        ]
        return "; ".join(said) or "–"

    columns = (
        Column("point", lambda name: names[name]),
        Column("status", lambda status: say(f"territory.status-{status}")),
        Column("readiness", percent, "right"),
        Column("", between, "right", heading="readiness-between"),
        Column("", lambda one: f"{one.known}/{one.items}", "right", heading="answered"),
        Column("", missing, heading="missing-items"),
    )
    notes = [say("territory.readiness-legend"), *warnings(territory, on)]
    title = say("territory.readiness-title", name=territory.name.to(language()))
    yield Table(Point, found.points, columns, title=title, notes=notes)
    if route is None or found.steps is None:
        return
    yield Table(
        Step,
        found.steps,
        (
            Column("step", lambda name: route.steps[name].title.to(language())),
            Column(
                "", lambda one: f"{one.working}/{one.points}", "right", heading="points-working"
            ),
            Column("status", lambda one: say(f"territory.status-{one}") if one else "–"),
            Column("readiness", percent, "right"),
            Column("room", percent, "right"),
            Column("effect", lambda one: say(f"territory.effect-{one}") if one else "–"),
        ),
        title=str(route.name),
        notes=list(_effect_notes(found, route)),
    )


def _effect_notes(found: Readiness, route: Route) -> Iterator[str]:
    if found.weakest:
        yield say("territory.weakest", step=route.steps[found.weakest].title.to(language()))
    before, after = found.before, found.after
    if before and after and before.people is not None and after.people is not None:
        people = {"before": people_words(before.people), "after": people_words(after.people)}
        yield say("territory.effect-people", **people)
        services = {"before": people_words(before.services), "after": people_words(after.services)}
        yield say("territory.effect-services", **services)
        yield say("territory.stay-put")
    if found.assumed:
        yield say("territory.assumed-steps", steps=number(len(found.assumed)))
    if found.method == "approximate":
        yield say("territory.approximate")
