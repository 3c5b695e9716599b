"""`rutas check` and `rutas explain` as people run them."""

from __future__ import annotations

import json

import pytest
import yaml

from rutas.cli import main
from rutas.rules.engine.explain import codes
from tests.rules.examples import make

NO_CHANNEL = (
    "steps: [{id: control, name: Control, narrative: Se controla., actor: usf, outcome: completa}]"
)
LONG = " ".join(["palabra"] * 40)


@pytest.fixture
def libro(tmp_path):
    make({"ejemplo.yaml": NO_CHANNEL}, tmp_path / "libro")
    return str(tmp_path / "libro")


def test_a_warning_is_told_with_its_place_and_its_remedy(libro, capsys):
    assert main(["check", "--book", libro]) == 1
    out = capsys.readouterr().out
    assert "ejemplo.yaml:" in out
    assert ": warning R064 No se dice cómo se atiende en «Control»" in out
    assert "→ Agregue «channel»." in out


def test_nothing_at_the_level_that_is_asked_for_is_fine(libro, capsys):
    assert main(["check", "--book", libro, "--level", "error"]) == 0
    assert capsys.readouterr().out == "Nada que corregir.\n"


def test_notes_are_told_when_they_are_asked_for(tmp_path, capsys):
    route = f"steps: [{{id: a, name: Alta, narrative: {LONG}, outcome: completa}}]"
    make({"ejemplo.yaml": route}, tmp_path / "libro")
    book = ["--book", str(tmp_path / "libro")]
    assert main(["check", *book]) == 0
    assert main(["check", *book, "--level", "info"]) == 1
    assert "info R101" in capsys.readouterr().out


def test_only_the_rules_that_are_asked_for(libro, capsys):
    assert main(["check", "--book", libro, "--only", "R001,late-at-best"]) == 0
    assert main(["check", "--book", libro, "--only", "no-channel"]) == 1
    capsys.readouterr()
    assert main(["check", "--book", libro, "--only", "R0644"]) == 2
    assert "R064" in capsys.readouterr().err


def test_json_is_the_same_document_whether_the_book_can_be_read_or_not(libro, tmp_path, capsys):
    assert main(["check", "--book", libro, "--format", "json"]) == 1
    good = json.loads(capsys.readouterr().out)
    (tmp_path / "libro" / "ejemplo.yaml").write_text("id: [", encoding="utf-8")
    assert main(["check", "--book", libro, "--format", "json"]) == 2
    bad = json.loads(capsys.readouterr().out)
    assert set(good) == set(bad)
    assert good["sound"] == {"ejemplo": True}
    assert bad["sound"] == {}
    assert bad["problems"][0]["level"] == "error"
    assert main(["check", "--book", libro, "--only", "R001"]) == 2
    assert "error" in capsys.readouterr().out


def test_a_route_is_named_by_its_id_or_by_its_file(libro, capsys):
    assert main(["check", "ejemplo", "--book", libro]) == 1
    by_id = capsys.readouterr().out
    assert main(["check", f"{libro}/ejemplo.yaml"]) == 1
    assert capsys.readouterr().out == by_id
    assert main(["check", f"{libro}/catalogue.yaml"]) == 1
    assert main(["check", "ejempo", "--book", libro]) == 2
    assert "ejemplo" in capsys.readouterr().err


@pytest.mark.parametrize("format", ["sarif", "junit", "github", "csv", "md"])
def test_every_format_names_the_rule(libro, capsys, format):
    assert main(["check", "--book", libro, "--format", format]) == 1
    assert "R064" in capsys.readouterr().out


def test_what_is_missing_is_told_for_each_analysis(libro, capsys):
    assert main(["check", "--what-is-missing", "--book", libro, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["analyses"]
    assert [row["analysis"] for row in rows] == [
        "people", "time", "capacity", "documents", "interactions",
    ]  # fmt: skip
    assert rows[0]["missing"] == ["control.dropout"]
    assert main(["check", "--what-is-missing", "--book", libro]) == 0
    assert "Personas" in capsys.readouterr().out


def test_a_rule_is_explained_with_its_examples(capsys):
    assert main(["explain", "r031"]) == 0
    out = capsys.readouterr().out
    assert "Un círculo de papeles" in out
    assert "requires: cedula" in out
    assert main(["explain", "circle-of-papers", "--lang", "en"]) == 0
    assert "A circle of papers" in capsys.readouterr().out


def test_a_mistake_of_form_is_explained_too(capsys):
    assert main(["explain", "unknown-actor"]) == 0
    assert "no está en el catálogo" in capsys.readouterr().out


def test_every_code_is_listed_and_none_is_made_up(capsys):
    assert main(["explain", "--format", "json"]) == 0
    codes = {rule["code"] for rule in json.loads(capsys.readouterr().out)["rules"]}
    assert {"R001", "R112", "unknown-actor", "yaml-tab"} <= codes
    assert main(["explain", "R999"]) == 2


def test_a_file_outside_a_book_is_checked_with_the_book_that_is_named(libro, tmp_path, capsys):
    draft = tmp_path / "borrador.yaml"
    text = (tmp_path / "libro" / "ejemplo.yaml").read_text(encoding="utf-8")
    draft.write_text(text.replace("id: ejemplo", "id: borrador", 1), encoding="utf-8")
    assert main(["check", str(draft), "--book", libro]) == 1
    out = capsys.readouterr().out
    assert "borrador.yaml:" in out
    assert "/ejemplo.yaml:" not in out
    draft.write_text(text.replace("actor: usf", "actor: usff"), encoding="utf-8")
    assert main(["check", str(draft), "--book", libro]) == 2
    assert "unknown-actor" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "nada.yaml"), "--book", libro]) == 2


@pytest.mark.parametrize("columns", ["40", "60"])
def test_an_example_fits_the_terminal_and_means_what_it_meant(monkeypatch, capsys, columns):
    """A broken line of YAML is read as the whole one was."""
    monkeypatch.setenv("COLUMNS", columns)
    broken = 0
    for told in codes():
        capsys.readouterr()
        assert main(["explain", told.code]) == 0
        out = capsys.readouterr().out
        heading = f"Bien ({next(iter(told.good))}):" if len(told.good) > 1 else "Bien:"
        lines = out.partition(f"\n{heading}\n")[2].split("\n\n")[0].split("\n")
        shown = "\n".join(line.removeprefix("    ") for line in lines)
        written = next(iter(told.good.values()), "")
        assert yaml.safe_load(shown) == yaml.safe_load(written), told.code
        assert all(len(line) <= int(columns) or len(line.split()) <= 2 for line in lines), told.code
        broken += written.rstrip("\n") != shown
    assert broken > 10
