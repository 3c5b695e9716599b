"""Tell what a board says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.board.period import period_argument
from rutas.cli.command import Command, book_option, format_option
from rutas.cli.output import tell
from rutas.cli.table import print_answer
from rutas.cli.territories import day_of, day_option, territory_argument
from rutas.locale import say

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["command", "run"]


def run(
    territory: str, period: str | None = None, on: datetime | None = None,
    book: str = "routes", format: str = "table",
) -> int:  # fmt: skip
    """Print a self-assessment: the latest of a board, or that of a period."""
    from rutas.answers.board import answer
    from rutas.answers.board_tables import tables
    from rutas.book import load

    opened = load(book)
    found = answer(opened, territory, day_of(on), period)
    print_answer(found, tables(found, opened), format)
    if format in {"csv", "excel"} and found.example:
        tell(say("board.example"))
    return 0


command = Command(
    "board-show",
    run,
    [territory_argument(), period_argument(), day_option(), book_option(), format_option()],
)
