"""Hold rows with what people see of them: headings, cells, sentences; for one route or for several."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from rutas.answers.markdown import escaped, table
from rutas.answers.row import key, plain
from rutas.answers.words import text
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["Column", "Grid", "Table", "together"]


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
    lead
        Sentences between the title and the rows: the answer, where one sentence is enough.
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
    lead: Sequence[str] = ()
    shown: Sequence[Any] | None = None
    most: int = 0
    more: str = ""
    group: str = ""

    @property
    def told(self) -> Sequence[Any]:
        """The rows that people see."""
        return self.rows if self.shown is None else self.shown

    def grid(self, *, short: bool = False) -> Grid:
        """Return what people see, as texts.

        Parameters
        ----------
        short
            Whether to leave out the last rows of a table that has many, and say so.
        """
        most = self.most if short and self.most else len(self.told)
        rest = len(self.told) - most
        more = [say(self.more, count=rest)] if rest > 0 else []
        rows = self.told[:most]
        return Grid(
            columns=self.columns,
            heads=[column.head for column in self.columns],
            cells=[[column.cell(row) for column in self.columns] for row in rows],
            title=self.title,
            notes=[*more, *filter(None, self.notes)],
            lead=self.lead,
            groups=[str(getattr(row, self.group)) for row in rows] if self.group else (),
        )

    def names(self) -> list[str]:
        """Return the columns of a spreadsheet."""
        return [key(one.name) for one in fields(self.of)]

    def values(self) -> Iterator[list[Any]]:
        """Yield the plain values of every row for a spreadsheet, shown or not."""
        names = [one.name for one in fields(self.of)]
        for row in self.rows:
            yield [plain(getattr(row, name)) for name in names]


@dataclass(frozen=True, slots=True)
class Grid:
    """What people see of a table.

    Attributes
    ----------
    columns, heads
        How each column stands, and its heading.
    cells
        The texts, row by row.
    title, notes, lead
        What stands above and below, and between the title and the rows.
    groups
        For each row, what is shown once above the rows that share it; empty where nothing is.
    """

    columns: Sequence[Column]
    heads: Sequence[str]
    cells: Sequence[Sequence[str]]
    title: str = ""
    notes: Sequence[str] = ()
    groups: Sequence[str] = ()
    lead: Sequence[str] = ()

    def markdown(self) -> str:
        """Write it as Markdown, under its title and above its sentences."""
        lines = table(self.heads, self.cells, right=[one.align == "right" for one in self.columns])
        above = [f"## {escaped(self.title)}"] if self.title else []
        above += map(escaped, self.lead)
        return "\n\n".join([*above, "\n".join(lines), *map(escaped, self.notes)])


def together(grids: Mapping[str, Grid], *, apart: bool = False) -> list[Grid]:
    """Put the tables of several routes into one, the route as its first column.

    Parameters
    ----------
    grids
        The tables by the route's id.
    apart
        Whether each is to stand by itself.

    Returns
    -------
    One table; or, where they are to stand apart or have other columns, each by itself under the route's id.
    A sentence that all say is said once, at the end, another of the route of which it is true.
    """
    first = next(iter(grids.values()))
    said = Counter(note for grid in grids.values() for note in grid.notes)
    common = [note for note in first.notes if said[note] == len(grids)]
    if apart or any(grid.heads != first.heads for grid in grids.values()):
        alone = [
            replace(
                grid,
                title=f"{name}: {grid.title}",
                notes=[note for note in grid.notes if note not in common],
            )
            for name, grid in grids.items()
        ]
        return [*alone[:-1], replace(alone[-1], notes=[*alone[-1].notes, *common])]
    own = [f"{name}: {n}" for name, grid in grids.items() for n in grid.notes if n not in common]
    route = Column("route", style="bold", whole=True)
    titles = {grid.title for grid in grids.values()}
    return [
        Grid(
            columns=[route, *first.columns],
            heads=[route.head, *first.heads],
            cells=[[name, *row] for name, grid in grids.items() for row in grid.cells],
            title=first.title if len(titles) == 1 else "",
            notes=[*own, *common],
        )
    ]
