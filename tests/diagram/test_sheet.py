"""The analytic sheet: a column a step, every reading over the same columns, nothing on anything else."""

from __future__ import annotations

import pytest

from rutas.diagram.request import Mark
from rutas.diagram.sheet.bands import _figure
from rutas.paper.canvas import Shape
from tests.diagram.canvas_checks import legend, texts
from tests.diagram.kind_cases import REAL, SEEDS, any_route, bare, drawn, real, request
from tests.diagram.worlds import world


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_real_routes_are_clean_on_every_paper(book, paper, theme):
    assert real("sheet", book, paper, theme) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_route_is_clean(seed):
    assert any_route("sheet", seed) == []


def test_the_real_routes_take_one_a3_sheet_each(book):
    for route in book.values():
        sheets, _ = drawn("sheet", [route], request("a3-landscape"))
        assert len(sheets) == 1, route.id


@pytest.mark.parametrize("paper", ["a4", "a4-landscape", "a3-landscape"])
def test_every_attended_step_has_its_column_and_its_line_in_the_key(book, paper):
    for route in book.values():
        sheets, _ = drawn("sheet", [route], request(paper))
        shown = {node.id for sheet in sheets for node in sheet.canvas.nodes}
        attended = [step for step in route.steps.values() if step.channel or step.actor]
        assert {f"step-{step.id}" for step in attended} <= shown
        words = " ".join(text for sheet in sheets for text in texts(sheet.canvas))
        assert all(step.title.to("es")[:18] in words for step in attended)


def test_no_document_is_lost_between_sheets(book):
    for paper in ("a4", "a4-landscape", "a3-landscape"):
        for route in book.values():
            sheets, _ = drawn("sheet", [route], request(paper))
            words = " ".join(text for sheet in sheets for text in texts(sheet.canvas))
            made = {name for step in route.steps.values() for name in step.produces}
            for name in made:
                assert route.catalogue.documents[name].name.to("es")[:15] in words, name


def test_the_legend_is_what_the_route_needs():
    channels = {"c": {"name": "Casa", "kind": "home-visit"}, "d": {"name": "Fono", "kind": "phone"}}
    steps = [
        {
            "id": "a",
            "name": "A",
            "channel": ["c", "d"],
            "wait": "3 d",
            "produces": ["x"],
            "next": "b",
        },
        {
            "id": "b",
            "name": "B",
            "channel": "c",
            "requires": ["x"],
            "critical": "Lejos",
            "outcome": "bien",
        },
    ]
    route = bare(
        stages=[{"id": "e", "name": "Etapa", "steps": steps}],
        catalogue={"channels": channels, "documents": {"x": {"name": "Ficha"}}},
    )
    (sheet,), found = drawn("sheet", [route], request())
    assert found == []
    expected = {
        "critical",
        "usual",
        "other",
        "estimate",
        "unknown",
        "produced",
        "required",
        "carried",
    }
    assert legend(sheet.canvas) == expected
    (other,), found = drawn("sheet", [route], request(highlight=frozenset({"a"})))
    assert found == []
    assert legend(other.canvas) == expected | {"highlight"}


def test_a_paper_that_is_asked_for_and_made_anew_has_one_sign():
    steps = [
        {
            "id": "a",
            "name": "A",
            "actor": "x",
            "requires": ["x"],
            "produces": ["x"],
            "outcome": "bien",
        }
    ]
    route = bare(
        stages=[{"id": "e", "name": "Etapa", "steps": steps}],
        catalogue={"documents": {"x": {"name": "Carnet"}}, "actors": {"x": {"name": "Quien"}}},
    )
    (sheet,), found = drawn("sheet", [route], request())
    assert found == []
    assert legend(sheet.canvas) & {"required", "renewed", "produced"} == {"renewed"}


def test_a_further_sheet_has_only_its_own_signs(book):
    sheets, _ = drawn("sheet", [book["0-4"]], request("a4-landscape"))
    assert len(sheets) == 2
    assert "usual" in legend(sheets[0].canvas)
    assert "usual" not in legend(sheets[1].canvas)


def test_what_an_analysis_found_is_marked_like_what_the_committee_found(book):
    route = book["0-4"]
    step = next(s for s in route.steps.values() if s.channel and not s.critical)
    asked = request(marks={step.id: Mark("Pocas personas llegan", "31 %")})
    (sheet,), found = drawn("sheet", [route], asked)
    assert found == []
    node = next(n for n in sheet.canvas.nodes if n.id == f"step-{step.id}")
    assert "critical" in node.classes
    inks = {s.pen.fill for s in sheet.canvas.shapes if isinstance(s, Shape) and s.owner == node.id}
    assert asked.theme.critical in inks


@pytest.mark.parametrize("theme", ["colour", "grey", "high-contrast"])
def test_before_and_after_are_signed_under_the_number(book, theme):
    route = book["5-13"]
    one, two, three = [s.id for s in route.steps.values() if s.channel][:3]
    changes = {one: "added", two: "removed", three: "changed"}
    (sheet,), found = drawn("sheet", [route], request(theme=theme, changes=changes))
    assert found == []
    assert set(changes.values()) <= legend(sheet.canvas)
    for step, sign in ((one, "+"), (two, "–"), (three, "≠")):
        owned = [s for s in sheet.canvas.shapes if s.owner == f"step-{step}"]
        assert sign in [getattr(s, "text", "") for s in owned]


def test_a_route_of_one_step_and_one_that_says_nothing():
    assert drawn("sheet", [bare()], request("a4"))[1] == []
    assert drawn("sheet", [bare(40)], request("a4"))[1] == []


def test_the_same_route_gives_the_same_sheet():
    one, two = (drawn("sheet", [world(3)], request())[0][0].canvas for _ in range(2))
    assert one == two


def test_a_wait_of_minutes_is_told_in_minutes() -> None:
    assert _figure(5 / 1440, "wait", "es") == "5 min"
    assert _figure(0.5, "wait", "es") == "12 h"
    assert _figure(40.0, "wait", "es") == "40"
