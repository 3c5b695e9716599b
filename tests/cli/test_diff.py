"""`rutas diff` and `changed:` as people run them, in a repository of git."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import jsonschema
import pytest

from rutas.answers import schema
from tests.repository import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def kept(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small book in a repository, changed since: one route waits longer, one came, one is gone."""
    git(small.parent, "init", "--quiet", "--initial-branch=main")
    git(small.parent, "add", "--all")
    git(small.parent, "commit", "--message", "Primera versión")
    edit(small / "uno.yaml", "wait: 3 d", "wait: 10 d")
    edit(small / "uno.yaml", "requires: libreta", "requires: []")
    tres = (small / "dos.yaml").read_text(encoding="utf-8").replace("dos", "tres")
    (small / "tres.yaml").write_text(tres, encoding="utf-8")
    (small / "dos.yaml").unlink()
    monkeypatch.chdir(small.parent)
    monkeypatch.setenv("COLUMNS", "80")
    return small


def test_what_changed_since_a_revision_is_told_word_by_word(
    kept: Path, run: Run, golden: Callable[[str, str], None]
) -> None:
    found = run("diff", "main:uno", "--book", "libro")
    assert (found.status, found.err) == (0, "")
    golden("diff.txt", "".join(f"{line.rstrip()}\n" for line in found.out.splitlines()))
    english = run("--lang", "en", "diff", "main:uno", "--book", "libro", "--area", "papers").out
    assert "Control · requires: no longer: Libreta" in english
    assert "1 change of 2 shown." in english
    assert "Esta versión" not in english


def test_the_document_keeps_to_its_schema_and_to_the_contract(kept: Path, run: Run) -> None:
    told = json.loads(run("diff", "main:uno", "uno", "--book", "libro", "--format", "json").out)
    jsonschema.validate(told, schema("diff"))
    assert list(told) == [
        "rutas", "route", "old", "new", "summary", "changes", "figures", "profiles", "points",
        "sound", "problems",
    ]  # fmt: skip
    assert (told["route"], told["old"]["source"], told["new"]["source"]) == (
        "uno",
        "main:uno",
        "uno",
    )
    assert told["old"]["fingerprint"] != told["new"]["fingerprint"]
    wait, paper = sorted(told["changes"], key=lambda one: one["id"])
    line = 1 + next(
        i for i, text in enumerate((kept / "uno.yaml").read_text(encoding="utf-8").splitlines())
        if "id: aviso" in text
    )  # fmt: skip
    place = {"file": "libro/uno.yaml", "line": line}
    assert wait == {
        "what": "step", "how": "changed", "id": "aviso", "was": None, "field": "wait",
        "before": "3 d", "after": "10 d", "area": "time", "effect": "worse", "rule": "D014",
        "old": place, "new": place, "text": "Aviso · espera: de 3 d a 10 d",
    }  # fmt: skip
    assert (paper["field"], paper["effect"], paper["rule"]) == ("requires", "better", "D010")
    assert told["figures"]["journey_days.mean"]["told"]
    assert [one["id"] for one in told["profiles"]] == ["rural"]


def test_a_revision_alone_is_every_route_those_that_came_and_are_gone_too(
    kept: Path, run: Run
) -> None:
    found = run("diff", "main", "--book", "libro", "--format", "json")
    told = json.loads(found.out)
    jsonschema.validate(told, schema("diff-all"))
    how = {
        one["route"]: (one["changes"][0]["how"], one["changes"][0]["effect"])
        for one in told["routes"]
    }
    assert how == {
        "uno": ("changed", "worse"), "tres": ("added", "neutral"), "dos": ("removed", "broken"),
    }  # fmt: skip
    said = run("diff", "main", "--book", "libro").out
    assert "Esta ruta ya no está" in said


def test_files_routes_and_revisions_are_told_apart(kept: Path, run: Run) -> None:
    shutil.copy(kept / "uno.yaml", "main")  # a file comes first, whatever it is called
    assert "dicen lo mismo" in run("diff", "main", "uno", "--book", "libro").out
    edit(kept / "uno.yaml", "Ruta uno", "Ruta primera")
    assert "Ruta primera · nombre" in run("diff", "main", "uno", "--book", "libro").out
    for absent in ("libro/no-hay/uno.yaml", "C:\\no-hay.yaml"):
        assert absent in run("diff", absent, "--book", "libro").err
    assert "Aviso · espera" in run("diff", "HEAD:libro/uno.yaml", "--book", "libro").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["uno"], "es la ruta como está ahora"),
        (["main", "uno"], "son varias rutas"),
        (["unno"], "¿Quiso decir «uno»?"),
        (["nada:uno"], "git no conoce la revisión «nada»"),
        (["main:cuatro"], "cuatro"),
        (["main:uno", "--area", "tiempo"], "«tiempo»"),
    ],
)
def test_what_names_nothing_is_told_in_a_sentence(
    words: list[str], said: str, kept: Path, run: Run
) -> None:
    found = run("diff", *words, "--book", "libro")
    assert found.status == 2
    assert said in found.err
    assert "Traceback" not in found.err


def test_a_book_that_could_not_be_read_then_is_never_no_change(kept: Path, run: Run) -> None:
    edit(kept / "uno.yaml", "channel: casa", "channel: cassa")
    git(kept, "add", "--all")
    git(kept, "commit", "--message", "Rota")
    edit(kept / "uno.yaml", "channel: cassa", "channel: casa")
    found = run("diff", "HEAD:uno", "--book", "libro")
    assert found.status == 2
    assert "HEAD:libro/uno.yaml" in found.err
    assert found.out == ""


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], 0),
        (["--fail-on", "change"], 1),
        (["--fail-on", "worse"], 1),
        (["--fail-on", "broken"], 0),
        (["--fail-on", "worse", "--area", "papers"], 0),
        (["--fail-on", "change", "--effect", "broken"], 0),
    ],
)
def test_the_status_says_what_was_asked_of_what_is_shown(
    words: list[str], status: int, kept: Path, run: Run
) -> None:
    assert run("diff", "main:uno", "--book", "libro", *words).status == status


def test_before_and_after_are_drawn_with_what_changed(kept: Path, run: Run) -> None:
    found = run("diff", "main:uno", "--book", "libro", "--draw", "hojas", "--format", "csv")
    assert found.status == 0
    assert "uno-flow" in found.err
    assert len(list((kept.parent / "hojas").glob("uno-flow*.pdf"))) == 1
    assert len(found.out.splitlines()) == 3


def test_a_selection_finds_what_changed_since_and_what_comes_after(kept: Path, run: Run) -> None:
    def steps(*words: str) -> list[str]:
        found = run("steps", "uno", *words, "--book", "libro", "--format", "json")
        assert found.status == 0, found.err
        return [one["id"] for one in json.loads(found.out)["steps"]]

    edit(kept / "uno.yaml", "requires: []", "requires: libreta")
    assert steps("changed:main") == ["aviso"]
    assert steps("changed:main+") == ["aviso", "control"]
    assert steps("changed:main", "--profile", "rural") == [
        "aviso"
    ]  # not what the population changes
    git(kept, "add", "--all")
    git(kept, "commit", "--message", "Segunda")
    assert steps("changed:HEAD") == []
    assert run("steps", "uno", "changed:nada", "--book", "libro").status == 2
