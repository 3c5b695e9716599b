"""Read and judge a file as an editor does: by its JSON Schema."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema
import yaml

from rutas.book import read
from rutas.schema import KINDS, schema

if TYPE_CHECKING:
    from pathlib import Path


class Loader(yaml.SafeLoader):
    """Read YAML as editors do (YAML 1.2): a date is a text, and only true and false are truth values."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, regex) for tag, regex in pairs if not tag.endswith((":timestamp", ":bool"))]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def kind_of(path: Path) -> str:
    if path.parent.name == "sessions":
        return "session"
    if path.parent.parent.name == "boards":
        return "application"
    return path.stem if path.stem in KINDS else "route"


@cache
def checker(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(kind))


def errors(kind: str, tree: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in checker(kind).iter_errors(tree)]


def tree_of(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506  (a safe loader)


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
