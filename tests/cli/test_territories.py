"""What people ask of a territory: who attends where and when, how ready points are, what to mend first."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BANNER = "EJEMPLO: datos inventados"
ON = ("--on", "2026-11-30")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree(Path(__file__).parents[1] / "routes", tmp_path / "libro"))


def test_readiness_is_that_of_the_contract(run: Run) -> None:
    found = json.loads(run("readiness", "villeta", "0-4", *ON, "--format", "json").out)
    point = next(one for one in found["points"] if one["point"] == "registro-centro")
    assert [point[key] for key in ("readiness", "low", "high", "known", "items")] == [
        0.5,
        0.25,
        0.75,
        2,
        5,
    ]
    assert point["dimensions"] == {
        "staff": 1.0,
        "infrastructure": None,
        "supplies": 0.0,
        "other": None,
    }
    assert (point["missing"], point["status"]) == (["libros"], "unready")
    step = next(one for one in found["steps"] if one["step"] == "inscripcion")
    assert (step["points"], step["working"], step["status"], step["readiness"]) == (
        3,
        1,
        "unknown",
        None,
    )
    assert step["room"] == pytest.approx(0.33, abs=0.005)
    assert found["weakest"] == "cedula"
    assert {k: round(v, 1) for k, v in found["before"].items()} == {
        "people": 154.2,
        "services": 5625.9,
    }
    assert {k: round(v, 1) for k, v in found["after"].items()} == {
        "people": 32.1,
        "services": 4146.0,
    }


def test_the_plan_takes_rows_in_order_while_they_fit(run: Run) -> None:
    def fitting(budget: str) -> list[bool]:
        ran = run("plan", "villeta", "0-4", *ON, "--budget", budget, "--format", "json")
        return [fix["within_budget"] for fix in json.loads(ran.out)["fixes"]]

    assert fitting("25M") == [
        True,
        False,
        False,
        False,
        False,
    ]  # nobody knows what the second costs
    assert fitting("24999999") == [False] * 5
    assert fitting("25000 mil PYG") == fitting("25000000 PYG") == fitting("25M")
    first = json.loads(run("plan", "villeta", "0-4", *ON, "--format", "json").out)["fixes"][0]
    assert "within_budget" not in first
    assert (first["rank"], first["point"], first["items"]) == (1, "identificaciones", ["camara"])
    assert (first["cost"], first["cost_known"], first["takes_days"]) == (25_000_000, True, 90)


def test_a_board_reads_first_what_to_mend_first_and_what_depends_on_the_rest(run: Run) -> None:
    said = " ".join(run("plan", "villeta", "0-4", *ON).out.split())
    first = (
        "Lo primero: Oficina de Identificaciones. Le falta Cámara para la foto de la cédula. Con eso, por año, "
        "completan 16,1 personas más y se reciben 65,9 servicios más. Cuesta 25.000.000 PYG. Lleva 3 meses."
    )
    assert said.index(first) < said.index("Con todo lo de la lista") < said.index("N.º Punto")
    fixes = json.loads(run("plan", "villeta", "0-4", *ON, "--format", "json").out)["fixes"]
    differ = [one for one in fixes if abs(one["services"] - one["alone"]["services"]) > 0.1]
    assert differ
    for one in fixes:
        assert (f"N.º {one['rank']}, " in said) is (one in differ)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("guide", "vileta"), "«villeta»"),
        (("guide", "villeta", "cedulasion"), "«cedulacion»"),
        (("guide", "villeta", "--near", "tacurutu"), "«tacuruty»"),
        (("guide", "villeta", "--at", "mañana"), "2026-12-01T08:00"),
        (("guide", "villeta", "--within", "lejos"), "duración"),
        (("readiness", "villeta", "0-5"), "«0-4»"),
        (("plan", "villeta", "0-4", "--budget", "mucho"), "20M"),
        (("steps", "0-4", "--territory", "villetta"), "«villeta»"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_one_sentence_that_says_which_was_meant(
    run: Run, args: tuple[str, ...], told: str
) -> None:
    ran = run(*args)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_list_show_and_check_know_territories(run: Run, book: Path) -> None:
    where = ("--book", str(book))
    assert [one["id"] for one in json.loads(run("list", *where, "--format", "json").out)["territories"]] == [
        "mariscal-estigarribia", "san-juan-nepomuceno", "santa-rosa-del-aguaray", "villeta",
    ]  # fmt: skip
    shown = run("show", "villeta", *where)
    assert BANNER in shown.out
    assert "usf-centro" in shown.out
    assert json.loads(run("show", "villeta", *where, "--format", "json").out)["id"] == "villeta"
    path = book / "territories" / "villeta.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            "  stale-datum: Es un ejemplo con fechas inventadas.\n", ""
        ),
        "utf-8",
    )
    for args in (("check",), ("check", "villeta"), ("check", str(path))):
        ran = run(*args, *where)
        assert ran.status == 1
        assert "R120" in ran.out
    assert "R120" not in run("check", "0-4", *where).out


def test_a_territory_that_cannot_be_read_is_told_by_whoever_asks_for_it_alone(
    run: Run, book: Path
) -> None:
    path = book / "territories" / "villeta.yaml"
    path.write_text(
        path.read_text("utf-8").replace("place: centro\n", "place: centroo\n", 1), "utf-8"
    )
    where = ("--book", str(book))
    for args in (
        ("check",),
        ("check", "villeta"),
        ("guide", "villeta"),
        ("show", "villeta"),
        ("list",),
    ):
        ran = run(*args, *where)
        assert ran.status == 2
        assert "«centro»" in ran.out + ran.err
        assert f"{path}:42:12" in ran.out + ran.err
    for args in (("check", "0-4"), ("steps", "0-4"), ("guide", "san-juan-nepomuceno")):
        assert "centroo" not in run(*args, *where).err + run(*args, *where).out


def test_new_starts_a_territory_that_is_sound(run: Run, tmp_path: Path) -> None:
    where = ("--book", str(tmp_path / "libro"))
    assert run("new", "--territory", "distrito", *where).status == 2  # there is no book yet
    assert run("new", "uno", *where).status == 0
    assert run("new", "--territory", "distrito", *where).status == 0
    assert run("check", *where).status == 0
    assert run("new", "--territory", "distrito", *where).status == 2
    assert run("new", "--territory", "uno", *where).status == 2
    assert run("guide", "distrito", *where).status == 0
