"""Find the cells of a workbook that say something else than they show: errors, and formulas.

What reads workbooks for us gives an error and a formula without a result as empty cells, so the XML itself is
asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zipfile import ZipFile

__all__ = ["oddities"]

Odd = tuple[str, str]
"""The code of what is wrong, and the value that stands for it."""

_FORMULA = re.compile(rb"<f[\s/>]")
_PLACE = re.compile(r"([A-Z]+)([0-9]+)$")


def oddities(archive: ZipFile) -> Mapping[str, Mapping[tuple[int, int], Odd]]:
    """Return the odd cells of each sheet, by row and column counted from 0."""
    if "content.xml" in archive.namelist():
        return _ods(archive.read("content.xml"))
    found = {}
    for name, part in _parts(archive):
        data = archive.read(part)
        if b't="e"' in data or _FORMULA.search(data):
            found[name] = _xlsx(data)
    return found


def _parts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the sheets of a workbook, each with its file."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            targets[attributes["Id"]] = attributes["Target"]

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            sheets.append((attributes["name"], attributes.get("r:id", "")))

    _walk(archive.read("xl/_rels/workbook.xml.rels"), relation)
    _walk(archive.read("xl/workbook.xml"), sheet)
    for name, key in sheets:
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            yield name, path


def _walk(data: bytes, start: Any, end: Any = None, text: Any = None) -> None:
    """Walk XML that has no entities of its own."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(data, True)  # noqa: FBT003  (expat knows it by its place)


def _refuse(*_: object) -> None:
    raise expat.ExpatError("entities")


def _xlsx(data: bytes) -> dict[tuple[int, int], Odd]:
    found: dict[tuple[int, int], Odd] = {}
    cell: dict[str, str] = {}
    values: dict[str, str] = {}
    inside = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell, values, inside
        if tag == "c":
            cell, values = attributes, {}
        inside = tag
        if tag in {"f", "v"}:
            values[tag] = ""

    def text(said: str) -> None:
        if inside in {"f", "v"} and inside in values:
            values[inside] += said

    def end(tag: str) -> None:
        nonlocal inside
        inside = ""
        if tag == "c" and (cell.get("t") == "e" or "f" in values):
            value = values.get("v", "")
            odd = (
                "cell-error"
                if cell.get("t") == "e"
                else "cell-computed"
                if value
                else "cell-formula"
            )
            found[_place(cell["r"])] = odd, value

    _walk(data, start, end, text)
    return found


def _place(reference: str) -> tuple[int, int]:
    named = _PLACE.match(reference)
    if not named:
        return 0, 0
    column = 0
    for letter in named[1]:
        column = column * 26 + ord(letter) - 64
    return int(named[2]) - 1, column - 1


def _ods(data: bytes) -> dict[str, dict[tuple[int, int], Odd]]:  # noqa: C901  (one walk)
    found: dict[str, dict[tuple[int, int], Odd]] = {}
    sheet, row, column, here, said = "", 0, 0, None, ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal sheet, row, column, here, said
        if tag == "table:table":
            sheet, row = attributes.get("table:name", ""), 0
            found[sheet] = {}
        elif tag == "table:table-row":
            column = 0
        elif tag in {"table:table-cell", "table:covered-table-cell"}:
            here, said = attributes, ""

    def text(more: str) -> None:
        nonlocal said
        if here is not None:
            said += more

    def end(tag: str) -> None:
        nonlocal row, column, here
        if tag == "table:table-row":
            row += int(_repeated.get("rows", 1))
        elif here is not None and tag in {"table:table-cell", "table:covered-table-cell"}:
            is_error = here.get("calcext:value-type") == "error"
            if is_error or "table:formula" in here:
                kept = here.get("office:value-type")
                odd = "cell-error" if is_error else "cell-computed" if kept else "cell-formula"
                found[sheet][row, column] = odd, said
            column += int(here.get("table:number-columns-repeated", 1))
            here = None

    _repeated: dict[str, int] = {}

    def start_row(tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table-row":
            _repeated["rows"] = int(attributes.get("table:number-rows-repeated", 1))
        start(tag, attributes)

    _walk(data, start_row, end, text)
    return found
