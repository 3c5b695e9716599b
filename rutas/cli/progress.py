"""Tell how far each instrument of the system got in each territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.command import Command, book_option, format_option
from rutas.cli.table import print_answer
from rutas.cli.territories import day_of, day_option

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["command", "run"]


def run(on: datetime | None = None, book: str = "routes", format: str = "table") -> int:
    """Print the progress of the instruments, a row a territory."""
    from rutas.answers.progress import answer, tables
    from rutas.book import load

    opened = load(book)
    found = answer(opened, day_of(on))
    print_answer(found, tables(found, opened), format)
    return 0


command = Command("progress", run, [day_option(), book_option(), format_option()])
