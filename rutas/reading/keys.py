"""Know which keys a model has at a place of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

if TYPE_CHECKING:
    from rutas.reading.places import Loc

__all__ = ["SPANISH", "keys_at"]

SPANISH = {
    "abandono": "dropout",
    "actores": "actors",
    "canal": "channel",
    "canales": "channels",
    "capacidad": "capacity",
    "custodia": "custody",
    "costo": "cost",
    "critico": "critical",
    "cuando": "when",
    "demanda": "demand",
    "documentos": "documents",
    "duracion": "takes",
    "edades": "ages",
    "entrega": "produces",
    "espera": "wait",
    "estado": "status",
    "etapas": "stages",
    "fuentes": "sources",
    "institucion": "institution",
    "ley": "law",
    "narrativa": "narrative",
    "nombre": "name",
    "oficial": "official",
    "paquete": "package",
    "pasos": "steps",
    "pregunta": "question",
    "requisitos": "requires",
    "resultado": "outcome",
    "resultados": "outcomes",
    "reservado": "sensitive",
    "servicio": "service",
    "servicios": "services",
    "siguiente": "next",
    "tarde": "late",
    "urgente": "urgent",
    "vias-de-ingreso": "ways_in",
    "vigencia": "valid",
}
"""What a person who thinks in Spanish may write for a key."""


def keys_at(model: type[BaseModel], loc: Loc) -> set[str]:
    """Return the keys that a model knows at a place, as a file writes them.

    >>> from rutas.model import Route
    >>> sorted(keys_at(Route, ("ages",)))
    ['from', 'to']
    """
    for part in loc:
        field = model.model_fields.get(str(part)) or model.model_fields.get(f"{part}_")
        model = (_model_in(field.annotation) if field else None) or model
    fields = model.model_fields.items()
    return {info.alias or name for name, info in fields if not info.exclude}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
