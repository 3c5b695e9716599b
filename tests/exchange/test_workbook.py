"""A workbook pleases who fills it in: looked at as another library reads it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rutas.exchange.arrival import Base
from rutas.exchange.sheets import workbook
from tests.exchange.workbooks import CATALOGUE, ROUTE

FROZEN = Path(__file__).parents[1] / "routes"
REMARKED = ROUTE.replace("status:", "# por firmar\nstatus:").replace(
    "- {to: d, when: No}", "# casi nadie\n          - {to: d, when: No}"
)


def opened(route: str = ROUTE, catalogue: str = CATALOGUE) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(Base(route, catalogue))))


@pytest.fixture(scope="module")
def book() -> Any:
    return opened()


@pytest.fixture(scope="module")
def large() -> Any:
    texts = ((FROZEN / f"{name}.yaml").read_text(encoding="utf-8") for name in ("0-4", "catalogue"))
    return opened(*texts)


def column(sheet: Any, name: str) -> str:
    return next(cell.column_letter for cell in sheet[1] if cell.value == name)


def test_headers_and_ids_stay_in_sight_and_are_printed_on_every_page(book: Any) -> None:
    for sheet in book.worksheets[1:-2]:
        assert sheet.freeze_panes[-1:] == "2", sheet.title
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    steps = book["Pasos"]
    assert steps.freeze_panes == "C2"
    # forty columns are printed side by side on pages, and not on one in letters that nobody reads
    assert (steps.page_setup.scale, steps.page_setup.fitToWidth) == (65, None)
    assert book["Perfiles"].page_setup.scale is None
    assert steps.print_title_cols == "$A:$B"
    assert steps.auto_filter.ref.startswith("A1:")


def test_a_cell_offers_what_may_stand_there_and_only_warns(book: Any) -> None:
    steps = book["Pasos"]
    offered = {
        str(one.sqref).split(":")[0]: (one.formula1, one.errorStyle)
        for one in steps.data_validations.dataValidation
    }
    for name, list_of in {
        "Quién atiende": ["usf · Unidad de Salud", "registro · Registro Civil"],
        "Sigue": ["a · Paso a", "b · ¿Sí?", "c · Paso c", "d · Fin"],
        "Resultado": ["bien · Bien", "mal · Mal"],
        "Se toman": '"una,todas"',
    }.items():
        source, style = offered[f"{column(steps, name)}2"]
        if "!" in source:
            sheet, _, cells = source.partition("!")
            source = [cell.value for (cell,) in book[sheet.strip("'")][cells]]
        assert (source, style) == (list_of, "warning")
    assert f"{column(steps, 'Pide')}2" not in offered  # many in one cell


def test_the_data_of_the_route_have_their_help_and_their_words_too(book: Any) -> None:
    route = book["Ruta"]
    at = next(row[0].row for row in route if row[0].value == "Estado")
    (offer,) = (one for one in route.data_validations.dataValidation if str(one.sqref) == f"B{at}")
    assert "borrador" in offer.formula1
    assert route[f"A{at}"].comment.text


def test_every_text_has_room(large: Any) -> None:
    for sheet in large.worksheets[1:-2]:
        width = {}
        for first, dimension in sheet.column_dimensions.items():
            at = openpyxl.utils.column_index_from_string(first)
            width |= dict.fromkeys(
                range(at, max(at, dimension.max) + 1), 0 if dimension.hidden else dimension.width
            )
        for row in sheet.iter_rows():
            height = sheet.row_dimensions[row[0].row].height or 15
            for cell in row:
                if cell.value and width.get(cell.column):
                    lines = sum(
                        1 + len(line) // int(width[cell.column]) for line in cell.value.split("\n")
                    )
                    assert lines * 15 <= height or height >= 400, (sheet.title, cell.coordinate)


def test_the_stages_are_told_apart_by_their_ground(book: Any) -> None:
    grounds = {}
    for row in book["Pasos"].iter_rows(min_row=2):
        if row[0].value:
            grounds.setdefault(row[0].value, set()).add(row[1].fill.fgColor.rgb)
    assert [len(found) for found in grounds.values()] == [1, 1]
    assert grounds["uno"] != grounds["dos"]


def test_what_nobody_fills_in_is_folded_away_and_what_is_filled_in_is_not(large: Any) -> None:
    steps = large["Pasos"]
    folded = {
        steps.cell(1, at).value
        for first, dimension in steps.column_dimensions.items()
        if dimension.hidden
        for at in range(openpyxl.utils.column_index_from_string(first), dimension.max + 1)
    }
    assert "_id" in folded
    for at, header in enumerate((cell.value for cell in steps[1]), 1):
        filled = any(steps.cell(row, at).value for row in range(2, steps.max_row + 1))
        assert not (filled and header in folded) or header == "_id", header


def test_every_cell_is_a_text_that_nothing_changes(book: Any) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_a_header_helps(book: Any) -> None:
    steps = book["Pasos"]
    bare = [cell.value for cell in steps[1] if cell.comment is None]
    assert steps[f"{column(steps, 'Espera')}1"].comment.text
    assert len(bare) < 10, bare


def test_the_comments_of_the_file_are_notes_on_their_cells() -> None:
    book = opened(REMARKED)
    notes = {
        (sheet.title, sheet.cell(1, cell.column).value, cell.value): cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.comment and (sheet.title, cell.column) != ("Ruta", 1)
    }
    assert notes == {
        ("Ruta", "Valor", "r"): "cabeza",
        ("Ruta", "Valor", "borrador"): "por firmar",
        ("Pasos", "Id", "a"): "de qué se trata",
        ("Pasos", "Espera", "1..15 d"): "la espera",
        ("Pasos", "Sigue", "d"): "casi nadie",
        ("Actores", "Nombre", "Registro Civil"): "la oficina",
    }
    assert "el catálogo" in book["Actores"]["A1"].comment.text


def test_the_notes_of_a_whole_book_find_their_cells(large: Any) -> None:
    steps = large["Pasos"]
    wait = column(steps, "Espera")
    told = [
        row[0].comment.text for row in steps[f"{wait}2:{wait}{steps.max_row}"] if row[0].comment
    ]
    assert any("48 horas anunciadas" in text for text in told)
    assert not [text for text in told if "---" in text]
