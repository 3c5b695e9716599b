"""What people ask of a territory: who attends where and when, how ready points are, what to mend first."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdf
import pytest

from tests.cli.conftest import Run

BANNER = "EJEMPLO: datos inventados"
ON = ("--on", "2026-11-30")
ASKED = (
    ("guide", "villeta"), ("guide", "villeta", "cedulacion", "--near", "tacuruty"),
    ("readiness", "villeta"), ("readiness", "villeta", "0-4"), ("plan", "villeta", "0-4"),
)  # fmt: skip


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


@pytest.mark.parametrize("args", ASKED, ids=" ".join)
@pytest.mark.parametrize("format", ["table", "json", "csv", "md"])
def test_made_up_data_are_never_shown_without_saying_so(
    run: Run, args: tuple[str, ...], format: str
) -> None:
    ran = run(*args, *ON, "--format", format)
    assert ran.status == 0
    said = json.loads(ran.out)["example"] if format == "json" else BANNER in ran.out + ran.err
    assert said


def test_a_route_in_its_territory_says_so_and_how(run: Run) -> None:
    for kind in ("csv", "json"):
        ran = run("steps", "0-4", "--territory", "villeta", "--format", kind)
        assert BANNER in ran.err
    assert json.loads(ran.out)["territory"] == {"id": "villeta", "example": True}
    here, there = (
        json.loads(run("steps", "0-4", *more, "--format", "json").out)["totals"]["completion"]
        for more in ((), ("--territory", "villeta"))
    )
    assert (round(640 * here, 1), round(640 * there, 1)) == (154.2, 32.1)
    assert f"Villeta ({BANNER})" in " ".join(
        run("critical", "0-4", "--territory", "villeta").out.split()
    )


LOCAL = [
    (*words, "--territory", "villeta")
    for words in (
        ("steps", "0-4"), ("critical", "0-4"), ("bottlenecks", "0-4"), ("documents", "0-4"), ("actors", "0-4"),
        ("path", "0-4", "--to", "matricula-jardin"), ("whatif", "0-4", "--set", "cedula.wait=2d"), ("compare", "0-4"),
        ("show", "0-4"), ("show", "0-4", "inscripcion"), ("show", "0-4", "--as", "text"),
    )
]  # fmt: skip


@pytest.mark.parametrize(("number", "args"), [*enumerate(LOCAL)])
def test_whatever_is_asked_of_a_route_among_made_up_points_says_so(
    run: Run, number: int, args: tuple[str, ...]
) -> None:
    for kind in (("table", "json"), ("csv", "md"))[number % 2]:  # a format knows no question
        ran = run(*args, "--format", kind)
        assert ran.status == 0, ran.err
        assert BANNER in ran.err
        if kind == "json" and "text" not in args:
            assert json.loads(ran.out)["territory"]["example"] is True
        elif kind != "csv":
            assert BANNER in " ".join(ran.out.split())


def test_the_list_says_which_territory_is_an_example(run: Run) -> None:
    for kind in ("table", "md"):
        assert "(ejemplo)" in run("guide", "--format", kind).out
    told = json.loads(run("list", "--format", "json").out)["territories"]
    assert [one["id"] for one in told if one.get("status") == "example"] == ["villeta"]


def test_a_step_tells_its_points_where_a_territory_is_given(run: Run) -> None:
    there = ("--territory", "villeta", "--format")
    door = "Operativo móvil (ejemplo), Tacuruty: del 20 al 21 de enero de 2027"
    for args in (
        ("show", "0-4", "inscripcion", *ON), ("show", "0-4", *ON), ("show", "0-4", "--as", "text", *ON),
        ("critical", "0-4"),
    ):  # fmt: skip
        for kind in ("table", "md"):
            ran = run(*args, *there, kind)
            assert BANNER in ran.out
            assert BANNER in ran.err
            narrow = kind == "table" and "show" in args and "text" not in args
            told = "Operativo móvil" if narrow else door  # a narrow column parts the line
            assert told in " ".join(ran.out.split())
        assert "Tacuruty" not in run(*args, "--format", "md").out
    told = json.loads(run("show", "0-4", "inscripcion", *ON, *there, "json").out)["territory"]
    assert told["doors"]["inscripcion"][0].startswith(door)
    told = json.loads(run("critical", "0-4", *there, "json", "--top", "1").out)["territory"]
    assert [*told["doors"]] == ["inscripcion"]
    assert "doors" not in json.loads(run("steps", "0-4", *there, "json").out)["territory"]


def test_a_sheet_of_made_up_data_says_so(run: Run, tmp_path: Path) -> None:
    args = ("--territory", "villeta", "--kind", "losses", "--format", "pdf", "--out", str(tmp_path))
    assert BANNER in run("draw", "0-4", *args).err
    (path,) = tmp_path.glob("*.pdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    assert BANNER in " ".join(text.split())


def test_no_figure_of_a_population_undoes_what_the_points_do(run: Run) -> None:
    found = json.loads(run("compare", "0-4", "--territory", "villeta", "--format", "json").out)
    assert "Villeta" in run("compare", "0-4", "--territory", "villeta").out
    assert "rural" not in json.dumps(found)


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
    ran = run("guide", "distrito", *where)
    assert ran.status == 0
    assert ran.out.startswith("Distrito de ejemplo\n")  # nothing was surveyed yet
