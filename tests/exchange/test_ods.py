"""A workbook that LibreOffice saved as its own comes home as any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from rutas.exchange.home import bring_home, put
from rutas.exchange.sheets import arrived
from tests.exchange.workbooks import ROUTE, a_book, cell, put_in, rows_of, saved_as_ods


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return a_book(tmp_path / "book")


def after(folder: Path) -> str:
    return (folder / "r.yaml").read_bytes().decode()


def test_what_nobody_changed_changes_no_byte(ours: Path) -> None:
    arrival = arrived(saved_as_ods(ours / "back.ods", rows_of(ours)))
    home = bring_home(arrival, ours)
    assert arrival.base is not None
    assert (arrival.base.route, arrival.format) == (ROUTE, "ods")
    assert (home.after, home.changes, home.problems) == ({}, [], [])


def test_what_changed_there_changes_here(ours: Path) -> None:
    rows = rows_of(ours)
    put_in(rows, "Pasos", "Espera", "a", "2 d")
    put_in(rows, "Pasos", "Abandono", "a", 0.25)
    home = bring_home(arrived(saved_as_ods(ours / "back.ods", rows)), ours)
    assert not home.is_refused
    put(home)
    assert [change.edit.path for change in home.changes] == ["steps.a.wait", "steps.a.dropout"]
    assert "wait: 2 d     # la espera" in after(ours)
    assert "dropout: 0.25" in after(ours)


@pytest.mark.parametrize(
    ("value", "rule", "refused"),
    [
        (("=1/0", "#DIV/0!"), "cell-error", True),
        (("=B1", ""), "cell-formula", True),
        (('="2 d"', "2 d"), "cell-computed", False),
    ],
)
def test_an_error_or_a_formula_is_told_at_its_cell(
    ours: Path, value: tuple[str, str], rule: str, refused: bool
) -> None:
    rows = rows_of(ours)
    row, column = cell(rows, "Pasos", "Espera", "a")
    row[column] = value
    home = bring_home(arrived(saved_as_ods(ours / "back.ods", rows)), ours)
    told = {(one.rule, one.sheet, one.line, one.column) for one in home.problems}
    assert (rule, "Pasos", rows["Pasos"].index(row) + 1, column + 1) in told
    assert home.is_refused is refused
