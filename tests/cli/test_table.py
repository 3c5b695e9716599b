"""Tables on a terminal: a figure is never cut, however narrow it is and however long an id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

LONG = "solicitud-de-inscripcion-tardia-del-nacimiento-en-juzgado"


@pytest.mark.parametrize("columns", ["30", "60", "80", "200"])
@pytest.mark.parametrize("command", ["steps", "bottlenecks", "compare"])
def test_a_figure_is_never_cut(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, columns: str, command: str
) -> None:
    path = small / "uno.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("aviso", LONG), encoding="utf-8")
    where = (command, "uno", "--book", str(small))
    monkeypatch.setenv("COLUMNS", "400")
    wide = run(*where).out
    rows = wide.partition("──\n")[2].partition("\n\n")[0]  # of the first table
    figures = set(re.findall(r"(?<= )\d[\d.,]*(?: %| d| años)?(?=\s)", rows))
    monkeypatch.setenv("COLUMNS", columns)
    narrow = run(*where).out.replace("\n", " ")
    assert figures
    for figure in figures:
        assert f" {figure}" in narrow, figure


def test_a_table_that_has_room_fits_the_terminal(run: Run, small: Path) -> None:
    for command in ("steps", "bottlenecks", "documents", "actors"):
        out = run(command, "uno", "--book", str(small)).out
        assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("columns", ["60", "80"])
def test_a_word_is_broken_only_where_nothing_else_gives_room(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    path = small / "uno.yaml"
    text = path.read_text(encoding="utf-8").replace("aviso", LONG)
    name = "Inscripción de nacimientos en establecimientos alejados"
    path.write_text(re.sub("name: Aviso", f"name: {name}", text), encoding="utf-8")
    monkeypatch.setenv("COLUMNS", columns)
    for command in (("show", "uno"), ("steps", "uno"), ("show", "uno", LONG)):
        out = run(*command, "--book", str(small)).out
        words = set(re.findall(r"[^\W\d_]+", out))
        wanted = set(re.findall(r"[^\W\d_]+", LONG + (f" {name}" if command[0] == "show" else "")))
        assert wanted <= words, (command, wanted - words)


def test_routes_have_a_table_each_where_one_table_has_no_room(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (small / "uno.yaml").read_text(encoding="utf-8")
    (small / "dos.yaml").write_text(text.replace("id: uno", "id: dos"), encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "200")
    assert re.search(r"^uno  ", run("steps", "--book", str(small)).out, re.MULTILINE)
    monkeypatch.setenv("COLUMNS", "54")
    out = run("steps", "--book", str(small)).out
    assert re.findall(r"^(\w+): ", out, re.MULTILINE)[:2] == ["dos", "uno"]
    assert max(map(len, out.splitlines())) <= 54
    assert out.count("Llegan y Abandonan") == 1
