"""List the routes of a book."""

from __future__ import annotations

from rutas.cli.command import Command, book_option, format_option
from rutas.cli.table import print_answer

__all__ = ["command", "run"]


def run(book: str = "routes", format: str = "table") -> int:
    """Print the routes of a book, a row each."""
    from rutas.answers.book import answer, tables
    from rutas.book import load

    found = answer(load(book))
    print_answer(found, tables(found), format)
    return 0


command = Command("list", run, [book_option(), format_option()])
