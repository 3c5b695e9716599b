"""Find the cells of a workbook that say something else than they show: errors, and formulas.

What reads workbooks for us gives an error and a formula without a result as empty cells, and takes room for
every cell up to the farthest, so the XML itself is asked first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from rutas.exchange.sheets.limits import MOST_TEXT, check_extent, check_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zipfile import ZipFile

__all__ = ["oddities"]

Odds = dict[tuple[int, int], tuple[str, str]]
"""The odd cells of a sheet, by row and column counted from 0: what is wrong, and the value for it."""
Attributes = dict[str, str]

# what an error, a formula or XML by another hand may look like
_SIGNS = (b't="e"', b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b"='")
# a cell that is far away and not plainly empty, or one without a place in a row that is far away
_FAR = re.compile(
    rb"""r="(?:(?:[A-Z]{3,}\d+|[A-Z]+\d{6,})"[^>]*(?<!/)>|\d{6,}"[^>]*>\s*<(?:\w+:)?c(?![^>]*\br=))"""
)
_SHARED = re.compile(rb"""\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")
_PLACE = re.compile(r"([A-Z]{1,4})([0-9]{1,10})$")


def oddities(archive: ZipFile) -> Mapping[str, Odds]:
    """Return the odd cells of each sheet.

    Raises
    ------
    UsageError
        If a sheet would unfold without measure.
    """
    if "content.xml" in archive.namelist():
        return _Ods(archive.read("content.xml")).found
    found = {}
    shared = _shared(archive)
    for name, part in _parts(archive):
        data = archive.read(part)
        if len(data) * max(shared, default=0) > MOST_TEXT:
            named = (int(number) for number in _SHARED.findall(data))
            check_text(name, sum(shared[number] for number in named if number < len(shared)))
        if any(sign in data for sign in _SIGNS) or _FAR.search(data):
            found[name] = _Xlsx(name, data).found
    return found


def _shared(archive: ZipFile) -> list[int]:
    """Return how long each text is that cells share, about."""
    part = "xl/sharedStrings.xml"
    data = archive.read(part) if part in archive.namelist() else b""
    return [len(text) for text in data.split(b"</si>")]


def _parts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the sheets of a workbook, each with its file."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(tag: str, attributes: Attributes) -> None:
        if tag.endswith("Relationship"):
            targets[attributes["Id"]] = attributes["Target"]

    def sheet(tag: str, attributes: Attributes) -> None:
        if _local(tag) == "sheet":
            key = next((said for name, said in attributes.items() if _local(name) == "id"), "")
            sheets.append((attributes["name"], key))

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


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


class _Extent:
    """How far the cells of a sheet reach that say something, and how much they say."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.columns = self.letters = 0

    def reach(self, row: int, column: int, letters: int = 0) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        self.letters += letters
        check_extent(self.name, self.rows, self.columns)
        check_text(self.name, self.letters)


class _Xlsx:
    """One pass over the cells of a sheet of a workbook."""

    def __init__(self, name: str, data: bytes) -> None:
        self.extent = _Extent(name)
        self.found: Odds = {}
        self.row, self.column = -1, -1
        self.inside = self.kind = ""
        self.values: dict[str, str] = {}
        _walk(data, self._start, self._end, self._text)

    def _start(self, tag: str, attributes: Attributes) -> None:
        self.inside = _local(tag)
        given = attributes.get("r", "")
        if self.inside == "row":
            self.row, self.column = int(given) - 1 if given.isdecimal() else self.row + 1, -1
        elif self.inside == "c":
            self.kind, self.values = attributes.get("t", ""), {}
            self.column += 1
            if place := _PLACE.match(given):
                self.row, self.column = int(place[2]) - 1, _number(place[1])
        elif self.inside in {"f", "v", "t"}:
            self.values.setdefault(self.inside, "")

    def _text(self, said: str) -> None:
        if self.inside in self.values:
            self.values[self.inside] += said

    def _end(self, tag: str) -> None:
        self.inside = ""
        if _local(tag) != "c" or not self.values:
            return
        self.extent.reach(self.row + 1, self.column + 1)
        value = self.values.get("v", "")
        if self.kind == "e":
            self.found[self.row, self.column] = "cell-error", value
        elif "f" in self.values:
            self.found[self.row, self.column] = "cell-computed" if value else "cell-formula", value


def _number(letters: str) -> int:
    """Return the number of a column, counted from 0.

    >>> _number("A"), _number("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class _Ods:
    """One pass over the cells of an OpenDocument, of which one may stand for many."""

    def __init__(self, data: bytes) -> None:
        self.found: dict[str, Odds] = {}
        self.extent = _Extent("")
        self.row = self.column = self.spaces = 0
        self.rows = 1  # for how many the present one stands
        self.cell: Attributes | None = None
        self.said = ""
        _walk(data, self._start, self._end, self._text)

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "table:table":
            self.extent, self.row = _Extent(attributes.get("table:name", "")), 0
            self.found[self.extent.name] = {}
        elif tag == "table:table-row":
            self.column, self.rows = 0, _times(attributes, "table:number-rows-repeated")
        elif tag in {"table:table-cell", "table:covered-table-cell"}:
            self.cell, self.said, self.spaces = attributes, "", 0
        elif tag == "text:s":
            self.spaces += _times(attributes, "text:c")

    def _text(self, more: str) -> None:
        if self.cell is not None:
            self.said += more

    def _end(self, tag: str) -> None:
        if tag == "table:table-row":
            self.row += self.rows
        elif self.cell is not None and tag in {"table:table-cell", "table:covered-table-cell"}:
            columns = _times(self.cell, "table:number-columns-repeated")
            kind = self.cell.get("office:value-type")
            if self.said or self.spaces or kind:
                letters = (len(self.said) + self.spaces) * self.rows * columns
                self.extent.reach(self.row + self.rows, self.column + columns, letters)
            if self.cell.get("calcext:value-type") == "error":
                self._odd("cell-error")
            elif "table:formula" in self.cell:
                self._odd("cell-computed" if kind else "cell-formula")
            self.column += columns
            self.cell = None

    def _odd(self, code: str) -> None:
        self.found[self.extent.name][self.row, self.column] = code, self.said


def _times(attributes: Attributes, name: str) -> int:
    """Return how often something stands there; once, where that is not said in a way that can be read."""
    said = attributes.get(name, "")
    return max(1, int(said)) if said.isdecimal() else 1
