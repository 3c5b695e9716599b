"""Set boards side by side, or the periods of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.command import Argument, Command, book_option, format_option
from rutas.cli.table import print_answer
from rutas.cli.territories import TerritoryName

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["command", "run"]


def run(territories: Sequence[str] = (), book: str = "routes", format: str = "table") -> int:
    """Print the latest self-assessment of each board, or all of one board."""
    from rutas.answers.board import compare
    from rutas.answers.board_tables import compare_tables
    from rutas.book import load

    opened = load(book)
    found = compare(opened, territories)
    print_answer(found, compare_tables(found, opened), format)
    return 0


command = Command(
    "board-compare",
    run,
    [
        Argument("territories", nargs=-1, metavar="[TERRITORY]...", type=TerritoryName()),
        book_option(),
        format_option(),
    ],
)
