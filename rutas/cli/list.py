"""List the routes of a book."""

from __future__ import annotations

from rutas.cli.command import Command, book_option, format_option
from rutas.cli.table import Column, print_rows
from rutas.locale import say

__all__ = ["command", "run"]


def _ages(ages: list[int] | None) -> str:
    return f"{ages[0]}–{ages[1]}" if ages else "–"


_COLUMNS = (
    Column("id", style="bold cyan", whole=True),
    Column("name"),
    Column("ages", _ages),
    Column("status", lambda status: say(f"cli.status-{status}")),
    Column("stages", align="right"),
    Column("steps", align="right"),
    Column("services", align="right"),
)


def run(book: str = "routes", format: str = "table") -> int:
    """Print the routes of a book, a row each."""
    from rutas.book import load
    from rutas.prose import book_record

    document = book_record(load(book))
    print_rows(document["routes"], _COLUMNS, format, document=document)
    return 0


command = Command("list", run, [book_option(), format_option()])
