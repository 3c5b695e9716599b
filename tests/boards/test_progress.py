"""The progress of an instrument is what was counted by the day asked, and its sheet shows where that is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import rutas
from rutas.answers.progress import answer
from rutas.diagram import draw_local
from rutas.diagram.board import Schedule
from tests.boards.rolled_out import INSTRUMENTS, rolled_out


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return rolled_out(tmp_path / "libro")


def told(book: Path, on: date) -> dict[tuple[str, str], tuple[object, ...]]:
    found = answer(rutas.load(book), on)
    return {
        (one.instrument, one.territory): (one.state, one.done, one.total, one.percent, one.late)
        for one in found.cells
    }


def test_counts_are_those_of_the_latest_survey_by_the_day_asked(book: Path) -> None:
    assert told(book, date(2021, 11, 30)) == {
        ("guia", "norte"): ("applying", 7, 81, 9, False),
        ("guia", "sur"): ("applying", None, None, None, False),
        ("ficha", "norte"): ("done", 3, 8, 38, False),  # 37,5 is rounded upwards
        ("ficha", "sur"): ("pilot", 2, 8, 25, False),
    }
    assert told(book, date(2021, 10, 31))["guia", "norte"][1:4] == (5, 40, 13)
    assert told(book, date(2021, 9, 1))["guia", "norte"][1:4] == (None, None, None)


def test_what_was_to_be_done_and_is_not_is_overdue(book: Path) -> None:
    late = {pair for pair, told_ in told(book, date(2021, 12, 1)).items() if told_[-1]}
    assert late == {("guia", "norte")}


def test_instruments_are_added_up_over_what_is_counted(book: Path) -> None:
    found = {
        one.instrument: one for one in answer(rutas.load(book), date(2021, 11, 30)).instruments
    }
    assert [(found[name].done, found[name].total, found[name].percent) for name in ("guia", "ficha", "rutas")] == [
        (7, 81, 9), (5, 16, 31), (None, None, None),
    ]  # fmt: skip
    assert (found["ficha"].state, found["ficha"].approved) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("      sur: {planned", "      sud: {planned", "unknown-territory", "sud"),
        ("      norte: {planned", "      norte: {done: 7, planned", "counted-twice", "7"),
        ("done: 3, total: 8", "done: 9, total: 8", "done-over-total", "9"),
        ("done: 3, total: 8", "done: 3, total: ocho", "not-a-count", "ocho"),
        ("to: 2021-11-30", "to: 2021-10-30", "ends-before-it-begins", "2021-10-30"),
        ("state: pilot", "state: probando", "not-one-of", "probando"),
        ("approved: 2020-09-02", "approved: 2020-09-31", "no-such-day", "2020-09-31"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, at: str
) -> None:
    text = INSTRUMENTS.replace(old, new, 1)
    assert text != INSTRUMENTS
    (found,) = rutas.load(rolled_out(tmp_path / "libro", text)).boards.problems
    assert found.rule == code
    assert text.splitlines()[found.line - 1][found.column - 1 :].startswith(at)


def drawn(book: Path, on: date) -> tuple[set[str], str]:
    """Return the signs that a schedule shows, and its words."""
    (sheet,) = draw_local(Schedule(rutas.load(book), on), "schedule").sheets
    return sheet.canvas.signs, " ".join(getattr(one, "text", "") for one in sheet.canvas.shapes)


def test_today_is_on_the_axis_or_pointed_to(book: Path) -> None:
    signs, words = drawn(book, date(2021, 11, 15))
    assert signs >= {"planned", "done", "milestone", "real", "today"}
    assert "15/11/2021" in words
    signs, words = drawn(book, date(2026, 1, 1))
    assert "today" not in signs
    assert "01/01/2026" in words


def test_a_book_without_instruments_says_where_they_are_written(book: Path) -> None:
    (book / "instruments.yaml").unlink()
    assert answer(rutas.load(book), date(2021, 11, 15)).cells == ()
    assert "instruments.yaml" in drawn(book, date(2021, 11, 15))[1]
