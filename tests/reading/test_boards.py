"""Every mistake of a board's files is told at its place, and nothing by which a person is known is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

import rutas
from rutas.errors import UsageError
from rutas.model.personal import personal
from rutas.reading.score_sheet import read_score_sheet, score_sheet
from tests.boards.assessed import APPLICATION, INSTRUMENT, SHEET, assessed_book

WITH_SCORES = APPLICATION + "individual:\n  p1: {acta: 2}\n"


def problems(book: Path):
    return rutas.load(book).boards.problems


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("{acta: 3}", "{actas: 3}", "unknown-board-item", "actas"),
        ("{acta: 3}", "{acta: 4}", "off-the-scale", "4"),
        ("{acta: 3}", "{acta: mucho}", "not-a-level", "mucho"),
        ("members: 6", "members: 0", "more-than-members", "0"),
        ("{dinero: 2,", "{dinero: dos,", "not-a-count", "dos"),
        ("who: usf", "who: usff", "unknown-actor", "usff"),
        ("weakness: dinero", "weakness: dineros", "unknown-board-item", "dineros"),
        ("  p1:", "  Ana:", "not-a-code", "Ana"),
        ("  p1: {acta: 2}", "  p1: {acta: 7}", "off-the-scale", "7"),
        ("board: Mesa del distrito\n", "", "missing-key", "filled"),
        ("by: Secretaría", "by: María González", "personal-name", "María"),
        ("by: Secretaría", "by: Lic. Benítez", "personal-name", "Lic."),
        ("what: Una hoja", "what: Llamar al 0981 123 456", "personal-phone", "Llamar"),
        ("what: Una hoja", "what: Una hoja (C.I. 4.123.456)", "personal-cedula", "Una hoja"),
    ],
)  # fmt: skip
def test_a_mistake_of_an_application_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, at: str
) -> None:
    text = WITH_SCORES.replace(old, new, 1)
    assert text != WITH_SCORES
    found = problems(assessed_book(tmp_path / "libro", application=text, sheet=""))
    assert [one.rule for one in found] == [code]
    assert text.splitlines()[found[0].line - 1][found[0].column - 1 :].startswith(at)


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "column"),
    [
        ("p1;2;", "p1;4;", "off-the-scale", 3, 2),
        ("p5;1;2;3;0;", "p5;1;2;3;x;", "off-the-scale", 7, 5),
        ("p2;", "Ana Benítez;", "not-a-code", 4, 1),
        ("p2;", "4123456;", "not-a-code", 4, 1),
        ("p2;", "p1;", "code-twice", 4, 1),
        ("fechas;plan", "fecha;plan", "unknown-board-item", 1, 3),
        ("fechas;plan", "plan;plan", "sheet-column-twice", 1, 4),
        ("codigo;", "nombre;", "sheet-no-code", 1, 1),
        ("p1;2;1;0;0;", "p1;2;1;0;0;;0981 123 456", "personal-phone", 3, 7),
    ],
)  # fmt: skip
def test_a_mistake_of_a_sheet_is_told_at_its_row_and_column(
    tmp_path: Path, old: str, new: str, code: str, row: int, column: int
) -> None:
    book = assessed_book(tmp_path / "libro", sheet=SHEET.replace(old, new, 1))
    found = problems(book)
    assert [(one.rule, one.line, one.column) for one in found] == [(code, row, column)]
    assert found[0].path.endswith("2022.csv")


@pytest.mark.parametrize(
    ("sheet", "code"),
    [("codigo;acta\n", "sheet-empty"), ("codigo" + ";x" * 2000, "sheet-size")],
)
def test_a_sheet_without_people_or_beyond_reason_is_told(tmp_path: Path, sheet: str, code: str) -> None:  # fmt: skip
    (found,) = problems(assessed_book(tmp_path / "libro", sheet=sheet))
    assert (found.rule, found.line) == (code, 1)
    assert found.hint


def test_scores_stand_in_the_file_or_in_a_sheet_beside_it(tmp_path: Path) -> None:
    (found,) = problems(assessed_book(tmp_path / "libro", application=WITH_SCORES))
    assert found.rule == "scores-twice"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    sheet = SHEET.replace("p1;2;", "p1;9;").replace("p2;3;", "p2;8;").replace("p3;", "Ana;")
    found = problems(
        assessed_book(
            tmp_path / "libro", sheet=sheet, application=APPLICATION.replace("usf", "nadie")
        )
    )
    assert [one.rule for one in found] == [
        "unknown-actor",
        "off-the-scale",
        "off-the-scale",
        "not-a-code",
    ]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize(
    "head", ["codigo;acta;fechas", "Código;1.1;1.2", "code;Hay acta;¿Hay fechas?"]
)
def test_a_sheet_of_any_country_is_read(tmp_path: Path, delimiter: str, head: str) -> None:
    book = assessed_book(tmp_path / "libro")
    path = tmp_path / "planilla.csv"
    path.write_text(
        f"\ufeff{head}\r\np1;2;\r\n07;0;3\r\n".replace(";", delimiter), encoding="utf-8"
    )
    scores, wrong = read_score_sheet(path, rutas.load(book).boards.instrument)
    assert (scores, wrong) == ({"p1": {"acta": 2}, "07": {"acta": 0, "fechas": 3}}, [])


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    instrument = rutas.load(assessed_book(tmp_path / "libro")).boards.instrument
    scores = {"p1": {"acta": 2}, "p2": {}, "p3": {"plan": 0, "quejas": 3}}
    path = tmp_path / "planilla.csv"
    path.write_text(score_sheet(instrument, scores), encoding="utf-8", newline="")
    assert read_score_sheet(path, instrument) == (
        {"p1": {"acta": 2}, "p2": {}, "p3": {"plan": 0, "quejas": 3}},
        [],
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("{0: No, 1", "{1", ""), ("1: Empieza, ", "", "scale-gap"), ("dinero: {text", "acta: {text", "duplicate-id"), ("{text: Hay acta}", "{text: Hay acta, levels: {7: Siempre}}", "off-the-scale")],
)  # fmt: skip
def test_an_instrument_is_whole(tmp_path: Path, old: str, new: str, code: str) -> None:
    book = assessed_book(tmp_path / "libro", application="board: Mesa\n", sheet="")
    (book / "boards" / "distrito" / "2021.yaml").unlink()
    (book / "boards" / "instrument.yaml").write_text(
        INSTRUMENT.replace(old, new, 1), encoding="utf-8"
    )
    assert [one.rule for one in problems(book)] == [code] * bool(code)


def test_a_board_without_a_territory_and_an_unknown_period_name_what_is_there(
    tmp_path: Path,
) -> None:
    book = assessed_book(tmp_path / "libro")
    (book / "boards" / "distrit").mkdir()
    (book / "boards" / "distrit" / "2022.yaml").write_text("board: Mesa\n", encoding="utf-8")
    (lost,) = problems(book)
    assert (lost.rule, "distrito" in lost.message) == ("board-of-nowhere", True)
    with pytest.raises(UsageError, match="2021, 2022"):
        rutas.load(book).boards.application("distrito", "2023")


@pytest.mark.parametrize(
    "text",
    [
        "Mesa de San Juan Nepomuceno", "Hospital Mariscal Estigarribia", "Santa Rosa del Aguaray", "Pedro Juan Caballero",
        "Secretaría de la Mesa", "enero a octubre de 2021", "1.200.000 PYG para el plan", "2022-11-16", "Ley 4621/2012",
        "Barrio San Antonio y Escuela Rosa Peña", "130 de 1.450 puntos", "6.109.903 habitantes", "Ley 812.345",
        "RUC 80012345-6", "Resolución 02-2021",
    ],
)  # fmt: skip
def test_places_amounts_and_dates_are_nobody(text: str) -> None:
    assert personal(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("JUAN PÉREZ", "name"), ("Ana de la Cruz", "name"), ("Dra. Duarte", "name"), ("doña Petrona; Doña Petrona", "name"),
        ("+595 981 123456", "phone"), ("(021) 414-4000", "phone"), ("0971123456", "phone"), ("CI 3456789", "cedula"),
        ("+595 (981) 123 456", "phone"), ("0981 12 34 56", "phone"), ("021414400", "phone"), ("(0521) 20123", "phone"),
        ("4.123.456-7", "cedula"), ("C.I. N° 812.345", "cedula"), ("sra. Gómez", "name"), ("Ña Petrona", "name"),
    ],
)  # fmt: skip
def test_people_are_found(text: str, kind: str) -> None:
    found = personal(text)
    assert found is not None
    assert found[0] == kind
