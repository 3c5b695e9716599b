"""A board takes its sheets in, sees its result, and prints it without showing who said what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rutas.book import load
from rutas.diagram import draw_local
from rutas.diagram.board import assessed_board
from rutas.reading.score_sheet import read_score_sheet
from tests.boards.assessed import APPLICATION, SHEET, assessed_book
from tests.boards.test_assessment import ON
from tests.cli.conftest import Run


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return assessed_book(tmp_path / "libro")


def test_a_sheet_comes_into_the_book(run: Run, book: Path, tmp_path: Path) -> None:
    blank = tmp_path / "blanco.csv"
    assert (
        run("board", "form", "--format", "csv", "--out", str(blank), "--book", str(book)).status
        == 0
    )
    filled = tmp_path / "planilla.csv"
    filled.write_text(blank.read_text(encoding="utf-8") + "p1;2;1;;3;0\r\n", encoding="utf-8")
    asked = ("board", "read", str(filled), "--book", str(book))
    assert "4 de 5" in run(*asked).err
    done = run(*asked, "--as", "distrito/2022")
    assert (done.status, "Reemplaza la planilla que había, de 5 personas" in done.err) == (0, True)
    assert "Reemplaza" not in run(*asked, "--as", "distrito/2022").err
    found = load(book).boards.application("distrito", "2022")[1]
    assert found.individual == {"p1": {"acta": 2, "fechas": 1, "dinero": 3, "quejas": 0}}


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("distrito", "distrito/período"),
        ("distrit/2022", "«distrito»"),
        ("distrito/2023", "board:"),
        ("distrito/../../0-4", "distrito/período"),
    ],
)
def test_a_sheet_of_nowhere_is_refused_with_what_to_do(
    run: Run, book: Path, place: str, word: str
) -> None:
    sheet = book / "boards" / "distrito" / "2022.csv"
    done = run("board", "read", str(sheet), "--as", place, "--book", str(book))
    assert done.status == 2
    assert word.replace("distrito/período", "territorio/período") in done.err


def test_a_sheet_with_mistakes_is_not_taken(run: Run, book: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "planilla.csv"
    wrong.write_text(SHEET.replace("p1;2", "p1;9"), encoding="utf-8")
    before = (book / "boards" / "distrito" / "2022.csv").read_bytes()
    done = run("board", "read", str(wrong), "--as", "distrito/2022", "--book", str(book))
    assert (done.status, "planilla.csv:3:2" in done.err) == (2, True)
    _, line, caret, *_ = done.err.splitlines()
    assert line[caret.index("^")] == "9"
    assert (book / "boards" / "distrito" / "2022.csv").read_bytes() == before


def test_check_reads_the_boards(run: Run, book: Path) -> None:
    path = book / "boards" / "distrito" / "2022.csv"
    path.write_text(SHEET.replace("p1;2", "p1;9"), encoding="utf-8")
    done = run("check", "--book", str(book))
    assert (done.status, "2022.csv:3:2: error off-the-scale" in done.out) == (2, True)


def test_the_result_is_told_without_anybody(run: Run, book: Path) -> None:
    for form in ("table", "json", "csv", "md"):
        said = run("board", "show", "distrito", "--format", form, "--book", str(book)).out
        assert not re.search(r"\bp[1-5]\b", said), form
    assert "a conversar" in " ".join(
        run("board", "show", "distrito", "--book", str(book)).out.split()
    )


def dots(book: Path, *, theme: str = "colour") -> int:
    """Count what a sheet shows of persons: its ellipses, but the one of the legend."""
    board = assessed_board(load(book), ON, "distrito", "2022")
    (sheet,) = draw_local(board, "assessment", theme=theme).sheets
    return sum(getattr(one, "kind", "") == "ellipse" for one in sheet.canvas.shapes) - 1


def test_a_dot_is_a_person_and_of_four_nobody_is_shown(book: Path, tmp_path: Path) -> None:
    assert dots(book) == 4 + 4 + 5 + 5
    few = assessed_book(
        tmp_path / "pocos",
        application=APPLICATION.replace("members: 6", "members: 4"),
        sheet="\n".join(SHEET.splitlines()[:-1]) + "\n",
    )
    assert dots(few) == -1  # not even in the legend


def test_every_sheet_stands_on_one_a4_and_says_that_it_is_a_proposal(
    run: Run, book: Path, tmp_path: Path
) -> None:
    for kind, count in (("assessment", 1), ("actions", 1), ("form", 2)):
        out = tmp_path / kind
        done = run(
            "draw",
            "distrito",
            "--kind",
            kind,
            "--format",
            "svg",
            "--out",
            str(out),
            "--book",
            str(book),
            "--on",
            "2023-02-01",
        )
        assert done.status == 0, done.err
        sheets = [path.read_text(encoding="utf-8") for path in out.glob("*.svg")]
        assert len(sheets) == count, kind
        assert all("propuesta" in re.sub(r"<[^>]*>", " ", text) for text in sheets), kind


def test_what_is_written_in_a_sheet_of_the_book_reads_back(book: Path) -> None:
    opened = load(book)
    path = book / "boards" / "distrito" / "2022.csv"
    scores, wrong = read_score_sheet(path, opened.boards.instrument)
    assert (len(scores), wrong) == (5, [])
