"""Say which entries of the catalogue a route names, and what they are called in BPMN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.locale import say

if TYPE_CHECKING:
    from rutas.model import Route, Step

__all__ = ["actor_name", "catalogue_of", "document_name", "documents_of", "lane_id", "needed"]


def lane_id(actor: str) -> str:
    """Return the id of an actor's lane; of steps that nobody attends it is another.

    >>> lane_id("usf"), lane_id("")
    ('actor-usf', 'lane-nobody')
    """
    return f"actor-{actor}" if actor else "lane-nobody"


def actor_name(route: Route, name: str) -> str:
    """Return what an actor is called."""
    actor = route.catalogue.actors.get(name)
    return str(actor.name) if actor else name or say("exchange.nobody")


def document_name(route: Route, name: str) -> str:
    """Return what a document is called."""
    document = route.catalogue.documents.get(name)
    return str(document.name) if document else name


def needed(step: Step) -> list[str]:
    """Return the documents that a step asks for, each once."""
    return list(dict.fromkeys(name for need in step.requires for name in need.documents))


def documents_of(route: Route) -> list[str]:
    """Return the documents that the steps of a route ask for or give, in their order."""
    steps = route.steps.values()
    return list(dict.fromkeys(name for s in steps for name in (*needed(s), *s.produces)))


def catalogue_of(route: Route) -> dict[str, Any]:
    """Return the entries of the catalogue that the route names, as the catalogue's file would."""
    catalogue = route.catalogue
    steps = route.steps.values()
    documents = {*documents_of(route), *route.holds}
    services = {*route.package, *(name for step in steps for name in step.service)}
    actors = {name for step in steps for name in (*step.actor, step.custody or "")}
    actors |= {
        catalogue.documents[name].issuer or "" for name in documents & {*catalogue.documents}
    }
    actors |= {catalogue.services[name].actor or "" for name in services & {*catalogue.services}}
    used = {
        "actors": actors,
        "channels": {name for step in steps for name in step.channel},
        "documents": documents,
        "services": services,
        "sources": {name for step in steps for name in step.law},
    }
    found = {}
    for section, names in used.items():
        entries = {
            name: entry.model_dump(
                mode="json", by_alias=True, exclude_defaults=True, exclude={"id"}
            )
            for name, entry in getattr(catalogue, section).items()
            if name in names
        }
        if entries:
            found[section] = entries
    return found
