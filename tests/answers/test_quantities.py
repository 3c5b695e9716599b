"""Quantities have names that people read, whichever the analysis or a change set speaks of."""

from __future__ import annotations

import pytest

from rutas.analysis.whole import Analysis
from rutas.answers.quantities import quantity_name
from rutas.locale import speaking
from tests.strategies import route_of

ROUTE = route_of(
    [
        {
            "id": "a", "name": "Anotar", "actor": "usf", "channel": "oficina", "wait": "1..9 d",
            "takes": "5..9 min", "dropout": "1..9 %", "capacity": "3..4 per day",
            "repeat": {"times": "2..4", "every": "1..2 wk"},
            "next": [{"to": "b", "share": "60..80 %"}, {"to": "c"}],
        },
        {"id": "b", "name": "Buscar", "outcome": "bien"},
        {"id": "c", "name": "Cerrar", "outcome": "mal"},
    ],
    catalogue={
        "actors": {"usf": {"name": "La unidad", "capacity": "5..9 per day"}},
        "channels": {"oficina": {"name": "Oficina", "kind": "in-person"}},
    },
    demand="2..3 per day",
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.wait", "la espera de «Anotar»"),
        ("a.repeat.times", "el número de visitas de «Anotar»"),
        ("a.next.b", "la parte que va de «Anotar» a «Buscar»"),
        ("ways_in.a", "la parte que entra por «Anotar»"),
        ("ways_in.a.at", "la edad de quienes entran por «Anotar»"),
        ("actors.usf.capacity", "la capacidad de «La unidad»"),
        ("demand", "la demanda de la ruta"),
        ("a.narrative", "lo que se cuenta de «Anotar»"),
        ("a.name", "a.name"),
    ],
)
def test_a_quantity_has_a_name(path: str, name: str) -> None:
    assert quantity_name(ROUTE, path) == name


def test_every_quantity_that_decides_a_point_has_a_name() -> None:
    found = Analysis(ROUTE, journeys=200, draws=50)
    paths = {one.quantity for one in found.measure_first} | {one.path for one in ROUTE.assumed}
    paths |= {driver.quantity for point in found.points for driver in point.drivers}
    assert paths
    assert all(quantity_name(ROUTE, path) != path for path in paths)
    with speaking("en"):
        assert quantity_name(ROUTE, "a.dropout") == "the drop-out of “Anotar”"
