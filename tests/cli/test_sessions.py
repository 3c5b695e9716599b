"""Who looks for what the table agreed finds it: late or not, by actor, by route, on a calendar, and on its step."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import icalendar
import pytest

import rutas
from rutas.analysis import analyse
from rutas.answers.sessions import answer
from rutas.errors import UsageError
from rutas.locale import speaking
from rutas.prose.report import markdown
from tests.boards.table import hold, small_book
from tests.cli.conftest import Run

ON = date(2021, 11, 13)
DUE = "hasta el 12 de noviembre de 2021"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_book(tmp_path_factory.mktemp("mesa") / "libro")
    hold(folder)
    hold(folder, "date: 2021-11-10\n", "2021-11-10")
    return folder


def ids(book: Path, **asked: object) -> list[str]:
    return [one.id for one in answer(rutas.load(book), ON, **asked).agreements]  # type: ignore[arg-type]


def test_open_agreements_are_found_by_what_is_asked_of_them(book: Path) -> None:
    assert ids(book) == ["fichas", "rutas"]
    assert ids(book, late=True) == ["fichas"]
    assert ids(book, responsible="usf") == ["rutas"]
    assert ids(book, route="5-13") == ["rutas"]
    assert ids(book, route="5-13", late=True) == []
    held = answer(rutas.load(book), ON).sessions
    assert [(one.date, one.agreed, one.open) for one in held] == [
        ("2021-11-03", 3, 2),
        ("2021-11-10", 0, 0),
    ]


def test_on_the_day_itself_nothing_is_late(book: Path) -> None:
    found = answer(rutas.load(book), date(2021, 11, 12)).agreements
    assert not any(one.late for one in found)


def test_an_unknown_actor_and_an_unknown_route_name_the_nearest(book: Path) -> None:
    with pytest.raises(UsageError, match="«usf»"):
        ids(book, responsible="usff")
    with pytest.raises(UsageError, match="5-13"):
        ids(book, route="5-14")


def test_a_calendar_has_the_sessions_and_what_is_due(book: Path, run: Run) -> None:
    def days(*asked: str) -> list[tuple[str, date]]:
        text = run("sessions", "--book", str(book), "--on", "2021-11-13", "--ics", *asked).out
        events = icalendar.Calendar.from_ical(text).walk("VEVENT")
        return [(str(one["uid"]), one["dtstart"].dt) for one in events]

    assert days() == [
        ("session-2021-11-03@rutas", date(2021, 11, 3)),
        ("session-2021-11-10@rutas", date(2021, 11, 10)),
        ("agreement-2021-11-03-fichas@rutas", date(2021, 11, 12)),
        ("agreement-2021-11-03-rutas@rutas", date(2021, 11, 24)),
    ]
    assert [name for name, _ in days("--responsible", "usf")] == [
        "agreement-2021-11-03-rutas@rutas"
    ]


def test_a_session_that_is_only_announced_is_told_too(tmp_path: Path, run: Run) -> None:
    folder = small_book(tmp_path / "libro")
    hold(folder, "date: 2021-11-10\nnext: {date: 2021-11-24, place: Villeta}\n", "2021-11-10")
    own = ("sessions", "--book", str(folder))
    assert "Próxima sesión: 24 de noviembre de 2021, Villeta." in run(*own).out
    assert json.loads(run(*own, "--format", "json").out)["sessions"][0]["next"] == "2021-11-24"
    events = icalendar.Calendar.from_ical(run(*own, "--ics").out).walk("VEVENT")
    assert [(one["dtstart"].dt, str(one.get("location", ""))) for one in events] == [
        (date(2021, 11, 10), ""), (date(2021, 11, 24), "Villeta"),
    ]  # fmt: skip
    hold(folder, "date: 2021-11-24\n", "2021-11-24")
    assert "Próxima" not in run(*own).out


def test_a_file_without_a_calendar_is_refused_with_what_to_do(book: Path, run: Run) -> None:
    done = run(
        "sessions",
        "--book",
        str(book),
        "--out",
        "x.ics",
    )
    assert (done.status, "--ics" in done.err) == (2, True)


def test_a_step_tells_its_open_agreement_wherever_it_is_told(book: Path, run: Run) -> None:
    own = ("--book", str(book))
    for asked in (
        ("show", "0-4"),
        ("show", "0-4", "inscripcion"),
        ("show", "0-4", "--as", "text"),
        ("critical", "0-4"),
    ):
        said = " ".join(run(*asked, *own).out.split())
        assert "Relevar las fichas" in said, asked
        assert "Firmar el acta" not in said, asked
    route = rutas.load(book)["0-4"]
    with speaking("es"):
        report = markdown(analyse(route))
    assert report.count(DUE) == 1
    point = json.loads(run("critical", "0-4", *own, "--format", "json").out)["points"][0]
    assert [one["due"] for one in point["agreements"]] == ["2021-11-12"]


def test_a_card_and_a_diamond_show_by_when_it_is_due(book: Path) -> None:
    text = (book / "sessions" / "2021-11-03.yaml").read_text(encoding="utf-8")
    hold(
        book,
        text.replace("concerns: 0-4/inscripcion}", "concerns: [0-4/inscripcion, 0-4/tiene-papel]}"),
    )
    for kind in ("flow", "lanes"):
        (sheet,) = rutas.draw(rutas.load(book)["0-4"], kind=kind).sheets
        words = [getattr(one, "text", "") for one in sheet.canvas.shapes]
        assert sum("12/11/2021" in word for word in words) == 2, kind
    hold(book, text)
