"""The page's document: all that the page shows and its scripts ask, as ``rutas.json`` holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from rutas.answers.critical import Point as Critical
from rutas.answers.json_schema import schema_of
from rutas.answers.row import Share, row
from rutas.answers.sources import Source
from rutas.answers.totals import Totals
from rutas.site.local import Calendar, Hours, Said, Territory
from rutas.site.step import RouteStep

__all__ = ["Ages", "Finding", "Paper", "Route", "Site", "Stage", "WayIn", "schema"]


@row
class Paper:
    """A paper that people carry.

    Attributes
    ----------
    id, name
        Its id, and what people call it.
    beside
        What people call it in the language that stands beside the page's, where the book has it.
    issuer
        Who issues it; left out where the book does not say.
    valid
        How long it holds, in words; left out where it holds for ever.
    made_by
        The steps that hand it over, as ``route/step``, in the order of the routes.
    """

    id: str
    name: Said
    beside: Said | None = None
    issuer: Said | None = None
    valid: str | None = None
    made_by: tuple[str, ...]


@row
class Stage:
    """A stage of a route.

    Attributes
    ----------
    id, letter, name
        Its id, its letter on the drawings, and what people call it.
    narrative
        What happens in it.
    steps
        Ids of its steps, in their order.
    """

    id: str
    letter: str
    name: Said
    narrative: Said | None = None
    steps: tuple[str, ...]


@row
class WayIn:
    """A way into a route.

    Attributes
    ----------
    to
        The id of the step that it leads to.
    name
        What people call it.
    share
        The share of people who come this way, in words.
    continues
        The route that they come out of.
    """

    to: str
    name: Said | None = None
    share: str | None = None
    continues: str | None = None


@row
class Finding:
    """A finding of the rules that the authors keep on purpose.

    Attributes
    ----------
    rule, text
        The rule's code and name, and what it says.
    step
        The id of the step; left out where it is of the whole route.
    reason
        Why it is allowed.
    """

    rule: str
    text: str
    step: str | None = None
    reason: str


@row
class Ages:
    """The ages that a route is for.

    Attributes
    ----------
    from_, to
        In completed years, both included.
    """

    from_: int
    to: int


@row
class Route:
    """A route.

    Attributes
    ----------
    id, name, ages
        Its id, its name, and the ages that it is for.
    status, official, revised
        How far the committee has taken it, in words; whether a public body made it its own, null where
        nobody says; when it was last revised (ISO 8601).
    narrative
        Its paragraphs.
    ways_in, stages, steps
        Where people enter; its stages; its steps, in the order of the file.
    totals, coverage
        The figures of the route as a whole; by service, the share of those who enter who receive it.
    summary
        How it does as a whole, a sentence each.
    critical, told
        Its critical points, the weightiest first; by step, the reasons of each and what closing it would win,
        a sentence each.
    findings
        What the rules find and its authors keep, with their reasons.
    sources
        The sources that its figures rest on.
    changes
        What changed since the version that was given, a sentence each; left out where none was.
    drawings
        By kind, the files of its drawings.
    """

    id: str
    name: Said
    ages: Ages | None = None
    status: str
    official: bool | None
    revised: str | None
    narrative: tuple[Said, ...]
    ways_in: tuple[WayIn, ...]
    stages: tuple[Stage, ...]
    steps: tuple[RouteStep, ...]
    totals: Totals
    coverage: Mapping[str, Share]
    summary: tuple[str, ...]
    critical: tuple[Critical, ...]
    told: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    changes: tuple[str, ...] | None = None
    drawings: Mapping[str, tuple[str, ...]]


@row
class Site:
    """All that the page shows.

    Attributes
    ----------
    lang, beside
        The language of the page's own words, and that of the book which stands beside or before it.
    routes, papers, territories
        The routes in the order of their ages, the papers of the book, and the territories asked for.
    hours, calendar
        The opening hours that doors have, each once; the holidays.
    labels
        By attribute of the selectors, what people call its values.
    """

    lang: Literal["es", "en"]
    beside: str
    routes: tuple[Route, ...]
    papers: tuple[Paper, ...]
    territories: tuple[Territory, ...]
    hours: tuple[Hours, ...]
    calendar: Calendar
    labels: Mapping[str, Mapping[str, str]]


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the page's document.

    >>> schema()["required"][:3]
    ['rutas', 'lang', 'beside']
    """
    return schema_of(Site, "rutas site: rutas.json", "rutas")
