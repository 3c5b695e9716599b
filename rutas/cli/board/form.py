"""Give the blank form of a self-assessment, with a page to practise, or the sheet to type it into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.cli.command import Choice, Command, Option, book_option, out_option
from rutas.cli.output import is_stream, pour, tell
from rutas.cli.territories import day_of, day_option, territory_argument
from rutas.locale import language, say

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["command", "run"]


def run(
    territory: str | None = None, format: str = "pdf", out: str = ".", paper: str | None = None,
    theme: str = "colour", on: datetime | None = None, book: str = "routes",
) -> int:  # fmt: skip
    """Write the form of a board, or one for any board."""
    from rutas.book import load
    from rutas.files import write

    opened = load(book)
    if format == "csv":
        from pathlib import Path

        from rutas.reading.score_sheet import score_sheet

        text = score_sheet(opened.boards.instrument, {})
        if is_stream(out):
            pour(text.encode(), out)
            return 0
        path = Path(out) / "form.csv" if Path(out).is_dir() else Path(out)
        tell(say("cli.wrote" if write(path, text) else "cli.same", path=path))
        return 0
    from rutas.cli.draw import give
    from rutas.diagram import draw_local
    from rutas.diagram.board import blank_board

    board = blank_board(opened, day_of(on), territory)
    give(draw_local(board, "form", paper, theme, lang=language()), out, format)
    return 0


command = Command(
    "board-form",
    run,
    [
        territory_argument(required=False),
        Option("--format", type=Choice("rutas.diagram.drawing:FORMATS", "csv"), default="pdf"),
        Option(
            "--paper",
            metavar="PAPER",
            type=Choice("rutas.paper.sizes:PAPERS", "rutas.paper.sizes:POSTERS"),
        ),
        Option("--theme", type=Choice("rutas.paper.palette:THEMES"), default="colour"),
        day_option(),
        out_option("PATH", ".", screen=True),
        book_option(),
    ],
)
