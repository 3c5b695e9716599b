"""What is shipped of boards and instruments is the source's, or says that it is made up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import rutas
from rutas.answers.progress import answer
from tests.editor import errors, tree_of

ROUTES = Path(__file__).parents[2] / "routes"
FILES = {
    "instruments": [ROUTES / "instruments.yaml"],
    "instrument": [ROUTES / "boards" / "instrument.yaml"],
    "application": sorted((ROUTES / "boards").glob("*/*.yaml")),
}


@pytest.mark.parametrize("kind", FILES)
def test_an_editor_takes_them(kind: str) -> None:
    assert FILES[kind]
    assert [error for path in FILES[kind] for error in errors(kind, tree_of(path))] == []


def test_the_instruments_are_those_of_the_source() -> None:
    found = answer(rutas.load(ROUTES), date(2021, 11, 3))
    assert [one.approved for one in found.instruments] == ["2020-09-02", "2020-10-14", None, None]
    counted = {one.territory: (one.done, one.total, one.percent) for one in found.cells if one.done}
    assert counted == {
        "san-juan-nepomuceno": (120, 130, 92), "villeta": (45, 46, 98),
        "santa-rosa-del-aguaray": (7, 81, 9), "mariscal-estigarribia": (54, 68, 79),
    }  # fmt: skip
    ficha = [one.planned_to for one in found.cells if one.instrument == "ficha-de-deteccion"]
    assert ficha == ["2021-12-15"]


def test_the_instrument_has_the_five_axes_and_is_a_proposal() -> None:
    boards = rutas.load(ROUTES).boards
    assert boards.problems == []
    assert [axis.name.partition(" ")[0] for axis in boards.instrument.axes.values()] == [
        "Institucionalidad", "Planificación", "Gestión", "Monitoreo", "Visibilidad,",
    ]  # fmt: skip
    assert all(4 <= len(axis.items) <= 6 for axis in boards.instrument.axes.values())
    assert not boards.instrument.official


def test_every_application_is_an_example() -> None:
    boards = rutas.load(ROUTES).boards
    told = [
        boards.application(name, period)[1]
        for name in boards.named
        for period in boards.periods(name)
    ]
    assert told
    assert all(one.example for one in told)
