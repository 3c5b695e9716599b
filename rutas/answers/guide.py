"""Who attends where and when in a territory, and what to bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.answers.guide_rows import Door, Guide, Guides, Point, Service, Summary
from rutas.answers.territory import opens, package_of, stale_of, survey_of
from rutas.locale import language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from rutas.book import Book
    from rutas.model.step import Step
    from rutas.model.territory import Point as Listed
    from rutas.model.territory import Territory
    from rutas.territory.travel import Roads

__all__ = ["answer", "soonest", "summaries"]

_NEAR = 60.0  # minutes of one way, where nobody says how far people go


def summaries(book: Book, on: date) -> Guides:
    """Return every territory of a book at a glance."""
    from rutas.territory.survey import latest

    all_of_them = list(book.territories.values())
    return Guides(
        on=on.isoformat(),
        survey=survey_of(latest(one, on) for one in all_of_them),
        territories=tuple(Summary(**_summary(one, book, on)) for one in all_of_them),
    )


def _summary(territory: Territory, book: Book, on: date) -> dict[str, Any]:
    from rutas.model.territory import EXAMPLE
    from rutas.territory.coverage import no_point
    from rutas.territory.survey import latest

    sources = [point.source for point in territory.points]
    return {
        "territory": territory.id,
        "name": territory.name.to(language()),
        "department": territory.department and territory.department.to(language()),
        "example": territory.example,
        "survey": survey_of([latest(territory, on)]),
        "listed": len(sources),
        "examples": sources.count(EXAMPLE),
        "estimates": sources.count("estimate"),
        "complete": territory.complete,
        "stale": stale_of(territory, on),
        "no_point": no_point(territory, package_of(territory, book)),
    }


def answer(
    territory: Territory, book: Book, moment: datetime, *,
    services: Sequence[str] = (), near: str | None = None, within: float | None = None,
) -> Guide:  # fmt: skip
    """Return who attends where and when.

    Parameters
    ----------
    territory, book
        The territory, and the book in which it stands.
    moment
        The day asked, and from which time on something is to be open.
    services
        Ids of the services that are asked for; all that some point offers where none is.
    near
        The place from which people go.
    within
        How many minutes of one way they go at most.

    Raises
    ------
    UsageError
        If there is no such service or place.
    """
    from rutas.territory.travel import Roads

    _known(services, book.catalogue.services, "service")
    _known([near] if near else [], territory.places, "place")
    offered = dict.fromkeys(service for point in territory.points for service in point.offers)
    roads = Roads(territory)
    told = [
        _service(territory, book, name, moment, near, within, roads)
        for name in (services or [name for name in book.catalogue.services if name in offered])
    ]
    named = {point for service in told for point in service.points}
    asked = bool(services or near)
    return Guide(
        **_summary(territory, book, moment.date()),
        on=moment.date().isoformat(),
        services=tuple(told),
        points=tuple(
            _point(territory, book, point, moment.date())
            for point in territory.points
            if point.id in named or not asked
        ),
        within_minutes=within or _NEAR,
        assumed=tuple(_assumed(territory, moment.date())),
    )


def _known(given: Sequence[str], known: Mapping[str, object], kind: str) -> None:
    from rutas.errors import no_such

    for name in given:
        if name not in known:
            raise no_such(f"territory.no-{kind}", name, known)


def _assumed(territory: Territory, on: date) -> Iterator[str]:
    from datetime import timedelta

    known = territory.calendar.known_until
    if known is None or known < on + timedelta(days=364):
        yield f"calendar.known_until = {known.isoformat() if known else None}"


def _service(
    territory: Territory, book: Book, name: str, moment: datetime, near: str | None,
    within: float | None, roads: Roads,
) -> Service:  # fmt: skip
    from rutas.territory.coverage import offering, people_within, weekly_hours

    doors = [
        _door(territory, book, name, point, moment, near, roads)
        for point in offering(territory, name)
        if near is None or not point.serves or near in point.serves
    ]
    if within is not None and near is not None:
        doors = [
            one for one in doors
            if one.place is None or (one.minutes is not None and one.minutes <= within)
        ]  # fmt: skip
    if near is not None:
        doors.sort(key=lambda one: (_unreached(one), *soonest(one)))
    opening = [one.next for one in doors if one.next]
    return Service(
        service=name,
        name=book.catalogue.services[name].name.to(language()),
        points=tuple(one.point for one in doors),
        hours_per_week=weekly_hours(territory, name, moment.date()),
        people_within=people_within(territory, name, within or _NEAR, roads, book.catalogue),
        next=min(opening, key=lambda one: (one.date, one.opens), default=None),
        **_bring(book, name),
        doors=tuple(doors),
    )


def _unreached(door: Door) -> bool:
    """Tell whether people would have to go to a point, and no way there is known."""
    return door.place is not None and door.minutes is None


def soonest(door: Door) -> tuple[bool, str, str, float]:
    """Return by what the doors of a service are ordered: when they open next, then how far they are."""
    opening, minutes = door.next, door.minutes or 0.0
    return (False, opening.date, opening.opens, minutes) if opening else (True, "", "", minutes)


def _door(
    territory: Territory, book: Book, service: str, point: Listed, moment: datetime,
    near: str | None, roads: Roads,
) -> Door:  # fmt: skip
    from rutas.hours import clock, next_open

    offer = point.offer(service)
    way = roads.way(near, point.place) if near and point.place else None
    opening = offer.hours and next_open(
        offer.hours, moment, territory.calendar.days,
        takes=_minutes(book, service), tokens_at=offer.tokens_at,
    )  # fmt: skip
    return Door(
        service=service,
        point=point.id,
        place=point.place,
        words=offer.hours.words(language()) if offer.hours else "",
        note=offer.note and offer.note.to(language()),
        quota=offer.quota,
        tokens_at=None if offer.tokens_at is None else clock(offer.tokens_at, padded=True),
        minutes=way.minutes if way else None,
        assumed=bool(way and way.assumed),
        next=opens(point.id, opening or None),
        **_found(territory, book, service, point),
    )


def _found(territory: Territory, book: Book, service: str, point: Listed) -> dict[str, Any]:
    """Return what the ficha found of a service at a point, by the actors that give it there."""
    from rutas.territory.readiness import concerning, lacking, status

    actors = {actor for step in _steps(book, service) for actor in step.actor}
    items = concerning(territory, [service, *actors.intersection(point.actor)])
    return {
        "status": status(items, point),
        "missing": lacking(items, point),
        "asked_on": point.ficha.on.isoformat() if point.ficha else None,
    }


def _steps(book: Book, service: str) -> list[Step]:
    """Return the steps that deliver a service, of every route."""
    steps = (step for route in book.values() for step in route.steps.values())
    return [step for step in steps if service in step.service]


def _minutes(book: Book, service: str) -> float:
    """Return how long being attended takes, at the longest of the steps that deliver a service."""
    from rutas.territory.serving import minutes_needed

    return max(map(minutes_needed, _steps(book, service)), default=0.0)


def _bring(book: Book, service: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the papers that the steps ask for which deliver a service; of each list one is enough.

    What one of the steps hands over nobody has before: it is brought from the second visit on. A step that
    asks for one paper, and another for that or a further one, are one demand: whoever comes to the second
    may bring either.
    """
    steps = _steps(book, service)
    made = {paper for step in steps for paper in step.produces}
    own = [{need.any for need in step.requires if need.any} for step in steps]
    asked: dict[tuple[str, ...], None] = {}
    for step, needs in zip(steps, own, strict=True):
        others = {need for more in own if more is not needs for need in more}
        for need in (need.any for need in step.requires):
            narrower = any(set(other) < set(need) for other in needs)
            wider = any(set(need) < set(other) for other in others)
            if need and not narrower and not wider:
                asked[need] = None
    return {
        "bring": tuple(need for need in asked if not made & set(need)),
        "bring_later": tuple(need for need in asked if made & set(need)),
    }


def _point(territory: Territory, book: Book, point: Listed, on: date) -> Point:
    from rutas.territory.coverage import coverage
    from rutas.territory.survey import is_stale

    week = {
        day: tuple((first, last) for first, last in spans)
        for day, spans in point.hours.week_table().items()
    }
    return Point(
        id=point.id,
        name=point.name.to(language()),
        place=point.place,
        phone=point.phone,
        access=point.access and point.access.to(language()),
        actor=point.actor,
        languages=point.languages,
        words=point.hours.words(language()),
        week=week,
        irregular=point.hours.irregular,
        source=point.source,
        age_days=(on - point.surveyed.on).days if point.surveyed else None,
        stale=is_stale(territory, point, on),
        coverage=coverage([point], package_of(territory, book)),
    )
