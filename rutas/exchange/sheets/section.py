"""Put the rows of the sheets together into a route and a catalogue in the normal form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rutas.exchange.sheets.cells import Cell
from rutas.exchange.sheets.tables import (
    EXPORTED,
    NAMES,
    ROUTE_SECTIONS,
    gathered,
    ids_by_name,
    tables,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.exchange.sheets.columns import Column, Sheet
    from rutas.exchange.sheets.raw import Raw
    from rutas.exchange.sheets.tables import Key

__all__ = ["Section", "again", "into", "kept", "mains_first", "names_in"]

Tree = dict[str, Any]


def again(route: Tree, catalogue: Tree) -> tuple[Tree, Tree]:
    """Return a route and a catalogue as they come back from sheets that nobody changed."""
    found: tuple[Tree, Tree] = ({}, {})
    for table in tables(route, catalogue):
        rows = [[Cell(text) for text in row] for row in table.rows]
        if table.sheet.key == "route":
            rows = [[row[1] for row in rows]]
        section = Section(table.sheet)
        for _, entry in gathered(table.columns, rows, {}):
            section.add(entry)
        into(found, table.sheet, section.entries, route, catalogue)
    return found


def into(
    found: tuple[Tree, Tree], sheet: Sheet, entries: Tree, route: Tree, catalogue: Tree
) -> None:
    """Put the entries of a sheet where the normal form has them; what no sheet holds is taken over."""
    if sheet.key == "route":
        covered = {column.parts[0] for column in sheet.columns} | ROUTE_SECTIONS
        kept = {key: value for key, value in route.items() if key not in covered}
        found[0].update({**kept, **entries.get("", {})})
    elif sheet.key == "allow":
        if entries:
            found[0]["allow"] = {rule: entry.get("reason", "") for rule, entry in entries.items()}
    elif sheet.key in ROUTE_SECTIONS:
        if entries or sheet.key in {"stages", "steps", "outcomes", "ways_in"}:
            found[0][sheet.key] = entries
    else:
        if sheet.key in catalogue or entries:
            found[1][sheet.key] = entries
        if "allow" in catalogue:
            found[1]["allow"] = catalogue["allow"]


@dataclass(slots=True)
class Section:
    """The entries of a sheet, as its rows come."""

    sheet: Sheet
    entries: Tree = field(default_factory=dict)

    def add(self, row: Tree) -> None:
        """Take one row."""
        sheet = self.sheet
        if sheet.key == "route":
            self.entries[""] = row
            return
        if sheet.key == "ways_in":
            self.entries[_free(self.entries, str(row.get("to", "")))] = row
            return
        if sheet.key == "allow":
            self.entries[row.get("rule", "")] = row
            return
        name = row.pop("id", "")
        inner = row.pop(sheet.inner, None) if sheet.inner else None
        entry = self.entries.setdefault(name, {})
        entry.update(row)
        if inner is not None:
            if sheet.inner == "next":
                links = entry.setdefault("next", {})
                links[_free(links, str(inner.get("to", "")))] = inner
            else:
                entry.setdefault("set", {})[inner.get("change", "")] = inner.get("value", "")


def names_in(raw: Raw, keys: Sequence[Key | None]) -> dict[str, str]:
    """Return what each id of a sheet is read from: itself, its old one, and its name."""
    at = {key[0].key: i for i, key in enumerate(keys) if key and not key[1]}
    if "id" not in at:
        return {}
    said = [at[one] for one in NAMES if one in at]
    left = [i for i, cell in enumerate(raw.rows[0]) if cell.strip() == EXPORTED]
    # what is renamed may still be named by its old id
    names = {row[i].strip(): "" for i in left for row in raw.rows[1:]}
    for row in raw.rows[1:]:  # a further row of an entry has no name
        own = row[at["id"]].strip()
        names[own] = names.get(own) or next((row[i] for i in said if row[i].strip()), "")
    return ids_by_name(names)


def mains_first(sheet: Sheet, rows: Iterable[tuple[int, Tree]]) -> list[tuple[int, Tree]]:
    """Return what rows say, that of each entry itself before its further ones, however they were sorted.

    >>> from rutas.exchange.sheets.titles import sheets_by_name
    >>> further = 1, {"id": "a", "next": {"to": "b"}}
    >>> mains_first(sheets_by_name()["pasos"], [further, (2, {}), (3, {"id": "a", "stage": "e"})])
    [(3, {'id': 'a', 'stage': 'e'}), (1, {'id': 'a', 'next': {'to': 'b'}})]
    """
    said = [row for row in rows if row[1]]
    mains: dict[str, tuple[int, Tree]] = {}
    for row in said:
        if row[1].keys() - {"id", sheet.inner}:
            mains.setdefault(row[1].get("id", ""), row)
    found = {}
    for row in said:
        for one in (mains.get(row[1].get("id", ""), row), row):
            found[one[0]] = one[1]
    return list(found.items())


def kept(entry: Tree, old: Tree, column: Column, inner: str) -> None:
    """Give an entry what it said, when it left, in a column that the sheet has not."""
    head, rest = column.parts
    if head not in old:
        return
    if column.codec in {"first", "rest"}:
        now = entry.get(head, [])
        entry[head] = [*old[head][:1], *now] if column.codec == "first" else [*now, *old[head][1:]]
    elif not rest or (head == inner and rest in {"to", "change", "value"}):
        entry[head] = old[head]
    elif head == inner:
        for key, link in entry.get(head, {}).items():
            if rest in old[head].get(key, {}):
                link[rest] = old[head][key][rest]
    elif rest in old[head]:
        entry.setdefault(head, {})[rest] = old[head][rest]


def _free(entries: Tree, name: str) -> str:
    """Return a name, or the name with the first number that nothing is called by yet."""
    number = 1
    while (key := name if number == 1 else f"{name}#{number}") in entries:
        number += 1
    return key
