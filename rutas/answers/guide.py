"""Who attends where and when in a territory, and what to bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rutas.answers.row import Amount, Count, Share, row
from rutas.answers.table import Column, Table
from rutas.answers.territory import (
    Opens, Stale, Survey, age_words, opens, opens_words, package_of, stale_of, survey_of,
    survey_words, warnings,
)  # fmt: skip
from rutas.answers.words import joined
from rutas.locale import language, number, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from rutas.book import Book
    from rutas.model.territory import Point as Listed
    from rutas.model.territory import Territory
    from rutas.territory.travel import Roads

__all__ = [
    "Door", "Guide", "Guides", "Point", "Service", "Summary", "answer", "summaries",
    "summary_tables", "tables",
]  # fmt: skip


@row
class Door:
    """A service at a point.

    Attributes
    ----------
    service, point, place
        Ids of the service, of the point and of its place; no place where nobody goes there.
    words
        Days and hours.
    note
        What a family should know before going.
    quota
        People whom it attends on an open day; null where it does not say.
    tokens_at
        When turns are given out (HH:MM); null where it does not say.
    minutes
        Minutes of one way from the place asked; null where none was asked, or nobody goes there.
    assumed
        Whether those minutes are only as the crow flies.
    next
        When somebody can be attended next; null where it does not open within a year.
    """

    service: str
    point: str
    place: str | None
    words: str
    note: str | None
    quota: Count | None
    tokens_at: str | None
    minutes: Amount | None
    assumed: bool
    next: Opens | None


@row
class Service:
    """A service in a territory.

    Attributes
    ----------
    service, name
        Its id, and what people call it.
    points
        Ids of the points that offer it, of those asked for.
    hours_per_week
        Hours a week in which some point of the territory gives it, over the 364 days from the day asked.
    people_within
        Of the people of places with a known population, the share who live within the minutes asked, or
        60, of a point that offers it; null where no population is known.
    next
        Where somebody can be attended next, of the points asked for.
    bring
        The papers to bring: of each list one is enough.
    doors
        The service at each of those points, the nearest first where a place was asked.
    """

    service: str
    name: str
    points: tuple[str, ...]
    hours_per_week: Amount
    people_within: Share | None
    next: Opens | None
    bring: tuple[tuple[str, ...], ...]
    doors: tuple[Door, ...]


@row
class Point:
    """A point of a territory.

    Attributes
    ----------
    id, name, place, phone, access
        As the file has them; null where it does not say.
    actor, languages
        Who attend there, and in which languages.
    words, week, irregular
        Days and hours in a sentence; by day of the week, as lists of from and to (HH:MM); and whether the
        week says less than all.
    source
        A source's id, ``estimate`` or ``example``.
    age_days, stale
        Days since it was surveyed, null where nobody says; and whether that has to be confirmed.
    coverage
        The share of the package's services that it offers; null without a package.
    """

    id: str
    name: str
    place: str | None
    phone: str | None
    access: str | None
    actor: tuple[str, ...]
    languages: tuple[str, ...]
    words: str
    week: Mapping[str, tuple[tuple[str, str], ...]]
    irregular: bool
    source: str | None
    age_days: Count | None
    stale: bool
    coverage: Share | None


@row
class Summary:
    """A territory at a glance.

    Attributes
    ----------
    territory, name, department
        Its id, what people call it, and its department.
    example
        Whether something in it is made up.
    survey
        How far the survey of points got; null where nobody says.
    listed, examples, estimates
        Points in the file, and of them those made up and those estimated.
    complete
        Whether the file holds every point.
    stale
        How old what is known of the points is.
    no_point
        Ids of the package's services that no point of the file offers.
    """

    territory: str
    name: str
    department: str | None
    example: bool
    survey: Survey | None
    listed: Count
    examples: Count
    estimates: Count
    complete: bool
    stale: Stale
    no_point: tuple[str, ...]


@row
class Guides:
    """The territories of a book.

    Attributes
    ----------
    on
        The day asked (ISO 8601).
    survey
        The surveys of all territories added up; null where there is none.
    territories
        Each of them.
    """

    on: str
    survey: Survey | None
    territories: tuple[Summary, ...]


@row
class Guide(Summary):
    """Who attends where and when in a territory.

    Attributes
    ----------
    on
        The day asked (ISO 8601).
    services
        The services asked for; all that are offered where none was.
    points
        The points that give them.
    assumed
        What was taken for what the file does not say.
    """

    on: str
    services: tuple[Service, ...]
    points: tuple[Point, ...]
    assumed: tuple[str, ...]


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
        assumed=tuple(_assumed(territory, moment.date())),
    )


def _known(given: Sequence[str], known: Mapping[str, object], kind: str) -> None:
    from rutas.errors import UsageError, guessed, nearest

    for name in given:
        if name not in known:
            hint, all_of_them = guessed(nearest(name, known)), ", ".join(known)
            raise UsageError(say(f"territory.no-{kind}", given=name, guess=hint, known=all_of_them))


def _assumed(territory: Territory, on: date) -> Iterator[str]:
    known = territory.calendar.known_until
    if known is None or known < on.replace(year=on.year + 1):
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
    doors.sort(key=lambda one: (one.minutes is None, one.minutes or 0.0))
    opening = [one.next for one in doors if one.next]
    return Service(
        service=name,
        name=book.catalogue.services[name].name.to(language()),
        points=tuple(one.point for one in doors),
        hours_per_week=weekly_hours(territory, name, moment.date()),
        people_within=people_within(territory, name, within or 60, roads, book.catalogue),
        next=min(opening, key=lambda one: (one.date, one.opens), default=None),
        bring=_bring(book, name),
        doors=tuple(doors),
    )


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
    )


def _minutes(book: Book, service: str) -> float:
    """Return how long being attended takes, at the longest of the steps that deliver a service."""
    steps = (step for route in book.values() for step in route.steps.values())
    takes = [one.takes.mean for one in steps if service in one.service and one.takes]
    return round(max((days for days in takes if days < 1), default=0.0) * 24 * 60, 6)


def _bring(book: Book, service: str) -> tuple[tuple[str, ...], ...]:
    """Return the papers that the steps ask for which deliver a service; of each list one is enough."""
    steps = (step for route in book.values() for step in route.steps.values())
    needs = (need.any for one in steps if service in one.service for need in one.requires)
    return tuple(dict.fromkeys(need for need in needs if need))


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


def summary_tables(found: Guides) -> Iterator[Table]:
    """Show the territories, a row each."""
    columns = (
        Column("territory", style="bold cyan", whole=True),
        Column("name"),
        Column("survey", survey_words, "right"),
        Column("listed", number, "right", heading="points-listed"),
        Column("stale", lambda one: number(one.points), "right"),
        Column("no_point", lambda names: number(len(names)), "right"),
    )
    notes = []
    if found.survey:
        notes.append(say("territory.together", survey=survey_words(found.survey)))
    if any(one.example for one in found.territories):
        notes.append(say("territory.some-example"))
    for one in found.territories:
        if one.survey and not one.listed:
            notes.append(say("territory.none-listed", name=one.name, points=one.survey.points))
    yield Table(Summary, found.territories, columns, notes=notes)


def tables(found: Guide, territory: Territory, book: Book, on: date) -> Iterator[Table]:
    """Show the services, each at its points."""
    doors = [door for service in found.services for door in service.doors]
    names = {service.service: service.name for service in found.services}
    points = territory.by_id
    near = any(door.minutes is not None for door in doors)
    ages = {point.id: age_words(point.age_days, stale=point.stale) for point in found.points}

    def place(door: Door) -> str:
        where = str(territory.places[door.place].name.to(language())) if door.place else "–"
        name = points[door.point].name.to(language())
        return f"{name}, {where}" if door.place else name

    def hours(door: Door) -> str:
        parts = [door.words, door.note or ""]
        if door.tokens_at:
            parts.append(say("territory.tokens-at", at=door.tokens_at))
        return ". ".join(part for part in parts if part)

    columns = [
        Column("", lambda door: names[door.service], heading="service"),
        Column("", place, heading="point"),
        Column("", hours, heading="hours"),
        Column("next", opens_words, heading="next-open"),
    ]
    if near:
        columns.append(Column("minutes", lambda one: "–" if one is None else number(one), "right"))
    columns.append(Column("point", lambda name: points[name].phone or "–", heading="phone"))
    columns.append(Column("point", lambda name: ages.get(name, "–"), heading="age-of-datum"))
    title = f"{territory.name.to(language())} · {survey_words(found.survey)}"
    yield Table(
        Door, doors, columns, title=title, notes=[*_notes(found, book), *warnings(territory, on)]
    )


def _notes(found: Guide, book: Book) -> Iterator[str]:
    documents = book.catalogue.documents
    for service in found.services if len(found.services) == 1 else ():
        asked = [
            say("territory.or").join(documents[name].name.to(language()) for name in need)
            for need in service.bring
        ]
        if asked:
            yield say("territory.bring", papers="; ".join(asked))
        if service.people_within is not None:
            from rutas.quantity import percent

            said = {
                "share": percent(service.people_within),
                "hours": number(service.hours_per_week, 1),
            }
            yield say("territory.reach", **said)
    if found.no_point:
        services = book.catalogue.services
        names = joined([services[name].name.to(language()) for name in found.no_point])
        key = "none-at-all" if found.complete else "none-in-list"
        yield say(f"territory.{key}", services=names)
