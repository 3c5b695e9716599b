"""Know which keys a model has at a place of its file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from rutas.errors import Mistake
from rutas.model.base import field_reader
from rutas.quantity import YEAR, Age
from rutas.quantity.spoken import ends

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from rutas.reading.places import Loc

__all__ = ["as_keys", "completed_years", "keys_at"]


def keys_at(model: type[BaseModel], loc: Loc) -> set[str]:
    """Return the keys that a model knows at a place, as a file writes them.

    >>> from rutas.model import Route
    >>> sorted(keys_at(Route, ("ages",)))
    ['from', 'to']
    """
    model = _model_at(model, loc)
    return {_key(model, name) for name, info in model.model_fields.items() if not info.exclude}


def as_keys(model: type[BaseModel], loc: Loc, text: str) -> str:
    """Write a text that stands for keys as the keys that are needed; what it does not say is left open.

    >>> from rutas.model import Route
    >>> as_keys(Route, ("ages",), "18 a 29 años"), as_keys(Route, ("outcomes", "ok"), "Completa")
    ('{from: 18, to: 29}', '{name: Completa, success: …}')
    >>> as_keys(Route, ("stages", 0, "steps", 0, "repeat"), "3 veces, cada 15 días")
    '{times: 3, every: 15 d}'
    """
    field = loc and _field(_model_at(model, loc[:-1]), loc[-1])
    if field and _model_in(field.annotation) is None:
        return ""
    model = _model_at(model, loc)
    needed = [name for name, info in model.model_fields.items() if info.is_required()]
    given = ends(text) or re.split(r",? ?\b(?=cada\b|every\b)", text, maxsplit=1)
    if len(given) != len(needed):
        given = [text, *[""] * (len(needed) - 1)]
    pairs = zip(needed, given, strict=bool(needed))
    said = (f"{_key(model, name)}: {_fitting(model, name, one)}" for name, one in pairs)
    return f"{{{', '.join(said)}}}" if needed else ""


_LEADING = re.compile(r"^[0-9]+")


def _key(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].alias or name


def _fitting(model: type[BaseModel], name: str, text: str) -> str:
    """Return a text, or the number that it begins with, if it is a value of a field."""
    given: str
    for given in (text, *_LEADING.findall(text)):
        try:
            field_reader(model, name).validate_python(given)
        except ValidationError as error:
            write = error.errors()[0].get("ctx", {}).get("write")
            if not write:
                continue
            return str(write)
        return given
    return "…"


def completed_years(text: str) -> str:
    """Return an age that is written with its unit as a whole number of years; nothing where it is none.

    >>> completed_years("18 años"), completed_years("seis meses"), completed_years("muchos")
    ('18', '0', '')
    """
    try:
        age = Age.parse(text)
    except Mistake as mistake:
        write = mistake.values.get("write")
        return completed_years(str(write)) if write else ""
    return str(int(age.low // YEAR)) if age.low >= 0 else ""


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    for part in loc:
        field = _field(model, part)
        model = (_model_in(field.annotation) if field else None) or model
    return model


def _field(model: type[BaseModel], name: str | int) -> FieldInfo | None:
    return model.model_fields.get(str(name)) or model.model_fields.get(f"{name}_")


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
