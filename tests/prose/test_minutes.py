"""What minutes say that a change rests on is what the book says of that very figure."""

from __future__ import annotations

import pytest

import rutas
from rutas.answers.diff import answer_pair
from rutas.answers.diff_tables import tables
from rutas.compare.diff import Version
from rutas.model import Route, Source, Text
from rutas.prose.minutes.rests_on import rests_on

SOURCES = {
    "encuesta": Source(title=Text("Encuesta")),
    "ley-1": Source(title=Text("Ley 1"), date="1987"),
}


def version(book: rutas.Book, name: str, *, new: bool = False, **step: object) -> Version:
    first = {
        "id": "a",
        "question": "¿Va?",
        "next": [{"to": "fin", "when": "Sí"}, {"to": "b", "when": "No"}],
        **step,
    }
    extra = [
        {
            "id": "c",
            "name": "C",
            "wait": "2 d",
            "dropout": "3 %",
            "evidence": {"wait": "encuesta"},
            "next": "fin",
        }
    ]
    steps = [
        first,
        {"id": "b", "name": "B", "next": "c" if new else "fin"},
        *(extra if new else []),
    ]
    route = Route.model_validate({
        "id": "r", "name": "R", "ways_in": {"to": "a"},
        "outcomes": {"fin": {"name": "Fin", "success": True}},
        "stages": [{"id": "s", "name": "S", "steps": [*steps, {"id": "fin", "name": "Fin", "outcome": "fin"}]}],
    })  # fmt: skip
    catalogue = book.catalogue.model_copy(update={"sources": SOURCES})
    return Version(name, book, route.model_copy(update={"catalogue": catalogue}))


def grounds(
    book: rutas.Book, **step: object
) -> dict[tuple[str, str | None], list[tuple[str, bool]]]:
    was = {key: value for key, value in step.items() if key == "evidence"}
    old = version(book, "v", **{"wait": "1 d", "cost": "1000 PYG", **was})
    new = version(book, "n", new=not step, **{"wait": "1 d", "cost": "1000 PYG", **step})
    told, found = answer_pair(old, new)
    assert found
    rows = next(iter(tables(told, found))).rows
    return {(one.id, one.field): [*map(tuple, rests_on(one, found.after))] for one in rows}


@pytest.mark.parametrize(
    ("step", "key", "told"),
    [
        ({"wait": "3 d"}, ("a", "wait"), [("estimación", True)]),
        ({"wait": "3 d", "evidence": {"wait": "encuesta"}}, ("a", "wait"), [("medición, Encuesta", False)]),
        (
            {"cost": "9 PYG", "evidence": {"cost": {"norm": "ley-1"}}}, ("a", "cost"),
            [("norma, Ley 1 (1987)", False)],
        ),
        (
            {
                "next": [{"to": "fin", "when": "Sí", "share": "70 %"}, {"to": "b", "when": "No"}],
                "evidence": {"next": {"source": "encuesta", "proxy": "otra edad"}},
            },
            ("a->fin", "share"), [("aproximación, Encuesta", False)],
        ),
        ({"question": "¿Fue?"}, ("a", "question"), []),
        ({}, ("c", None), [("medición, Encuesta", False), ("estimación", True)]),
        ({}, ("b->fin", None), []),
    ],
)  # fmt: skip
def test_a_change_rests_on_what_is_told_of_its_figure(
    book: rutas.Book,
    step: dict[str, object],
    key: tuple[str, str | None],
    told: list[tuple[str, bool]],
) -> None:
    assert grounds(book, **step)[key] == told
