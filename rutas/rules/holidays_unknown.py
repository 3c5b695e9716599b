"""Find a calendar that ends before today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Shelf


def find(shelf: Shelf) -> Iterator[Finding]:
    """Yield the day until which moved holidays are known, once it has passed."""
    known = shelf.calendar.known_until if shelf.calendar else None
    if known is not None and known < shelf.on:
        yield Finding(("known_until",), {"day": known.isoformat()}, file="calendar")


RULE = Rule("R128", "holidays-unknown", "warning", find, of="book")
