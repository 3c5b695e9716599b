"""Where and when each step of a route is attended in a territory, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.row import row
from rutas.answers.table import Column, Table
from rutas.answers.territory import cannot_words
from rutas.hours import clock, open_days
from rutas.locale import say
from rutas.model.territory import EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from rutas.hours import Schedule
    from rutas.model.route import Route
    from rutas.model.step import Step
    from rutas.model.territory import Offer, Point, Territory
    from rutas.territory.serving import Serving

__all__ = ["Located", "doors", "table"]


@row
class Located:
    """A step and the points that serve it.

    Attributes
    ----------
    step, name
        Its id, and what people call it.
    where
        A line for each point: its name and place, days and hours.
    """

    step: str
    name: str
    where: tuple[str, ...]


def table(route: Route, found: Mapping[str, Sequence[str]], steps: Iterable[str]) -> Table:
    """Show where and when steps are attended, as `doors` found; those without a point are left out."""
    lines = [
        Located(step=name, name=str(route.steps[name].title), where=tuple(found[name]))
        for name in dict.fromkeys(steps)
        if name in found
    ]
    columns = (Column("name"), Column("where", " ".join, heading="doors"))
    return Table(Located, lines, columns, title=say("territory.doors"))


def doors(route: Route, territory: Territory, on: date, lang: str) -> dict[str, tuple[str, ...]]:
    """Return a line for each point that serves a step: its name and place, days and hours, turns, phone.

    Points that cannot attend are told only where no other serves the step, and that they cannot; those that
    do not open any more within a year are left out.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> book = rutas.load("routes")
    >>> found = doors(book["0-4"], book.territories["villeta"], date(2026, 11, 30), "es")
    >>> found["parto"][0]
    'Hospital distrital (ejemplo), Villeta: todos los días y feriados las 24 horas. Dato por confirmar...'
    """
    from rutas.territory.serving import Serving

    serving, holidays = Serving(territory, route), territory.calendar.days

    def opens(point: Point) -> bool:
        return any(open_days(hours, on, holidays) for hours in _schedules(point))

    found = {}
    for name, step in route.steps.items():
        working = [point for point in serving.working[name] if opens(point)]
        lines = [_line(point, step, territory, on, lang) for point in working]
        lines += [
            f"{_named(point, territory, lang)}. {_shut(point, serving, name, lang)}"
            for point in serving.points[name]
            if not working and opens(point) and point.ficha
        ]
        if lines:
            found[name] = tuple(lines)
    return found


def _schedules(point: Point) -> Iterator[Schedule]:
    yield point.hours
    yield from (offer.hours for offer in point.offers.values() if offer.hours)


def _shut(point: Point, serving: Serving, step: str, lang: str) -> str:
    from rutas.territory.readiness import lacking

    lacks = lacking(serving.items(point, step), point)
    return cannot_words(serving.territory, point.ficha.on, lacks, lang) if point.ficha else ""


def _named(point: Point, territory: Territory, lang: str) -> str:
    name = point.name.to(lang)
    if point.source == EXAMPLE:
        name = say("territory.named-example", lang, name=name)
    return f"{name}, {territory.places[point.place].name.to(lang)}" if point.place else name


def _line(point: Point, step: Step, territory: Territory, on: date, lang: str) -> str:
    return " ".join(_parts(point, step, territory, on, lang))


def _parts(point: Point, step: Step, territory: Territory, on: date, lang: str) -> Iterator[str]:
    from rutas.territory.survey import is_stale

    services = [name for name in step.service if name in point.offers]
    offers: dict[tuple[str, int | None, str], Offer] = {}
    for offer in [point.offer(name) for name in services or ("",)]:
        if offer.hours:
            offers.setdefault(
                (offer.hours.words(lang), offer.tokens_at, str(offer.note or "")), offer
            )
    hours = "; ".join(dict.fromkeys(words for words, _, _ in offers))
    yield f"{_named(point, territory, lang)}: {hours}."
    for at in dict.fromkeys(at for _, at, _ in offers if at is not None):
        yield say("territory.door-tokens", lang, at=clock(at))
    for offer in offers.values():
        if offer.note:
            yield offer.note.to(lang).rstrip(".") + "."
    if point.serves:
        places = ", ".join(territory.places[name].name.to(lang) for name in point.serves)
        yield say("territory.door-only-for", lang, places=places)
    if point.phone:
        yield say("territory.door-phone", lang, phone=point.phone)
    if point.surveyed is None or is_stale(territory, point, on):
        yield say("territory.door-confirm", lang)
