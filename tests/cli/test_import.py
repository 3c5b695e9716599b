"""`rutas import` writes what changed, says what it did, and refuses what it must not write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from rutas.cli import main
from rutas.cli.schema import schema_of
from rutas.exchange.sheets.raw import read_sheets
from tests.exchange.workbooks import ROUTE, a_book, put_in, rows_of, saved

FINDINGS = 1  # the route of these tests uses every field, and is not well made
FROZEN = Path(__file__).parents[1] / "routes"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return a_book(tmp_path / "book")


def changed(book: Path, *cells: tuple[str, str, str, str]) -> Path:
    rows = rows_of(book)
    for one in cells:
        put_in(rows, *one)
    return saved(book / "back.xlsx", rows)


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_a_workbook_leaves_and_comes_home(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ours / "r.xlsx"
    assert run("export", "r", "--to", "xlsx", "--out", out, "--book", ours) == 0
    assert run("import", out, "--book", ours) == 0
    assert "Nada que escribir" in capsys.readouterr().err
    assert (ours / "r.yaml").read_text(encoding="utf-8") == ROUTE


def test_the_document_says_each_edit_with_its_line(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = changed(ours, ("Pasos", "Espera", "a", "2 d"))
    assert run("import", path, "--book", ours, "--format", "json", "--level", "error") == FINDINGS
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema_of("import"))
    (edit,) = found["edits"]
    assert (edit["path"], edit["before"], edit["after"]) == ("steps.a.wait", "1..15 d", "2 d")
    lines = (ours / "r.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[edit["line"] - 1].strip().startswith("wait: 2 d")
    assert found["wrote"] == [str(ours / "r.yaml")]


def test_a_dry_run_shows_the_lines_and_writes_nothing(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = changed(ours, ("Pasos", "Espera", "a", "2 d"))
    assert run("import", path, "--book", ours, "--dry-run") == FINDINGS
    assert "+        wait: 2 d     # la espera" in capsys.readouterr().out
    assert (ours / "r.yaml").read_text(encoding="utf-8") == ROUTE


def test_a_mistake_is_told_at_its_cell_and_nothing_is_written(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = changed(ours, ("Pasos", "Espera", "a", "3 lunas"), ("Pasos", "Costo", "a", "9000 PYG"))
    assert run("import", path, "--book", ours) == 2
    assert f"{path} Pasos!O2: error" in capsys.readouterr().err.replace("\n", "")
    assert (ours / "r.yaml").read_text(encoding="utf-8") == ROUTE


def test_what_both_changed_is_refused_until_somebody_decides(ours: Path) -> None:
    path = changed(ours, ("Pasos", "Espera", "a", "2 d"))
    (ours / "r.yaml").write_text(ROUTE.replace("1..15 d", "3 d"), encoding="utf-8")
    assert run("import", path, "--book", ours) == 2
    assert "wait: 3 d" in (ours / "r.yaml").read_text(encoding="utf-8")
    assert run("import", path, "--book", ours, "--prefer", "file") == FINDINGS
    assert "wait: 2 d" in (ours / "r.yaml").read_text(encoding="utf-8")


def test_findings_of_the_rules_give_status_1(ours: Path) -> None:
    path = changed(ours, ("Pasos", "Costo", "a", "9000 PYG"))
    assert run("import", path, "--book", ours, "--level", "info") == FINDINGS


def test_nothing_is_half_written_where_a_file_cannot_be(
    ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rutas.exchange import home

    path = changed(ours, ("Pasos", "Espera", "a", "2 d"), ("Actores", "Nombre", "registro", "Otro"))
    real = home.write

    def failing(target: Path, text: str) -> bool:
        if target.name == "catalogue.yaml":
            raise PermissionError(13, "no", str(target))
        return real(target, text)

    monkeypatch.setattr(home, "write", failing)
    assert run("import", path, "--book", ours) == 2
    assert (ours / "r.yaml").read_text(encoding="utf-8") == ROUTE


def test_sheets_need_a_folder(ours: Path) -> None:
    assert run("export", "r", "--to", "sheets", "--book", ours) == 2
    assert run("export", "r", "--to", "sheets", "--out", ours / "s", "--book", ours) == 0
    assert (ours / "s" / "Pasos.csv").is_file()
    assert run("import", ours / "s", "--book", ours) == 0


def test_a_change_of_a_route_that_is_well_made_is_fine(tmp_path: Path) -> None:
    book, out = tmp_path / "book", tmp_path / "0-4.xlsx"
    shutil.copytree(FROZEN, book)
    assert run("export", "0-4", "--to", "xlsx", "--out", out, "--book", book) == 0
    rows = {raw.name: [list(map(str, row)) for row in raw.rows] for raw in read_sheets(out)}
    put_in(rows, "Pasos", "Espera", "captacion", "0..20 d")
    assert run("import", saved(out, rows), "--book", book) == 0
    assert (book / "0-4.yaml").read_text(encoding="utf-8").count("wait: 0..20 d") == 1


@pytest.mark.parametrize("options", [(), ("--documents",)], ids=" ".join)
def test_a_picture_of_another_program_leaves_and_comes_home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    book = Path(shutil.copytree(FROZEN, tmp_path / "book"))
    before = (book / "0-4.yaml").read_bytes()
    out = tmp_path / "0-4.bpmn"
    assert run("export", "0-4", "--to", "bpmn", *options, "--out", out, "--book", book) == 0
    assert run("import", out, "--book", book) == 0
    assert "Nada que escribir" in capsys.readouterr().err
    text = out.read_text(encoding="utf-8")
    head, name, rest = text.partition('name="Inscripción del nacimiento"')
    out.write_text(f'{head}name="Anotación del nacimiento"{rest}', encoding="utf-8")
    assert name
    assert run("import", out, "--book", book, "--level", "error") == 0
    after = (book / "0-4.yaml").read_bytes()
    assert after == before.replace(
        "Inscripción del nacimiento".encode(), "Anotación del nacimiento".encode(), 1
    )


@pytest.mark.parametrize("form", ["mermaid", "visio", "bpmn"])
def test_a_whole_route_is_written_for_another_program(form: str, tmp_path: Path) -> None:
    out = tmp_path / f"r.{form}"
    assert run("export", "0-4", "--to", form, "--out", out, "--book", FROZEN) == 0
    assert "Inscripción del nacimiento" in out.read_text(encoding="utf-8-sig")


def test_each_process_of_a_foreign_file_joins_the_book(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Path(shutil.copytree(FROZEN, tmp_path / "book"))
    process = '<process id="p{0}" name="Trámite {0}"><task id="t{0}" name="Pedir"/></process>'
    path = tmp_path / "dos.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
        f"{process.format(1)}{process.format(2)}</definitions>",
        encoding="utf-8",
    )
    run("import", path, "--book", book, "--format", "json")
    found = json.loads(capsys.readouterr().out)
    jsonschema.validate(found, schema_of("import"))
    assert (found["route"], found["routes"]) == ("tramite-1", ["tramite-1", "tramite-2"])
    assert found["wrote"] == [str(book / f"tramite-{n}.yaml") for n in (1, 2)]
    assert {edit["file"] for edit in found["edits"]} == set(found["wrote"])
    assert all(problem["file"] == str(path) for problem in found["problems"] if problem["class"])
    assert run("import", path, "--book", book) == 0
    assert "tramite-1, tramite-2" in capsys.readouterr().err.replace("\n", " ")
