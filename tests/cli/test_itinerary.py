"""A family's itinerary, asked on the command line: what it says, what it writes, and how it refuses."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path

import icalendar
import jsonschema
import pytest

from rutas.answers.published import schema
from tests.cli.conftest import Run

BOOK = Path(__file__).parents[1] / "routes"
ASKED = (
    "itinerary", "0-4", "--territory", "villeta", "--home", "tacuruty", "--born", "2026-12-02",
    "--on", "2026-11-30", "--book", str(BOOK),
)  # fmt: skip
FROM = ("--from", "inscripcion", "--holds", "certificado-nacido-vivo")


def test_the_document_is_as_its_schema_says(run: Run) -> None:
    ran = run(*ASKED, "--format", "json")
    found = json.loads(ran.out)
    jsonschema.validate(found, schema("itinerary"))
    assert (found["method"], found["patience_days"], found["example"]) == ("exact", 30, True)
    assert found["finish"] == found["days"][-1]["date"]
    assert found["trips"] == sum(day["trip"] for day in found["days"])
    assert {one["patience"] for one in found["alternatives"]} <= {0.0, "max"}
    doubtful = any(visit["doubtful"] for day in found["days"] for visit in day["visits"])
    assert doubtful
    assert ran.status == 1


def test_a_plan_without_anything_to_mind_ends_with_0(run: Run) -> None:
    ran = run(*ASKED, *FROM, "--to", "inscripcion", "--format", "json")
    found = json.loads(ran.out)
    (day,) = found["days"]
    (visit,) = day["visits"]
    assert (day["date"], visit["point"]) == ("2027-01-20", "movil")
    assert (visit["by"], visit["late"], visit["missing"]) == ("2027-01-31", False, [])
    assert visit["bring"] == ["certificado-nacido-vivo", "cedula-madre"]
    assert ran.status == 0


def test_a_paper_that_is_not_in_hand_is_missing_and_the_hint_says_how_to_have_it(run: Run) -> None:
    ran = run(*ASKED, "--from", "inscripcion", "--to", "inscripcion")
    assert ran.status == 1
    words = "".join(ran.out.split())
    assert "--holdscertificado-nacido-vivo" in words
    hinted = run(*ASKED, "--from", "inscripcion", "--to", "inscripcion", "--holds", "certificado-nacido-vivo")  # fmt: skip
    assert hinted.status == 0


def test_an_event_a_day_from_leaving_home_to_coming_back(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "plan.ics"
    run(*ASKED, *FROM, "--out", str(out))
    days = json.loads(run(*ASKED, *FROM, "--format", "json").out)["days"]
    events = icalendar.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert len(events) == len(days)
    for event, day in zip(events, days, strict=True):
        moments = [datetime.fromisoformat(f"{day['date']}T{day[key]}") for key in ("leave", "back")]
        assert [event["dtstart"].dt, event["dtend"].dt] == moments
        assert event["uid"].startswith("villeta-")
        assert "EJEMPLO" in event["description"]
        assert [one["trigger"].dt for one in event.walk("VALARM")] == [timedelta(days=-1)]


@pytest.mark.parametrize("ending", ["svg", "pdf", "png", "md"])
def test_every_file_is_written_and_says_that_its_data_are_made_up(run: Run, tmp_path: Path, ending: str) -> None:  # fmt: skip
    out = tmp_path / f"plan.{ending}"
    ran = run(*ASKED, *FROM, "--out", str(out))
    assert out.stat().st_size > 1000
    assert "EJEMPLO" in ran.err
    if ending in {"svg", "md"}:
        assert "EJEMPLO" in out.read_text(encoding="utf-8")


def test_the_hand_out_tells_the_days_and_doors_of_the_plan(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "llevar.svg"
    run(*ASKED, *FROM, "--handout", "--out", str(out))
    words = " ".join(out.read_text(encoding="utf-8").split())
    assert "miércoles 20 de enero de 2027, 7:00" in words
    assert "Operativo móvil" in words
    assert "inventados" in words


def test_nothing_of_the_family_is_kept(run: Run, tmp_path: Path) -> None:
    def state() -> str:
        files = sorted(path for path in BOOK.rglob("*") if path.is_file())
        return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()

    before = state()
    run(*ASKED, "--out", str(tmp_path / "plan.md"))
    assert state() == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan.md"]


def test_who_is_born_already_is_told_first_where_the_plan_begins(run: Run, tmp_path: Path) -> None:
    asked = [*ASKED[:6], "--born", "2026-11-20", *ASKED[8:]]
    said = "Comienza en «Atención del parto y del recién nacido»"
    lines = run(*asked, "--format", "md").out.split("\n\n")
    assert lines[2].startswith(said)
    assert "--from" in lines[2]
    assert run(*asked, "--out", str(tmp_path / "plan.md")).status == 1
    carried = (tmp_path / "plan.md").read_text(encoding="utf-8")
    assert said in carried
    assert "--from" not in carried


def test_who_is_led_back_is_told_that_she_goes_once_more(run: Run) -> None:
    back = ("--from", "piecito", "--answer", "resultado-piecito=piecito", "--to", "primer-control")
    words = run(*ASKED, *back, "--format", "md").out
    name = "Toma de muestra para el test del piecito"
    assert words.count(name) == 2
    assert words.count(f"{name}, otra vez") == 1


def test_the_last_day_that_was_looked_at_is_told_and_may_be_chosen(run: Run) -> None:
    far = (*ASKED, "--from", "matricula-jardin", "--to", "matricula-jardin")
    near = run(*far, "--until", "2030-12-15", "--format", "md")
    assert "hasta el 15 de diciembre de 2030, el último día que se miró" in near.out
    assert "--until" in near.out
    assert near.status == 1
    beyond = json.loads(run(*far, "--until", "2035-01-31", "--format", "json").out)
    assert beyond["until"] == "2035-01-31"
    assert beyond["finish"] == "2031-03-03"


def test_what_is_sensitive_stands_in_nothing_that_is_carried(run: Run, tmp_path: Path) -> None:
    import shutil

    book = Path(shutil.copytree(BOOK, tmp_path / "libro"))
    file = book / "0-4.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("      - id: cedula\n", "      - id: cedula\n        sensitive: yes\n        custody: identificaciones\n", 1), encoding="utf-8")  # fmt: skip
    asked = [*ASKED[:-1], str(book), *FROM]
    names = ("primera cédula", "Oficina de Identificaciones")
    shown = run(*asked, "--format", "md").out
    assert all(name in shown for name in names)
    for ending in ("md", "ics", "svg"):
        out = tmp_path / f"plan.{ending}"
        run(*asked, "--out", str(out))
        text = " ".join(out.read_text(encoding="utf-8").split())
        assert not any(name in text for name in names)
    assert "reservada" in (tmp_path / "plan.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--home", "tacurty"), "tacuruty"),
        (("--from", "inscripcio"), "inscripcion"),
        (("--to", "inscripcio"), "inscripcion"),
        (("--holds", "cedula-madr"), "cedula-madre"),
        (("--answer", "hecho"), "PASO=DESTINO"),
        (("--answer", "tiene-certificado=cedula"), "Puede llevar a"),
        (("--patience", "mucho"), "max"),
        (("--leave", "tarde"), "7:30"),
        (("--leave", "12:00", "--back", "8:00"), "8:00"),
        (("--until", "2020-01-01"), "2020-01-01"),
        (("--until", "9999-12-31"), "2199"),
        (("--born", "9999-12-01"), "2199"),
        (("--a-day", "13"), "1 a 12"),
        (("--territory", "san-juan-nepomuceno"), "places"),
        (("--out", "plan.doc"), ".ics"),
        (("--handout",), "--out"),
    ],
)
def test_a_mistake_is_told_with_what_was_expected(run: Run, wrong, said: str) -> None:
    ran = run(*ASKED, *wrong)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())
    assert not ran.out


def test_drawing_it_without_a_family_says_which_command_does(run: Run) -> None:
    ran = run("draw", "villeta", "--kind", "itinerary", "--book", str(BOOK))
    assert ran.status == 2
    assert "rutas itinerary" in ran.err
