"""Hold what the templates ask: the words of the page, and whatever an id stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rutas.answers.words import joined
from rutas.hours import clock, day_in_figures, day_in_words
from rutas.locale import has, say
from rutas.model.choice import choice_word
from rutas.site.columns import columns
from rutas.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.site.data import Paper, Route, Site
    from rutas.site.local import Territory
    from rutas.site.step import RouteStep

__all__ = ["FACETS", "context"]

FACETS = (
    "route", "stage", "actor", "institution", "sector", "level", "channel", "service", "requires",
    "produces", "handover", "basis", "reason", "is",
)  # fmt: skip
"""By what the table is filtered."""

_MONTHS = 24  # by month under two years


@dataclass(frozen=True)
class Had:
    """Where a paper is had: the step that hands it over, if one does."""

    words: str
    route: str = ""
    step: RouteStep | None = None


def context(site: Site) -> dict[str, Any]:
    """Return what the templates ask, in the language that is spoken."""
    papers = {paper.id: paper for paper in site.papers}
    steps = {(route.id, step.id): step for route in site.routes for step in route.steps}
    there = site.territories
    return {
        "site": site,
        "version": __version__,
        "t": lambda key, **values: say(f"site.{key}", **values),
        "h": lambda key: say(f"handout.{key}"),
        "clock": clock,
        "day": day_in_words,
        "figures": day_in_figures,
        "handover": lambda kind: choice_word("handover", kind),
        "kind_name": lambda kind: say(f"publish.kind-{kind}"),
        "field": lambda name: say(f"schema.Step.{name}").partition(" | ")[0],
        "facet_name": lambda name: say(f"site.facet-{name}"),
        "spoken": _spoken,
        "numbers": lambda found: joined([str(step.number) for step in found]),
        "named": _named,
        "had": lambda route, step, ids: list(_had(route, step, ids, papers, steps)),
        "papers": papers,
        "steps": steps,
        "before": _before(site),
        "points": {(one.id, point.id): point for one in there for point in one.points},
        "places": {(one.id, place.id): place for one in there for place in one.places},
        "critical": {route.id: {point.step for point in route.critical} for route in site.routes},
        "example": any(one.example for one in there),
        "ages": list(_ages(site)),
        "facets": FACETS,
        "columns": columns(site.labels),
    }


def _ages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the ages to choose from: the pregnancy, months of the first two years, then years.

    Each is the first and the last of the months that somebody of that age has completed.
    """
    yield "-", say("site.pregnancy")
    yield "0", say("site.newborn")
    last = max((route.ages.to for route in site.routes if route.ages), default=17)
    for month in range(1, _MONTHS):
        yield str(month), say("site.months", n=month)
    for year in range(_MONTHS // 12, last + 1):
        yield f"{12 * year}-{12 * year + 11}", say("site.years", n=year)


def _spoken(languages: Sequence[str]) -> str:
    return joined(
        [say(f"site.lang-{one}") if has(f"site.lang-{one}") else one for one in languages]
    )


def _named(there: Territory, places: Sequence[str]) -> str:
    names = {place.id: place.name.text for place in there.places}
    return joined([names[one] for one in places])


def _before(site: Site) -> dict[tuple[str, str], list[RouteStep]]:
    """Return the steps that lead to each step, in their order."""
    found: dict[tuple[str, str], list[RouteStep]] = {
        (route.id, step.id): [] for route in site.routes for step in route.steps
    }
    for route in site.routes:
        for step in route.steps:
            for to in dict.fromkeys(link.to for link in step.links):
                found[route.id, to].append(step)
    return found


def _had(
    route: Route, step: RouteStep, ids: Sequence[str], papers: dict[str, Paper],
    steps: dict[tuple[str, str], RouteStep],
) -> Iterator[Had]:  # fmt: skip
    """Say where each of some papers is had: at steps of the route, else of others; else who issues it."""
    for paper in (papers[one] for one in ids):
        of = f"{paper.name.text}: " if len(ids) > 1 else ""
        made = [place.split("/") for place in paper.made_by]
        own = [(one, key) for one, key in made if one == route.id and key != step.id]
        for one, key in own or [(one, key) for one, key in made if one != route.id]:
            maker = steps[one, key]
            if maker.sensitive:
                continue
            said = {"number": maker.number, "name": maker.name.text}
            where = "" if own else one
            words = say("site.had-elsewhere" if where else "site.had-step", route=one, **said)
            yield Had(of + words, one, maker if maker.family else None)
        if not made and paper.issuer:
            yield Had(of + say("site.had-issuer", actor=paper.issuer.text))
