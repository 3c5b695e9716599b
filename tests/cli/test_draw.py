"""Drawing from the command line: marks, and a route before and after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

BOOK = str(Path(__file__).parent.parent / "routes")


def test_a_what_if_is_drawn_before_and_after(run: Run, small: Path, tmp_path: Path) -> None:
    done = run("draw", "uno", "--kind", "flow", "--set", "control.wait=9d", "--format", "svg", "--book", str(small), "--out", str(tmp_path / "hojas"))  # fmt: skip
    assert done.status == 0
    first, second = sorted((tmp_path / "hojas").iterdir(), key=lambda path: len(path.name))
    assert "(antes)" in first.read_text(encoding="utf-8")
    after = second.read_text(encoding="utf-8")
    assert "(después)" in after
    assert " changed" in after


def test_two_versions_are_drawn_beside_each_other(run: Run, small: Path, tmp_path: Path) -> None:
    newer = small / "uno-nueva.yaml"
    text = (small / "uno.yaml").read_text(encoding="utf-8")
    newer.write_text(
        text.replace("id: uno", "id: uno-nueva", 1).replace("aviso", "llamada"), "utf-8"
    )
    done = run("draw", "uno-nueva", "--kind", "flow", "--against", "uno", "--format", "svg", "--book", str(small), "--out", str(tmp_path / "hojas"))  # fmt: skip
    assert done.status == 0
    before, after = (
        path.read_text(encoding="utf-8")
        for path in sorted((tmp_path / "hojas").iterdir(), key=lambda path: len(path.name))
    )
    assert " removed" in before
    assert " added" in after


def test_what_changes_is_one_sheet_where_no_kind_is_named(
    run: Run, small: Path, tmp_path: Path
) -> None:
    out = tmp_path / "hojas"
    done = run("draw", "uno", "--set", "control.wait=9d", "--format", "svg", "--book", str(small), "--out", str(out))  # fmt: skip
    assert done.status == 0
    (sheet,) = out.iterdir()
    assert sheet.name == "uno-versions-a4.svg"
    text = sheet.read_text(encoding="utf-8")
    assert 'id="step-control"' in text
    assert "Espera: 9 d" in text.replace("\u00a0", " ")


def test_two_versions_are_asked_for_where_there_is_one(
    run: Run, small: Path, tmp_path: Path
) -> None:
    done = run("draw", "uno", "--kind", "versions", "--book", str(small), "--out", str(tmp_path))
    assert done.status == 2
    assert "--set" in done.err
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_selection_and_the_critical_path_are_highlighted(
    run: Run, small: Path, tmp_path: Path
) -> None:
    for option in (("--highlight", "control"), ("--critical-path",)):
        out = tmp_path / option[0].strip("-")
        done = run("draw", "uno", *option, "--format", "svg", "--book", str(small), "--out", str(out))  # fmt: skip
        assert done.status == 0
        (sheet,) = out.iterdir()
        assert " highlight" in sheet.read_text(encoding="utf-8")


def test_a_change_that_does_not_fit_is_one_sentence(run: Run, small: Path, tmp_path: Path) -> None:
    done = run("draw", "uno", "--set", "control.espera=9d", "--book", str(small), "--out", str(tmp_path))  # fmt: skip
    assert done.status == 2
    assert "espera" in done.err
    assert "Traceback" not in done.err


def test_names_are_in_guarani_where_the_route_has_them(run: Run, tmp_path: Path) -> None:
    done = run("draw", "nacer", "--book", "../docs/ejemplo", "--names", "gn", "--format", "svg", "--out", str(tmp_path))  # fmt: skip
    assert done.status == 0
    drawn = (tmp_path / "nacer-flow-a4.svg").read_text(encoding="utf-8")
    assert "Heñói guive" in drawn  # the route has a name in Guaraní
    assert "Punto crítico" in drawn  # the words around the drawing have none


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        (["--stage", "identidad"], {"inscripcion", "cedula"}),
        (["--stage", "identidad", "--select", "inscripcion"], {"inscripcion"}),
        (["--actor", "registro-civil", "--stage", "identidad"], {"inscripcion"}),
    ],
)
def test_a_part_is_what_all_that_is_asked_for_has_in_common(
    run: Run, tmp_path: Path, asked: list[str], steps: set[str]
) -> None:
    done = run(
        "draw",
        "0-4",
        *asked,
        "--kind",
        "handout",
        "--format",
        "svg",
        "--out",
        str(tmp_path),
        "--book",
        BOOK,
    )
    assert done.status == 0, done.err
    drawn = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.svg"))
    assert {
        step for step in ("inscripcion", "cedula", "captacion") if f'id="step-{step}"' in drawn
    } == steps


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--stage", "identida"], "identidad"),
        (["--ages", "3x"], "--ages 0..1"),
        (["--stage", "identidad", "--select", "captacion"], "Ningún paso es de esa parte"),
        (["--kind", "actors", "--stage", "identidad"], "no se dibuja por partes"),
    ],
)
def test_a_part_that_there_is_not_is_one_sentence(
    run: Run, tmp_path: Path, asked: list[str], told: str
) -> None:
    done = run("draw", "0-4", *asked, "--out", str(tmp_path), "--book", BOOK)
    assert done.status == 2
    assert told in done.err
    assert list(tmp_path.iterdir()) == []


def test_bare_ages_are_years(run: Run, tmp_path: Path) -> None:
    drawn = []
    for place, ages in enumerate(("0..1", "0..1 y", "0..12 mo")):
        out = tmp_path / str(place)
        done = run("draw", "0-4", "--kind", "handout", "--ages", ages, "--format", "dot",
                   "--out", str(out), "--book", BOOK)  # fmt: skip
        assert done.status == 0, done.err
        drawn.append([path.read_bytes() for path in sorted(out.iterdir())])
    assert drawn[0] == drawn[1] == drawn[2]


def test_letters_that_will_be_boxes_are_told(run: Run, small: Path, tmp_path: Path) -> None:
    path = small / "uno.yaml"
    text = path.read_text(encoding="utf-8").replace("name: Aviso", "name: Aviso ☎")
    path.write_text(text, encoding="utf-8")
    done = run("draw", "uno", "--format", "svg", "--book", str(small), "--out", str(tmp_path))
    assert done.status == 0
    (told,) = [line for line in done.err.splitlines() if "☎" in line]
    assert "«☎» (U+260E), que está en «aviso»" in told


def test_all_names_that_a_language_lacks_are_told(run: Run, small: Path, tmp_path: Path) -> None:
    path = small / "uno.yaml"
    text = path.read_text(encoding="utf-8")
    more = "".join(f"      - {{id: paso-{n}, name: Paso {n}, next: control}}\n" for n in range(20))
    path.write_text(text.replace("      - {id: aviso", f"{more}      - {{id: aviso"), "utf-8")
    done = run("draw", "uno", "--names", "gn", "--format", "dot", "--book", str(small), "--out", str(tmp_path))  # fmt: skip
    assert done.status == 0, done.err
    assert "…" not in done.err
    told = done.err.partition(": ")[2].strip().rstrip(".").split("; ")
    assert {f"Paso {n}" for n in range(20)} <= set(told)


def test_queues_are_drawn_of_a_play_with_a_change_and_a_shock(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rutas.cli.draw._MOST", 2)
    shock = "control: cerrado 2027-03-01..2027-03-14"
    args = ("--years", "1", "--start", "2027-01-01", "--seed", "7", "--set", "control.dropout=5%", "--shock", shock)  # fmt: skip
    done = run("draw", "uno", "--kind", "queues", *args, "--format", "svg", "--book", str(small), "--out", str(tmp_path / "hojas"))  # fmt: skip
    assert done.status == 0, done.err
    (sheet,) = (tmp_path / "hojas").iterdir()
    assert sheet.name == "uno-queues-a3-landscape.svg"
    text = sheet.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert 'id="actor-usf"' in text
    assert "Colas, día por día" in text
    assert "semilla 7" in text
    assert "control.dropout=5%; control: cerrado 2027-03-01..2027-03-14" in text
    wrong = run("draw", "uno", "--kind", "queues", "--shock", "nada", "--book", str(small))
    assert wrong.status == 2
