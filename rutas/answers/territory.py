"""What every answer about a territory says of it: its survey, its example data, who serves, at what times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.row import Amount, Count, Share, row
from rutas.answers.words import joined
from rutas.hours import clock, day_in_words, weekday_in_words
from rutas.locale import number, say
from rutas.quantity import UNKNOWN, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from rutas.book import Book
    from rutas.hours import Opening
    from rutas.model.territory import Survey as Surveyed
    from rutas.model.territory import Territory

__all__ = [
    "Opens", "Stale", "Survey", "age_words", "cannot_words", "more_words", "opens", "opens_words",
    "package_of", "people_words", "stale_of", "survey_of", "survey_words", "warnings",
]  # fmt: skip


@row
class Survey:
    """How far the survey of a territory's points got.

    Attributes
    ----------
    points, surveyed
        Points that there are, and of them those surveyed.
    share
        Surveyed points over points; null where there is none.
    percent
        The same in every hundred, halves upwards; null where there is none.
    on
        Of when it is (ISO 8601); null where several are added.
    source
        The id of the source that published it; null where nobody says.
    """

    points: Count
    surveyed: Count
    share: Share | None
    percent: Count | None
    on: str | None
    source: str | None


@row
class Stale:
    """How old what is known of the points is.

    Attributes
    ----------
    points
        Points surveyed longer ago than the territory lets pass.
    undated
        Points of which nobody says when they were surveyed.
    median_days
        The median age of the others in days; null where there is none.
    """

    points: Count
    undated: Count
    median_days: Amount | None


@row
class Opens:
    """When somebody can be attended next.

    Attributes
    ----------
    point
        The point's id.
    date
        The day (ISO 8601).
    opens, closes
        From when to when (HH:MM).
    """

    point: str
    date: str
    opens: str
    closes: str


def survey_of(surveys: Iterable[Surveyed | None]) -> Survey | None:
    """Return one survey, or several added up; nothing where there is none."""
    from rutas.territory.survey import percent as hundred

    given = [one for one in surveys if one is not None]
    if not given:
        return None
    points, surveyed = sum(one.points for one in given), sum(one.surveyed for one in given)
    alone = given[0] if len(given) == 1 else None
    return Survey(
        points=points,
        surveyed=surveyed,
        share=surveyed / points if points else None,
        percent=hundred(given),
        on=alone.on.isoformat() if alone else None,
        source=alone.source if alone else None,
    )


def stale_of(territory: Territory, on: date) -> Stale:
    """Return how old what is known of a territory's points is."""
    from rutas.territory.survey import ages

    found = ages(territory, on)
    return Stale(points=found.points, undated=found.undated, median_days=found.median_days)


def package_of(territory: Territory, book: Book) -> tuple[str, ...]:
    """Return the services of the packages of a territory's routes; of all routes where it names none."""
    routes = [book[name] for name in territory.demand] or list(book.values())
    return tuple(dict.fromkeys(service for route in routes for service in route.package))


def opens(point: str, opening: Opening | None) -> Opens | None:
    """Return when a point opens."""
    if opening is None:
        return None
    closes = clock(opening.span.closes, padded=True)
    return Opens(
        point=point,
        date=opening.day.isoformat(),
        opens=clock(opening.at, padded=True),
        closes=closes,
    )


def opens_words(found: Opens | None) -> str:
    """Say when a point opens next.

    >>> opens_words(Opens(point="usf", date="2026-12-01", opens="07:00", closes="13:00"))
    'mar 1 de diciembre de 2026, 7:00–13:00'
    """
    if found is None:
        return UNKNOWN
    spoken = "–".join(one.removeprefix("0") for one in (found.opens, found.closes))
    weekday = weekday_in_words(found.date, short=True)
    return f"{weekday} {day_in_words(found.date)}, {spoken}"


def survey_words(found: Survey | None) -> str:
    """Say how far a survey got.

    >>> from rutas.model.territory import Survey as Surveyed
    >>> survey_words(survey_of([Surveyed(on="2021-11-03", points=46, surveyed=45)]))
    '45 de 46 (98 %)'
    """
    if found is None:
        return UNKNOWN
    said = percent(found.percent / 100 if found.percent is not None else None)
    return say("territory.survey", surveyed=found.surveyed, points=found.points, share=said)


def age_words(days: float | None, *, stale: bool = False) -> str:
    """Say how old a datum is; what has to be confirmed says so."""
    if days is None:
        return say("territory.undated")
    said = say("territory.age", days=round(days))
    return f"{said} {say('territory.to-confirm')}" if stale else said


def cannot_words(territory: Territory, asked_on: date, lacks: Sequence[str], lang: str) -> str:
    """Say that a point cannot attend, since when that is known, and what it lacks."""
    items = territory.questions.items
    names = joined([items[name].name.to(lang) for name in lacks])
    return say("territory.cannot", lang, day=day_in_words(asked_on, lang), lacks=names)


def people_words(value: float | None) -> str:
    """Write people, or services, of a year."""
    return UNKNOWN if value is None else number(value, 1)


def more_words(value: float | None) -> str:
    """Write what is gained of a year, with its sign.

    >>> more_words(16.13), more_words(-2.0), more_words(0.0), more_words(None)
    ('+16,1', '−2', '0', '–')
    """
    if value is None:
        return UNKNOWN
    said = people_words(abs(value))
    return said if said == "0" else f"{'−' if value < 0 else '+'}{said}"


def warnings(territory: Territory, on: date) -> Iterator[str]:
    """Say what has to be known before an answer is believed: example data, what is in the file, old data."""
    from rutas.territory.survey import ages, latest

    if territory.example:
        yield say("territory.example")
    survey = latest(territory, on)
    if survey and not territory.complete:
        yield say("territory.listed", listed=len(territory.points), points=survey.points)
    old = ages(territory, on)
    if old.points or old.undated:
        yield say("territory.stale", stale=old.points, undated=old.undated)
    known = territory.calendar.known_until
    if known is not None and on > known:
        yield say("territory.known-until", day=day_in_words(known))
