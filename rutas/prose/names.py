"""Find the names that a book does not have in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Route, Text

__all__ = ["unnamed"]

_WRITTEN = "es"  # what a plain text is in


def unnamed(route: Route, lang: str) -> list[str]:
    """Return the names of a drawing of the route that the book does not have in a language.

    Examples
    --------
    >>> import rutas
    >>> route = rutas.load("routes")["0-4"]
    >>> unnamed(route, "es"), unnamed(route, "en")[:2]
    ([], ['Ruta de servicios de 0 a 4 años', 'Gestación'])
    """
    if lang == _WRITTEN:
        return []
    return list(dict.fromkeys(str(text) for text in _names(route) if lang not in text.translations))


def _names(route: Route) -> Iterator[Text]:
    yield route.name
    for stage in route.stages:
        yield stage.name
    for step in route.steps.values():
        yield step.title
    yield from (outcome.name for outcome in route.outcomes.values())
    used = {name for step in route.steps.values() for name in (*step.actor, *step.channel)}
    catalogue = route.catalogue
    yield from (entry.name for name, entry in catalogue.actors.items() if name in used)
    yield from (entry.name for name, entry in catalogue.channels.items() if name in used)
