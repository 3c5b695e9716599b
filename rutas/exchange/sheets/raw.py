"""Read the sheets of a workbook, or of a folder of CSV files, as texts with their places."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from rutas.answers.sheet import bare
from rutas.errors import UsageError
from rutas.exchange.sheets.cells import Cell
from rutas.exchange.sheets.letters import decoded, odd_letters
from rutas.exchange.sheets.limits import check_bytes, check_extent
from rutas.exchange.sheets.oddities import oddities
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Raw", "read_sheets"]

_EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Raw:
    """A sheet as it is in the file: its name, rows of cells, all of one length, and how it is encoded."""

    name: str
    rows: list[list[Cell]]
    encoding: str = "UTF-8"


def read_sheets(path: Path) -> list[Raw]:
    """Return the sheets of a workbook (``.xlsx``, ``.ods``), or of a folder of CSV files.

    Raises
    ------
    UsageError
        If it is no workbook, or too large.
    OSError
        If it cannot be read.
    """
    return list(_folder(path) if path.is_dir() else _workbook(path))


def _workbook(path: Path) -> Iterator[Raw]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  (by who reads one)

    try:
        with zipfile.ZipFile(path) as archive:
            check_bytes(sum(entry.file_size for entry in archive.infolist()))
            odd = oddities(archive)
        book = CalamineWorkbook.from_path(str(path))
        for number, name in enumerate(book.sheet_names):
            sheet = book.get_sheet_by_name(name)
            check_extent(name, sheet.total_height, sheet.total_width)
            values = sheet.to_python(skip_empty_area=False)
            yield Raw(name, list(_cells(number, values, odd.get(name, {}))))
    except (zipfile.BadZipFile, CalamineError, ExpatError, KeyError, RuntimeError) as error:
        raise UsageError(say("sheets.not-a-workbook", given=path)) from error
    except BaseException as error:
        if (
            type(error).__name__ != "PanicException"
        ):  # how a fault of the reader's own comes out of it
            raise
        raise UsageError(say("sheets.not-a-workbook", given=path)) from error


def _cells(
    sheet: int, rows: list[list[Any]], odd: Mapping[tuple[int, int], tuple[str, str]]
) -> Iterator[list[Cell]]:
    last = max((row for row, _ in odd), default=-1)
    width = max([0, *map(len, rows), *(column + 1 for _, column in odd)])
    for i in range(max(len(rows), last + 1)):
        values = rows[i] if i < len(rows) else []
        row = []
        for j in range(width):
            value = values[j] if j < len(values) else ""
            place = (sheet, i, j)
            if value == "":
                cell = _EMPTY
            elif type(value) is str:
                cell = Cell.at(value, place, odd_letters(value))
            else:
                cell = Cell.at(
                    _text(value), place, "" if isinstance(value, (int, float)) else "cell-date"
                )
            if (i, j) in odd:
                code, said = odd[i, j]
                cell = Cell.at(str(cell) if code == "cell-computed" else said or "?", place, code)
            row.append(cell)
        yield row


def _text(value: Any) -> str:
    """Return what a person would have typed for a value that a program holds.

    >>> _text(5.0), _text(0.05), _text(True)
    ('5', '0.05', 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return str(value)


def _folder(path: Path) -> Iterator[Raw]:
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
    if not files:
        raise UsageError(say("sheets.not-a-workbook", given=path))
    check_bytes(sum(file.stat().st_size for file in files))
    for number, file in enumerate(files):
        text, encoding = decoded(file.read_bytes())
        first = text.partition("\n")[0]
        sign = max(";,\t", key=first.count)
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
        except (
            csv.Error
        ) as error:  # a quotation mark that nothing closes makes one cell of a whole file
            raise UsageError(say("sheets.not-a-table", given=file.name)) from error
        width = max(map(len, rows), default=0)
        check_extent(file.name, len(rows), width)
        yield Raw(
            file.stem,
            [
                [_cell(one, (number, i, j)) for j, one in enumerate([*row, *[""] * (width - len(row))])]
                for i, row in enumerate(rows)
            ],
            encoding,
        )  # fmt: skip


def _cell(text: str, place: tuple[int, int, int]) -> Cell:
    """Return a cell of a CSV file, without the apostrophe that kept it from being a formula."""
    if not text:
        return _EMPTY
    said = bare(text)
    return Cell.at(said, place, odd_letters(said))
