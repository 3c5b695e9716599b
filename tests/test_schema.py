"""The JSON Schema of the format: current, true of the real book, and in good Spanish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

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
