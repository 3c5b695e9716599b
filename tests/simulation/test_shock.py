"""What happens to a district for a while, as people write it."""

from __future__ import annotations

from datetime import date

import pytest

from rutas.errors import UsageError
from rutas.locale import speaking
from rutas.model import Route
from rutas.simulation.shock import read_shock

START, END = date(2027, 3, 15), date(2030, 3, 15)


def _route(name: str, *steps: str) -> Route:
    return Route.model_validate({
        "id": name, "name": name, "ways_in": [{"to": steps[0]}],
        "outcomes": {"fin": {"name": "Fin", "success": True}},
        "stages": [{"id": "s", "name": "S", "steps": [
            {"id": step, "name": step, "actor": "usf" if step == "control" else "registro", "outcome": "fin"}
            for step in steps
        ]}],
    })  # fmt: skip


ROUTES = [_route("uno", "aviso", "control"), _route("dos", "cita", "control")]


@pytest.mark.parametrize(
    ("text", "kind", "who", "first", "last", "factor"),
    [
        ("registro: closed 2027-04-01..2027-04-14", "closed", "registro", "2027-04-01", "2027-04-14", 0),
        ("registro: Cerrado 2027-04-01", "closed", "registro", "2027-04-01", "2027-04-01", 0),
        ("aviso: closed in december", "closed", "uno/aviso", "2027-12-01", "2027-12-31", 0),
        ("uno: +50 % demand in may", "demand", "uno", "2027-05-01", "2027-05-31", 1.5),
        ("uno:+50% demanda en mayo 2028", "demand", "uno", "2028-05-01", "2028-05-31", 1.5),
        ("usf: −12,5 % demand mar", "demand", "usf", "2028-03-01", "2028-03-31", 0.875),
        ("dos/control: -100 % demand feb", "demand", "dos/control", "2028-02-01", "2028-02-29", 0),
    ],
)  # fmt: skip
def test_who_what_and_when(text, kind, who, first, last, factor) -> None:
    shock = read_shock(text, ROUTES, START, END)
    assert (shock.kind, shock.who, shock.factor) == (kind, who, factor)
    assert (shock.first.isoformat(), shock.last.isoformat()) == (first, last)


def test_a_month_is_the_first_that_begins_within_the_play() -> None:
    assert read_shock("uno: +1 % demand in march", ROUTES, START, END).first.year == 2028
    assert read_shock("uno: +1 % demand in march", ROUTES, date(2027, 3, 1), END).first.year == 2027


def test_whom_it_hits() -> None:
    def hit(text: str) -> list[set[str]]:
        shock = read_shock(text, ROUTES, START, END)
        return [set(shock.hits(route)) for route in ROUTES]

    assert hit("usf: closed in may") == [{"control"}, {"control"}]
    assert hit("registro: closed in may") == [{"aviso"}, {"cita"}]
    assert hit("uno/control: closed in may") == [{"control"}, set()]
    assert hit("dos: +5 % demand in may") == [set(), {"cita", "control"}]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("registro", ["signo 9", "termina ahí", "QUIEN"]),
        ("registro: cloosed 2027-04-01", ["signo 11", "«cloosed 2027-04-01»", "«cerrado»"]),
        ("registro: +50 % people in may", ["signo 17", "«people in may»", "«demanda»"]),
        ("registro: closed", ["signo 17", "termina ahí", "un día"]),
        ("registro: closed in tuesday", ["signo 21", "«tuesday»", "un mes"]),
        ("registro: closed 2027-04-01..", ["signo 30", "el último día"]),
        ("registro: closed in may again", ["signo 25", "«again»"]),
        ("registro: closed 2027-02-30", ["2027-02-30"]),
        ("registro: closed 2027-04-14..2027-04-01", ["termina el 2027-04-01", "2027-04-14"]),
        ("registro: closed 2026-04-14", ["2027-03-15..2030-03-14", "--start"]),
        ("registro: closed 2030-03-14..2030-03-15", ["--years"]),
        ("registro: -101 % demand in may", ["−100 %"]),
        ("regsitro: closed in may", ["«regsitro»", "¿Quiso decir «registro»?"]),
        ("control: closed in may", ["uno/control, dos/control"]),
        ("uno: closed in may", ["una ruta no cierra"]),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_was_expected(text, said) -> None:
    with pytest.raises(UsageError) as error:
        read_shock(text, ROUTES, START, END)
    assert [one for one in said if one not in str(error.value)] == []


def test_a_mistake_is_told_in_english_too() -> None:
    with speaking("en"), pytest.raises(UsageError, match=r"character 11.*“cloosed.*where “closed”"):
        read_shock("registro: cloosed", ROUTES, START, END)
