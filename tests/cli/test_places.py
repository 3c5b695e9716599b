"""Where a book is found, where answers are written, and what is said where neither is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import rutas.publish
from rutas.publish import Built

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.parametrize("command", ["list", "check", "critical uno", "build"])
def test_where_there_is_no_book_it_says_what_to_do(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*command.split())
    assert ran.status == 2
    said = ran.out + ran.err
    assert "No existe la carpeta «routes»" in said
    assert all(word in said for word in ("--book CARPETA", "«rutas new MI-RUTA»"))
    assert list(tmp_path.iterdir()) == []


def test_what_is_said_to_do_leads_to_a_book(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "mi-ruta").status == 0
    assert "mi-ruta" in run("list").out
    monkeypatch.chdir(tmp_path / "routes")  # inside its own folder it is found too
    assert "mi-ruta" in run("list").out
    assert run("check").status == 0
    assert run("new", "otra").status == 0
    assert (tmp_path / "routes" / "otra.yaml").exists()


@pytest.mark.parametrize(
    "command",
    ["export uno --out", "draw uno --out", "schema --out", "build --out"],
)
def test_a_place_needs_a_name(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    where = () if command.startswith("schema") else ("--book", str(small))
    for name in ("", *(("-",) if command[0] in "sb" else ())):
        ran = run(*command.split(), name, *where)
        assert (ran.status, ran.out) == (2, "")
        assert f"«{name}» no dice dónde escribir" in ran.err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_dash_is_the_screen_where_there_is_one_answer(run: Run, small: Path) -> None:
    args = ("export", "uno", "--to", "graphml", "--book", str(small))
    assert run(*args, "--out", "-").out == run(*args).out


def test_a_build_names_what_to_open(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rutas.publish, "build", lambda *_, **__: Built(("a.svg",)))
    assert run("build", "--out", "salida").err.splitlines()[-1] == "Abra salida/README.md"


@pytest.mark.parametrize(
    ("error", "status"), [(PermissionError(13, "Permission denied"), 2), (KeyError("clave"), 70)]
)
def test_a_piece_that_could_not_be_made_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, status: int
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    built = Built(failed={"uno flow": error, "dos flow": error})
    monkeypatch.setattr(rutas.publish, "build", lambda *_, **__: built)
    ran = run("build")
    assert ran.status == status
    assert "No se pudo hacer «uno: Flujo por etapas»: " in ran.err
    assert ("no hay permiso" in ran.err) == (status == 2)
    assert len(list(tmp_path.iterdir())) == (status == 70)


def test_a_build_replaces_nobody_s_page_without_being_told(
    run: Run, small: Path, tmp_path: Path
) -> None:
    out = tmp_path / "proyecto"
    out.mkdir()
    (out / "README.md").write_text("# Mi proyecto")
    ran = run("build", "--book", str(small), "--out", str(out))
    assert ran.status == 2
    assert "ya hay README.md, y no lo hizo «rutas»" in ran.err
    assert [one.read_text() for one in out.iterdir()] == ["# Mi proyecto"]


@pytest.mark.parametrize("command", ["export uno --out", "draw uno --out", "build --out"])
def test_a_place_that_cannot_be_written_is_named(run: Run, small: Path, command: str) -> None:
    """Below a file, for whoever is not bound by permissions too."""
    place = str(small / "catalogue.yaml" / "x.svg")
    ran = run(*command.split(), place, "--book", str(small))
    assert (ran.status, ran.out) == (2, "")
    (told,) = ran.err.splitlines()
    assert told.startswith(f"Error: No se pudo usar «{place}")
    assert "Directory" not in told
