"""Print answers: a table for people, JSON and CSV for programs, Markdown for documents."""

from __future__ import annotations

import json
import os
import sys
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from rutas.answers.table import together
from rutas.cli.output import print_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console
    from rich.table import Table as Drawn

    from rutas.answers.table import Grid, Table

__all__ = ["console", "print_document", "print_tables"]


def console(*, stderr: bool = False, width: int | None = None) -> Console:
    """Return a console that shows colour on a terminal only, and never where NO_COLOR is set."""
    from rich.console import Console

    class Screen(Console):
        """A console for which a reader who goes away is no failure (`rutas.cli.guard`)."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Screen(
        stderr=stderr,
        width=width,
        force_terminal=terminal,
        no_color=not terminal or bool(os.environ.get("NO_COLOR")),
        highlight=False,
        soft_wrap=False,
    )


def print_document(document: Any) -> None:
    """Print a document as JSON."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def print_tables(
    tables: Iterable[Table] | Mapping[str, Iterable[Table]], format: str = "table", *,
    all: bool = False,
) -> None:  # fmt: skip
    """Print tables one below the other; for a spreadsheet the first of them.

    Parameters
    ----------
    tables
        The tables; or those of several routes, by id: then the route is the first column.
    format
        ``table``, ``csv``, ``excel`` or ``md``.
    all
        Whether a terminal shows all rows of a table that has many.
    """
    from collections.abc import Mapping

    several = isinstance(tables, Mapping)
    by_route = (
        {name: list(found) for name, found in tables.items()}
        if isinstance(tables, Mapping)
        else {"": list(tables)}
    )
    if format in {"csv", "excel"}:
        sheets = {name: found[0] for name, found in by_route.items()}
        _print_sheet(sheets, format, several=several)
        return
    short = format == "table" and not all
    grids: list[Grid] = []
    for place in range(max(map(len, by_route.values()))):
        same = {
            name: found[place].grid(short=short)
            for name, found in by_route.items()
            if len(found) > place
        }
        grids += together(same) if several else same.values()
    for place, grid in enumerate(grids):
        if place:
            print()
        if format == "md":
            print(grid.markdown())
        else:
            _print(grid)


def _print_sheet(tables: Mapping[str, Table], format: str, *, several: bool) -> None:
    from rutas.answers.sheet import sheet

    names = next(iter(tables.values())).names()
    rows = [
        [name, *row] if several else row for name, table in tables.items() for row in table.values()
    ]
    print_lines(sheet(["route", *names] if several else names, rows, excel=format == "excel"))


def _print(grid: Grid) -> None:
    from rich.text import Text

    screen = console()
    if grid.title:
        screen.print(Text(grid.title, style="bold"))
    if grid.cells:
        widths = _widths(grid, screen.width)
        # a figure is never cut: what has no room goes over the edge
        wide = max(screen.width, _total(widths))
        console(width=wide).print(_drawn(grid, widths))
    for note in grid.notes:
        screen.print(Text(note, style="dim"))


_LEAST_WORDS, _LEAST_ID = 14, 10  # letters a line of a cell, where words are broken


def _total(widths: Sequence[int]) -> int:
    """Return how wide a table is, with a blank and rich's own between two columns, and a last blank."""
    return sum(widths) + 2 * len(widths) - 1


def _widths(grid: Grid, room: int) -> list[int]:
    """Return how wide each column is: headings break first, then texts, then ids; a figure never does.

    Words are broken only where that gives the table its room.
    """
    cells = [[len(row[i]) for row in grid.cells] for i in range(len(grid.columns))]
    figure = [column.align == "right" for column in grid.columns]
    words = [max(map(len, head.split()), default=1) for head in grid.heads]
    needs = [max(here) for here in cells]
    pieces = [max(_longest(row[i]) for row in grid.cells) for i in range(len(grid.columns))]
    widths = [max(need, len(head)) for need, head in zip(needs, grid.heads, strict=True)]
    texts = [not one and not column.whole for one, column in zip(figure, grid.columns, strict=True)]
    whole = [column.whole and not one for one, column in zip(figure, grid.columns, strict=True)]

    def least(kind: Sequence[bool], letters: int, of: Sequence[int] = words) -> dict[int, int]:
        return {i: max(letters, words[i], of[i]) for i, one in enumerate(kind) if one}

    _narrow(widths, room, [
        least([True] * len(widths), 0, needs),  # headings over several lines
        least(texts, _LEAST_WORDS, pieces), least(whole, _LEAST_ID, pieces), least(texts, 0, pieces),
    ])  # fmt: skip
    broken = widths.copy()
    _narrow(broken, room, [least(texts, _LEAST_WORDS), least(whole, _LEAST_ID)])
    return broken if _total(broken) <= room else widths


def _narrow(widths: list[int], room: int, floors: Iterable[Mapping[int, int]]) -> None:
    """Take from the broadest columns until they have room, down to one floor of theirs after another."""
    for floor in floors:
        while _total(widths) > room:
            broad = [i for i in floor if widths[i] > floor[i]]
            if not broad:
                break
            widths[max(broad, key=widths.__getitem__)] -= 1


def _longest(cell: str) -> int:
    """Return how long the longest piece of a cell is that can be kept whole: a word, a part of an id."""
    return max(map(len, wrap(cell, 1, break_long_words=False)), default=0)


def _lines(cell: str, width: int) -> str:
    """Break a cell at its blanks and hyphens; a word that is longer than a line begins one of its own."""
    whole = wrap(cell, width, break_long_words=False)
    return "\n".join(part for line in whole for part in wrap(line, width))


def _drawn(grid: Grid, widths: Sequence[int]) -> Drawn:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(
        box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 1, 0, 0)
    )
    for column, head, width in zip(grid.columns, grid.heads, widths, strict=True):
        drawn.add_column(Text(head), justify=column.align, overflow="fold", width=width)
    widest = max(range(len(widths)), key=lambda i: (grid.columns[i].align == "left", widths[i]))
    above = ""
    for row, group in zip(grid.cells, grid.groups or [""] * len(grid.cells), strict=True):
        if group != above:
            above = group
            titles = [Text("")] * len(widths)
            titles[widest] = Text(_lines(group, widths[widest]), style="bold")
            drawn.add_row(*titles)
        drawn.add_row(
            *(
                Text(_lines(cell, width), style=column.style)
                for column, cell, width in zip(grid.columns, row, widths, strict=True)
            )
        )
    return drawn
