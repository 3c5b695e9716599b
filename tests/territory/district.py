"""A small route and a small district, of which everything can be worked out by hand."""

from __future__ import annotations

from typing import Any

from rutas.model import Catalogue, Route
from rutas.model.ficha import Ficha
from rutas.model.territory import Territory

CATALOGUE = Catalogue.model_validate({
    "actors": {
        "familia": {"name": "Familia", "sector": "comunidad"},
        **{f"a{i}": {"name": f"Actor {i}", "level": ("local", "district")[i % 2]} for i in range(4)},
    },
    "channels": {
        "puerta": {"name": "En persona", "kind": "in-person"},
        "casa": {"name": "En casa", "kind": "home-visit"},
        "movil": {"name": "Móvil", "kind": "mobile-unit"},
    },
    "documents": {f"d{i}": {"name": f"Documento {i}"} for i in range(4)},
    "services": {f"s{i}": {"name": f"Servicio {i}"} for i in range(4)},
})  # fmt: skip

FICHA = Ficha.model_validate({"items": {
    "gente": {"name": "Gente", "dimension": "staff", "essential": "yes",
              "fix": {"cost": "100 PYG", "takes": "10 d", "actor": "a0"}},
    "rampa": {"name": "Rampa", "dimension": "infrastructure", "fix": {"cost": "50 PYG"}},
    "luz": {"name": "Luz", "dimension": "infrastructure"},
    "vacunas": {"name": "Vacunas", "dimension": "supplies", "for": "s1"},
}})  # fmt: skip


def chain(dropouts: list[float], *, papers: bool = True, **more: Any) -> Route:
    """Return a route of steps in a row: step i is of actor i, gives service i, and asks for paper i - 1."""
    steps: list[dict[str, Any]] = []
    for i, dropout in enumerate(dropouts):
        step: dict[str, Any] = {
            "id": f"p{i}", "name": f"Paso {i}", "actor": f"a{i}", "channel": "puerta",
            "service": f"s{i}", "produces": f"d{i}", "dropout": f"{100 * dropout:.6f} %",
            "next": f"p{i + 1}" if i + 1 < len(dropouts) else "fin",
        }  # fmt: skip
        if i and papers:
            step["requires"] = f"d{i - 1}"
        steps.append(step)
    steps.append({"id": "fin", "name": "Fin", "outcome": "bien"})
    tree = {
        "id": "r", "name": "Ruta", "ways_in": {"to": "p0"}, "demand": "10 per day",
        "package": [f"s{i}" for i in range(len(dropouts))],
        "outcomes": {"bien": {"name": "Bien", "success": True}},
        "stages": [{"id": "e", "name": "Etapa", "steps": steps}],
    }  # fmt: skip
    return Route.model_validate({**tree, **more, "catalogue": CATALOGUE})


def point(number: int, **fields: Any) -> dict[str, Any]:
    """Return a point of actor `number` that gives service `number`, open every day."""
    return {
        "id": f"x{number}", "name": f"Punto {number}", "actor": f"a{number}", "place": "centro",
        "hours": "24 horas", "offers": [f"s{number}"], **fields,
    }  # fmt: skip


def district(*points: dict[str, Any], **fields: Any) -> Territory:
    """Return a territory of one place with some points."""
    tree = {"id": "t", "name": "T", "places": {"centro": {"name": "Centro"}}, "points": points}
    return Territory.model_validate({**tree, **fields, "questions": FICHA})


def lacking(*items: str) -> dict[str, Any]:
    """Return a ficha in which some items are a no."""
    return {"on": "2026-01-01", **dict.fromkeys(items, "no")}
