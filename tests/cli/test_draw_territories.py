"""Drawing territories, and routes in them, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from rutas.diagram.kinds import KINDS

if TYPE_CHECKING:
    from tests.cli.conftest import Run

BOOK = ("--book", str(Path(__file__).parent.parent / "routes"))
ON = ("--on", "2026-11-30")
BANNER = "EJEMPLO: datos inventados"
ALONE = [name for name, kind in KINDS.items() if kind.of == "route" and name != "versions"]
LOCAL = [name for name, kind in KINDS.items() if kind.of in {"territory", "local-route"}]


def written(folder: Path) -> str:
    """All that a reader of the sheets reads."""
    pages = (page for path in folder.glob("*.pdf") for page in pypdf.PdfReader(path).pages)
    return "\n".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("kind", LOCAL)
def test_each_kind_draws_a_territory_and_says_what_is_made_up(run: Run, tmp_path: Path, kind: str) -> None:  # fmt: skip
    names = ("0-4", "--territory", "villeta") if KINDS[kind].of == "local-route" else ("villeta",)
    ran = run("draw", *names, "--kind", kind, *ON, *BOOK, "--out", str(tmp_path))
    assert (ran.status, ran.out) == (0, "")
    name = "villeta-0-4" if KINDS[kind].of == "local-route" else "villeta"
    assert [path.name for path in tmp_path.iterdir()] == [f"{name}-{kind}-{KINDS[kind].paper}.pdf"]
    reader = pypdf.PdfReader(next(tmp_path.iterdir()))
    assert all(BANNER in page.extract_text() for page in reader.pages)
    text = written(tmp_path)
    assert "30/11/2026" in text
    assert "12 de 46 puntos" in text


def test_a_territory_alone_is_drawn_as_its_guide(run: Run, tmp_path: Path) -> None:
    ran = run("draw", "villeta", *ON, *BOOK, "--format", "svg", "--out", str(tmp_path))
    assert ran.status == 0
    assert all(path.name.startswith("villeta-guide-a4") for path in tmp_path.iterdir())


def test_without_a_name_every_territory_is_drawn(run: Run, tmp_path: Path) -> None:
    ran = run("draw", "--kind", "map", *ON, *BOOK, "--format", "pdf", "--out", str(tmp_path))
    assert ran.status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{name}-map-a4.pdf"
        for name in ("mariscal-estigarribia", "san-juan-nepomuceno", "santa-rosa-del-aguaray", "villeta")
    ]  # fmt: skip
    assert "0 de 130 puntos" in written(tmp_path)


@pytest.mark.parametrize("kind", LOCAL)
def test_a_picture_says_what_is_made_up_as_its_sheet_does(run: Run, tmp_path: Path, kind: str) -> None:  # fmt: skip
    names = ("0-4", "--territory", "villeta") if KINDS[kind].of == "local-route" else ("villeta",)
    ran = run("draw", *names, "--kind", kind, *ON, *BOOK, "--format", "svg", "--out", str(tmp_path))
    assert ran.status == 0
    for path in tmp_path.iterdir():
        assert BANNER in path.read_text("utf-8")


@pytest.mark.parametrize("kind", ALONE)
def test_a_route_in_a_territory_with_made_up_data_says_so(run: Run, tmp_path: Path, kind: str) -> None:  # fmt: skip
    args = ("draw", "0-4", "--territory", "villeta", "--kind", kind, *ON, *BOOK)
    ran = run(*args, "--out", str(tmp_path))
    assert ran.status == 0
    assert BANNER in ran.err
    for page in pypdf.PdfReader(next(tmp_path.iterdir())).pages:
        assert BANNER in " ".join(page.extract_text().split())


def test_a_family_is_told_at_which_doors_and_when(run: Run, tmp_path: Path) -> None:
    args = ("draw", "0-4", "--kind", "handout", "--select", "parto inscripcion cedula captacion")
    assert run(*args, *ON, *BOOK, "--out", str(tmp_path / "sin")).status == 0
    assert (
        run(*args, "--territory", "villeta", *ON, *BOOK, "--out", str(tmp_path / "con")).status == 0
    )
    without, there = (" ".join(written(tmp_path / name).split()) for name in ("sin", "con"))
    door = "Hospital distrital (ejemplo), Villeta: todos los días y feriados las 24 horas."
    assert door in there
    assert door not in without
    assert "martes y jueves de 8:00 a 11:00" not in there  # its officer is missing
    assert "Operativo móvil (ejemplo), Tacuruty" in there
    assert (
        "del 20 al 21 de enero de 2027 de 7:00 a 13:00. Solo para: Tacuruty, Guazú Corá." in there
    )
    assert "Visita al hogar" in there  # nobody goes to a door for it


def test_a_door_that_no_longer_opens_is_not_told(run: Run, tmp_path: Path) -> None:
    args = ("draw", "0-4", "--territory", "villeta", "--kind", "handout", "--select", "inscripcion")
    assert run(*args, "--on", "2027-01-22", *BOOK, "--out", str(tmp_path)).status == 0
    text = " ".join(written(tmp_path).split())
    assert "Operativo móvil" not in text
    assert "Registro del Estado Civil (ejemplo), Villeta. Según la ficha" in text
    assert "falta Libros de actas. Llame antes de ir." in text


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("vileta", "--kind", "map"), "vileta"),
        (("0-4", "--territory", "vileta", "--kind", "plan"), "«villeta»"),
        (("0-5", "--territory", "villeta", "--kind", "plan"), "«0-4»"),
    ],
)
def test_a_wrong_name_is_one_sentence(run: Run, tmp_path: Path, args: tuple[str, ...], told: str) -> None:  # fmt: skip
    ran = run("draw", *args, *BOOK, "--out", str(tmp_path))
    assert ran.status == 2
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []
