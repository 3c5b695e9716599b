"""Print rows: a table for people, JSON and CSV for programs, Markdown for documents."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from rutas.locale import say
from rutas.quantity import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rich.console import Console
    from rich.table import Table

__all__ = ["Column", "console", "print_document", "print_rows", "text"]


def text(value: Any) -> str:
    """Write what is not a number; a list is its items.

    >>> text(["a", "b"]), text(None), text(True)
    ('a, b', '–', 'sí')
    """
    if value is None or value == []:
        return UNKNOWN
    if isinstance(value, bool):
        return say("cli.yes") if value else say("cli.no")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    key
        The row's key; its heading is the message ``cli.col-KEY`` of the catalogue.
    write
        How the value is written for people.
    align
        Where it stands.
    style
        How a terminal shows it.
    heading
        A message other than the key's own.
    whole
        Whether its values, ids and numbers, are never broken over two lines.
    """

    key: str
    write: Callable[[Any], str] = text
    align: Literal["left", "right"] = "left"
    style: str = ""
    heading: str = ""
    whole: bool = False

    @property
    def title(self) -> str:
        """The heading, in the reader's language."""
        return say(f"cli.col-{self.heading or self.key}")


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


def print_rows(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    format: str = "table",
    *,
    document: Any = None,
    title: str = "",
    notes: Iterable[str] = (),
    group: str = "",
) -> None:
    """Print rows in a format.

    Parameters
    ----------
    rows
        The rows, with their values as numbers and texts.
    columns
        What people see of them.
    format
        ``table``, ``json``, ``csv`` or ``md``.
    document
        What JSON gives instead of the bare rows.
    title, notes
        What stands above and below a table.
    group
        A key of the rows: a table shows its value once, above the rows that share it.
    """
    if format == "json":
        print_document(rows if document is None else document)
    elif format == "csv":
        print(_csv(rows), end="")
    elif format == "md":
        print(_markdown(rows, columns, title, notes))
    else:
        _print_table(rows, columns, title, notes, group)


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Write every key of the rows, plainly: a number is a number, a list is its items and spaces."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(keys)
    writer.writerows([_plain(row.get(key)) for key in keys] for row in rows)
    return out.getvalue()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return " ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={_plain(item)}" for key, item in value.items())
    return str(value)


def _markdown(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], title: str, notes: Iterable[str]
) -> str:
    head = "| " + " | ".join(column.title for column in columns) + " |"
    rule = "|" + "|".join("--:" if column.align == "right" else "---" for column in columns) + "|"
    body = [
        "| " + " | ".join(_cell(column.write(row.get(column.key))) for column in columns) + " |"
        for row in rows
    ]
    below = [note for note in notes if note]
    table = "\n".join([head, rule, *body])
    return "\n\n".join([*([f"## {title}"] if title else []), table, *below])


def _cell(value: str) -> str:
    return value.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _print_table(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    title: str,
    notes: Iterable[str],
    group: str,
) -> None:
    from rich.text import Text

    screen = console()
    if title:
        screen.print(Text(title, style="bold"))
    if rows:
        screen.print(_table(rows, columns, group))
    for note in notes:
        if note:
            screen.print(Text(note, style="dim"))


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], group: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 1, 0, 0)
    )
    for column in columns:
        table.add_column(
            Text(column.title),
            justify=column.align,
            overflow="fold",
            no_wrap=column.whole or column.align == "right",
        )
    widest = max(
        range(len(columns)), key=lambda i: not columns[i].whole and columns[i].align == "left"
    )
    above = None
    for row in rows:
        if group and row.get(group) != above:
            above = row.get(group)
            head = [Text("")] * len(columns)
            head[widest] = Text(text(above), style="bold")
            table.add_row(*head)
        cells = (Text(column.write(row.get(column.key)), style=column.style) for column in columns)
        table.add_row(*cells)
    return table
