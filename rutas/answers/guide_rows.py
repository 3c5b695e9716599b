"""The rows of a territory's guide of services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rutas.answers.row import Amount, Count, Share, row
from rutas.answers.territory import Opens, Stale, Survey

__all__ = ["Door", "Guide", "Guides", "Point", "Service", "Summary"]


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
    status, missing
        Whether the ficha found that it can give the service, and the essential items that it lacks.
    asked_on
        The day of the ficha (ISO 8601); null where nobody filled one in.
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
    status: Literal["ready", "unknown", "unready"]
    missing: tuple[str, ...]
    asked_on: str | None


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
    bring_later
        The same of what one of its visits hands over, and a later one asks for.
    doors
        The service at each of those points; where a place was asked, first where people are attended soonest.
    """

    service: str
    name: str
    points: tuple[str, ...]
    hours_per_week: Amount
    people_within: Share | None
    next: Opens | None
    bring: tuple[tuple[str, ...], ...]
    bring_later: tuple[tuple[str, ...], ...]
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
    within_minutes
        The minutes of one way of which `people_within` tells.
    assumed
        What was taken for what the file does not say.
    """

    on: str
    services: tuple[Service, ...]
    points: tuple[Point, ...]
    within_minutes: Amount
    assumed: tuple[str, ...]
