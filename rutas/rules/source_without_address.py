"""Find sources that nobody can look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Shelf


def find(shelf: Shelf) -> Iterator[Finding]:
    """Yield sources without a ``url`` or without a ``date``."""
    for name, source in shelf.catalogue.sources.items():
        unknown = [key for key in ("url", "date") if not getattr(source, key)]
        if unknown:
            values = {"source": source.title, "fields": ", ".join(unknown)}
            yield Finding(("sources", name), values, key=True)


RULE = Rule("R073", "source-without-address", "info", find, of="book")
