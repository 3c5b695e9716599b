"""Find the names that a book does not have in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Route, Text

__all__ = ["unnamed"]

_WRITTEN = "es"  # what a plain text is in


def unnamed(route: Route, lang: str) -> list[str]:
    """Return the ids of all that a drawing of the route names, and the book does not in a language.

    Examples
    --------
    >>> import rutas
    >>> route = rutas.load("routes")["0-4"]
    >>> unnamed(route, "es"), unnamed(route, "en")[:2]
    ([], ['0-4', 'gestacion'])
    """
    if lang == _WRITTEN:
        return []
    names = {name: None for name, text in _names(route) if lang not in text.translations}
    return list(names)


def _names(route: Route) -> Iterator[tuple[str, Text]]:
    yield route.id, route.name
    for stage in route.stages:
        yield stage.id, stage.name
    for step in route.steps.values():
        yield step.id, step.title
    for name, outcome in route.outcomes.items():
        yield name, outcome.name
    used = {name for step in route.steps.values() for name in (*step.actor, *step.channel)}
    catalogue = route.catalogue
    yield from ((name, entry.name) for name, entry in catalogue.actors.items() if name in used)
    yield from ((name, entry.name) for name, entry in catalogue.channels.items() if name in used)
