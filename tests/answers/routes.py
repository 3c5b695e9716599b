"""Small routes that answers are asked of: one that says all, one that says nothing, one without an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.strategies import route_of

if TYPE_CHECKING:
    from rutas.model import Route

CATALOGUE = {
    "actors": {
        "usf": {"name": "USF", "institution": "MSPBS", "level": "local"},
        "registro": {"name": "Registro", "institution": "MJ", "level": "local"},
    },
    "channels": {"oficina": {"name": "Oficina", "kind": "in-person"}},
    "documents": {"cnv": {"name": "Certificado"}, "x": {"name": "X"}},
    "services": {"inscripcion": {"name": "Inscripción"}},
}


def full() -> Route:
    return route_of(
        [
            {
                "id": "a", "actor": "usf", "channel": "oficina", "dropout": "5..20 %",
                "wait": "1..9 d", "takes": "30 min", "within": "4 d", "produces": "cnv",
                "capacity": "3 per day", "next": [{"to": "b", "share": "70 %"}, {"to": "c"}],
            },
            {"id": "b", "actor": "registro", "channel": "oficina", "service": "inscripcion",
             "requires": ["cnv", "x"], "cost": "1000 PYG", "wait": "3 d", "dropout": "10 %",
             "critical": "Está lejos", "next": "c"},
            {"id": "c", "name": "Fin | final", "outcome": "bien"},
        ],
        catalogue=CATALOGUE,
        demand="2 per day",
        package=["inscripcion"],
        profiles={"rural": {"name": "Rural", "share": "40 %", "set": {"a.dropout": "60 %"}}},
    )  # fmt: skip


def dead() -> Route:
    """A route that says nothing, and that nobody completes."""
    return route_of([{"id": "a", "actor": "usf", "dropout": "100 %", "outcome": "mal"}])


def endless() -> Route:
    """Half of the people go round for ever."""
    return route_of(
        [
            {"id": "a", "actor": "usf", "capacity": "2 per day", "next": ["b", "z"]},
            {"id": "b", "actor": "usf", "capacity": "1 per day", "wait": "1 d", "next": "c"},
            {"id": "c", "actor": "registro", "next": "b"},
            {"id": "z", "actor": "registro", "capacity": "1 per day", "outcome": "bien"},
        ],
        demand="1 per day",
    )
