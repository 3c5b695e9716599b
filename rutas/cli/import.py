"""Bring a route home that was changed in another program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rutas.cli.command import Argument, Choice, Command, Option, book_option, format_option
from rutas.cli.output import tell
from rutas.cli.problems import tell_problems
from rutas.cli.table import console, print_document
from rutas.errors import LEVELS
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.errors import Problem
    from rutas.exchange.home import Home

__all__ = ["command", "run"]

SIDES = ("file", "book")
_FINE, _FINDINGS, _REFUSED = 0, 1, 2


def run(
    file: str, route: str | None = None, dry_run: bool = False, prefer: Any = None,
    mark: str | None = None, level: str = "error", format: str = "table", book: str = "routes",
    process: str | None = None,
) -> int:  # fmt: skip
    """Write into the book what a file changes, or show it, and say what it was."""
    from rutas.exchange import arrive
    from rutas.exchange.document import document
    from rutas.exchange.home import bring_home, put

    arrival = arrive(Path(file), **({} if process is None else {"process": process}))
    home = bring_home(arrival, book, route=route, prefer=prefer)
    found = _found(home, level)
    written = [] if home.is_refused or dry_run else put(home)
    if mark:
        _mark(Path(file), mark, home.problems)
    if format == "json":
        print_document(document(file, arrival, home, written, [*home.problems, *found]))
    else:
        _print(home, written, found, dry_run=dry_run)
    if home.is_refused:
        return _REFUSED
    return _FINDINGS if found else _FINE


def _found(home: Home, level: str) -> list[Problem]:
    """Return what the rules find in the route as it would be, at or above a level."""
    from rutas.rules import check

    if home.book is None or not home.after:
        return []
    shown = LEVELS[: LEVELS.index(level) + 1]
    return [one for one in check(home.book, home.routes) if one.level in shown]


def _mark(file: Path, out: str, problems: Sequence[Problem]) -> None:
    """Write the workbook again, each problem as a red cell with a note."""
    from rutas.exchange.sheets.marking import marked
    from rutas.files import write

    write(out, marked(file, problems))
    tell(say("cli.wrote", path=out))


def _print(home: Home, written: Sequence[Path], found: Sequence[Problem], *, dry_run: bool) -> None:
    from rich.text import Text

    screen = console()
    for line in _lines(home):
        screen.print(Text(line), soft_wrap=True)
    if dry_run:
        for line in _difference(home):
            screen.print(Text(line), soft_wrap=True)
    if home.problems or found:
        tell_problems([*home.problems, *found])
    if home.is_refused:
        tell(say("cli.import-refused"))
    elif not home.after:
        tell(say("cli.import-same", route=", ".join(home.routes)))
    for path in written:
        tell(say("cli.wrote", path=path))


def _lines(home: Home) -> Iterator[str]:
    """Yield a line for each thing that changes, and for each that nobody decided."""
    if home.changes:
        yield say("cli.import-changes", count=len(home.changes))
    for change in home.changes:
        edit = change.edit
        before, after = (
            say("cli.import-nothing") if one is None else one for one in (edit.before, edit.after)
        )
        yield f"  {change.file}:{change.line}: {edit.path}: {before} → {after}"
    for one in home.conflicts:
        nothing = say("cli.import-nothing")
        values = {key: getattr(one, key) or nothing for key in ("base", "file", "book")}
        yield say("cli.import-conflict", path=one.path, **values)


def _difference(home: Home) -> Iterator[str]:
    """Yield the lines that would change."""
    from difflib import unified_diff

    for path, text in home.after.items():
        before = home.before.get(path, "").splitlines()
        yield from unified_diff(before, text.splitlines(), str(path), str(path), n=0, lineterm="")


command = Command(
    "import",
    run,
    [
        Argument("file", metavar="FILE"),
        Option("--route", metavar="ID"),
        Option("--process", metavar="NAME"),
        Option("--dry-run", is_flag=True),
        Option("--prefer", type=Choice(*SIDES)),
        Option("--mark", metavar="FILE"),
        Option("--level", type=Choice("rutas.errors:LEVELS"), default="error"),
        format_option("table", "json"),
        book_option(),
    ],
)
