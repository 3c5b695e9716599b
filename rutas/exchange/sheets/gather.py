"""Read a route from the sheets of a workbook, with everything that is wrong in them, told by cell."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rutas.errors import UsageError, guessed, nearest
from rutas.exchange.arrival import Arrival, Base, CellProblem
from rutas.exchange.normal import catalogue as normal_catalogue
from rutas.exchange.normal import normal
from rutas.exchange.places import STRIDE
from rutas.exchange.sheets.cells import Cell
from rutas.exchange.sheets.columns import SHEETS
from rutas.exchange.sheets.tables import EXPORTED, ROUTE_SECTIONS, folded_names, gathered, tables
from rutas.exchange.sheets.titles import (
    column_of,
    column_title,
    columns_of,
    sheet_title,
    sheets_by_name,
)
from rutas.exchange.sheets.workbook import Raw, read_sheets
from rutas.locale import has, say
from rutas.model.text import fold
from rutas.reading import parse_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rutas.errors import Problem
    from rutas.exchange.sheets.columns import Column, Sheet
    from rutas.exchange.sheets.tables import Key

__all__ = ["BASE", "arrived", "base_lines"]

BASE = "_base"
_VERSION = "rutas 1"
_MOST = 30_000
Tree = dict[str, Any]


def base_lines(base: Base) -> list[list[str]]:
    """Return the rows of the hidden sheet that keeps a route as it left.

    >>> base_lines(Base("id: a", "actors: {}"))[0][0], base_lines(Base("id: a", ""))[1]
    ('rutas 1', ['|id: a', '|'])
    """
    columns = [list(_pieces(text)) for text in (base.route, base.catalogue)]
    height = max(map(len, columns))
    rows = [[column[i] if i < len(column) else "" for column in columns] for i in range(height)]
    return [[_VERSION, _digest(base)], *rows]


def _pieces(text: str) -> list[str]:
    """Return a text's lines, each behind a bar; what a cell cannot hold goes on behind a plus."""
    found = []
    for line in text.split("\n"):
        for i in range(0, max(len(line), 1), _MOST):
            found.append(("|" if i == 0 else "+") + line[i : i + _MOST])
    return found


def _digest(base: Base) -> str:
    return hashlib.sha256(f"{base.route}\0{base.catalogue}".encode()).hexdigest()


def _base(raw: Raw | None) -> Base | None:
    """Return the route as it left; nothing, where it isn't there or was changed."""
    if raw is None or not raw.rows or raw.rows[0][0] != _VERSION:
        return None
    texts = []
    for column in (0, 1):
        lines: list[str] = []
        for row in raw.rows[1:]:
            cell = str(row[column]) if column < len(row) else ""
            if cell[:1] == "|":
                lines.append(cell[1:])
            elif cell[:1] == "+" and lines:
                lines[-1] += cell[1:]
        texts.append("\n".join(lines))
    base = Base(*texts)
    return base if raw.rows[0][1] == _digest(base) else None


def arrived(path: Path) -> Arrival:
    """Read a workbook or a folder of CSV files.

    Raises
    ------
    UsageError
        If it is none, or has no sheet of a route.
    """
    raws = read_sheets(path)
    own = next((raw for raw in raws if fold(raw.name) == BASE), None)
    base = _base(own)
    left = _normal(base) if base else None
    reader = _Reader(path, raws)
    route, catalogue = reader.read(left)
    kind = "csv" if path.is_dir() else path.suffix.lower().lstrip(".")
    return Arrival(
        kind, route, catalogue, base=base, left=again(*left) if left else None, again=again,
        renames=reader.renames, problems=reader.problems, placed=reader.placed,
    )  # fmt: skip


def _normal(base: Base) -> tuple[Tree, Tree]:
    trees = [parse_text(text)[0].tree or {} for text in (base.route, base.catalogue)]
    return normal(trees[0]), normal_catalogue(trees[1])


def again(route: Tree, catalogue: Tree) -> tuple[Tree, Tree]:
    """Return a route and a catalogue as they come back from sheets that nobody changed."""
    found: tuple[Tree, Tree] = ({}, {})
    for table in tables(route, catalogue):
        keys: list[Key | None] = list(table.columns)
        rows = [[Cell(text) for text in row] for row in table.rows]
        if table.sheet.key == "route":
            keys, rows = list(table.columns), [[Cell(row[1]) for row in table.rows]]
            keys = [key for key in table.columns]
        section = _Section(table.sheet)
        for _, entry in gathered(table.sheet, keys, rows, {}):
            section.add(entry)
        _into(found, table.sheet, section.entries, route, catalogue)
    return found


def _into(
    found: tuple[Tree, Tree], sheet: Sheet, entries: Tree, route: Tree, catalogue: Tree
) -> None:
    """Put the entries of a sheet where the normal form has them; what no sheet holds is taken over."""
    if sheet.key == "route":
        covered = {column.field.partition(".")[0] for column in sheet.columns} | ROUTE_SECTIONS
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
class _Section:
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


def _free(entries: Tree, name: str) -> str:
    """Return a name, or the name with the first number that nothing is called by yet."""
    number = 1
    while (key := name if number == 1 else f"{name}#{number}") in entries:
        number += 1
    return key


class _Reader:
    """Read the sheets that there are."""

    def __init__(self, path: Path, raws: Sequence[Raw]) -> None:
        self.path, self.raws = path, raws
        self.problems: list[Problem] = []
        self.renames: dict[str, dict[str, str]] = {}

    def read(self, left: tuple[Tree, Tree] | None) -> tuple[Tree, Tree]:
        """Return the route and the catalogue; what has no sheet or no column is as it left."""
        known: dict[str, tuple[Raw, list[Key | None]]] = {}
        for raw in self.raws:
            if raw.name[:1] in {"#", "_"} or fold(raw.name) in _readme():
                continue
            sheet = sheets_by_name().get(fold(raw.name))
            if sheet is None:
                place = Cell.at(raw.name, (self.raws.index(raw), 0, 0))
                names = [sheet_title(one.key) for one in SHEETS]
                guess = guessed(nearest(raw.name, names))
                self._say(
                    "unknown-sheet", place, given=raw.name, guess=guess, known=", ".join(names)
                )
            elif raw.rows:
                known[sheet.key] = raw, self._keys(sheet, raw)
        if not known and not self.problems:
            given = ", ".join(raw.name for raw in self.raws)
            raise UsageError(say("sheets.no-sheets", given=self.path, known=given))
        names = self._names(known)
        before = again(*left) if left else ({}, {})
        found: tuple[Tree, Tree] = ({}, {})
        for sheet in SHEETS:
            whole = before[0] if sheet.key in {*ROUTE_SECTIONS, "route"} else before[1]
            was = {"": whole} if sheet.key == "route" else whole.get(sheet.key) or {}
            if sheet.key in known:
                entries = self._entries(sheet, *known[sheet.key], names, was)
            elif sheet.key == "allow":
                entries = {rule: {"rule": rule, "reason": why} for rule, why in was.items()}
            else:
                entries = dict(was)
            _into(found, sheet, entries, *before)
        return found

    def _keys(self, sheet: Sheet, raw: Raw) -> list[Key | None]:
        """Return the columns that the headers name."""
        if sheet.key == "route":
            return []
        keys: list[Key | None] = []
        for cell in raw.rows[0]:
            header = cell.strip()
            key = None
            if header and header[0] != "#" and header != EXPORTED:
                key = column_of(sheet, header)
                if key is None:
                    names = [column_title(column) for column in sheet.columns]
                    guess = guessed(nearest(header, names))
                    self._say("unknown-column", cell, given=header, sheet=raw.name, guess=guess)
                elif key in keys:
                    self._say("column-twice", cell, given=header, sheet=raw.name)
                    key = None
            keys.append(key)
        return keys

    def _names(
        self, known: Mapping[str, tuple[Raw, list[Key | None]]]
    ) -> dict[str, dict[str, str]]:
        """Return the ids by what people call them, by sheet."""
        found = {}
        for name, (raw, keys) in known.items():
            at = {key[0].key: i for i, key in enumerate(keys) if key and not key[1]}
            if "id" in at:
                said = [at[one] for one in ("name", "question", "title") if one in at]
                section = {
                    row[at["id"]].strip(): {
                        "name": next((row[i] for i in said if row[i].strip()), None)
                    }
                    for row in raw.rows[:0:-1]
                    if any(row[i].strip() for i in said)
                }
                found[name] = folded_names(section)
        return found

    def _entries(
        self,
        sheet: Sheet,
        raw: Raw,
        keys: list[Key | None],
        names: Mapping[str, Mapping[str, str]],
        was: Tree,
    ) -> Tree:
        section = _Section(sheet)
        if sheet.key == "route":
            keys, rows = self._data(sheet, raw)
        else:
            rows = raw.rows[1:]
        for row in rows:
            for key, cell in zip(keys, row, strict=False):
                if key is not None and cell.odd:
                    self._odd(key[0], cell)
        exported = next((i for i, cell in enumerate(raw.rows[0]) if cell.strip() == EXPORTED), None)
        first: dict[str, int] = {}
        self.left: dict[str, str] = {}
        for number, entry in gathered(sheet, keys, rows, names):
            row = rows[number]
            if not entry:
                continue
            was_id = row[exported].strip() if exported is not None else ""
            if (
                "id" in entry
                and entry["id"] == was_id
                and was_id not in first
                and was_id in self.left.values()
            ):
                # a further link, in the row of which the new id was not written
                entry["id"] = entry["id"].says(
                    next(new for new, old in self.left.items() if old == was_id)
                )
            if self._fits(sheet, keys, row, entry, first):
                name = str(entry.get("id", ""))
                if was_id and name not in self.left:
                    self.left[name] = was_id
                section.add(entry)
        renames = {
            old: new
            for new, old in self.left.items()
            if old != new and old not in section.entries and old in was
        }
        if renames:
            self.renames[sheet.key] = renames
        if sheet.key != "route":
            self._completed(sheet, keys, section.entries, was)
        return section.entries

    def _completed(self, sheet: Sheet, keys: list[Key | None], entries: Tree, was: Tree) -> None:
        """Give the entries that left what the sheet has no column for."""
        have = {key[0].key for key in keys if key}
        missing = {one.field.partition(".")[0] for one in sheet.columns if one.key not in have} - {
            "id"
        }
        missing -= {one.field.partition(".")[0] for one in sheet.columns if one.key in have}
        for name, entry in entries.items():
            old = was.get(self.left.get(str(name), name), {})
            entry.update({key: old[key] for key in missing if isinstance(old, dict) and key in old})
        if sheet.key == "steps":
            for name in [name for name, entry in entries.items() if "stage" not in entry]:
                title = column_title(columns_of(sheet)["stage"])
                self._say("no-stage", name, given=str(name), column=title)
                del entries[name]

    def _data(self, sheet: Sheet, raw: Raw) -> tuple[list[Key | None], list[list[Cell]]]:
        """Return the data of the route, which stand one below another, as one row."""
        keys: list[Key | None] = []
        row: list[Cell] = []
        for cells in raw.rows[1:]:
            if len(cells) < 2 or not cells[0].strip() or cells[0].strip()[0] == "#":  # noqa: PLR2004  (a name and its value)
                continue
            key = column_of(sheet, cells[0].strip())
            if key is None:
                names = [column_title(column) for column in sheet.columns]
                guess = guessed(nearest(cells[0].strip(), names))
                self._say(
                    "unknown-column", cells[0], given=cells[0].strip(), sheet=raw.name, guess=guess
                )
                continue
            keys.append(key)
            row.append(cells[1])
        return keys, [row]

    def _fits(
        self,
        sheet: Sheet,
        keys: list[Key | None],
        row: list[Cell],
        entry: Tree,
        first: dict[str, int],
    ) -> bool:
        """Tell whether a row is one of its sheet; say why it isn't."""
        if all(column.key != "id" for column in sheet.columns):
            return True
        name = entry.get("id")
        named = column_title(columns_of(sheet)["id"])
        if not name:
            cell = next(cell for cell in row if cell.strip())
            self._say("no-id", cell, column=named)
            return False
        here = name.place[1] + 1
        if name not in first:
            first[name] = here
        elif not sheet.inner or sheet.inner not in entry:
            self._say("id-twice", name, given=str(name), row=first[name])
            return False
        else:
            for key, cell in zip(keys, row, strict=False):
                if (
                    key
                    and cell.strip()
                    and key[0].key != "id"
                    and not key[0].key.startswith(f"{sheet.inner}.")
                ):
                    values = {"step": str(name), "column": column_title(*key), "row": first[name]}
                    self._say("not-of-the-link", cell, **values)
                    return False
        if sheet.inner == "next" and "next" in entry and not entry["next"].get("to"):
            at = next(
                c for k, c in zip(keys, row, strict=False) if k and k[0].is_link and c.strip()
            )
            self._say("no-target", at, column=column_title(columns_of(sheet)["next.to"]))
            return False
        return True

    def _odd(self, column: Column, cell: Cell) -> None:
        if cell.odd == "cell-date" and column.codec in {"date", "text"}:
            return
        level = "warning" if cell.odd == "cell-computed" else "error"
        self._say(cell.odd, cell, level=level, given=str(cell))

    def _say(self, code: str, cell: Cell, *, level: str = "error", **values: Any) -> None:
        hint = f"sheets.{code}-hint"
        sheet, row, column = cell.place
        self.problems.append(
            CellProblem(
                str(self.path), row + 1, column + 1, code, say(f"sheets.{code}", **values),
                say(hint, **values) if has(hint) else "", level,
                sheet=self.raws[sheet].name, cell=_reference(row, column),
            )
        )  # fmt: skip

    def placed(self, problem: Problem) -> Problem:
        """Return a problem of a place that `marks` made, as one of a cell."""
        sheet, row = divmod(problem.line - 1, STRIDE)
        raw = self.raws[sheet] if 0 <= sheet < len(self.raws) and problem.line else None
        if raw is None:
            return problem
        column = problem.column - 1
        header = raw.rows[0][column].strip() if raw.rows and column < len(raw.rows[0]) else ""
        where = say("sheets.in-column", column=header) if header and row else ""
        return CellProblem(
            str(self.path), row + 1, column + 1, problem.rule, f"{problem.message}{where}", problem.hint,
            problem.level, problem.route, problem.step,
            sheet=raw.name, cell=_reference(row, column),
        )  # fmt: skip


def _reference(row: int, column: int) -> str:
    """Return the name of a cell.

    >>> _reference(11, 13), _reference(0, 26)
    ('N12', 'AA1')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _readme() -> set[str]:
    return {fold(say("sheets.sheet-readme", lang)) for lang in ("es", "en")} | {"readme", "leame"}
