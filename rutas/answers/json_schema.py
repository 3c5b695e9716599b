"""Publish the shape of every JSON document, as JSON Schema.

The schemas come from the dataclasses of the answers, and their explanations from the docstrings. Every key
that a document may have is named, and none else is allowed: a program that reads these documents can rely
on it.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from rutas.answers.row import key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import core_schema

__all__ = ["DRAFT", "LOCAL", "explained", "list_of", "schema_of"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_HEAD = {
    "rutas": {"description": "The version that wrote the document.", "type": "string"},
    "route": {"description": "The route's id.", "type": "string"},
}
LOCAL = {
    "description": "The territory in which the route is; only with --territory.",
    "type": "object",
    "properties": {
        "id": {"description": "Its id.", "type": "string"},
        "example": {"description": "Whether something in it is made up.", "type": "boolean"},
        "doors": {
            "description": "By step, a line for each point that serves it; where steps tell their points.",
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "required": ["id", "example"],
    "additionalProperties": False,
}
"""What a document says of the territory in which its route is."""
_ASKED = "Only with --{}."
_NAMES = re.compile(r"\w+(, \w+)*")


def schema_of(
    answer: type[Any], title: str, *head: str, more: Mapping[str, type[Any]] | None = None
) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a document.

    Parameters
    ----------
    answer
        The dataclass of the answer.
    title
        What the document is called.
    head
        The keys that stand before those of the answer: ``rutas``, and ``route``.
    more
        Keys that may stand after them, each a list of such a dataclass; they mark the document of a
        question, which may be asked of a route in a territory.

    Examples
    --------
    >>> from rutas.answers.critical import Critical
    >>> schema_of(Critical, "rutas critical", "rutas", "route")["required"]
    ['rutas', 'route', 'points', 'assumed']
    """
    shape = TypeAdapter(answer).json_schema(schema_generator=_Shapes)
    parts = shape.pop("$defs", {})
    properties = {name: _HEAD[name] for name in head} | shape.pop("properties")
    required = [*head, *shape.pop("required", ())]
    properties |= {"territory": LOCAL} if more else {}
    for name, kind in (more or {}).items():
        inner = TypeAdapter(kind).json_schema(schema_generator=_Shapes)
        parts |= {**inner.pop("$defs", {}), kind.__name__: inner}
        items = {"$ref": f"#/$defs/{kind.__name__}"}
        properties[name] = {"description": _ASKED.format(name), "type": "array", "items": items}
    defs = {"$defs": parts} if parts else {}
    whole = {**shape, "properties": properties, "required": required, **defs}
    return {"$schema": DRAFT, **whole, "title": title}


def list_of(kind: type[Any]) -> dict[str, Any]:
    """Return the schema of a list of rows, which hold no other rows."""
    return {"type": "array", "items": TypeAdapter(kind).json_schema(schema_generator=_Shapes)}


class _Shapes(GenerateJsonSchema):
    """Write dataclasses as closed objects, with what their docstrings say."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> dict[str, Any]:
        shape = super().dataclass_schema(schema)
        kind: type[Any] = schema["cls"]
        told = explained(kind)
        names = list(shape.get("properties", ()))
        shape["properties"] = {
            key(name): _beside(shape["properties"][name], told.get(name)) for name in names
        }
        shape["required"] = [key(name) for name in names if name in shape.get("required", ())]
        shape["additionalProperties"] = False
        shape["description"] = inspect.cleandoc(kind.__doc__ or "").partition("\n")[0]
        return shape

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  (pydantic asks so)
        """A key says what it is; it needs no title."""
        return False


def _beside(shape: dict[str, Any], told: str | None) -> dict[str, Any]:
    return {"description": told, **shape} if told else shape


def explained(kind: type[Any]) -> dict[str, str]:
    """Return what a dataclass's docstring says of its attributes, those of its bases included.

    >>> from rutas.answers.path import Way
    >>> explained(Way)["steps"]
    'Ids, first and last included.'
    """
    found: dict[str, str] = {}
    for one in reversed(kind.__mro__):
        said = inspect.cleandoc(one.__doc__ or "").replace("``", "")
        _, _, section = said.partition("Attributes\n----------\n")
        names: list[str] = []
        for line in section.splitlines():
            if _NAMES.fullmatch(line):
                names = line.split(", ")
            elif line.startswith("    "):
                found |= {name: f"{found.get(name, '')} {line.strip()}".strip() for name in names}
    return found
