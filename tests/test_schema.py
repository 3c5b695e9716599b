"""The JSON Schema of the format: current, true of the real book, and in good Spanish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from rutas.book import read
from rutas.locale import speaking
from rutas.schema import KINDS, schema
from rutas.starter import start
from tests.editor import errors, kind_of, tree_of

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_schema_is_current(kind: str) -> None:
    """If not: rutas schema --out docs/schema."""
    published = (ROOT / "docs" / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == schema(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_new_route_fits(tmp_path: Path) -> None:
    for path in start("18-29", tmp_path):
        tree = tree_of(path)
        assert errors(kind_of(path), tree) == []


@pytest.mark.parametrize(
    ("kind", "change", "place"),
    [
        ("route", {"actr": 1}, "actr"),
        ("route", {"ages": {"from": 0}}, "to"),
        ("route", {"status": "borador"}, "status"),
        ("route", {"id": "Ruta 1"}, "id"),
        ("catalogue", {"actors": {"usf": {}}}, "name"),
        ("criteria", {"loss": {"umbral": 1}}, "loss"),
    ],
)
def test_mistakes_do_not_fit(kind: str, change: dict[str, Any], place: str) -> None:
    path = Path("routes") / ("0-4.yaml" if kind == "route" else f"{kind}.yaml")
    tree = tree_of(path)
    assert any(place in error for error in errors(kind, {**tree, **change}))


def test_every_key_is_explained_in_both_languages() -> None:
    for kind in KINDS:
        spanish = schema(kind)
        with speaking("en"):
            english = schema(kind)
        for part in (spanish, *spanish["$defs"].values()):
            for name, field in part["properties"].items():
                assert field.get("title"), name
                assert field.get("description"), name
        for name, part in spanish["$defs"].items():
            for key, field in part["properties"].items():
                other = english["$defs"][name]["properties"][key]
                assert field["description"] != other["description"], f"{name}.{key}"
                assert "{{" not in field["description"]


def test_no_explanation_is_left_over() -> None:
    import tomllib

    text = (ROOT / "rutas" / "locale" / "schema.toml").read_text(encoding="utf-8")
    fields = {
        f"{name}.{key}"
        for kind in KINDS
        for name, part in [(KINDS[kind].__name__, schema(kind)), *schema(kind)["$defs"].items()]
        for key in part["properties"]
    }
    assert {key for key in tomllib.loads(text) if "." in key} == fields


def agreed(folder: Path, step: dict[str, Any], **fields: Any) -> bool:
    """Tell whether the program takes a route, and check that an editor takes the same."""
    tree = {
        "id": "r", "name": "R", "ways_in": {"to": "a"},
        "outcomes": {"fin": {"name": "Fin", "success": True}},
        "stages": [{"id": "e", "name": "E", "steps": [
            {"id": "a", "name": "A", "next": "f", **step}, {"id": "f", "outcome": "fin"},
        ]}],
        **fields,
    }  # fmt: skip
    path, text = folder / "r.yaml", yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    (folder / "catalogue.yaml").write_text("actors: {}\n", encoding="utf-8")
    taken = not read(folder)[1]
    assert taken == (not errors("route", tree_of(path))), text
    return taken


NUMBERS = [0, 0.5, 1, 2, 2.5, 70, 8500, 20000, -1]


@pytest.mark.parametrize(
    ("field", "taken"),
    [
        ("wait", [0]),
        ("by", [0]),
        ("dropout", [0, 0.5, 1]),
        ("capacity", []),
        ("leaves", []),
        ("cost", []),
    ],
)
def test_numbers_without_a_unit_are_taken_by_both_or_by_none(
    field: str, taken: list[float], tmp_path: Path
) -> None:
    assert [number for number in NUMBERS if agreed(tmp_path, {field: number})] == taken


def test_counts_are_taken_by_both_or_by_none(tmp_path: Path) -> None:
    found = [n for n in NUMBERS if agreed(tmp_path, {"repeat": {"times": n, "every": 0}})]
    assert found == [1, 2, 70, 8500]


@pytest.mark.parametrize("value", [2024, 1.5, True, "texto", {"es": 2024}])
def test_every_scalar_is_a_text_for_both(value: Any, tmp_path: Path) -> None:
    assert agreed(tmp_path, {"name": value, "narrative": value})
    assert agreed(tmp_path, {"next": [{"to": "f", "when": value}]}, name=value, authors=value)


def test_ids_of_digits_are_taken_by_both(tmp_path: Path) -> None:
    steps = {
        "id": "e",
        "name": "E",
        "steps": [{"id": 1, "name": "A", "next": 2}, {"id": 2, "outcome": "fin"}],
    }
    assert agreed(tmp_path, {}, stages=[steps], ways_in={"to": 1}, id=2024)


@pytest.mark.parametrize("name", ["con", "catalogue", "Con", "r"])
def test_reserved_names_are_refused_by_both(name: str, tmp_path: Path) -> None:
    assert agreed(tmp_path, {}, id=name) == (name == "r")


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("draft", True),
        ("Borrador", True),
        ("VALIDADA", True),
        ("aprobado", True),
        ("borador", False),
    ],
)
def test_words_as_people_say_them_are_taken_by_both(word: str, taken: bool, tmp_path: Path) -> None:
    assert agreed(tmp_path, {}, status=word) == taken


@pytest.mark.parametrize("word", ["indirect", "Indirecta", "directo", "no directa"])
def test_an_involvement_is_taken_by_both(word: str, tmp_path: Path) -> None:
    assert agreed(tmp_path, {"involvement": word}) == (word != "no directa")


def test_next_any_is_refused_by_both(tmp_path: Path) -> None:
    assert agreed(tmp_path, {"next": {"all": ["f"]}})
    assert not agreed(tmp_path, {"next": {"any": ["f"]}})


@pytest.mark.parametrize(
    ("path", "value", "taken"),
    [
        ("demand", "3 per day", True),
        ("holds", [], True),
        ("a.wait", "3 d", True),
        ("a", "3 d", False),
    ],
)
def test_what_a_profile_sets_is_taken_by_both(
    path: str, value: Any, taken: bool, tmp_path: Path
) -> None:
    profiles = {"rural": {"name": "Rural", "set": {path: value}}}
    assert agreed(tmp_path, {}, profiles=profiles) == taken
