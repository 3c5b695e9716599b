"""One mistake of an author is one problem, on the line where it was made, in words of ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rutas.book import read
from rutas.locale import speaking

SHARED = Path(__file__).parent / "shared"
GOOD = (SHARED / "prueba.yaml").read_text(encoding="utf-8")

# What is written in the place of what, and where the one problem is then told.
MISTAKES: dict[str, tuple[str, str, tuple[int, int, str]]] = {
    "no colon": ("name: Ruta", "name Ruta", (2, 1, "yaml-no-colon")),
    "no space after the colon": ("name: Ruta", "name:Ruta", (2, 1, "yaml-glued")),
    "no colon in the first line": ("id: prueba", "id prueba", (1, 1, "yaml-no-colon")),
    "no colon before a list": ("stages:", "stages", (6, 1, "yaml-no-colon")),
    "no colon in an item's first line": ("- id: etapa", "- id etapa", (7, 5, "yaml-no-colon")),
    "no colon in an item's last line": ("next: fin", "next fin", (14, 9, "yaml-no-colon")),
    "no colon in braces": ("{name: Lista", "{name Lista", (5, 11, "yaml-no-colon")),
    "a title in the first line": ("id: prueba", "Una ruta\nid: prueba", (1, 1, "yaml-no-colon")),
    "a quoted title": ("id: prueba", "'Una ruta'\nid: prueba", (1, 1, "not-a-mapping")),
    "an indented first line": ("id: prueba", " id: prueba", (1, 2, "first-line-inside")),
    "an indented second line": ("name: Ruta", " name: Ruta", (2, 2, "yaml-indent")),
    "a line too far in": ("        channel", "         channel", (13, 10, "yaml-indent")),
    "a line too far out": ("        channel", "       channel", (13, 8, "yaml-indent")),
    "a hyphen too far out": ("      - id: fin", "     - id: fin", (15, 6, "yaml-indent")),
    "a hyphen before all": ("id: prueba", "- id: prueba", (1, 1, "not-a-mapping")),
    "a hyphen alone before all": ("id: prueba", "-\nid: prueba", (1, 1, "not-a-mapping")),
    "a hyphen after a key": ("name: Etapa", "name: - Etapa", (8, 11, "yaml-stray")),
    "a lost first line": ("      - id: inicio\n", "", (10, 9, "lost-item")),
    "a lost hyphen": ("      - id: fin", "        id: fin", (15, 9, "lost-item")),
    "a lost line between": (
        "      - id: fin\n",
        "        name: Otro\n        actor: usf\n        next: fin\n      - id: fin\n",
        (15, 9, "lost-item"),
    ),
    "a lost line, and its id is named": (
        "        next: fin\n",
        "        next: otro\n        name: Otro\n        actor: usf\n        next: fin\n",
        (15, 9, "lost-item"),
    ),
    "a lost key in the catalogue's way": (
        "  lista: {name: Lista, success: true}",
        "  lista:\n    name: Lista\n    success: true\n    name: Otra\n    success: false",
        (8, 5, "lost-entry"),
    ),
    "a line of hyphens": ("stages:", "---\nstages:", (6, 1, "yaml-documents")),
    "hyphens within a step": ("        actor", "---\n        actor", (12, 1, "yaml-documents")),
    "hyphens in a list": ("  - id: etapa", "---\n  - id: etapa", (7, 1, "yaml-documents")),
    "hyphens at the end": ("        outcome", "---\n        outcome", (16, 1, "yaml-documents")),
    "an empty key": ("name: Ruta", ": Ruta", (2, 1, "key-not-text")),
    "an empty key in quotes": ("name: Ruta", "'': Ruta", (2, 1, "key-not-text")),
    "a colon in a text": ("name: Etapa", "name: Etapa: una", (8, 16, "yaml-colon")),
    "a directive": ("id: prueba", "%ID prueba\nid: prueba", (1, 1, "yaml-directive")),
    "a wrong escape": ("name: Etapa", 'name: "C:\\xqui"', (8, 16, "yaml-escape")),
    "a list under a wrong key, and a profile for a step of it": (
        "stages:\n  - id: etapa\n    name: Etapa\n    steps:",
        "profiles: {p: {name: P, set: {inicio.wait: 3 d}}}\nstages:\n  - id: etapa\n    name: Etapa\n    pasos:",
        (10, 5, "unknown-key"),
    ),
    "a line twice": ("      - id: fin\n", "      - id: fin\n" * 2, (15, 9, "empty-step")),
    "a brace that does not close after a key": (
        "success: true}", "success", (5, 10, "yaml-brace"),
    ),
    "a quote in an id that is named": ("- id: fin", "- id: f'in", (15, 13, "bad-id")),
    "a sign in an id that is named": ("- id: fin", '- id: fi"n', (15, 13, "bad-id")),
    "an accent in an id": ("id: inicio", "id: inició", (10, 13, "bad-id")),
    "an accent in an id and what names it": ("- id: fin", "- id: fín", (15, 13, "bad-id")),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake_is_one_problem_on_its_line(mistake: str, tmp_path: Path) -> None:
    old, new, expected = MISTAKES[mistake]
    assert old in GOOD
    (tmp_path / "catalogue.yaml").write_bytes((SHARED / "catalogue.yaml").read_bytes())
    (tmp_path / "prueba.yaml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    _, problems = read(tmp_path)
    assert [(p.line, p.column, p.rule) for p in problems] == [expected]
    with speaking("es"):
        for problem in read(tmp_path)[1]:
            said = problem.message + problem.hint
            assert not re.search(r"\b(found|expected|while|not allowed)\b", said), said


def test_an_id_that_the_catalogue_lacks_is_told_once_with_all_its_places(tmp_path: Path) -> None:
    (tmp_path / "catalogue.yaml").write_bytes((SHARED / "catalogue.yaml").read_bytes())
    wrong = GOOD.replace("actor: usf", "actor: usff", 1)
    twice = wrong.replace(
        "        next: fin\n",
        "        produces: [cedulla]\n        custody: usff\n        next: fin\n",
    )
    (tmp_path / "prueba.yaml").write_text(twice, encoding="utf-8")
    (tmp_path / "segunda.yaml").write_text(
        wrong.replace("id: prueba", "id: segunda", 1), encoding="utf-8"
    )
    _, problems = read(tmp_path)
    assert [(p.line, p.column, p.rule) for p in problems] == [
        (12, 16, "unknown-actor"), (14, 20, "unknown-document"),
    ]  # fmt: skip
    places = f"También en 15:18, {tmp_path / 'segunda.yaml'}:12:16."
    assert problems[0].message.endswith(f"¿Quiso decir «usf»? {places}")
    assert "También" not in problems[1].message


def test_the_work_grows_with_the_mistakes_and_not_with_their_square(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("rutas.reading.tell.id_flaw", asked.append)
    steps = "".join(f"      - {{id: s{i}, name: N, next: x{i}}}\n" for i in range(300))
    (tmp_path / "catalogue.yaml").write_bytes((SHARED / "catalogue.yaml").read_bytes())
    (tmp_path / "prueba.yaml").write_text(
        GOOD.replace("      - id: fin\n", f"{steps}      - id: fin\n"), encoding="utf-8"
    )
    _, problems = read(tmp_path)
    assert [problem.rule for problem in problems] == ["unknown-step"] * 300
    assert len(asked) == 302, "each known id once"
