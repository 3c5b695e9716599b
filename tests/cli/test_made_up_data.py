"""Whatever is asked of an example territory says that its data are made up, and a route in it tells its points."""

from __future__ import annotations

import json
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


@pytest.mark.parametrize("args", LOCAL, ids=" ".join)
def test_whatever_is_asked_of_a_route_among_made_up_points_says_so(
    run: Run, args: tuple[str, ...]
) -> None:
    for kind in ("table", "json", "csv", "md"):
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
