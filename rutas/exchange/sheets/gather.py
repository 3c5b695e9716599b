"""Read a route from the sheets of a workbook, with everything that is wrong in them, told by cell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from rutas.collector import collector_off
from rutas.errors import UsageError, guessed, nearest
from rutas.exchange.arrival import Arrival
from rutas.exchange.normal import catalogue as normal_catalogue
from rutas.exchange.normal import normal
from rutas.exchange.sheets.base import BASE, base_of
from rutas.exchange.sheets.cells import TAKEN, Cell
from rutas.exchange.sheets.columns import SHEETS
from rutas.exchange.sheets.letters import meant, odd_letters, questioned
from rutas.exchange.sheets.raw import Raw, read_sheets
from rutas.exchange.sheets.section import Section, again, into, kept, mains_first, names_in
from rutas.exchange.sheets.tables import EXPORTED, ROUTE_SECTIONS, gathered
from rutas.exchange.sheets.telling import Teller
from rutas.exchange.sheets.titles import (
    column_of,
    column_title,
    columns_of,
    sheet_title,
    sheets_by_name,
)
from rutas.locale import say
from rutas.model.text import fold
from rutas.reading import parse_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rutas.exchange.arrival import Base
    from rutas.exchange.sheets.columns import Column, Sheet
    from rutas.exchange.sheets.tables import Key

__all__ = ["arrived"]

Tree = dict[str, Any]


@collector_off()
def arrived(path: Path) -> Arrival:
    """Read a workbook or a folder of CSV files.

    Raises
    ------
    UsageError
        If it is none, or has no sheet of a route.
    """
    raws = read_sheets(path)
    own = next((raw for raw in raws if fold(raw.name) == BASE), None)
    base = base_of(own)
    return _arrival(path, raws, base, again(*_normal(base)) if base else None)


def _arrival(
    path: Path, raws: Sequence[Raw], base: Base | None, left: tuple[Tree, Tree] | None
) -> Arrival:
    reader = _Reader(path, raws, base)
    reader.told.as_wholes(base)
    route, catalogue = reader.read(left)
    if any(raw.encoding != "UTF-8" for raw in raws):
        for text in questioned((route, catalogue), left):
            reader.told.say("cell-lost", Cell.of(text), given=text)
    kind = "csv" if path.is_dir() else path.suffix.lower().lstrip(".")
    return Arrival(
        kind, route, catalogue, base=base, left=left, again=again,
        against=None if left else partial(_arrival, path, raws, None),
        renames=reader.renames, problems=reader.told.problems, placed=reader.told.placed,
    )  # fmt: skip


def _normal(base: Base) -> tuple[Tree, Tree]:
    trees = [parse_text(text)[0].tree or {} for text in (base.route, base.catalogue)]
    return normal(trees[0]), normal_catalogue(trees[1])


class _Reader:
    """Read the sheets that there are."""

    def __init__(self, path: Path, raws: Sequence[Raw], base: Base | None) -> None:
        self.path, self.raws = path, raws
        # letters that the route had lost before it left are no mistake of the file's
        self.known_odd = (
            {odd_letters(text) for text in (base.route, base.catalogue)} if base else set()
        )
        self.told = Teller(path, raws)
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
                titles = [sheet_title(one.key) for one in SHEETS]
                guess = guessed(nearest(raw.name, titles))
                self.told.say(
                    "unknown-sheet", place, given=raw.name, guess=guess, known=", ".join(titles)
                )
            elif raw.rows:
                keys = self._keys(sheet, raw)
                if sheet.key == "route" or any(key and key[0] is sheet.name_column for key in keys):
                    known[sheet.key] = raw, keys
                else:
                    column = column_title(sheet.name_column)
                    self.told.say(
                        "no-id-column", Cell.at("", (self.raws.index(raw), 0, 0)), column=column
                    )
        if not known and not self.told.problems:
            given = ", ".join(raw.name for raw in self.raws)
            raise UsageError(say("sheets.no-sheets", given=self.path, known=given))
        names = {key: names_in(*one) for key, one in known.items()}
        before = left or ({}, {})
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
            into(found, sheet, entries, *before)
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
                    self.told.say("unknown-column", cell, given=header, sheet=raw.name, guess=guess)
                elif key in keys:
                    self.told.say("column-twice", cell, given=header, sheet=raw.name)
                    key = None
            keys.append(key)
        return keys

    def _entries(
        self,
        sheet: Sheet,
        raw: Raw,
        keys: list[Key | None],
        names: Mapping[str, Mapping[str, str]],
        was: Tree,
    ) -> Tree:
        section = Section(sheet)
        if sheet.key == "route":
            keys, rows = self._data(sheet, raw)
        else:
            rows = raw.rows[1:]
        self.unread: set[tuple[str, Column]] = set()
        rows = [self._sound(keys, row) for row in rows]
        exported = next((i for i, cell in enumerate(raw.rows[0]) if cell.strip() == EXPORTED), None)
        first: dict[str, int] = {}
        self.left: dict[str, str] = {}
        for number, entry in mains_first(sheet, gathered(keys, rows, names)):
            row = rows[number]
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
            name = str(entry.get("id", ""))
            if name in first and was_id and self.left.get(name, was_id) != was_id:
                self.told.say("id-twice", entry["id"], given=name, row=first[name])
            elif self._fits(sheet, keys, row, entry, first):
                if was_id and name not in self.left:
                    self.left[name] = was_id
                section.add(entry)
        renames = {
            old: new
            for new, old in self.left.items()
            if old != new and old not in section.entries and old in was
        }
        if renames and any(column.key == "id" for column in sheet.columns):
            self.renames[sheet.key] = renames
        if sheet.key != "route":
            self._completed(sheet, keys, section.entries, was)
        return section.entries

    def _completed(self, sheet: Sheet, keys: list[Key | None], entries: Tree, was: Tree) -> None:
        """Give the entries that left what the sheet has no column for."""
        have = {(key[0].key, key[1]) for key in keys if key}
        missing = [one for one in sheet.columns if (one.key, "") not in have and one.key != "id"]
        texts = [one for one in sheet.columns if one.codec == "text"]
        for name, entry in entries.items():
            old = was.get(self.left.get(str(name), name), {})
            if not isinstance(old, dict):
                continue
            unread = [column for row, column in self.unread if row == name and not column.is_link]
            for column in [*missing, *unread]:
                kept(entry, old, column, sheet.inner)
            for column in texts:
                said, before = entry.get(column.key), old.get(column.key)
                if said is not None and isinstance(before, dict):
                    words = {
                        k: w for k, w in before.items() if k != "es" and (column.key, k) not in have
                    }
                    if words:
                        entry[column.key] = {
                            **(said if isinstance(said, dict) else {"es": said}),
                            **words,
                        }
        if sheet.key == "steps":
            self._check_steps(sheet, entries)

    def _check_steps(self, sheet: Sheet, entries: Tree) -> None:
        """Tell what only the sheet of the steps may lack, or say wrongly."""
        title = column_title(columns_of(sheet)["stage"])
        for row, entry in list(entries.items()):
            taken = entry.get("taken", TAKEN[0])
            if taken not in TAKEN:
                known = ", ".join(say(f"sheets.taken-{code}") for code in TAKEN)
                self.told.say("not-taken", Cell.of(taken), given=str(taken), known=known)
            if "stage" not in entry:
                self.told.say("no-stage", Cell.of(row), given=str(row), column=title)
                del entries[row]

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
                self.told.say(
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
            self.told.say("no-id", cell, column=named)
            return False
        here = name.place[1] + 1
        if name not in first:
            first[name] = here
        elif not sheet.inner or sheet.inner not in entry:
            self.told.say("id-twice", name, given=str(name), row=first[name])
            return False
        else:
            for key, cell in zip(keys, row, strict=False):
                if (
                    key
                    and cell.strip()
                    and key[0].key != "id"
                    and not key[0].key.startswith(f"{sheet.inner}.")
                ):
                    title, row_of = column_title(*key), first[name]
                    self.told.say("not-of-the-link", cell, step=str(name), column=title, row=row_of)
            for other in entry.keys() - {"id", sheet.inner}:
                del entry[other]
        leads = any(key and key[0].key == "next.to" for key in keys)
        if leads and sheet.inner == "next" and "next" in entry and not entry["next"].get("to"):
            at = next(
                c for k, c in zip(keys, row, strict=False) if k and k[0].is_link and c.strip()
            )
            self.told.say("no-target", at, column=column_title(columns_of(sheet)["next.to"]))
            return False
        return True

    def _sound(self, keys: list[Key | None], row: list[Cell]) -> list[Cell]:
        """Return a row without the cells that say something else than they show; tell them."""
        if not any(cell.odd for cell in row):
            return row
        found = []
        for key, cell in zip(keys, row, strict=False):
            is_date = (
                cell.odd == "cell-date" and key is not None and key[0].codec in {"date", "text"}
            )
            if key is None or not cell.odd or is_date or cell.odd in self.known_odd:
                found.append(cell)
                continue
            level = "warning" if cell.odd == "cell-computed" else "error"
            self.told.say(cell.odd, cell, level=level, given=str(cell), meant=meant(cell))
            if level == "error":
                self.unread.add((self._name(keys, row), key[0]))
            found.append(cell if level == "warning" else cell.says(""))
        return [*found, *row[len(found) :]]

    @staticmethod
    def _name(keys: list[Key | None], row: list[Cell]) -> str:
        """Return the id of a row."""
        named = (cell for key, cell in zip(keys, row, strict=False) if key and key[0].key == "id")
        return next(named, Cell()).strip()


def _readme() -> set[str]:
    return {fold(say("sheets.sheet-readme", lang)) for lang in ("es", "en")} | {"readme", "leame"}
