"""An id that changes in a workbook is told where files of the book name it that are not followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.exchange.workbooks import a_book, come_home, put_in


def test_files_that_name_what_was_renamed_are_told_with_their_first_line(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    (path := book / "apuntes" / "notas.yaml").parent.mkdir()
    path.write_text(
        "note: la usf y la a\npoints:\n  - {actor: usf, a.wait: 1 d}\n  - r/a\n  - usf\n  - b\n",
        encoding="utf-8",
    )

    def renamed(rows: dict[str, list[list[Any]]]) -> None:
        put_in(rows, "Pasos", "Id", "a", "inicio")
        put_in(rows, "Actores", "Id", "usf", "equipo")

    home = come_home(book, renamed)
    told = [one for one in home.problems if one.rule == "renamed-elsewhere"]
    assert [(one.path, one.line, one.column, one.level) for one in told] == [
        (str(path), 3, 6, "warning"), (str(path), 3, 18, "warning"),
    ]  # fmt: skip
    assert "equipo" in told[0].message
    assert "(veces: 2)" in told[0].message
    assert "inicio" in told[1].hint
