"""The whole route on one page: a line a stream, a station a step, and no link forgotten."""

from __future__ import annotations

import pytest

from rutas.diagram.overview.lanes import lanes
from rutas.diagram.parts.drawn_route import DrawnRoute
from rutas.diagram.request import Mark
from rutas.paper.canvas import Run
from tests.diagram.canvas_checks import legend, texts
from tests.diagram.drawn import draw
from tests.diagram.kind_cases import REAL, SEEDS, any_route, bare, drawn, real, request
from tests.diagram.roads import road

ROUTES = ("0-4", "5-13", "14-17")


@pytest.mark.parametrize(("paper", "theme"), REAL)
def test_the_real_routes_are_clean_on_every_paper(book, paper, theme):
    assert real("overview", book, paper, theme) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_any_route_is_clean(seed):
    assert any_route("overview", seed) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_of_any_route_every_step_is_a_station_and_every_link_a_line_or_two_connectors(seed):
    """Forks, joins, loops and questions as they come: lines go down, and none runs through a station."""
    route = road(seed, 8 + 4 * seed)
    asked = request(("a4", "a3", "a4-landscape")[seed % 3])
    sheets, found = drawn("overview", [route], asked)
    assert found == []
    whole = DrawnRoute(route, asked)
    nodes = [node for sheet in sheets for node in sheet.canvas.nodes]
    edges = [edge for sheet in sheets for edge in sheet.canvas.edges]
    stations = [node.id for node in nodes if "connector" not in node.classes]
    assert sorted(stations) == sorted(whole.items)
    chips = {node.id.removeprefix("connector-") for node in nodes if "connector" in node.classes}
    lines = {edge.id.removeprefix("link-") for edge in edges}
    assert len(lines) == len(edges)
    for link in whole.links:
        own = link.id.removeprefix("link-")
        pair = {f"{own}-out", f"{own}-in"}
        assert (own in lines) != (pair <= chips), own
    assert all(edge.points[0][1] < edge.points[-1][1] for edge in edges)


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_stations_have_room_on_one_a4_at_8_points(seed):
    route = road(seed, 100, calm=True)
    on = {step: 1 + number // 13 for number, step in enumerate(route.steps)}
    (sheet,), found = drawn("overview", [route], request("a4", sheets=on))
    assert found == []
    names = [
        s for s in sheet.canvas.shapes if isinstance(s, Run) and (s.owner or "").startswith("step-")
    ]
    assert len({run.owner for run in names}) == 100
    assert min(run.size for run in names if not run.text.isdigit()) >= 8


@pytest.mark.parametrize("name", ROUTES)
def test_a_committees_route_is_one_page_with_its_names_whole(book, name):
    (sheet,), _ = drawn("overview", [book[name]], request("a4"))
    words = texts(sheet.canvas)
    assert not [text for text in words if text.endswith("…")]
    sizes = {s.size for s in sheet.canvas.shapes if isinstance(s, Run) and s.text in words[:40]}
    assert min(sizes) >= 7


def test_streams_stand_side_by_side_between_the_bars_where_they_fork_and_join(book):
    (sheet,), _ = drawn("overview", [book["0-4"]], request("a4"))
    place = {node.id: node.rect for node in sheet.canvas.nodes}
    fork, join = place["step-vacunas-nacer"], place["step-verificacion"]
    heads = [place[f"step-{step}"] for step in ("tiene-certificado", "piecito", "relevamiento")]
    assert [head.left for head in heads] == sorted(head.left for head in heads)
    for head in heads:
        assert fork.bottom < head.top
        assert head.bottom < join.top
        assert fork.left <= head.left
        assert head.right <= fork.right
    words = " ".join(texts(sheet.canvas)).replace("\u00a0", " ")
    assert "se abren 3 caminos" in words
    assert "se juntan 3 caminos" in words
    assert all(f"Camino {n} de 3 · " in words for n in (1, 2, 3))


def test_what_no_line_can_show_is_told_at_both_ends():
    steps = [{"id": f"p{n}", "name": f"Paso {n}", "next": f"p{n + 1}"} for n in range(4)]
    steps[3] = {
        "id": "p3",
        "question": "¿Otra vez?",
        "next": [{"to": "p1", "when": "Sí"}, {"to": "p4", "when": "No"}],
    }
    steps.append({"id": "p4", "name": "Fin", "outcome": "bien"})
    route = bare(stages=[{"id": "e", "name": "Etapa", "steps": steps}], ways_in={"to": "p0"})
    (sheet,), found = drawn("overview", [route], request("a4"))
    assert found == []
    chips = {n.id: n.tooltip for n in sheet.canvas.nodes if "connector" in n.classes}
    assert chips == {"connector-p3--p1-out": "2", "connector-p3--p1-in": "4"}
    assert {"connector-out", "connector-in"} <= legend(sheet.canvas)


def test_each_stretch_says_on_which_sheet_of_the_flow_it_is(book):
    drawing = draw(book["0-4"], "overview")
    flow = draw(book["0-4"], "flow")
    said = {text for text in texts(drawing.sheets[0].canvas) if text.startswith("hoja ")}
    assert said == {f"hoja {n}" for n in range(1, len(flow.sheets) + 1)}
    heads = [s for s in drawing.sheets[0].canvas.shapes if (s.owner or "").startswith("head:step-")]
    on = {
        node.id: number
        for number, sheet in enumerate(flow.sheets, 1)
        for node in sheet.canvas.nodes
    }
    told = {
        s.owner.removeprefix("head:"): s.text
        for s in heads
        if isinstance(s, Run) and "hoja" in s.text
    }
    assert told
    assert all(text == f"hoja {on[key]}" for key, text in told.items())


def test_for_the_numbers_of_its_sheets_the_flow_is_not_drawn(book, monkeypatch):
    def refuse(*_):
        raise AssertionError("the flow was drawn")

    monkeypatch.setattr("rutas.diagram.flow.page.Pages.draw", refuse)
    drawing = draw(book["14-17"], "overview")
    assert any(text.startswith("hoja ") for text in texts(drawing.sheets[0].canvas))


def test_a_critical_point_has_its_sign_and_no_other_station_has():
    asked = request("a4", marks={"p1": Mark("Se pierde", "40 %")})
    (sheet,), found = drawn("overview", [bare(3)], asked)
    assert found == []
    red = {
        s.owner
        for s in sheet.canvas.shapes
        if getattr(getattr(s, "pen", None), "fill", "") == asked.theme.critical
    }
    assert red == {"step-p1", "sign:critical"}


def test_links_that_wait_for_each_other_have_lanes_of_their_own():
    links = [("a1", 0, 1), ("a2", 0, 2), ("b", 1, 3), ("c", 2, 3)]
    found = lanes(4, links, 5, lambda link: link)
    by = {track.link: track for track in found.tracks}
    assert by["b"].lane != by["c"].lane
    assert found.without == []
    assert lanes(4, links, 1).without == ["a2", "c"]
