"""Print answers: a table for people, JSON and CSV for programs, Markdown for documents."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table as Grid

    from rutas.answers.table import Table

__all__ = ["console", "print_document", "print_tables"]


def console(*, stderr: bool = False) -> Console:
    """Return a console that shows colour on a terminal only, and never where NO_COLOR is set."""
    from rich.console import Console

    class Screen(Console):
        """A console for which a reader who goes away is no failure (`rutas.cli.guard`)."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Screen(
        stderr=stderr,
        force_terminal=terminal,
        no_color=not terminal or bool(os.environ.get("NO_COLOR")),
        highlight=False,
        soft_wrap=False,
    )


def print_document(document: Any) -> None:
    """Print a document as JSON."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def print_tables(tables: Iterable[Table], format: str = "table", *, all: bool = False) -> None:
    """Print tables one below the other; as CSV the first of them.

    Parameters
    ----------
    tables
        The tables.
    format
        ``table``, ``csv`` or ``md``.
    all
        Whether a terminal shows all rows of a table that has many.
    """
    for place, table in enumerate(tables):
        if format == "csv":
            print(table.csv(), end="")
            return
        if place:
            print()
        if format == "md":
            print(table.markdown())
        else:
            _print(replace(table, most=0) if all else table)


def _print(table: Table) -> None:
    from rich.text import Text

    screen = console()
    if table.title:
        screen.print(Text(table.title, style="bold"))
    if table.told:
        screen.print(_grid(table))
    rest = len(table.told) - table.most if table.most else 0
    more = [say(table.more, count=rest)] if rest > 0 else []
    for note in filter(None, [*more, *table.notes]):
        screen.print(Text(note, style="dim"))


def _grid(table: Table) -> Grid:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(
        box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 1, 0, 0)
    )
    columns = table.columns
    for column in columns:
        grid.add_column(
            Text(column.head),
            justify=column.align,
            overflow="fold",
            no_wrap=column.whole or column.align == "right",
        )
    widest = max(
        range(len(columns)), key=lambda i: not columns[i].whole and columns[i].align == "left"
    )
    above = None
    for row, cells in list(zip(table.told, table.cells(), strict=True))[: table.most or None]:
        if table.group and getattr(row, table.group) != above:
            above = getattr(row, table.group)
            head = [Text("")] * len(columns)
            head[widest] = Text(str(above), style="bold")
            grid.add_row(*head)
        grid.add_row(
            *(Text(cell, style=column.style) for column, cell in zip(columns, cells, strict=True))
        )
    return grid
