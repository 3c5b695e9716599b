"""A route in words is complete, nested, and tells each step once."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given

import rutas
from rutas.answers.record import route_record, step_record
from rutas.errors import UsageError
from rutas.locale import speaking
from rutas.prose import as_text
from tests.strategies import route_of, routes


def test_branches_are_nested_until_they_meet() -> None:
    route = route_of(
        [
            {"id": "a", "next": {"all": ["b", "c"]}},
            {"id": "b", "question": "¿Tiene papeles?", "next": [{"to": "d", "when": "Sí"}, "e"]},
            {"id": "c", "next": "d"},
            {"id": "e", "name": "Conseguirlos", "next": "b"},
            {"id": "d", "join": "all", "outcome": "bien"},
        ]
    )
    assert as_text(route).split("Etapa: Etapa\n")[1] == (
        "1. A\n"
        "    Siguen varias ramas a la vez.\n"
        "– A la vez, rama 1 de 2:\n"
        "    2. B\n"
        "    – Sí (50 %, supuesto: se reparte por igual):\n"
        "        → sigue en el paso 5, «D».\n"
        "    – Conseguirlos (50 %, supuesto: se reparte por igual):\n"
        "        4. Conseguirlos\n"
        "        → sigue en el paso 2, «B».\n"
        "– A la vez, rama 2 de 2:\n"
        "    3. C\n"
        "    → sigue en el paso 5, «D».\n"
        "5. D\n"
        "    Espera a que lleguen todas las ramas.\n"
        "    Fin de la ruta: Bien.\n"
    )


@given(routes(largest=12))
def test_every_step_is_told_exactly_once(route: rutas.Route) -> None:
    told = re.findall(r"^ *(\d+)\. ", as_text(route), flags=re.MULTILINE)
    assert sorted(map(int, told)) == list(range(1, len(route.steps) + 1))


def test_a_deep_route_does_not_break_it() -> None:
    """Each question's second answer leads past all that follow: they nest a thousand deep."""
    steps = [{"id": f"s{i}", "question": "¿?", "next": [f"s{i + 1}", "s1000"]} for i in range(1000)]
    route = route_of([*steps, {"id": "s1000", "outcome": "bien"}])
    assert as_text(route).count("Fin de la ruta") == 1


def test_lines_fit(book: rutas.Book) -> None:
    for route in book.values():
        assert max(map(len, as_text(route).splitlines())) <= 80


def test_a_golden_route_in_both_languages(book: rutas.Book, golden) -> None:
    route = route_of(
        [
            {
                "id": "a", "actor": ["usf", "registro"], "channel": "casa", "wait": "1..15 d",
                "takes": "30 min", "dropout": "5 %", "cost": "8500 PYG", "by": "60 d",
                "within": "3 d", "from": "2 mo", "repeat": {"times": "4..8", "every": "1 mo"},
                "requires": ["cedula", {"any": ["cnv", "testigos"]}, {"optional": "libreta"}],
                "produces": "libreta", "critical": "Lejos", "involvement": "indirect", "next": "b",
            },
            {"id": "b", "outcome": "bien"},
        ],
        narrative="Uno.\n\nDos.",
    )  # fmt: skip
    golden("ruta.es.txt", as_text(route))
    with speaking("en"):
        golden("ruta.en.txt", as_text(route))


def test_records_are_plain(book: rutas.Book) -> None:
    route = book["0-4"]
    record = json.loads(json.dumps(route_record(route)))
    assert record["route"] == record["id"] == "0-4"
    assert sum(len(stage["steps"]) for stage in record["stages"]) == len(route.steps)
    step = step_record(route, "parto")
    assert step["number"] == list(route.steps).index("parto") + 1
    assert all(
        "parto" in {link.to for link in route.steps[name].links} for name in step["previous"]
    )


def test_a_step_that_is_not_there(book: rutas.Book) -> None:
    with pytest.raises(UsageError, match="¿Quiso decir «parto»"):
        step_record(book["0-4"], "partos")


def test_what_a_route_says_of_those_who_fall_behind_is_told(golden) -> None:
    route = route_of(
        [
            {"id": "a", "name": "Anotar", "actor": "usf", "channel": "oficina", "wait": "2..15..90 d",
             "leaves": "1..3 % per wk", "dropout": "5 %", "cost": "0 PYG", "by": "60 d", "late": "t",
             "produces": ["acta", "libreta"], "next": {"all": ["b", {"to": "c", "urgent": True}]}},
            {"id": "b", "name": "Buscar", "next": "j",
             "repeat": {"times": "1", "every": "1 mo"}},
            {"id": "c", "name": "¿Va?", "next": [
                {"to": "j", "when": "Sí", "share": "70 %"}, {"to": "d", "when": "No", "urgent": True}]},
            {"id": "d", "name": "Denunciar", "actor": "usf", "channel": "oficina", "urgent": True,
             "sensitive": True, "custody": "usf", "next": "j"},
            {"id": "j", "name": "Juntar", "join": "all", "missing": "m", "next": "z"},
            {"id": "m", "name": "Ir a la casa", "next": "z"},
            {"id": "t", "name": "Anotar tarde", "next": "z"},
            {"id": "z", "name": "Fin", "outcome": "bien"},
        ],
        [{"to": "a", "share": "60 %", "continues": "antes", "name": "Casa"}, {"to": "t"}],
        official="no",
        outcomes={"bien": {"name": "Bien", "success": True, "continues": "despues"}},
        catalogue={
            "actors": {"usf": {"name": "La unidad"}},
            "channels": {"oficina": {"name": "Oficina", "kind": "in-person"}},
            "documents": {"acta": {"name": "Acta", "valid": "6 mo"}, "libreta": {"name": "Libreta"}},
        },
    )  # fmt: skip
    golden("atrasos.es.txt", as_text(route))
    with speaking("en"):
        golden("atrasos.en.txt", as_text(route))
