"""In what state the points of a territory are, on paper."""

from __future__ import annotations

import pytest

from rutas.answers.readiness import answer
from rutas.diagram.readiness.fillings import level
from rutas.paper.canvas import Run
from rutas.quantity import percent
from tests.diagram.canvas_checks import legend, texts
from tests.diagram.kind_cases import SEEDS, request
from tests.diagram.local_worlds import (
    LOOKS,
    ON,
    any_territory,
    changed,
    drawn_local,
    local_world,
    said_by,
    villeta,
)


@pytest.mark.parametrize(("paper", "theme", "lang"), LOOKS)
def test_the_example_is_clean_on_every_paper(book, paper, theme, lang):
    assert drawn_local("readiness", villeta(book), request(paper, theme, lang=lang))[1] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_territory_is_clean(book, seed):
    assert any_territory("readiness", book, seed) == []


def crosses(sheets, owner):
    """How many crosses a point has: each is two strokes."""
    strokes = [
        item
        for sheet in sheets
        for item in sheet.canvas.shapes
        if not isinstance(item, Run)
        and item.owner == owner
        and item.kind == "line"
        and item.pen.stroke == request().theme.critical
    ]
    return len(strokes) / 2


def test_the_figures_are_those_of_the_answer(book):
    local = villeta(book)
    sheets, _ = drawn_local("readiness", local, request("a3-landscape"))
    points = answer(local.territory, ON).points
    assert len(points) == len(local.territory.points)
    for one in points:
        said = said_by(sheets, f"point-{one.point}")
        known = [share for share in one.dimensions.values() if share is not None]
        figures = [percent(share) for share in [*known, *([one.readiness] if known else [])]]
        assert [text for text in said if text.endswith(" %") and " a " not in text] == [
            figure.replace("\u00a0", " ") for figure in figures
        ]
        unknown = len(one.dimensions) - len(known) + (one.readiness is None)
        assert said.count("?") == unknown
        assert f"{one.known} de {one.items} respuestas" in " ".join(said)


def test_readiness_by_hand_and_the_steps_that_it_stops(book):
    """Of the registry's five questions, its officer is a yes and its books a no: half, and no inscription."""
    sheets, _ = drawn_local("readiness", villeta(book), request("a3-landscape"))
    said = [text.replace("\u00a0", " ") for text in said_by(sheets, "point-registro-centro")]
    for words in ("100 %", "0 %", "50 %", "25 % a 75 %", "2 de 5 respuestas", "Libros de actas"):
        assert words in said
    route = book["0-4"]
    number = list(route.steps).index("inscripcion") + 1
    assert f"0-4 · {number}. {route.steps['inscripcion'].title}" in " ".join(said)
    assert crosses(sheets, "point-registro-centro") == 2 + 2, (
        "of the dimension, its item, two steps"
    )
    assert crosses(sheets, "point-codeni") == 0


def test_the_numbers_are_those_of_the_route_and_in_doubt_where_something_essential_is_unknown(book):
    sheets, _ = drawn_local("readiness", villeta(book), request("a3-landscape"))
    numbers = {step: str(n) for n, step in enumerate(book["0-4"].steps, 1)}
    said = " ".join(said_by(sheets, "point-movil"))
    assert f"? 0-4 · pasos {numbers['inscripcion']}, {numbers['cedula']}" in said


@pytest.mark.parametrize(
    ("share", "filled"), [(0.0, 0), (0.24, 0), (0.25, 1), (0.5, 2), (0.74, 2), (0.75, 3), (1.0, 3)]
)
def test_four_fillings(share, filled):
    assert level(share) == filled


def test_a_filling_and_a_cross_are_told_apart_in_grey_and_explained(book):
    sheets, _ = drawn_local("readiness", villeta(book), request("a3-landscape", "grey"))
    used = {
        "filling-0",
        "filling-1",
        "filling-2",
        "filling-3",
        "filling-unknown",
        "missing",
        "not-asked",
    }
    assert used <= legend(sheets[0].canvas)
    pale = {"stale", "undated"}
    assert pale <= legend(sheets[0].canvas)


def test_every_point_stands_once(book):
    local = local_world(book, 3, 80)
    sheets, _ = drawn_local("readiness", local, request("a3-landscape"))
    shown = [n.id for sheet in sheets for n in sheet.canvas.nodes]
    assert sorted(shown) == sorted(f"point-{one.id}" for one in local.territory.points)


def test_a_territory_without_points_says_so(book):
    empty = changed(villeta(book), points=(), actions=(), status="draft")
    sheets, found = drawn_local("readiness", empty, request("a3-landscape"))
    assert found == []
    assert "Todavía no hay ningún punto en el archivo." in texts(sheets[0].canvas)
