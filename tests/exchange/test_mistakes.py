"""Every mistake of a workbook is told at its cell, and nothing is written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rutas.errors import UsageError
from rutas.exchange import arrive
from rutas.exchange.arrival import Base
from rutas.exchange.home import bring_home
from rutas.exchange.sheets import arrived, folder, workbook
from rutas.exchange.sheets.marking import marked
from rutas.exchange.sheets.raw import read_sheets
from tests.exchange.workbooks import (
    CATALOGUE,
    ROUTE,
    a_book,
    cell,
    come_home,
    put_in,
    rows_of,
    saved,
    with_part,
)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return a_book(tmp_path / "book")


def after(folder: Path) -> str:
    return (folder / "r.yaml").read_bytes().decode()


MISTAKES = [
    ("Pasos", "Espera", "a", "3 lunas", "unknown-unit"),
    ("Pasos", "Espera", "a", "mucho", "bad-duration"),
    (
        "Pasos",
        "Espera",
        "a",
        dt.datetime(2026, 1, 15, tzinfo=dt.UTC).replace(tzinfo=None),
        "cell-date",
    ),
    ("Pasos", "Espera", "a", ("=1/0", "#DIV/0!"), "cell-error"),
    ("Pasos", "Duración", "a", "-5 min", None),
    ("Pasos", "Abandono", "a", "120 %", None),
    ("Pasos", "Capacidad", "a", "veinte", None),
    ("Pasos", "Costo", "a", "caro", None),
    ("Pasos", "Desde la edad", "a", "cuando pueda", None),
    ("Pasos", "Veces", "a", "varias", None),
    ("Pasos", "Quién atiende", "a", "usff", "unknown-actor"),
    ("Pasos", "Participan", "a", "registro; nadie", "unknown-actor"),
    ("Pasos", "Canal", "a", "paloma", "unknown-channel"),
    ("Pasos", "Servicio", "a", "todo", "unknown-service"),
    ("Pasos", "Pide", "a", "cedula; partida", "unknown-document"),
    ("Pasos", "Entrega", "a", "nada", "unknown-document"),
    ("Pasos", "Norma", "a", "ley-2", "unknown-source"),
    ("Pasos", "Participación", "a", "tal vez", "not-one-of"),
    ("Pasos", "Urgente", "c", "quizás", "bad-flag"),
    ("Pasos", "Sigue", "c", "zzz", "unknown-step"),
    ("Pasos", "Traspaso", "a", "volando", "not-one-of"),
    ("Pasos", "Se toman", "a", "cualquiera", "not-taken"),
    ("Pasos", "Resultado", "d", "otro", "unknown-outcome"),
    ("Pasos", "Id", "a", "Paso A", "bad-id"),
    ("Pasos", "Id", "c", "a", "id-twice"),
    ("Pasos", "Id", "c", "", "no-id"),
    ("Pasos", "Etapa", "c", "", "no-stage"),
    ("Ruta", "Valor", "Revisada", "ayer", None),
    ("Ruta", "Valor", "Demanda", "muchos", None),
    ("Resultados", "Éxito", "bien", "tal vez", "bad-flag"),
    ("Actores", "Sector", "usf", "magia", "not-one-of"),
    ("Canales", "Clase", "telefono", "magia", "not-one-of"),
    ("Documentos", "Lo emite", "cedula", "nadie", "unknown-actor"),
    ("Perfiles", "Parte", "rural", "mucha", None),
]


@pytest.mark.parametrize(("sheet", "column", "row", "value", "rule"), MISTAKES)
def test_a_mistake_is_told_at_its_cell(
    ours: Path, sheet: str, column: str, row: str, value: object, rule: str | None
) -> None:
    rows = rows_of(ours)
    found, at = cell(rows, sheet, column, row)
    place = rows[sheet].index(found) + 1, at + 1
    found[at] = value
    home = bring_home(arrived(saved(ours / "back.xlsx", rows)), ours)
    assert home.is_refused
    told = [(p.sheet, p.line, p.column) for p in home.problems if rule in {None, p.rule}]
    if value == "":  # the cell that is missing is told at the row's first, or at its id
        assert (sheet, place[0]) in {one[:2] for one in told}, home.problems
    else:
        assert (sheet, *place) in told, [str(problem) for problem in home.problems]
    assert after(ours) == ROUTE


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [("Espera", "3 lunas", "unknown-unit"), ("Costo", ("=1/0", "#DIV/0!"), "cell-error")],
)
def test_a_mistake_names_its_column_and_its_step(
    ours: Path, column: str, value: object, rule: str
) -> None:
    home = come_home(ours, lambda rows: put_in(rows, "Pasos", column, "a", value))
    (told,) = (problem for problem in home.problems if problem.rule == rule)
    assert (told.step, told.sheet) == ("a", "Pasos")
    if rule == "unknown-unit":
        assert told.message.endswith("(columna Espera, paso a)")


@pytest.mark.parametrize("name", ["Pasos", "Perfiles", "Ingresos", "Excepciones", "Actores"])
def test_a_sheet_that_lost_its_header_is_told_and_takes_nothing_away(ours: Path, name: str) -> None:
    home = come_home(ours, lambda rows: rows[name].insert(0, [""] * 9))
    (told,) = home.problems
    assert (told.rule, told.level, told.sheet) == ("no-id-column", "error", name)
    assert home.changes == []


def test_a_further_link_says_nothing_of_its_step(ours: Path) -> None:
    def change(rows):
        row, _ = cell(rows, "Pasos", "Id", "b")
        table = rows["Pasos"]
        table[table.index(row) + 1][table[0].index("Espera")] = "1 d"

    home = come_home(ours, change)
    assert [problem.rule for problem in home.problems] == ["not-of-the-link"]


def test_a_misspelt_sheet_or_column_names_the_nearest(ours: Path) -> None:
    def change(rows):
        rows["Paso"] = rows.pop("Pasos")
        put = rows["Etapas"][0]
        put[put.index("Relato")] = "Relatto"

    home = come_home(ours, change)
    (told,) = (problem for problem in home.problems if problem.rule == "unknown-sheet")
    assert "¿Quiso decir «Pasos»?" in told.message
    rows = rows_of(ours)
    rows["Pasos"][0][rows["Pasos"][0].index("Pide")] = "Pidde"
    (told,) = bring_home(arrived(saved(ours / "back.xlsx", rows)), ours).problems
    assert "¿Quiso decir «Pide»?" in told.message


def test_a_formula_gives_its_value_and_one_without_a_value_is_never_empty(ours: Path) -> None:
    rows = rows_of(ours)
    put_in(rows, "Pasos", "Espera", "a", ("=1+1", "2 d"))
    path = saved(ours / "back.xlsx", rows)
    home = bring_home(arrived(path), ours)
    assert [(problem.rule, problem.level) for problem in home.problems] == [
        ("cell-computed", "warning")
    ]
    assert [one.edit.after for one in home.changes] == ["2 d"]
    names = [raw.name for raw in read_sheets(path)]
    part = f"xl/worksheets/sheet{names.index('Pasos') + 1}.xml"
    with_part(path, part, lambda data: data.replace(b"<f>1+1</f><v>2 d</v>", b"<f>1+1</f>"))
    home = bring_home(arrived(path), ours)
    assert [problem.rule for problem in home.problems] == ["cell-formula"]
    assert home.is_refused


def test_a_marked_workbook_has_a_note_at_each_mistake(ours: Path) -> None:
    rows = rows_of(ours)
    put_in(rows, "Pasos", "Espera", "a", "3 lunas")
    path = saved(ours / "back.xlsx", rows)
    home = bring_home(arrived(path), ours)
    (ours / "marked.xlsx").write_bytes(marked(path, home.problems))
    import zipfile

    with zipfile.ZipFile(ours / "marked.xlsx") as archive:
        notes = "".join(
            archive.read(name).decode() for name in archive.namelist() if "comments" in name
        )
    assert 'ref="O2"' in notes
    assert "lunas" in notes
    again = bring_home(arrived(ours / "marked.xlsx"), ours)
    assert [one.rule for one in again.problems] == [one.rule for one in home.problems]


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"
 xmlns:calcext="c"><office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""


def test_an_ods_file_is_read_and_its_errors_are_told(ours: Path) -> None:
    from rutas.exchange.sheets.oddities import _Ods

    row = (
        '<table:table table:name="Pasos"><table:table-row table:number-rows-repeated="2"/><table:table-row>'
        '<table:table-cell table:number-columns-repeated="3"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
        '<table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"><text:p>2</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    assert _Ods(ODS.format(row).encode()).found == {
        "Pasos": {
            (2, 3): ("cell-error", "#DIV/0!"),
            (2, 4): ("cell-formula", ""),
            (2, 5): ("cell-computed", "2"),
        }
    }


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"no es una planilla", b"PK\x03\x04" + b"\0" * 100]
)
@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_what_is_no_workbook_is_one_clear_error(
    tmp_path: Path, content: bytes, ending: str
) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    with pytest.raises(UsageError):
        arrive(path)


def test_a_workbook_that_unpacks_without_end_is_refused(ours: Path) -> None:
    (path := ours / "a.xlsx").write_bytes(workbook(Base(ROUTE, CATALOGUE)))
    with_part(path, "xl/sharedStrings.xml", lambda data: data + b" " * (129 * 2**20))
    with pytest.raises(UsageError, match="128 MB"):
        arrive(path)


def test_entities_are_not_unfolded(ours: Path) -> None:
    (path := ours / "a.xlsx").write_bytes(workbook(Base(ROUTE, CATALOGUE)))
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>'
    with_part(path, "xl/workbook.xml", lambda data: bomb + data.partition(b"?>")[2])
    with pytest.raises(UsageError):
        arrive(path)


def test_every_ending_that_is_not_known_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    for name in ("a.docx", "no.xlsx"):
        with pytest.raises(UsageError):
            arrive(tmp_path / name)


@pytest.mark.parametrize(
    ("value", "rule", "said"),
    [
        ("Inscripci\ufffdn", "cell-lost", "\ufffd"),
        ("InscripciÃ³n", "cell-garbled", "«Inscripción»"),
    ],
)
def test_a_text_that_lost_its_letters_is_told_at_its_cell(
    ours: Path, value: str, rule: str, said: str
) -> None:
    home = come_home(ours, lambda rows: put_in(rows, "Pasos", "Nombre", "c", value))
    (told,) = home.problems
    assert (told.rule, told.level, told.sheet, told.step) == (rule, "error", "Pasos", "c")
    assert said in told.message + told.hint
    lost = ROUTE.replace("name: Paso c", f"name: {value}")
    assert come_home(a_book(ours, lost), lambda _: None).problems == []  # it was so when it left


def test_a_table_in_another_encoding_is_read_and_told(ours: Path) -> None:
    tables = folder(Base(ROUTE, CATALOGUE))
    for name, encoding in {"Pasos": "cp1252", "Actores": "utf-16", "Ruta": "utf-8"}.items():
        said = tables[f"{name}.csv"].removeprefix("\ufeff").replace("Paso c", "Conversación")
        (ours / f"{name}.csv").write_bytes(said.encode(encoding, "replace"))
    home = bring_home(arrived(ours), ours)
    assert [(one.rule, one.level, one.sheet) for one in home.problems] == [
        ("encoding", "warning", "Pasos"),
        (
            "cell-lost",
            "error",
            "Pasos",
        ),  # the Guarani name, of which a letter became a question mark
    ]
    assert "name: Conversación" in next(iter(home.after.values()))


def test_a_table_of_a_quotation_mark_that_nothing_closes_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "Pasos.csv").write_text('Id;Nombre\na;"' + "x\n" * 100_000, encoding="utf-8")
    with pytest.raises(UsageError, match="comilla final"):
        arrive(tmp_path)


def test_a_workbook_whose_own_copy_of_the_route_was_changed_says_so(ours: Path) -> None:
    def change(rows):
        rows["_base"][2][0] += "x"
        put_in(rows, "Pasos", "Espera", "a", "2 d")

    home = come_home(ours, change)
    assert [(one.rule, one.level) for one in home.problems] == [("base-changed", "warning")]
    assert [one.edit.path for one in home.changes] == ["steps.a.wait"]
