"""Every mistake of a session's file is told at its place, and the book carries what was agreed to its routes."""

from __future__ import annotations

from pathlib import Path

import pytest

import rutas
from rutas.book import read
from rutas.schema import KINDS
from tests.boards.table import SESSION, hold, small_book
from tests.editor import errors, tree_of


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return small_book(tmp_path / "libro")


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("responsible: usf\n    due", "responsible: usff\n    due", "unknown-actor", "usff"),
        ("[0-4, 5-13/", "[0-5, 5-13/", "unknown-route", "0-5"),
        ("[0-4, 5-13/inscripcion", "[0-4, 5-13/inscripcio", "unknown-step", "5-13/inscripcio"),
        ("[0-4, 5-13/inscripcion", "[0-4, 5-13/", "unknown-step", "5-13/"),
        ("validated: {0-4", "validated: {0-5", "unknown-route", "0-5:"),
        ("due: 2021-11-24", "due: 2021-11-02", "due-before-session", "2021-11-02"),
        ("due: 2021-11-24", "due: 24/11/2021", "bad-day", "24/11/2021"),
        ("id: acta", "id: rutas", "duplicate-id", "rutas"),
        ("date: 2021-11-03", "date: 2021-11-04", "session-misnamed", "2021-11-04"),
        ("date: 2021-11-03\n", "", "missing-key", "called"),
        ("called", "kind: urgente\ncalled", "not-one-of", "urgente"),
        ("text: Firmar el acta\n", "texto: Firmar el acta\n", "unknown-key", "texto"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(book: Path, old: str, new: str, code: str, at: str) -> None:
    text = SESSION.replace(old, new, 1)
    path = hold(book, text)
    _, problems = read(book)
    assert [one.rule for one in problems] == [code]
    (problem,) = problems
    assert problem.path == str(path)
    assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith(at)


def test_an_unknown_step_names_the_nearest(book: Path) -> None:
    hold(book, SESSION.replace("0-4/inscripcion\n", "0-4/inscripcio\n"))
    assert "«inscripcion»?" in str(read(book)[1][0])


def test_all_mistakes_of_all_sessions_are_told_at_once(book: Path) -> None:
    hold(book, SESSION.replace("responsible: usf\n    due", "responsible: nadie\n    due"))
    hold(book, "date: ayer\nagenda: {: }\n", "2021-11-10")
    files = [Path(one.path).stem for one in read(book)[1]]
    assert {"2021-11-03", "2021-11-10"} <= set(files)


def test_a_route_knows_its_open_agreements_what_is_due_first_before_all_else(book: Path) -> None:
    hold(book)
    route = rutas.load(book)["0-4"]
    told = [(one.agreement.id, one.steps) for one in route.agreements]
    assert told == [("fichas", ("inscripcion",)), ("rutas", ())]
    assert [one.agreement.id for one in route.agreements_of("inscripcion")] == ["fichas"]
    assert route.agreements_of("fin") == ()


def test_an_editor_takes_what_the_program_takes(book: Path) -> None:
    path = hold(book, SESSION.replace("next: 2021-11-10", "next: {date: 2021-11-10, place: MDS}"))
    assert errors("session", tree_of(path)) == []
    assert errors("session", {**tree_of(path), "agenta": "x"}) != []
    assert "session" in KINDS


def test_sessions_stand_in_the_order_of_their_days(book: Path) -> None:
    for day in ("2022-02-02", "2021-11-03", "2021-12-15"):
        hold(book, f"date: {day}\n", day)
    assert list(rutas.load(book).sessions) == [
        f"sessions/{day}" for day in ("2021-11-03", "2021-12-15", "2022-02-02")
    ]
