"""The routes as one life: a column a route, and the way from each to the next."""

from __future__ import annotations

import pytest

from rutas.diagram import draw
from rutas.diagram.request import Mark
from rutas.errors import UsageError
from rutas.paper.canvas import Shape
from tests.diagram.canvas_checks import legend, texts
from tests.diagram.kind_cases import REAL, SEEDS, any_route, bare, drawn, real, request
from tests.diagram.worlds import world


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_real_routes_are_clean_on_every_paper(book, paper, theme):
    assert real("lifecycle", book, paper, theme) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_routes_are_clean(seed):
    assert any_route("lifecycle", seed) == []


def test_the_three_routes_are_one_sheet_and_hand_over_to_each_other(book):
    (sheet,), _ = drawn("lifecycle", list(book.values()), request())
    ends = [(edge.source.split("-paq")[0], edge.target) for edge in sheet.canvas.edges]
    assert [target for _, target in ends] == ["route-5-13", "route-14-17"]
    assert "handover" in legend(sheet.canvas)


def test_every_stage_and_every_critical_point_of_the_real_routes_is_there(book):
    (sheet,), _ = drawn("lifecycle", list(book.values()), request())
    words, ids = texts(sheet.canvas), {node.id for node in sheet.canvas.nodes}
    for route in book.values():
        for stage in route.stages:
            assert any(text.endswith(stage.name.to("es")) for text in words), stage.id
        for step in route.steps.values():
            if step.critical:
                assert f"step-{route.id}-{step.id}" in ids


def test_one_route_alone(book):
    (sheet,), found = drawn("lifecycle", [book["0-4"]], request("a4"))
    assert found == []
    assert sheet.canvas.edges == []
    assert "handover" not in legend(sheet.canvas)
    assert drawn("lifecycle", [bare()], request("a4"))[1] == []


def test_six_routes_take_several_a4_sheets_and_each_has_its_own_legend():
    routes = [bare(2, id=f"r{n}") for n in range(6)]
    sheets, found = drawn("lifecycle", routes, request("a4"))
    assert found == []
    assert len(sheets) == 3
    heads = [node.id for sheet in sheets for node in sheet.canvas.nodes if "route" in node.classes]
    assert heads == [f"route-r{n}" for n in range(6)]
    assert all(legend(sheet.canvas) == {"way", "success"} for sheet in sheets)


def test_what_an_analysis_found_is_marked():
    route = bare(3)
    asked = request("a4", marks={"p1": Mark("Se pierde", "40 %")})
    (sheet,), found = drawn("lifecycle", [route], asked)
    assert found == []
    assert "step-ruta-p1" in {node.id for node in sheet.canvas.nodes}
    owned = [s for s in sheet.canvas.shapes if isinstance(s, Shape) and s.owner == "step-ruta-p1"]
    assert asked.theme.critical in {shape.pen.fill for shape in owned}
    assert "critical" in legend(sheet.canvas)


def test_a_step_is_marked_in_the_route_where_it_is_critical_and_not_in_its_namesake():
    """Two routes may have a step of the same id: losing people in one says nothing of the other."""
    routes = [bare(3, id="uno"), bare(3, id="dos")]
    drawing = draw(routes, "lifecycle", critical={"dos": {"p1": Mark("Se pierde", "40 %")}})
    marked = {
        node.id for sheet in drawing.sheets for node in sheet.canvas.nodes if "step" in node.classes
    }
    assert marked == {"step-dos-p1"}
    alone = draw(routes[1], "flow", critical={"dos": {"p1": Mark("Se pierde", "40 %")}})
    assert alone.svg() == draw(routes[1], "flow", critical={"p1": Mark("Se pierde", "40 %")}).svg()
    with pytest.raises(UsageError, match="p9"):
        draw(routes, "lifecycle", critical={"dos": {"p9": Mark("Se pierde")}})


def test_the_same_routes_give_the_same_sheet():
    routes = [world(n, name=f"r{n}") for n in range(2)]
    one, two = (drawn("lifecycle", routes, request())[0][0].canvas for _ in range(2))
    assert one == two
