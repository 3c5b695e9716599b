"""Find actors of whom it is not said which institution or level they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Shelf


def find(shelf: Shelf) -> Iterator[Finding]:
    """Yield actors that a step names and whose institution, sector or level is unknown."""
    used = {name for route in shelf.book.values() for s in route.steps.values() for name in s.actor}
    for name, actor in shelf.catalogue.actors.items():
        unknown = [key for key in ("institution", "sector", "level") if not getattr(actor, key)]
        if name in used and unknown:
            values = {"actor": actor.name, "fields": ", ".join(unknown)}
            yield Finding(("actors", name), values, key=True)


RULE = Rule("R066", "actor-half-said", "info", find, of="book")
