"""Show a territory's guide of services: the territories at a glance, or each service at its points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.guide_rows import Door, Summary
from rutas.answers.table import Column, Table
from rutas.answers.territory import age_words, opens_words, survey_words, warnings
from rutas.answers.words import joined
from rutas.locale import language, number, say
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rutas.answers.guide_rows import Guide, Guides
    from rutas.book import Book
    from rutas.model.territory import Territory

__all__ = ["summary_tables", "tables"]


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
