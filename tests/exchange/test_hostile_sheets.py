"""Whatever is written in a workbook, what comes of it is a change or a problem, and never a fault."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from rutas.errors import RutasError, UsageError
from rutas.exchange import arrive
from rutas.exchange.home import bring_home
from rutas.exchange.sheets import arrived
from rutas.exchange.sheets.oddities import oddities
from tests.exchange.workbooks import a_book, ods_of, rows_of, saved, with_part

GARBAGE = [
    "", " ", ";", "a;;b", "{", "{a: b}", "[a, b]", "{a: {b: [c]}}", "- a", "x\ny", "#", "=1", "'", "a" * 40_000, "\x0b", "\u2028",
    "ñ", "a", "b", "c", "uno", "5 %", "1..2..3 d", "usf", "| a", "(a", "a | b; (c, d)", "Espera: x; : y", "R080", "1e999", "id",
    "{to: a}", "a#2", "null", "true", 3, 0.5, -1e300, ("=1/0", "#DIV/0!"), "ruta · x",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_any_change_is_a_change_or_a_problem(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    book = a_book(tmp_path / "book")
    rows = rows_of(book, source=draw.random() < 0.7)
    for _ in range(draw.choice([1, 3, 30])):
        name = draw.choice([sheet for sheet in rows if rows[sheet]])
        table = rows[name]
        i = draw.randrange(len(table))
        how = draw.choice(["cell", "cell", "cell", "cell", "row", "copy", "swap", "drop"])
        if how == "cell" and table[i]:
            table[i][draw.randrange(len(table[i]))] = draw.choice(GARBAGE)
        elif how == "row":
            table[i] = [draw.choice(GARBAGE) for _ in table[i]]
        elif how == "copy":
            table.insert(i, list(table[i]))
        elif how == "swap":
            draw.shuffle(table)
        elif how == "drop" and draw.random() < 0.3:
            del table[i:]
    try:
        home = bring_home(arrived(saved(tmp_path / "back.xlsx", rows)), book)
    except RutasError:
        return
    assert home.is_refused or home.book is not None


def with_cells(folder: Path, cells: str) -> Path:
    """Return a workbook with more rows in its sheet of the route."""
    a_book(folder)
    rows_of(folder)
    more = f"{cells}</sheetData>".encode()
    part = "xl/worksheets/sheet2.xml"
    return with_part(folder / "left.xlsx", part, lambda data: data.replace(b"</sheetData>", more))


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='9999999'><c><v>1</v></c></row>",
        '<row r="4294967295"><c r="ZZZZ4294967295"><f>1</f></c></row>',
        '<x:row r="99" xmlns:x="y"><x:c r="AAA99"><x:is><x:t>a</x:t></x:is></x:c></x:row>',
    ],
)
def test_a_cell_too_far_away_is_refused_before_anybody_makes_room_for_it(
    tmp_path: Path, cells: str
) -> None:
    path = with_cells(tmp_path, cells)
    with zipfile.ZipFile(path) as archive, pytest.raises(UsageError, match="demasiado grande"):
        oddities(archive)
    with pytest.raises(UsageError, match="demasiado grande"):
        arrive(path)


def test_a_text_that_many_cells_share_is_refused_when_they_say_too_much(tmp_path: Path) -> None:
    named = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(90, 1_190))
    path = with_cells(tmp_path, named)
    long = b"<si><t>" + b"x" * 300_000 + b"</t></si>"
    with_part(path, "xl/sharedStrings.xml", lambda data: data.replace(b"<si>", long + b"<si>", 1))
    with pytest.raises(UsageError, match="256 MB"):
        arrive(path)


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ('table:number-rows-repeated="1048576"', 'table:number-columns-repeated="16384"'),
        ('table:number-rows-repeated="99999999999"', ""),
        ("", 'table:number-columns-repeated="501"'),
        ('table:number-rows-repeated="100000"', 'table:number-columns-repeated="400"'),
        ('table:number-rows-repeated="-5"', 'table:number-columns-repeated="x"'),
    ],
)
def test_a_cell_that_stands_for_too_many_is_refused(tmp_path: Path, row: str, cell: str) -> None:
    table = (
        f'<table:table table:name="Pasos"><table:table-row {row}><table:table-cell {cell} office:value-type="string">'
        "<text:p>x<text:s text:c='3000'/></text:p></table:table-cell></table:table-row></table:table>"
    )
    with pytest.raises(UsageError):
        arrive(ods_of(tmp_path / "a.ods", table))


def test_rows_of_nothing_cost_nothing(tmp_path: Path) -> None:
    styled = "".join(f'<row r="{i}"><c r="XFD{i}" s="1"/></row>' for i in range(99_000, 101_000))
    path = with_cells(tmp_path, styled + '<row r="1048576" ht="15"/>')
    assert bring_home(arrived(path), tmp_path).changes == []


def test_a_workbook_with_macros_is_read_without_them(tmp_path: Path) -> None:
    rows_of(a_book(tmp_path))
    path = (tmp_path / "left.xlsx").rename(tmp_path / "left.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    home = bring_home(arrive(path), tmp_path)
    assert (home.changes, home.problems) == ([], [])
