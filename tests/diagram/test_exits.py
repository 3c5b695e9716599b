"""Exits of a join and of a deadline, urgent and sensitive steps, and shares that nobody wrote."""

from __future__ import annotations

import pytest
import yaml

import rutas
from rutas.diagram import draw
from rutas.diagram.parts.drawn_route import DrawnRoute
from rutas.model import Route
from rutas.paper.canvas import Shape
from tests.diagram.canvas_checks import legend, texts
from tests.diagram.kind_cases import SHEETS, drawn, request

EXITS = {"link-inscripcion--tardia.late": "late", "link-verificacion--busqueda.missing": "missing"}


@pytest.fixture(scope="module")
def route() -> Route:
    return rutas.load("docs/ejemplo")["nacer"]


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize("kind", ["flow", "lanes"])
def test_an_exit_is_a_link_of_its_own_kind_with_a_sign_and_a_legend(route, kind, paper) -> None:
    sheets, flaws = drawn(kind, [route], request(paper))
    assert kind == "lanes" or flaws == []  # lanes have type as large as on A4 on any paper
    assert [sheet.canvas.off_sheet() for sheet in sheets] == [[] for _ in sheets]
    edges = {edge.id: edge for sheet in sheets for edge in sheet.canvas.edges}
    ends = {node.id for sheet in sheets for node in sheet.canvas.nodes}
    for key, look in EXITS.items():
        cut = f"connector-{key.removeprefix('link-')}-out"
        assert key in edges or cut in ends
        for edge in (edges[key],) if key in edges else ():
            assert look in edge.classes
            sheet = next(one for one in sheets if edge in one.canvas.edges)
            signs = [
                one
                for one in sheet.canvas.shapes
                if isinstance(one, Shape) and one.owner == key and one.kind == "ellipse"
            ]
            assert len(signs) == 1, "the event stands where the exit begins"
            assert look in legend(sheet.canvas)


def test_the_two_exits_are_told_apart_without_colour(route) -> None:
    (sheet,), _ = drawn("lanes", [route], request("a3-landscape", "grey"))
    dashes = {key: next(e.pen.dash for e in sheet.canvas.edges if e.id == key) for key in EXITS}
    assert len(set(dashes.values())) == 2
    assert None not in dashes.values()


def test_an_exit_that_leads_back_is_drawn_as_a_return(route) -> None:
    written = yaml.safe_load(route.model_dump_json(by_alias=True, exclude_unset=True))
    steps = [step for stage in written["stages"] for step in stage["steps"]]
    next(step for step in steps if step["id"] == "verificacion")["missing"] = "vacunas"
    back = Route.model_validate(
        written | {"catalogue": route.catalogue, "criteria": route.criteria}
    )
    links = {link.id: link for link in DrawnRoute(back, request("a4")).links}
    assert links["link-verificacion--vacunas.missing"].back


@pytest.mark.parametrize("kind", ["flow", "lanes"])
def test_what_is_urgent_or_sensitive_says_so(route, kind) -> None:
    drawing = draw(route, kind)
    nodes = {node.id: node for sheet in drawing.sheets for node in sheet.canvas.nodes}
    assert {"urgent", "sensitive"} <= set(nodes["step-busqueda"].classes)
    assert "Urgente" in nodes["step-busqueda"].tooltip
    assert {"urgent", "sensitive"}.isdisjoint(nodes["step-vacunas"].classes)
    shown = {sign for sheet in drawing.sheets for sign in legend(sheet.canvas)}
    assert {"urgent", "sensitive"} <= shown


@pytest.mark.parametrize("kind", ["flow", "lanes", "lifecycle"])
def test_a_share_that_nobody_wrote_is_shown_as_assumed(route, kind) -> None:
    sheets, _ = drawn(kind, [route], request("a3-landscape"))
    words = " ".join(
        text.replace("\u00a0", " ") for sheet in sheets for text in texts(sheet.canvas)
    )
    assert "~30 %" in words
    assert "~70 %" not in words, "this one is written"
    assert any("assumed" in legend(sheet.canvas) for sheet in sheets)


def test_each_sheet_of_a_reconstruction_says_that_it_is_not_official(route) -> None:
    taken = route.model_copy(update={"official": True})
    for kind in ("flow", "lanes", "sheet", "actors", "calendar", "handout", "point", "lifecycle"):
        for sheet in drawn(kind, [route], request("a4"))[0]:
            feet = [
                run.text
                for run in sheet.canvas.shapes
                if run.owner == "footer" and hasattr(run, "text")
            ]
            assert any("no oficial" in text for text in feet)
        for sheet in drawn(kind, [taken], request("a4"))[0]:
            assert not any("no oficial" in text for text in texts(sheet.canvas))


def test_every_id_of_a_drawing_is_given_once(route) -> None:
    steps = [
        {"id": "a", "question": "¿Va?", "next": [
            {"to": "b", "when": "uno"}, {"to": "b", "when": "dos"}, {"to": "b-2", "when": "tres"},
            {"to": "start-1", "when": "cuatro"}]},
        {"id": "b", "name": "Be", "next": "b-2"},
        {"id": "b-2", "name": "Be dos", "next": "start-1"},
        {"id": "start-1", "name": "Otro", "next": "end-c"},
        {"id": "end-c", "name": "Antes", "next": "c"},
        {"id": "c", "name": "Fin", "actor": "x", "outcome": "fin"},
    ]  # fmt: skip
    odd = Route.model_validate({
        "id": "r", "name": "R", "ways_in": {"to": "a"},
        "catalogue": {"actors": {"x": {"name": "X"}}},
        "outcomes": {"fin": {"name": "Fin", "success": True}},
        "stages": [{"id": "e", "name": "E", "steps": steps}],
    })  # fmt: skip
    for kind in ("flow", "lanes"):
        for sheet in draw(odd, kind).sheets:
            ids = [one.id for one in (*sheet.canvas.nodes, *sheet.canvas.edges)]
            assert len(ids) == len(set(ids))
