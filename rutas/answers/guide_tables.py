"""Show a territory's guide of services: the territories at a glance, or each service at its points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.guide import soonest
from rutas.answers.guide_rows import Door, Summary
from rutas.answers.table import Column, Table
from rutas.answers.territory import age_words, cannot_words, opens_words, survey_words, warnings
from rutas.answers.words import joined
from rutas.locale import language, number, say
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rutas.answers.guide_rows import Guide, Guides, Service
    from rutas.book import Book
    from rutas.model.territory import Territory

__all__ = ["cannot", "papers", "summary_tables", "tables"]


def summary_tables(found: Guides) -> Iterator[Table]:
    """Show the territories, a row each."""
    columns = (
        Column("territory", style="bold cyan", whole=True),
        Column("", _called, heading="name"),
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
    notes += [
        say("territory.none-listed", name=one.name, points=one.survey.points)
        for one in found.territories
        if one.survey and not one.listed
    ]
    yield Table(Summary, found.territories, columns, notes=notes)


def _called(one: Summary) -> str:
    return say("territory.named-example", name=one.name) if one.example else one.name


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
            parts.append(say("territory.tokens-at", at=door.tokens_at.removeprefix("0")))
        if door.status == "unready":
            parts.append(say("territory.cannot-short"))
        return ". ".join(part.removesuffix(".") for part in parts if part)

    service = Column("", lambda door: names[door.service], heading="service")
    columns = [
        *([service] if len(found.services) > 1 else []),
        Column("", place, heading="point"),
        Column("", hours, heading="hours"),
        Column("next", opens_words, heading="next-open"),
    ]
    if near:
        columns.append(Column("minutes", lambda one: "–" if one is None else number(one), "right"))
    columns.append(Column("point", lambda name: points[name].phone or "–", heading="phone"))
    columns.append(Column("point", lambda name: ages.get(name, "–"), heading="age-of-datum"))
    surveyed = [survey_words(found.survey)] if found.survey else []
    title = " · ".join([territory.name.to(language()), *surveyed])
    lead = [] if len(found.services) > 1 else [*_lead(found, territory, book)]
    notes = [*_notes(found, book), *warnings(territory, on)]
    yield Table(Door, doors, columns, title=title, lead=lead, notes=notes)


def _lead(found: Guide, territory: Territory, book: Book) -> Iterator[str]:
    """Answer in a sentence: where somebody is attended first, how far that is, what to bring."""
    for service in found.services:
        open_ = [door for door in service.doors if door.next]
        if not open_:
            yield say("territory.first-none", service=service.name)
            continue
        first = min(open_, key=soonest)
        yield _sentence(service, first, territory, "first")
        able = [door for door in open_ if door.status != "unready"]
        if first.status == "unready" and able:
            yield _sentence(service, min(able, key=soonest), territory, "first-able")
        for key, needs in (("bring", service.bring), ("bring-later", service.bring_later)):
            if needs:
                yield say(f"territory.{key}", papers=papers(needs, book))


def _sentence(service: Service, door: Door, territory: Territory, key: str) -> str:
    where = territory.places[door.place].name.to(language()) if door.place else ""
    name = territory.by_id[door.point].name.to(language())
    told = say(
        f"territory.{key}",
        service=service.name,
        point=f"{name}, {where}" if where else name,
        opens=opens_words(door.next),
    )
    if door.minutes is not None:
        told += say("territory.first-way", minutes=number(door.minutes))
    return f"{told}. {cannot(door, territory)}".strip()


def cannot(door: Door, territory: Territory, lang: str = "") -> str:
    """Say that a point cannot give a service, as the ficha found; nothing where it did not."""
    from datetime import date

    if door.status != "unready" or door.asked_on is None:
        return ""
    asked_on = date.fromisoformat(door.asked_on)
    return cannot_words(territory, asked_on, door.missing, lang or language())


def papers(needs: Sequence[Sequence[str]], book: Book, lang: str = "") -> str:
    """Write the papers that are asked for; of each list one is enough."""
    spoken, documents = lang or language(), book.catalogue.documents
    either = say("territory.or", spoken)
    return "; ".join(either.join(documents[one].name.to(spoken) for one in need) for need in needs)


def _notes(found: Guide, book: Book) -> Iterator[str]:
    for service in found.services if len(found.services) == 1 else ():
        if service.people_within is not None:
            said = {
                "share": percent(service.people_within),
                "minutes": number(found.within_minutes),
                "hours": number(service.hours_per_week, 1),
            }
            yield say("territory.reach", **said)
    if found.no_point:
        services = book.catalogue.services
        names = joined([services[name].name.to(language()) for name in found.no_point])
        key = "none-at-all" if found.complete else "none-in-list"
        yield say(f"territory.{key}", services=names)
