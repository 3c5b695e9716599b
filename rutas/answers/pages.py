"""Write the page of a document: what asks for it, and every key with its type and its meaning."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any

from rutas.answers.markdown import escaped, table
from rutas.answers.published import schema
from rutas.answers.questions import NAMES, find_question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["page"]


def page(name: str) -> str:
    """Return the page of a document as Markdown.

    Parameters
    ----------
    name
        One of `rutas.answers.DOCUMENTS`.

    Examples
    --------
    >>> page("critical").splitlines()[0]
    '# rutas critical'
    """
    shape = schema(name)
    parts = [f"# {shape['title']}"]
    if name in NAMES:
        parts += [inspect.getdoc(import_module(f"rutas.answers.{name}")) or "", _usage(name)]
    parts.append(escaped(shape["description"]))
    parts += [
        f"As JSON ([schema](../schema/{name}.schema.json)):",
        *_keys(shape),
    ]
    for part, inner in shape.get("$defs", {}).items():
        parts += [f"## {part}", escaped(inner["description"]), *_keys(inner)]
    return "\n\n".join(parts) + "\n"


def _usage(name: str) -> str:
    question = find_question(name)
    words = ["rutas", name, "ROUTE", *(["[SELECT]..."] if question.selects else [])]
    for one in question.parameters:
        said = f"{one.option} {one.metavar or ('WORD' if one.words else '')}".rstrip()
        words.append(said if one.required else f"[{said}]")
    words += ["[--exclude SELECT]"] if question.selects else []
    words += ["[--all]"] if question.shortens else []
    words += ["[--profile NAME]"] if question.populations else []
    return f"```\n{' '.join(words)}\n```"


def _keys(shape: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        [key, _kind(inner), inner.get("description", "")]
        for key, inner in shape["properties"].items()
    ]
    yield "\n".join(table(["key", "type", "meaning"], rows, right=3))


def _kind(shape: Mapping[str, Any]) -> str:
    """Say a type in words.

    >>> _kind({"anyOf": [{"type": "number", "minimum": 0, "maximum": 1.000001}, {"type": "null"}]})
    'number from 0 to 1, or null'
    >>> _kind({"type": "array", "items": {"$ref": "#/$defs/Step"}})
    'list of Step'
    """
    if "anyOf" in shape:
        return ", or ".join(map(_kind, shape["anyOf"]))
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if "enum" in shape or "const" in shape:
        return ", ".join(map(str, shape.get("enum", [shape.get("const")])))
    kind = str(shape.get("type", "anything"))
    if kind == "array":
        inner = shape.get("items") or (shape.get("prefixItems") or [{}])[0]
        return f"list of {_kind(inner)}"
    if kind == "object":
        return f"mapping of {_kind(shape.get('additionalProperties') or {})}"
    return {"string": "text", "boolean": "true or false"}.get(kind, kind) + _bounds(shape)


def _bounds(shape: Mapping[str, Any]) -> str:
    low, high = shape.get("minimum"), shape.get("maximum")
    if low is None:
        return ""
    return f" from {low}" if high is None else f" from {low} to {high:g}"
