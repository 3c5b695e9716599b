"""Put the comments of a route's file on the cells of what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.exchange.sheets.titles import column_title
from rutas.reading.remarks import remarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.exchange.sheets.tables import Table

__all__ = ["annotate"]

Path = tuple[Any, ...]


def annotate(tables: Sequence[Table], text: str, tree: Any) -> None:
    """Add the comments of a file to the notes of the tables.

    Parameters
    ----------
    tables
        Those of the route and of its catalogue.
    text, tree
        The file's text, and what it says.
    """
    by_key = {table.sheet.key: table for table in tables}
    for path, said in remarks(text).items():
        key, name, rest = _named(path, tree)
        if key not in by_key:
            cell = _datum(table := by_key["route"], path)
        elif name is None:
            table, cell = by_key[key], (0, 0)
        else:
            cell = _cell(table := by_key[key], name, rest)
        if cell:
            table.notes[cell] = "\n".join(filter(None, (table.notes.get(cell), said)))


def _named(path: Path, tree: Any) -> tuple[str, Any, Path]:
    """Return the section of what a path leads to, the id or the number of its entry, and what of it."""
    key, *rest = path
    if key == "stages" and rest:
        stage = tree["stages"][rest[0]]
        if rest[1:2] == ["steps"] and rest[2:]:
            return "steps", stage["steps"][rest[2]]["id"], tuple(rest[3:])
        return "stages", stage["id"], tuple(rest[1:])
    return key, rest[0] if rest else None, tuple(rest[1:])


def _datum(table: Table, path: Path) -> tuple[int, int] | None:
    """Return the row and the column of a datum of the route."""
    titles = [row[0] for row in table.rows]
    at = _column(table, path)
    title = "" if at is None else column_title(*table.columns[at])
    return (titles.index(title) + 1, 1) if title in titles else None


def _cell(table: Table, name: Any, rest: Path) -> tuple[int, int] | None:
    """Return the row and the column of what an entry says, the headers being row 0."""
    inner = table.sheet.inner
    rows = [i for i, one in enumerate(table.exported) if name in {one, i}]
    link = 0
    if inner and rest[:1] == (inner,):
        parts = [part for part in rest[1:] if part not in {"all", "any"}]
        if inner == "set":
            changes = [table.rows[i][_column(table, ("set", "change")) or 0] for i in rows]
            link = changes.index(parts[0]) if parts and parts[0] in changes else 0
            rest = ("set", "value")
        else:
            link = parts[0] if parts and isinstance(parts[0], int) else 0
            rest = ("next", parts[-1] if parts and isinstance(parts[-1], str) else "to")
    at = _column(table, rest)
    return None if at is None or link >= len(rows) else (rows[link] + 1, at)


def _column(table: Table, path: Path) -> int | None:
    """Return the number of the column of a datum: of the one that is alike, or else begins alike."""
    fields = [column.field for column, _ in table.columns]
    if not path:
        return 0 if "id" not in fields else fields.index("id")
    for field in (".".join(map(str, path)), str(path[0])):
        for i, one in enumerate(fields):
            if one == field or one.startswith(f"{field}."):
                return i
    return None
