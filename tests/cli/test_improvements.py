"""What people ask of the catalogue of improvements: which wins most, which set to choose, what one changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from rutas.answers import schema
from tests.cli.conftest import Run


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree(Path(__file__).parents[1] / "routes", tmp_path / "libro"))


def asked(run: Run, *words: str) -> Any:
    return json.loads(run("improvements", *words, "--format", "json").out)


def test_improvements_are_ranked_by_the_people_they_win(run: Run) -> None:
    found = asked(run)
    jsonschema.validate(found, schema("improvements-ranked"))
    people = [one["people"] for one in found["improvements"]]
    assert people == sorted(people, reverse=True)
    assert [one["rank"] for one in found["improvements"]] == [1, 2, 3, 4, 5]
    assert "method" not in found
    assert found["best"] == []
    first = found["improvements"][0]
    assert first["low"] < first["people"] < first["high"]
    assert (first["id"], first["cost"], first["upkeep"]) == ("identidad", 90e6, 126e6)
    assert first["cost_per_person"] == pytest.approx((90e6 / 5 + 126e6) / first["people"])
    assert [one["route"] for one in first["changes"]] == ["0-4", "5-13"]
    change = first["changes"][0]
    assert len(change["services"]) == 3
    assert change["handovers"]["vertical"]["after"] < change["handovers"]["vertical"]["before"]
    unpriced = next(
        one for one in found["improvements"] if one["id"] == "consultorio-en-el-colegio"
    )
    assert unpriced["cost"] is unpriced["cost_per_person"] is unpriced["ready_days"] is None


def test_one_figure_is_one_number_beside_a_whatif(run: Run) -> None:
    """What the ranking says of completion is what the what-if of that improvement says."""
    told = run("whatif", "0-4", "--improve", "registro-en-hospital", "--format", "json")
    figure = json.loads(told.out)["figures"]
    found = asked(run, "0-4")["improvements"]
    change = next(one for one in found if one["id"] == "registro-en-hospital")["changes"][0]
    assert change["completion"] == figure["completion"]
    assert change["journey"]["days"] == figure["journey_days.mean"]
    for name in ("visits", "hours", "documents"):
        assert change["journey"][name] == figure[f"burden.{name}"]
    alone = figure["handovers.self"]["after"]
    assert sum(one["after"] for one in change["handovers"].values()) == pytest.approx(alone)


def test_the_best_set_is_told_with_how_often_each_is_in_it(run: Run) -> None:
    found = asked(run, "--choose", "2")
    jsonschema.validate(found, schema("improvements-ranked"))
    assert found["method"] == "all"
    best = found["best"][0]
    assert len(best["ids"]) == 2
    often = [one["in_best"] for one in found["improvements"] if "in_best" in one]
    assert sum(often) == pytest.approx(2)
    few = asked(run, "--budget", "45M")
    assert all(one["cost"] <= 45e6 for one in few["best"])
    assert few["left_out"] == ["consultorio-en-el-colegio"]


def test_people_read_the_answer_first_and_everything_below(run: Run) -> None:
    said = " ".join(run("improvements", "--choose", "1").out.split())
    assert said.startswith("Mejoras, cada una sola Sola, la que más gana es «Centro de identidad»")
    assert "El mejor conjunto" in said
    assert "Se probaron todos los conjuntos" in said
    table = run("improvements", "--format", "md").out  # what --improve asks for can be read there
    assert "(registro-en-hospital) |" in table
    csv = run("improvements", "--format", "csv").out.splitlines()
    assert csv[0].startswith("people,low,high,sure,cost,upkeep,currency,cost_per_person,rank,id")
    assert len(csv) == 6
    english = run("improvements", "0-4", "--lang", "en", "--format", "md").out
    assert "Improvements, each alone" in english


def test_what_wins_nobody_is_not_called_the_best(run: Run, book: Path) -> None:
    poor = " ".join(run("improvements", "--budget", "200").out.split())
    assert "Ninguna 0" in poor
    assert "no alcanza para ninguna" in poor
    (book / "improvements.yaml").write_text(
        "improvements: {cartel: {name: Cartel, routes: {0-4: {set: {inscripcion.wait: 1 d}}}}}\n",
        encoding="utf-8",
    )
    said = " ".join(run("improvements", "--book", str(book)).out.split())
    assert said.startswith("Mejoras, cada una sola Ninguna hace que complete más gente.")


def test_a_whatif_and_a_drawing_show_improvements(run: Run, tmp_path: Path) -> None:
    ran = run(
        "whatif", "0-4", "--improve", "registro-en-hospital,certificado-digital", "--format", "json"
    )
    found = json.loads(ran.out)
    assert list(found["improvements"]) == ["registro-en-hospital", "certificado-digital"]
    assert found["closed"] == ["reposicion"]
    assert found["changes"]["inscripcion.wait"] == "0..1 d"
    own = ("--set", "inscripcion.wait=9d", "--format", "json")
    ran = run("whatif", "0-4", "--improve", "registro-en-hospital", *own)
    assert json.loads(ran.out)["changes"]["inscripcion.wait"] == "9d"
    ran = run("draw", "--improve", "certificado-digital", "--format", "svg", "--out", str(tmp_path))
    assert [path.name for path in tmp_path.glob("*.svg")] == ["0-4-versions-a4.svg"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("whatif", "0-4", "--improve", "registro-en-hospita"),
            "¿Quiso decir «registro-en-hospital»?",
        ),
        (("whatif", "5-13", "--improve", "registro-en-hospital"), "Cambian: 0-4"),
        (("improvements", "--choose", "2", "--budget", "9M"), "no los dos"),
        (("improvements", "--choose", "9"), "hay 5"),
        (("improvements", "--budget", "mucho"), "20M"),
        (("improvements", "--choose", "0.5"), "0.5"),
    ],
)
def test_what_cannot_be_asked_is_told(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run(*words)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())


def test_a_book_without_improvements_says_so(run: Run, book: Path) -> None:
    (book / "improvements.yaml").unlink()
    for words in (("improvements",), ("whatif", "0-4", "--improve", "una")):
        ran = run(*words, "--book", str(book))
        assert ran.status == 2
        assert "falta improvements.yaml" in ran.err


def test_a_broken_catalogue_is_checked_and_told_where_it_is_asked_for(run: Run, book: Path) -> None:
    path = book / "improvements.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("registro-civil, ident", "registro-civi, ident", 1)
    )
    for words in (("check",), ("improvements",), ("check", str(path))):
        ran = run(*words, "--book", str(book))
        assert ran.status == 2, words
        assert "unknown-actor" in ran.out + ran.err
    assert run("steps", "0-4", "--book", str(book)).status == 0
