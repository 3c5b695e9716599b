"""Lay a route in the normal form out in tables, and gather it from tables again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rutas.exchange.sheets import cells
from rutas.exchange.sheets.columns import SHEETS
from rutas.exchange.sheets.titles import column_title
from rutas.locale import say
from rutas.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.exchange.sheets.cells import Cell
    from rutas.exchange.sheets.columns import Column, Sheet

__all__ = ["EXPORTED", "ROUTE_SECTIONS", "Table", "tables"]

Tree = dict[str, Any]
Key = tuple["Column", str]

EXPORTED = "_id"
"""The header of the hidden column that keeps each row's id as it left."""
NAMES = ("name", "question", "title")
"""What an entry is called by: the first of them that it has."""
ROUTE_SECTIONS = frozenset({"stages", "ways_in", "outcomes", "steps", "profiles", "allow"})


@dataclass(slots=True)
class Table:
    """A table: the columns with the language of each, and rows of texts.

    Attributes
    ----------
    sheet
        What it holds.
    columns
        Each column with the language of its texts; no language is the main one.
    rows
        A row is a text a column; of the sheet of the route, the names of its data stand first.
    exported
        The id of each row's entry.
    notes
        What the file's comments say, by row and column; the headers are row 0.
    """

    sheet: Sheet
    columns: list[Key]
    rows: list[list[str]] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def headers(self) -> list[str]:
        """The names of the columns."""
        if self.sheet.key == "route":
            return [say("sheets.datum"), say("sheets.value")]
        return [column_title(*key) for key in self.columns]


def tables(route: Tree, catalogue: Tree) -> list[Table]:
    """Return the tables of a route and of its catalogue, both in the normal form.

    >>> from rutas.exchange.sheets.titles import sheet_title
    >>> found = tables({"id": "r", "stages": {"e": {"name": {"es": "Una", "gn": "Peteĩ"}}}, "steps": {}}, {})
    >>> stages = found[1]
    >>> sheet_title(stages.sheet.key), stages.headers, stages.rows
    ('Etapas', ['Id', 'Nombre', 'Nombre (gn)', 'Relato'], [['e', 'Una', 'Peteĩ', '']])
    """
    return [_table(sheet, _source(sheet, route, catalogue)) for sheet in SHEETS]


def _source(sheet: Sheet, route: Tree, catalogue: Tree) -> Tree:
    if sheet.key == "route":
        return {"": route}
    if sheet.key == "allow":
        return {rule: {"rule": rule, "reason": why} for rule, why in route.get("allow", {}).items()}
    if sheet.key in ROUTE_SECTIONS:
        return dict(route.get(sheet.key, {}))
    return dict(catalogue.get(sheet.key) or {})


def _table(sheet: Sheet, entries: Tree) -> Table:
    filled = [(name, _flat(sheet, name, entry)) for name, entry in entries.items()]
    said = dict.fromkeys(key for _, rows in filled for row in rows for key in row)
    keys: list[Key] = [
        (column, lang)
        for column in sheet.columns
        for lang in ("", *(lang for key, lang in said if key == column.key and lang))
    ]
    table = Table(sheet, keys)
    if sheet.key == "route":
        row = filled[0][1][0]
        for column, lang in keys:
            if (column.key, lang) in row or not lang:
                table.rows.append([column_title(column, lang), row.get((column.key, lang), "")])
                table.exported.append("")
        return table
    for name, rows in filled:
        for row in rows:
            table.rows.append([row.get((column.key, lang), "") for column, lang in keys])
            table.exported.append(name)
    return table


def _flat(sheet: Sheet, name: str, entry: Tree) -> list[dict[tuple[str, str], str]]:
    """Return the rows of an entry, each a text by its column and language."""
    first: dict[tuple[str, str], str] = {("id", ""): name}
    for column in sheet.own_columns:
        if column.parts[0] in entry and (column.key != "id" or sheet.key == "route"):
            _put(first, column, _value(column, entry))
    inner = entry.get(sheet.inner) if sheet.inner else None
    rows = [first]
    for i, (key, part) in enumerate((inner or {}).items()):
        row = first if i == 0 else {("id", ""): name}
        given = (
            part
            if isinstance(part, dict) and sheet.inner == "next"
            else {"change": key, "value": part}
        )
        for column in sheet.inner_columns:
            _put(row, column, given.get(column.parts[1]))
        if i:
            rows.append(row)
    return rows


def _value(column: Column, entry: Tree) -> Any:
    """Return what an entry says in a column."""
    head, rest = column.parts
    value = entry.get(head)
    if rest:
        return value.get(rest) if isinstance(value, dict) else None
    if column.codec == "first":
        return value[0] if value else None
    if column.codec == "rest":
        return value[1:] or None if value else None
    return value


def _put(row: dict[tuple[str, str], str], column: Column, value: Any) -> None:
    if value is None or value in ({}, []):
        return
    if column.codec == "text" and isinstance(value, dict):
        main = "es" if "es" in value else next(iter(value))
        for lang, wording in value.items():
            row[column.key, "" if lang == main == "es" else lang] = wording
    else:
        row[column.key, ""] = cells.write(column.codec, column.offers, value)


def gathered(
    keys: Sequence[Key | None],
    rows: Sequence[Sequence[Cell]],
    names: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[int, Tree]]:
    """Yield the entry, or the inner pair, that each row says, with the row's number.

    Parameters
    ----------
    keys
        The columns with the languages of their texts; nothing for a column to pass over.
    rows
        The cells of each row.
    names
        The ids by names, by the sheet that holds them.
    """
    for number, row in enumerate(rows):
        entry: Tree = {}
        for key, cell in zip(keys, row, strict=False):
            if key is None or not cell.strip():
                continue
            column, lang = key
            value = cells.read(column.codec, column.offers, cell, names.get(column.offers))
            _set(entry, column, lang, value)
        yield number, entry


def _set(entry: Tree, column: Column, lang: str, value: Any) -> None:
    """Put a value where the normal form has it."""
    place = entry
    key, rest = column.parts
    if rest:
        place, key = entry.setdefault(key, {}), rest
    if column.codec == "text":
        was = place.get(key)
        if lang:
            words = was if isinstance(was, dict) else {} if was is None else {"es": was}
            place[key] = {**words, lang: value}
        else:
            place[key] = {"es": value, **was} if isinstance(was, dict) else value
    elif column.codec == "rest":
        place[key] = [*place.get(key, []), *value]
    elif column.codec == "first":
        place[key] = [*value, *place.get(key, [])]
    else:
        place[key] = value


def offers(table: Table) -> list[str]:
    """Return what a cell offers that takes an id of a table: each with its name.

    >>> steps = {"a": {"name": "Vacunas; y más", "next": {"b": {"to": "b"}}}, "b": {"question": "¿Sí?"}}
    >>> found = tables({"id": "r", "steps": {**steps, "c": {}}}, {})
    >>> offers(next(table for table in found if table.sheet.key == "steps"))
    ['a · Vacunas, y más', 'b · ¿Sí?', 'c']
    """
    at = {column.key: i for i, (column, lang) in enumerate(table.columns) if not lang}
    found: dict[str, str] = {}
    for row in table.rows:
        said = next((row[at[key]] for key in NAMES if key in at and row[at[key]]), "")
        found.setdefault(row[at["id"]], " ".join(said.replace(";", ",").split()))
    return [f"{name} · {said}" if said else name for name, said in found.items()]


def ids_by_name(names: Mapping[str, str]) -> dict[str, str]:
    """Return what each id is read from: itself, and the name that nothing else has, as `fold` leaves both.

    Parameters
    ----------
    names
        What is called how, by its id.

    Examples
    --------
    >>> ids_by_name({"alta": "Fin", "fin": "Cierre", "z": "Cierre", "usf": "Unidad de Salud"})
    {'fin': 'fin', 'unidad de salud': 'usf', 'alta': 'alta', 'z': 'z', 'usf': 'usf'}
    """
    folded = {name: fold(said) for name, said in names.items()}
    often = Counter(folded.values())
    found = {said: name for name, said in folded.items() if said and often[said] == 1}
    found |= {fold(name): name for name in names}
    return {said: name for said, name in found.items() if said}
