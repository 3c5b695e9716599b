"""Tell in what state the points of a territory are, and what that does to a route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.asking import working
from rutas.cli.command import Command, book_option, format_option
from rutas.cli.opening import route_argument
from rutas.cli.territories import day_of, day_option, print_local, territory_argument

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["command", "run"]


def run(
    territory: str, route: str | None = None, on: datetime | None = None, book: str = "routes",
    format: str = "table",
) -> int:  # fmt: skip
    """Print how ready the points of a territory are."""
    from rutas.answers.readiness import answer, tables
    from rutas.book import load

    opened, day = load(book), day_of(on)
    there = opened.territories[territory]
    asked = None if route is None else opened[route]
    with working():
        found = answer(there, day, asked)
    print_local(found, tables(found, there, day, asked), there, format)
    return 0


command = Command(
    "readiness",
    run,
    [
        territory_argument(),
        route_argument(required=False),
        day_option(),
        book_option(),
        format_option(),
    ],
)
