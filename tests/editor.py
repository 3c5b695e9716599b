"""Read and judge a file as an editor does: by its JSON Schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import jsonschema
import yaml

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
    return path.stem if path.stem in KINDS else "route"


def errors(kind: str, tree: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator(schema(kind))
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(tree)]


def tree_of(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506  (a safe loader)
