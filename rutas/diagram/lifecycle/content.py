"""Gather what the column of a route says, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.diagram.parts.card_texts import listed
from rutas.locale import say
from rutas.model.assumed import unwritten
from rutas.quantity import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.parts.card_texts import CardTexts
    from rutas.diagram.request import Request
    from rutas.model import Route

__all__ = ["Content", "Exit", "Part", "Way", "content"]


@dataclass(frozen=True)
class Part:
    """A stage: its name, how many steps it has, the services it gives, its critical points."""

    name: str
    steps: int
    services: tuple[str, ...]
    critical: tuple[tuple[str, str, str], ...]  # step, number, name


@dataclass(frozen=True)
class Way:
    """A way in: the step it leads to, the share of people, its name, and their age (or ``""``)."""

    to: str
    share: str
    name: str
    age: str
    assumed: bool = False  # nobody wrote the share

    @property
    def words(self) -> str:
        """The whole in one line."""
        return " · ".join(part for part in (self.share, self.name, self.age) if part)


@dataclass(frozen=True)
class Exit:
    """An outcome: its id and name, whether it is a success, the next route, and the papers carried."""

    id: str
    name: str
    success: bool
    continues: str | None
    papers: str


@dataclass(frozen=True)
class Content:
    """The column of one route."""

    route: Route
    name: str
    counts: str
    ways: tuple[Way, ...]
    parts: tuple[Part, ...]
    exits: tuple[Exit, ...]


def content(texts: CardTexts, request: Request, routes: Sequence[Route]) -> Content:
    """Gather the words of one route's column.

    A service of the package stands in the stage that first delivers it.
    """
    route, lang = texts.route, request.lang
    request = request.of(route)
    parts, seen = [], set()
    for stage in route.stages:
        given = []
        for step in stage.steps:
            for service in step.service:
                if service not in seen and (not route.package or service in route.package):
                    seen.add(service)
                    entry = route.catalogue.services.get(service)
                    given.append(entry.name.to(lang) if entry else service)
        critical = tuple(
            (step.id, str(texts.number[step.id]), texts.name(step))
            for step in stage.steps
            if request.mark(step)
        )
        parts.append(Part(stage.name.to(lang), len(stage.steps), tuple(given), critical))
    marked = sum(len(part.critical) for part in parts)
    counts = {"steps": len(route.steps), "services": len(seen), "critical": marked}
    return Content(
        route,
        route.name.to(lang),
        say("lifecycle.counts", lang, **counts),
        tuple(_ways(texts, lang)),
        tuple(parts),
        tuple(_exits(texts, lang, routes)),
    )


def _ways(texts: CardTexts, lang: str) -> list[Way]:
    route = texts.route
    found = []
    for way, share in zip(route.ways_in, route.way_in_shares, strict=True):
        name = way.name.to(lang) if way.name else texts.name(route.steps[way.to])
        birth = way.at is not None and way.at.low == way.at.high == 0
        age = say("lifecycle.at-birth", lang) if birth else way.at.label(lang) if way.at else ""
        part = percent(share, lang, digits=0) if len(route.ways_in) > 1 else ""
        assumed = way.share is None and unwritten(route.ways_in) is not None
        share_said = f"~{part}" if assumed else part
        found.append(Way(way.to, share_said, name, age.replace("-", "−"), assumed))
    return found


def _exits(texts: CardTexts, lang: str, routes: Sequence[Route]) -> list[Exit]:
    route = texts.route
    made = {name for step in route.steps.values() for name in step.produces} | set(route.holds)
    used = {step.outcome for step in route.steps.values()}
    found = []
    for key, outcome in route.outcomes.items():
        if key not in used:
            continue
        after = next((one for one in routes if one.id == outcome.continues), None)
        papers = ""
        if after is not None:
            names = [texts.document(name) for name in after.holds if name in made]
            say_it = "lifecycle.carries" if names else "lifecycle.carries-none"
            papers = say(say_it, lang, route=after.id, papers=listed(names))
        found.append(Exit(key, outcome.name.to(lang), outcome.success, outcome.continues, papers))
    return sorted(found, key=lambda one: not one.success)
