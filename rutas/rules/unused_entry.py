"""Find entries of the catalogue that nothing in the book names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Route
    from rutas.model.territory import Territory
    from rutas.rules.engine.case import Shelf

_SECTIONS = {
    "actors": "actor",
    "channels": "channel",
    "documents": "document",
    "services": "service",
    "sources": "source",
}


def find(shelf: Shelf) -> Iterator[Finding]:
    """Yield actors, channels, documents, services and sources that nothing of the book names."""
    used: dict[str, set[str]] = defaultdict(set)
    for route in shelf.book.values():
        _gather(route, used)
    for case in shelf.territories.values():
        _gather_there(case.territory, used)
    for one in shelf.improvements.values():
        used["actors"] |= set(one.responsible)
        used["sources"] |= {told.cites for told in one.evidence.values() if told.cites}
    for session in shelf.book.sessions.values():
        used["sources"] |= {session.source} if session.source else set()
        used["actors"] |= {name for one in session.agreed for name in one.responsible}
    entries = shelf.catalogue
    used["actors"] |= {
        document.issuer for document in entries.documents.values() if document.issuer
    }
    used["actors"] |= {service.actor for service in entries.services.values() if service.actor}
    for section, kind in _SECTIONS.items():
        for name, entry in getattr(entries, section).items():
            if name not in used[section]:
                label = entry.title if section == "sources" else entry.name
                values = {"id": name, "name": label, "section": section}
                yield Finding((section, name), values, variant=kind, key=True)


def _gather(route: Route, used: dict[str, set[str]]) -> None:
    used["services"] |= set(route.package)
    used["documents"] |= set(route.holds)
    used["sources"] |= {told.cites for told in route.evidence.values() if told.cites}
    for step in route.steps.values():
        used["actors"] |= {*step.actor, *([step.custody] if step.custody else [])}
        used["channels"] |= set(step.channel)
        used["services"] |= set(step.service)
        used["documents"] |= {
            *step.produces,
            *(d for need in step.requires for d in need.documents),
        }
        cited = {told.cites for told in step.evidence.values() if told.cites}
        used["sources"] |= {*step.law, *cited}


def _gather_there(territory: Territory, used: dict[str, set[str]]) -> None:
    used["sources"] |= {survey.source for survey in territory.survey if survey.source}
    used["actors"] |= {name for action in territory.actions for name in action.who}
    used["actors"] |= {
        item.fix.actor for item in territory.questions.items.values() if item.fix.actor
    }
    for point in territory.points:
        used["actors"] |= set(point.actor)
        used["channels"] |= set(point.channel)
        used["services"] |= point.offers.keys()
        used["sources"] |= {point.source} if point.source else set()


RULE = Rule("R070", "unused-entry", "warning", find, of="book")
