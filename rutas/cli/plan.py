"""Tell what to mend first in a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.asking import working
from rutas.cli.command import Command, Option, book_option, format_option
from rutas.cli.opening import route_argument
from rutas.cli.territories import Budget, day_of, day_option, print_local, territory_argument

if TYPE_CHECKING:
    from datetime import datetime

    from rutas.quantity import Money

__all__ = ["command", "run"]


def run(
    territory: str, route: str, budget: Money | None = None, on: datetime | None = None,
    book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print the improvement plan of a route in a territory, and its joint plan."""
    from rutas.answers.plan import answer, tables
    from rutas.book import load

    opened, day = load(book), day_of(on)
    there, asked = opened.territories[territory], opened[route]
    with working():
        found = answer(there, day, asked, budget)
    print_local(found, tables(found, there, day, asked), there, format)
    return 0


command = Command(
    "plan",
    run,
    [
        territory_argument(),
        route_argument(),
        Option("--budget", metavar="MONEY", type=Budget()),
        day_option(),
        book_option(),
        format_option(),
    ],
)
