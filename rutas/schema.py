"""Describe the files of a book as JSON Schema, so that an editor can help whoever writes them.

The schemas come from the models, with the words of the catalogue ``schema.toml``; what a model reads in
more than one shape (one or a list, a text or a mapping) is written out here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from rutas.answers.agreed import Agreed
from rutas.answers.json_schema import DRAFT, LOCAL, list_of
from rutas.locale import has, say
from rutas.model.board import Application, Instrument
from rutas.model.calendar import Calendar, NamedHoliday
from rutas.model.catalogue import Actor, Catalogue, Channel, Document, Service, Source
from rutas.model.criteria import REASONS, Criteria, Criterion, Delay
from rutas.model.ficha import Ficha, ItemAnswer
from rutas.model.improvement import Improvements
from rutas.model.instruments import Instruments
from rutas.model.route import Route
from rutas.model.session import NextSession, Session
from rutas.model.step import Link, Next
from rutas.model.territory import Offer, Territory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model.base import Model

__all__ = ["KINDS", "RECORDS", "record_schema", "schema"]

KINDS: Mapping[str, type[Model]] = {
    "route": Route, "catalogue": Catalogue, "criteria": Criteria,
    "territory": Territory, "ficha": Ficha, "calendar": Calendar, "session": Session,
    "instrument": Instrument, "application": Application, "instruments": Instruments,
    "improvements": Improvements,
}  # fmt: skip
"""The files that have a schema."""

_PARTS = (
    Actor,
    Channel,
    Document,
    Service,
    Source,
    Criterion,
    Delay,
    Link,
    Next,
    NamedHoliday,
    NextSession,
    Offer,
)
_ID = {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_ANY_CASE = "^([sS][íÍiI]|[nN][oO]|[yY][eE][sS]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$"
_FLAG = {"anyOf": [
    {"type": "boolean"}, {"enum": ["sí", "no"]}, {"type": "string", "pattern": _ANY_CASE},
]}  # fmt: skip
_WRITTEN = {"type": ["string", "number"]}
_NAMED = {"type": ["string", "integer", "boolean", "null"]}
_LINK = {"anyOf": [_NAMED, {"$ref": "#/$defs/Link"}]}
_LINKS = {"anyOf": [*_LINK["anyOf"], {"type": "array", "items": _LINK, "minItems": 1}]}


def _keyed(name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "propertyNames": _ID,
        "additionalProperties": {"$ref": f"#/$defs/{name}"},
    }


def _reason(name: str) -> dict[str, Any]:
    return {"anyOf": [{"$ref": f"#/$defs/{name}"}, *_FLAG["anyOf"], _WRITTEN]}


_ANSWER = TypeAdapter(ItemAnswer).json_schema()
_CHANGES = {"type": "object", "additionalProperties": {"type": "object"}}
_SCALE = {"type": "object", "additionalProperties": True, "propertyNames": {"pattern": "^[0-9]+$"}}
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$"}

# What a field of a file may look like, where that is more than its model's type says.
_SHAPES: Mapping[str, Any] = {
    "Catalogue.actors": _keyed("Actor"),
    "Catalogue.channels": _keyed("Channel"),
    "Catalogue.documents": _keyed("Document"),
    "Catalogue.services": _keyed("Service"),
    "Catalogue.sources": _keyed("Source"),
    **{f"Criteria.{name}": _reason("Criterion") for name in REASONS},
    "Criteria.delay": _reason("Delay"),
    "Criterion.active": _FLAG,
    "Delay.active": _FLAG,
    "Outcome.success": _FLAG,
    **dict.fromkeys(("Route.official", "Step.urgent", "Step.sensitive", "Link.urgent"), _FLAG),
    "Route.outcomes": {**_keyed("Outcome"), "minProperties": 1},
    "Route.profiles": _keyed("Profile"),
    "Step.next": {"anyOf": [*_LINKS["anyOf"], {"$ref": "#/$defs/Next"}]},
    "Next.all": _LINKS,
    "Territory.complete": _FLAG,
    "Territory.set": _CHANGES,
    "Territory.places": _keyed("Place"),
    "Territory.demand": {"type": "object", "additionalProperties": {"type": "string"}},
    "Action.set": _CHANGES,
    "Point.offers": {"anyOf": [_NAMED, {"type": "array", "items": _NAMED}, _keyed("Offer")]},
    "Point.ficha": {
        "type": "object",
        "properties": {"on": _DAY, "by": _WRITTEN},
        "required": ["on"],
        "additionalProperties": {"anyOf": [{"type": "boolean"}, *_ANSWER["anyOf"]]},
    },
    "Instruments.instruments": _keyed("InstrumentProgress"),
    "Instrument.official": _FLAG,
    "Instrument.scale": _SCALE,
    "Instrument.axes": _keyed("Axis"),
    "Axis.items": _keyed("BoardItem"),
    "BoardItem.levels": _SCALE,
    "Improvements.improvements": _keyed("Improvement"),
    "Improvement.over": _FLAG,
    "Improvement.routes": {"type": "object", "additionalProperties": {"$ref": "#/$defs/ChangeSet"}},
    "ChangeSet.set": {"type": "object"},
    "Session.next": {"anyOf": [_DAY, {"$ref": "#/$defs/NextSession"}]},
    "Ficha.items": _keyed("Item"),
    "Item.essential": _FLAG,
    "Calendar.holidays": {
        "type": "object",
        "additionalProperties": {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/NamedHoliday"}]},
    },
    "Calendar.moved": {"type": "object", "additionalProperties": _DAY},
    "Profile.set": {"type": "object", "propertyNames": {"pattern": "^(demand|holds|.+\\..+)$"}},
}

# What a model holds and a file does not.
_NOT_WRITTEN = {
    "Next.any", "Route.catalogue", "Route.criteria", "Route.agreements",
    "Territory.questions", "Territory.calendar",
    *(f"{part}.id" for part in ("Actor", "Channel", "Document", "Service", "Source")),
}  # fmt: skip


def schema(kind: str = "route") -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a file, in the language that is spoken.

    Parameters
    ----------
    kind
        One of `KINDS`.

    Examples
    --------
    >>> schema("route")["$defs"]["Step"]["properties"]["wait"]["title"]
    'Espera'
    """
    root = KINDS[kind]
    models: tuple[type[Model], ...] = (*KINDS.values(), *_PARTS)
    _, whole = models_json_schema([(model, "validation") for model in models], by_alias=True)
    parts: dict[str, Any] = {name: _explained(name, part) for name, part in whole["$defs"].items()}
    top = parts[root.__name__]
    used = _used(top, parts)
    return {
        "$schema": DRAFT,
        "$id": f"{kind}.schema.json",
        **top,
        "$defs": {name: parts[name] for name in sorted(used)},
    }


RECORDS: Mapping[str, str] = {"show": "rutas show", "show-step": "rutas show STEP"}
"""The JSON documents that hold what a file says, by name, and the command that writes each."""

_TEXT = {"type": "string"}
_BEFORE_A_STEP = {
    "number": {"type": "integer", "minimum": 1},
    "stage": _ID,
    "previous": {"type": "array", "items": _ID},
}


def record_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document that holds a route, or a step, as its file has it.

    Parameters
    ----------
    name
        One of `RECORDS`.

    Examples
    --------
    >>> record_schema("show-step")["required"][:5]
    ['rutas', 'route', 'number', 'stage', 'previous']
    """
    whole = schema("route")
    held, more = (whole, {}) if name == "show" else (whole["$defs"]["Step"], _BEFORE_A_STEP)
    head = {"rutas": _TEXT, "route": _TEXT, **more}
    return {
        "$schema": DRAFT,
        **held,
        "$id": f"{name}.schema.json",
        "title": RECORDS[name],
        "properties": {
            **head, **held["properties"], "agreements": list_of(Agreed), "territory": LOCAL,
        },
        "required": [*head, *held.get("required", ())],
        "$defs": whole["$defs"],
    }  # fmt: skip


def _explained(name: str, part: dict[str, Any]) -> dict[str, Any]:
    """Put our words and shapes into the schema of one model."""
    fields = {
        key: {**_words(f"{name}.{key}"), **_shape(f"{name}.{key}", field)}
        for key, field in part.get("properties", {}).items()
        if f"{name}.{key}" not in _NOT_WRITTEN
    }
    needed = ["all"] if name == "Next" else part.get("required")
    required = {"required": needed} if needed else {}
    closed = {"properties": fields, "additionalProperties": False} if fields else {}
    return {**_words(name), "type": part["type"], **closed, **required}


def _words(key: str) -> dict[str, str]:
    """Return the title and the description of a model or a field."""
    if not has(f"schema.{key}"):
        return {}
    title, _, description = say(f"schema.{key}").partition(" | ")
    return {"title": title, "description": description}


def _shape(key: str, field: dict[str, Any]) -> dict[str, Any]:
    if key in _SHAPES:
        return dict(_SHAPES[key])
    shape: dict[str, Any] = _bare(field)
    return shape


def _bare(node: Any) -> Any:
    """Take away the words of the models, and null, which no file needs to write."""
    if isinstance(node, list):
        return [_bare(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _bare(value)
        for key, value in node.items()
        if key not in {"title", "description", "default"}
    }
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        return {**{key: value for key, value in kept.items() if key != "anyOf"}, **choices[0]}
    return {**kept, "anyOf": choices} if choices else kept


def _used(node: Any, parts: Mapping[str, Any]) -> set[str]:
    """Return the names of the parts that a schema refers to, directly or through others."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += item.values()
            name = str(item.get("$ref", "")).removeprefix("#/$defs/")
            if name and name not in found:
                found.add(name)
                waiting.append(parts[name])
    return found
