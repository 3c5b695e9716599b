"""Say what the pocket guide tells of each service at each point, as `rutas guide` answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from rutas.answers.guide import answer
from rutas.answers.guide_tables import cannot, papers
from rutas.hours import clock
from rutas.hours.clock import DAY
from rutas.locale import LANGUAGES, has, number, say, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.answers.guide_rows import Door, Guide, Service
    from rutas.diagram.local import Age, Local
    from rutas.hours import Schedule, Span
    from rutas.model import Actor
    from rutas.model.territory import Offer, Point

__all__ = ["Entry", "Section", "absent", "sections", "span_words"]


@dataclass(frozen=True)
class Entry:
    """A service at a point.

    Attributes
    ----------
    id, name
        Its id on the sheet, and what people call the point.
    age
        Whether what is known of it has to be confirmed.
    details
        Where it is, and what one should know of the door.
    week
        The hours of each day of the week, 0 for Monday.
    below
        What the week does not say: other days, turns, a note.
    said
        All of it in words.
    """

    id: str
    name: str
    age: Age
    details: tuple[str, ...]
    week: Mapping[int, tuple[Span, ...]]
    below: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class Section:
    """A service, or what else stands under one head.

    Attributes
    ----------
    id, title, aside
        Its id on the sheet, its head, and what stands beside that.
    bring
        The papers to bring.
    actor
        Who answers for it.
    entries
        It at each point that offers it.
    """

    id: str
    title: str
    aside: str
    bring: str
    actor: Actor | None
    entries: tuple[Entry, ...]


def sections(local: Local, lang: str) -> tuple[list[Section], Guide]:
    """Return the services of a territory at their points, and the answer that they tell."""
    with speaking(lang if lang in LANGUAGES else LANGUAGES[0]):
        found = answer(local.territory, local.book, datetime.combine(local.on, time()))
    told = [_section(local, one, lang) for one in found.services]
    idle = [one for one in local.territory.points if not one.offers]
    if idle:
        entries = tuple(_entry(local, one, None, lang) for one in idle)
        told.append(Section("others", say("guide.others", lang), "", "", None, entries))
    return told, found


def absent(local: Local, found: Guide, lang: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the services of the package that no point gives, by id and name, under their head."""
    head = say(f"guide.none-{'at-all' if found.complete else 'in-list'}", lang)
    services = local.book.catalogue.services
    return head, [(name, services[name].name.to(lang)) for name in found.no_point]


def _section(local: Local, found: Service, lang: str) -> Section:
    catalogue, points = local.book.catalogue, local.territory.by_id
    service = catalogue.services[found.service]
    hours = number(found.hours_per_week, 1, lang)
    return Section(
        id=f"service-{found.service}",
        title=service.name.to(lang),
        aside=say("guide.offered", lang, points=len(found.points), hours=hours),
        bring=" ".join(
            say(key, lang, papers=papers(needs, local.book, lang))
            for key, needs in (
                ("guide.bring", found.bring),
                ("territory.bring-later", found.bring_later),
            )
            if needs
        ),
        actor=catalogue.actors.get(service.actor or ""),
        entries=tuple(_entry(local, points[door.point], door, lang) for door in found.doors),
    )


def _entry(local: Local, point: Point, door: Door | None, lang: str) -> Entry:
    service = door.service if door else None
    offer = point.offer(service)
    hours = offer.hours or point.hours
    name, details = point.name.to(lang), tuple(_details(local, point, lang))
    warning = cannot(door, local.territory, lang) if door else ""
    below = (*([warning] if warning else []), *_below(local, point, offer, hours, lang))
    said = ". ".join([name, *details, hours.words(lang), *below])
    key = f"{service}--{point.id}" if service else point.id
    return Entry(f"door-{key}", name, local.age(point), details, hours.week, below, said)


def _details(local: Local, point: Point, lang: str) -> Iterator[str]:
    if point.place:
        yield local.territory.places[point.place].name.to(lang)
    if point.phone:
        yield say("guide.phone", lang, phone=point.phone)
    if point.languages:
        yield ", ".join(_language(one, lang) for one in point.languages)
    if point.access:
        yield point.access.to(lang)


def _language(code: str, lang: str) -> str:
    key = f"guide.language-{code}"
    return say(key, lang) if has(key) else code


def _below(local: Local, point: Point, offer: Offer, hours: Schedule, lang: str) -> Iterator[str]:
    if hours.exceptions.lines:
        words = hours.exceptions.words(lang)
        yield words[:1].upper() + words[1:] + "."
    if offer.tokens_at is not None:
        yield say("guide.tokens", lang, at=clock(offer.tokens_at))
    if offer.quota is not None:
        yield say("guide.quota", lang, quota=offer.quota)
    if offer.note:
        yield offer.note.to(lang).rstrip(".") + "."
    if point.serves:
        places = (local.territory.places[one].name.to(lang) for one in point.serves)
        yield say("guide.only-for", lang, places=", ".join(places))


def span_words(spans: Sequence[Span], lang: str) -> list[str]:
    """Write the hours of a day, a line each; who needs an appointment is told so.

    >>> from rutas.hours import Span
    >>> span_words([Span(420, 690), Span(780, 900, appointment=True)], "es"), span_words([], "es")
    (['7:00–11:30', '13:00–15:00', 'con turno'], ['–'])
    """
    lines = []
    for span in spans:
        whole = span.minutes == DAY
        times = f"{clock(span.opens)}–{clock(span.closes)}"
        lines.append(say("guide.all-day", lang) if whole else times)
        if span.appointment:
            lines.append(say("guide.appointment", lang))
    return lines or [say("guide.closed", lang)]
