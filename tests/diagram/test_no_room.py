"""What has no room: more sheets, or an error; never a sheet that lost a part of what it had to show."""

from __future__ import annotations

import io
import time

import pytest
from pypdf import PdfReader

from rutas.diagram import draw
from rutas.diagram.drawing import Drawing
from rutas.diagram.parts.diamond_text import diamond_lines
from rutas.diagram.request import Sheet
from rutas.errors import RutasError
from rutas.layout.geometry import Rect
from rutas.model import Route, Text
from rutas.paper.canvas import Canvas, Node, Pen
from rutas.paper.engine import EngineError, engine
from tests.diagram.kind_cases import bare


def in_series(actors: int) -> Route:
    """A route in which each step is another actor's."""
    steps = [
        {"id": f"p{n}", "name": f"Paso {n}", "actor": f"a{n}", "next": f"p{n + 1}"}
        for n in range(actors)
    ]
    return Route.model_validate({
        "id": "ruta", "name": "Ruta", "ways_in": {"to": "p0"},
        "outcomes": {"bien": {"name": "Bien", "success": True}},
        "catalogue": {"actors": {f"a{n}": {"name": f"Actor {n}"} for n in range(actors)}},
        "stages": [{"id": "e", "name": "E", "steps": [
            *steps, {"id": f"p{actors}", "name": "Fin", "outcome": "bien"}]}],
    })  # fmt: skip


@pytest.mark.parametrize("paper", ["a3-landscape", "a4-landscape"])
def test_many_actors_in_series_are_drawn_on_more_sheets(paper: str) -> None:
    drawing = draw(in_series(20), "lanes", paper)
    assert len(drawing.sheets) > 1
    steps = [n.id for sheet in drawing.sheets for n in sheet.canvas.nodes if "step" in n.id]
    assert sorted(steps) == sorted(f"step-p{n}" for n in range(21))
    assert all(sheet.canvas.off_sheet() == [] for sheet in drawing.sheets)
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(drawing.pdf())).pages)
    assert all(f"Paso {n}" in words for n in range(20))


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_a_sheet_that_would_lose_a_shape_is_never_written(form: str) -> None:
    canvas = Canvas(200, 100)
    with canvas.owned("step-a"):
        canvas.rect(Rect(10, 80, 60, 140), Pen("#000000"))
    canvas.node(Node("step-b", Rect(190, 10, 230, 40)))
    drawing = Drawing("ruta", "flow", "a4", [Sheet(canvas, "t", "d")])
    with pytest.raises(RutasError, match="step-a, step-b"):
        drawing.files(form)


@pytest.mark.parametrize("form", ["svg", "pdf", "png"])
def test_nodes_are_counted_as_links_are(form: str) -> None:
    text = 'graph { a [pos="10,10"]; b [pos="90,10"] }'
    assert engine().render(text, [form], nodes=2)
    with pytest.raises(EngineError, match="2 de 3 recuadros"):
        engine().render(text, [form], nodes=3)


def test_a_word_of_any_length_is_broken_in_time() -> None:
    word = "a" * 1000
    route = bare(2, stages=[{"id": "e", "name": "E", "steps": [
        {"id": "p0", "name": word, "next": "p1"},
        {"id": "p1", "question": f"¿{word}?", "next": [
            {"to": "p2", "when": "sí"}, {"to": "p3", "when": "no"}]},
        {"id": "p2", "name": "Be", "outcome": "bien"},
        {"id": "p3", "name": "Ce", "outcome": "bien"}]}])  # fmt: skip
    start = time.process_time()
    for kind in ("flow", "lanes"):
        for sheet in draw(route, kind).sheets:
            assert sheet.canvas.off_sheet() == []
    assert time.process_time() - start < 10


def test_a_long_word_in_a_diamond_is_broken_and_stays_inside() -> None:
    lines = diamond_lines("¿Ya está en https://www.mspbs.gov.py/portal/inscripciones?", 7, 98, 120)
    assert lines is not None
    assert len(lines) > 2
    assert "".join(lines).replace("-", "").replace(" ", "").endswith("inscripciones?")


def test_a_question_without_end_is_cut_and_says_so() -> None:
    question = "¿" + "palabra " * 90 + "?"
    route = bare(2, stages=[{"id": "e", "name": "E", "steps": [
        {"id": "p1", "question": question, "next": [
            {"to": "p2", "when": "sí"}, {"to": "p3", "when": "no"}]},
        {"id": "p2", "name": "Be", "outcome": "bien"},
        {"id": "p3", "name": "Ce", "outcome": "bien"}]}])  # fmt: skip
    (sheet,) = draw(route, "flow").sheets
    node = next(node for node in sheet.canvas.nodes if node.id == "step-p1")
    runs = [run for run in sheet.canvas.shapes if run.owner == "step-p1" and hasattr(run, "text")]
    assert runs[-1].text.endswith("…")
    assert all(node.rect.left < run.rect.left and run.rect.right < node.rect.right for run in runs)


def fork(branches: int) -> Route:
    """A step that opens so many branches, and one that waits for them all."""
    rows = [
        {"id": f"p{n}", "name": f"Rama {n}", "actor": "a", "next": "z"} for n in range(branches)
    ]
    return Route.model_validate({
        "id": "ruta", "name": "Ruta", "ways_in": {"to": "abre"},
        "outcomes": {"bien": {"name": "Bien", "success": True}},
        "catalogue": {"actors": {"a": {"name": "Actor"}}},
        "stages": [{"id": "e", "name": "E", "steps": [
            {"id": "abre", "name": "Abre", "actor": "a", "next": {"all": [row["id"] for row in rows]}},
            *rows, {"id": "z", "name": "Fin", "actor": "a", "join": "all", "outcome": "bien"}]}],
    })  # fmt: skip


@pytest.mark.parametrize("kind", ["flow", "lanes"])
def test_a_fork_into_a_thousand_is_told_at_once(kind: str) -> None:
    start = time.process_time()
    with pytest.raises(RutasError, match=r"«Abre» tiene 1\.001 enlaces"):
        draw(fork(1000), kind)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(("kind", "most"), [("flow", 100), ("lanes", 90)])
def test_a_fork_into_as_many_as_a_sheet_can_name_is_drawn_whole(kind: str, most: int) -> None:
    drawing = draw(fork(most), kind)
    steps = {node.id for sheet in drawing.sheets for node in sheet.canvas.nodes}
    assert {f"step-p{n}" for n in range(most)} <= steps
    assert all(sheet.canvas.off_sheet() == [] for sheet in drawing.sheets)


def test_letters_that_the_font_has_not_are_told_or_drawn_as_their_twins() -> None:
    route = bare(2, stages=[{"id": "e", "name": "E", "steps": [
        {"id": "p0", "name": "Ruta 0\u20114: mo\ua78cã ☎", "next": "p1"},
        {"id": "p1", "name": "Fin", "outcome": "bien"}]}])  # fmt: skip
    drawing = draw(route, "flow")
    assert "0-4: moʼã" in drawing.dot()
    assert drawing.missing_letters == {"☎": "p0"}
    named = draw(route.model_copy(update={"name": Text("Ruta ✔")}), "flow")
    assert named.missing_letters == {"☎": "p0", "✔": "Ruta ✔\xa0· flujo por etapas"}
