"""Take the sheets that came back: check them, and put them into the book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from rutas.cli.command import Argument, Command, Option, book_option
from rutas.cli.output import tell
from rutas.locale import say

if TYPE_CHECKING:
    from pathlib import Path

    from rutas.book import Book

__all__ = ["command", "run"]


def run(file: str, as_: str | None = None, book: str = "routes") -> int:
    """Check a sheet, and write it beside its application where one is named."""
    from rutas.book import load
    from rutas.errors import BookError
    from rutas.files import write
    from rutas.reading.score_sheet import read_score_sheet, score_sheet

    opened = load(book)
    instrument = opened.boards.instrument
    target = _target(opened, as_) if as_ else None
    scores, problems = read_score_sheet(file, instrument)
    if problems:
        raise BookError(problems)
    asked = len(instrument.items) * len(scores)
    given = sum(map(len, scores.values()))
    tell(say("board.sheet-read", people=len(scores), given=given, asked=asked))
    if target is None:
        tell(say("board.sheet-kept"))
    else:
        before = read_score_sheet(target, instrument)[0] if target.is_file() else {}
        if before.keys() - scores.keys():
            tell(say("board.sheet-replaced", people=len(before)))
        changed = write(target, score_sheet(instrument, scores))
        tell(say("cli.wrote" if changed else "cli.same", path=target))
    return 0


def _target(book: Book, named: str) -> Path:
    """Return the sheet beside an application, TERRITORY/PERIOD, which the book must have."""
    from rutas.errors import UsageError

    territory, _, period = named.partition("/")
    if re.fullmatch(r"\w[\w.-]*", period) is None:  # a file's name, and no way to another folder
        raise UsageError(say("board.no-place", given=named))
    known = book.boards.periods(territory)  # which refuses a territory that the book doesn't have
    path = book.boards.folder / territory / f"{period}.yaml"
    if period not in known:
        name = book.territories[territory].name
        raise UsageError(say("board.no-header", path=path, name=name))
    return path.with_suffix(".csv")


command = Command(
    "board-read",
    run,
    [
        Argument("file", metavar="FILE", type=click.Path()),
        Option("--as", "as_", metavar="TERRITORY/PERIOD"),
        book_option(),
    ],
)
