"""Tell what to mend first in a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.asking import working
from rutas.cli.command import Command, Option, book_option, format_option
from rutas.cli.opening import route_argument
from rutas.cli.table import print_document, print_tables
from rutas.cli.territories import Budget, day_of, day_option, tell_example, territory_argument

if TYPE_CHECKING:
    from datetime import datetime

    from rutas.quantity import Money

__all__ = ["command", "run"]


def run(
    territory: str, route: str, budget: Money | None = None, on: datetime | None = None,
    book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print the improvement plan of a route in a territory, and its joint plan."""
    from rutas.answers import document
    from rutas.answers.plan import answer, tables
    from rutas.book import load

    opened, day = load(book), day_of(on)
    there, asked = opened.territories[territory], opened[route]
    with working():
        found = answer(there, day, asked, budget)
    if format == "json":
        print_document(document(found))
    else:
        print_tables(tables(found, there, day, asked), format)
    if format in {"csv", "excel"}:
        tell_example(there)
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
