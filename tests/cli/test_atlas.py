"""What people ask of many districts: where routes fare worst, and what could not be measured."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from rutas.answers import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Run

BOOK = ("--book", str(Path(__file__).parents[1] / "routes"))


def asked(run: Run, *words: str) -> Any:
    ran = run("atlas", *words, *BOOK, "--format", "json")
    assert ran.status == 0, ran.err
    found = json.loads(ran.out)
    jsonschema.validate(found, schema("atlas"))
    return found


def test_the_territories_are_told_the_worst_first_as_steps_tells_them(run: Run) -> None:
    found = asked(run, "0-4")
    shares = [one["completion"] for one in found["districts"]]
    assert shares == sorted(shares)
    assert [one["rank"] for one in found["districts"]] == [1, 2, 3, 4]
    villeta = next(one for one in found["districts"] if one["id"] == "villeta")
    assert villeta["example"]
    told = json.loads(run("steps", "0-4", "--territory", "villeta", *BOOK, "--format", "json").out)
    assert villeta["completion"] == told["totals"]["completion"]
    worst = max(told["steps"], key=lambda one: one["loss"])
    assert villeta["routes"][0]["lost_most"] == {"step": worst["id"], "share": worst["loss"]}


def test_made_up_districts_are_told_as_such(run: Run) -> None:
    found = asked(run, "5-13", "--districts", "3", "--seed", "9")
    assert found["seed"] == 9
    assert all(one["example"] for one in found["districts"])
    said = run("atlas", "5-13", "--districts", "22", *BOOK).out
    assert "No hablan de ningún lugar" in said
    assert "… y 2 distritos más" in said
    assert max(map(len, said.splitlines())) <= 80


def test_a_spreadsheet_has_a_row_a_route_and_district(run: Run) -> None:
    ran = run("atlas", "0-4", "5-13", "--districts", "2", *BOOK, "--format", "csv")
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert [(row["rank"], row["route"]) for row in rows] == [
        ("1", "0-4"), ("1", "5-13"), ("2", "0-4"), ("2", "5-13"),
    ]  # fmt: skip


@pytest.fixture
def one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*_: object) -> Iterator[tuple[str, Any]]:
        yield "d2", ValueError("sin luz")

    monkeypatch.setattr("rutas.atlas.collect._answers", answers)


@pytest.mark.usefixtures("one_fails")
@pytest.mark.parametrize("format", ["table", "csv"])
def test_who_fails_is_named_and_the_status_says_so(run: Run, format: str) -> None:
    ran = run("atlas", "--districts", "2", *BOOK, "--format", format)
    assert ran.status == 1
    assert "d2, que falló tres veces: sin luz" in ran.out + ran.err
    assert ("d2" in ran.err) == (format == "csv")


def test_what_would_take_for_ever_is_refused_with_the_number(run: Run) -> None:
    ran = run("atlas", "--districts", "263", "--measures", "simulation", *BOOK)
    assert ran.status == 2
    assert re.search(r"Serían \d{3}\.\d{3}\.\d{3} visitas", ran.err)
    assert "--force" in ran.err
    assert run("atlas", "--measures", "simulation", "--years", "1000", *BOOK).status == 2


def test_who_is_played_is_told_with_the_play(run: Run, small: Path) -> None:
    ran = run(
        "atlas", "uno", "--districts", "3", "--measures", "simulation", "--years", "1",
        "--book", str(small), "--format", "json",
    )  # fmt: skip
    found = json.loads(ran.out)
    jsonschema.validate(found, schema("atlas"))
    assert found["play"]["replications"] == 3
    assert found["play"]["warm_up_days"] > 0
    for one in found["districts"]:
        (route,) = one["routes"]
        assert one["completion"] == route["played"]["completion"]
        assert route["played"]["growing"] or route["played"]["longest_wait"]["step"] == "control"
    words = ("atlas", "uno", "--districts", "3", "--measures", "simulation", "--years", "1")
    said = run(*words, "--book", str(small)).out
    assert "Jugado 3 veces durante 1 año" in said
    assert run(*words, "--force", "--book", str(small)).out == said  # the same seed, the same bytes


def test_a_sheet_is_drawn_where_a_file_is_named(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "atlas.svg"
    ran = run("atlas", "0-4", "--districts", "4", *BOOK, "--out", str(out))
    assert ran.status == 0, ran.err
    assert out.read_text(encoding="utf-8").count('id="district-d') == 4
    assert run("atlas", *BOOK, "--out", "atlas.doc").status == 2


def test_what_cannot_be_asked_is_told(run: Run) -> None:
    assert run("atlas", "0-5", *BOOK).status == 2
    assert "dask=DIRECCIÓN" in run("atlas", "--executor", "nube", *BOOK).err
