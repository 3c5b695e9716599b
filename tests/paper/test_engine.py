"""Graphviz runs in a child process, needs nothing of the machine, and never fails in silence."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from rutas.layout.geometry import Rect
from rutas.paper import dot, engine
from rutas.paper.canvas import Canvas, Edge, Node, Pen
from rutas.paper.engine import Engine, EngineError

ROOT = Path(__file__).parents[2]


def test_a_warning_is_a_failure() -> None:
    with pytest.raises(EngineError, match=r"unrecognized|Warning|shape"):
        engine.render("digraph { a [shape=nosuchshape] }", "svg", layout="dot")


def test_a_mistake_in_the_text_is_told_and_the_next_run_works() -> None:
    with pytest.raises(EngineError):
        engine.render("digraph { a -> ", "svg", layout="dot")
    assert b"<svg" in engine.render("digraph { a -> b }", "svg", layout="dot", edges=1)


def test_a_lost_edge_is_noticed() -> None:
    with pytest.raises(EngineError, match="1 de 2"):
        engine.render("digraph { a -> b }", "svg", layout="dot", edges=2)


def test_a_crash_of_the_library_does_not_take_us_along() -> None:
    own = Engine()
    assert own.render("digraph { a }", ["svg"], layout="dot")
    child = own._child.process
    assert child is not None
    child.kill()
    child.wait()
    assert own.render("digraph { a }", ["svg"], layout="dot"), "a new child takes over"
    wrong = 'digraph { graph [_background="F 9 15 -Source Sans Pro T 0 0 -1 9 400 -short "] }'
    with pytest.raises(EngineError):
        own.render(wrong, ["pdf"])
    assert own.render("digraph { a }", ["svg"], layout="dot")
    own.close()


def test_it_works_without_path_or_fonts(tmp_path: Path) -> None:
    code = (
        "from rutas.paper import engine;"
        "print(engine.render('digraph { a [label=hola] }', 'pdf', layout='dot')[:5])"
    )
    environment = {"PATH": "", "HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "none")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "%PDF-" in done.stdout


def test_a_program_of_the_machine_is_taken_only_when_asked() -> None:
    with pytest.raises(FileNotFoundError):
        Engine(program="/nowhere/dot").render("digraph { a }", ["svg"])


HOSTILE = [
    '"',
    '\\"',
    "\\",
    "\\N",
    "<b>&amp;</b>",
    "a:b",
    "línea\nnueva",
    "]]>",
    "\u202e",
    "${x}",
    "𝔘",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_drawing(text: str) -> None:
    canvas = Canvas(200, 100)
    canvas.text(10, 50, f"x{text}y", 9, "#000000")
    for number, name in enumerate("ab"):
        canvas.node(Node(name, Rect.sized(10 + 100 * number, 60, 40, 20), "box", ("step",), text))
    canvas.edge(Edge("e", "a", "b", ((50, 70), (60, 70), (90, 70), (110, 70)), Pen("#000000")))
    for whole, form in ((True, "svg"), (False, "pdf")):
        assert engine.render(dot.write(canvas, whole_dashes=whole), form, edges=1)


@pytest.mark.parametrize(
    "text",
    ['La "Casa" sí', "C:\\actas\\f", r"\\servidor\c$\ñandú", "fin\\", '"', "\\", "a&lt;b &#92;"],
)
def test_what_was_written_can_be_read_in_the_pdf(text: str) -> None:
    canvas = Canvas(400, 100)
    canvas.text(10, 40, text, 9, "#000000")
    canvas.text(10, 80, "después", 9, "#000000")
    drawn = engine.render(dot.write(canvas, whole_dashes=False), "pdf")
    lines = PdfReader(io.BytesIO(drawn)).pages[0].extract_text().splitlines()
    assert [line.rstrip() for line in lines] == [text, "después"]


def test_a_long_background_is_written_in_pieces() -> None:
    canvas = Canvas(500, 500)
    for number in range(900):
        canvas.rect(
            Rect.sized(number % 30 * 10, number // 30 * 10, 8, 8), Pen("#000000", 1, "#ffffff")
        )
    text = dot.write(canvas, whole_dashes=True)
    assert max(len(piece) for piece in text.split('"')) < 16384
    assert engine.render(text, "svg").count(b"<polygon") == 901


def test_a_long_dashed_link_is_written_in_pieces() -> None:
    canvas = Canvas(3000, 60)
    for number, name in enumerate("ab"):
        canvas.node(Node(name, Rect.sized(2900 * number, 20, 40, 20), "box", ("step",), name))
    line = ((40, 30), (1000, 30), (2000, 30), (2900, 30))
    canvas.edge(Edge("e", "a", "b", line, Pen("#000000", 1, None, (3.6, 2.2))))
    text = dot.write(canvas, whole_dashes=False)
    assert max(len(piece) for piece in text.split('"')) < 16384
    drawn = engine.render(text, "svg", edges=1)
    assert drawn.count(b"M") >= 2860 / 5.8, "every dash is drawn"
