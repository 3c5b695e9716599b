"""Find improvements that change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model import apply
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Shelf


def find(shelf: Shelf) -> Iterator[Finding]:
    """Yield improvements without changes and without parts, and changes to what the route says already."""
    for name, one in shelf.improvements.items():
        loc = ("improvements", name)
        if not one.includes and not any(own.changes for own in one.routes.values()):
            values = {"improvement": one.name}
            yield Finding(loc, values, variant="none", key=True, file="improvements")
        for key, own in one.routes.items():
            route = shelf.book[key]
            for path, value in own.set.items():
                if apply(route, {path: value}) == route:
                    said = {
                        "improvement": one.name,
                        "route": key,
                        "path": path,
                        "value": str(value),
                    }
                    yield Finding((*loc, "routes", key, "set", path), said, file="improvements")


RULE = Rule("R150", "idle-improvement", "warning", find, of="book")
