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

_USUAL_WIDTH = 80


def console(*, stderr: bool = False, width: int | None = None) -> Console:
    """Return a console that shows colour on a terminal only, and never where NO_COLOR is set."""
    from rich.console import Console

    class Screen(Console):
        """A console for which a reader who goes away is no failure (`rutas.cli.guard`)."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    screen = Screen(
        stderr=stderr,
        width=width,
        force_terminal=terminal,
        no_color=not terminal or bool(os.environ.get("NO_COLOR")),
        highlight=False,
        soft_wrap=False,
    )
    if screen.width < 1:  # COLUMNS=0: it says that nobody knows
        screen.width = _USUAL_WIDTH
    return screen


def print_document(document: Any) -> None:
    """Print a document as JSON."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def print_answer(found: object, tables: Iterable[Table], format: str, *, all: bool = False) -> None:
    """Print an answer as its JSON document, or as its tables, which are made only where they are shown."""
    if format == "json":
        from rutas.answers import document

        print_document(document(found))
    else:
        print_tables(tables, format, all=all)


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
        beside = together(same) if several else list(same.values())
        if several and format == "table" and any(not _fits(grid) for grid in beside):
            beside = together(same, apart=True)
        grids += beside
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
    for sentence in grid.lead:
        screen.print(sentence, markup=False, highlight=False)
    if grid.cells:
        widths, gap = _widths(grid, screen.width)
        # a figure is never cut: what has no room goes over the edge
        wide = max(screen.width, sum(widths) + gap * len(widths))
        console(width=wide).print(_drawn(grid, widths, gap))
    for note in grid.notes:
        screen.print(Text(_lines(note, screen.width), style="dim"))


def _fits(grid: Grid) -> bool:
    """Tell whether a screen has room for all columns; else a table a route has, without theirs."""
    room = console().width
    widths, gap = _widths(grid, room) if grid.cells else ([], 0)
    return sum(widths) + gap * (len(widths) - 1) <= room


_LEAST_WORDS, _LEAST_ID = 14, 10  # letters a line of a cell, where words are broken
_LEAST_HEAD = 6  # and of a heading above figures
_GAPS = 2, 1  # blanks between two columns: fewer where there is no room


def _widths(grid: Grid, room: int) -> tuple[list[int], int]:
    """Return how wide each column is, and how many blanks part them.

    Headings break first, then texts, then ids; a figure never does. Words are broken only where that gives
    the table its room.
    """
    cells = [[len(row[i]) for row in grid.cells] for i in range(len(grid.columns))]
    figure = [column.align == "right" for column in grid.columns]
    words = [max(map(len, _heading_words(head)), default=1) for head in grid.heads]
    needs = [max(here) for here in cells]
    pieces = [max(_longest(row[i]) for row in grid.cells) for i in range(len(grid.columns))]
    full = [max(need, len(head)) for need, head in zip(needs, grid.heads, strict=True)]
    texts = [not one and not column.whole for one, column in zip(figure, grid.columns, strict=True)]
    whole = [column.whole and not one for one, column in zip(figure, grid.columns, strict=True)]

    def least(kind: Sequence[bool], letters: int, of: Sequence[int] = words) -> dict[int, int]:
        return {i: max(letters, words[i], of[i]) for i, one in enumerate(kind) if one}

    kept = [
        least([True] * len(full), 0, needs),  # headings over several lines
        least(texts, _LEAST_WORDS, pieces), least(whole, _LEAST_ID, pieces), least(texts, 0, pieces),
    ]  # fmt: skip
    broken = [
        least(texts, _LEAST_WORDS), least(whole, _LEAST_ID), least(texts, _LEAST_ID),
        {i: max(_LEAST_HEAD, needs[i]) for i, one in enumerate(figure) if one},
    ]  # fmt: skip
    ways = [(floors, gap) for floors in (kept, [*kept, *broken]) for gap in _GAPS]
    for floors, gap in ways:
        widths = _narrowed(full, room - gap * (len(full) - 1), floors)
        if sum(widths) + gap * (len(full) - 1) <= room:
            break
    return widths, gap


def _narrowed(widths: Sequence[int], room: int, floors: Iterable[Mapping[int, int]]) -> list[int]:
    """Take from the broadest columns until they have room, down to one floor of theirs after another."""
    left = list(widths)
    for floor in floors:
        while sum(left) > room:
            broad = [i for i in floor if left[i] > floor[i]]
            if not broad:
                break
            left[max(broad, key=left.__getitem__)] -= 1
    return left


def _heading_words(head: str) -> list[str]:
    """Return what a heading may be broken into: it breaks after a stroke too."""
    return head.replace("/", "/ ").split()


def _heading(head: str, width: int) -> str:
    fits = all(len(word) <= width for word in head.split())
    return _lines(head if fits else " ".join(_heading_words(head)), width)


def _longest(cell: str) -> int:
    """Return how long the longest piece of a cell is that can be kept whole: a word, a part of an id."""
    return max(map(len, wrap(_bound(cell), 1, break_long_words=False)), default=0)


def _lines(cell: str, width: int) -> str:
    """Break a text at its blanks and hyphens; a word that is longer than a line begins one of its own.

    >>> print(_lines("120 de 130 (92 %)", 14))
    120 de 130
    (92 %)
    """
    whole = wrap(_bound(cell), width, break_long_words=False)
    lines = "\n".join(part for line in whole for part in wrap(line, width))
    return lines.replace("\N{NO-BREAK SPACE}%", " %")


def _bound(text: str) -> str:
    """Return a text in which a share stays beside its sign."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def _drawn(grid: Grid, widths: Sequence[int], gap: int) -> Drawn:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(
        box=SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        header_style="bold",
        padding=(0, gap - 1, 0, 0),
    )
    for column, head, width in zip(grid.columns, grid.heads, widths, strict=True):
        drawn.add_column(
            Text(_heading(head, width)), justify=column.align, overflow="fold", width=width
        )
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
