"""Hold rows with what people see of them: cells, Markdown for documents, CSV for programs."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from rutas.answers.markdown import escaped, table
from rutas.answers.row import key, plain
from rutas.answers.words import text
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Column", "Table"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, as people see it.

    Attributes
    ----------
    key
        The row's attribute; its heading is the message ``cli.col-KEY`` of the catalogue. Nothing where
        the whole row is written.
    write
        How the value is written for people.
    align
        Where it stands.
    style
        How a terminal shows it.
    heading
        A message other than the attribute's own.
    whole
        Whether its values, ids and numbers, are never broken over two lines.
    title
        The heading itself, where it is no message: a name.
    """

    key: str
    write: Callable[[Any], str] = text
    align: Literal["left", "right"] = "left"
    style: str = ""
    heading: str = ""
    whole: bool = False
    title: str = ""

    @property
    def head(self) -> str:
        """The heading, in the reader's language."""
        return self.title or say(f"cli.col-{self.heading or key(self.key)}")

    def cell(self, row: Any) -> str:
        """Write the column's value of a row; without a key, what is written of the row itself."""
        return self.write(getattr(row, self.key) if self.key else row)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with their columns, a title above and sentences below.

    Attributes
    ----------
    of
        The dataclass of the rows: its fields are the columns of a spreadsheet.
    rows
        All rows.
    columns
        What people see of a row.
    title, notes
        What stands above and below.
    shown
        The rows that people see, where those are not all, in their order.
    most
        How many of them a terminal shows at most; 0 for all.
    more
        The message for how many it leaves out.
    group
        An attribute of the rows that a terminal shows once, above the rows that share it.
    """

    of: type[Any]
    rows: Sequence[Any]
    columns: Sequence[Column]
    title: str = ""
    notes: Sequence[str] = ()
    shown: Sequence[Any] | None = None
    most: int = 0
    more: str = ""
    group: str = ""

    @property
    def told(self) -> Sequence[Any]:
        """The rows that people see."""
        return self.rows if self.shown is None else self.shown

    def cells(self) -> list[list[str]]:
        """Return what people see of each row."""
        return [[column.cell(row) for column in self.columns] for row in self.told]

    def markdown(self) -> str:
        """Write it as Markdown, under its title and above its sentences."""
        right = [column.align == "right" for column in self.columns]
        lines = table((column.head for column in self.columns), self.cells(), right=right)
        above = [f"## {escaped(self.title)}"] if self.title else []
        return "\n\n".join([*above, "\n".join(lines), *map(escaped, filter(None, self.notes))])

    def csv(self) -> str:
        """Write every field of every row, plainly: a number is a number, a list is its items and spaces."""
        names = [one.name for one in fields(self.of)]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(map(key, names))
        writer.writerows([_flat(plain(getattr(row, name))) for name in names] for row in self.rows)
        return out.getvalue()


def _flat(value: Any) -> str:
    """Write a plain value in one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return " ".join(map(_flat, value))
    if isinstance(value, dict):
        return " ".join(f"{name}={_flat(item)}" for name, item in value.items())
    return str(value)
