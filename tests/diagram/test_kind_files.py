"""The files of the analytic kinds: page sizes, fonts, ids and bytes of what is handed out."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from rutas.diagram import draw, draw_local, kinds
from rutas.paper.sizes import PAPERS
from tests.diagram.local_worlds import villeta
from tests.diagram.played_worlds import any_queues

KINDS = [
    ("sheet", "a3-landscape"),
    ("losses", "a3"),
    ("actors", "a4-landscape"),
    ("calendar", "a4"),
    ("handout", "a5"),
    ("point", "a4"),
    ("lifecycle", "a2-landscape"),
    ("guide", "a5"),
    ("week", "a4-landscape"),
    ("readiness", "a3-landscape"),
    ("queues", "a4"),
]


@pytest.fixture(scope="module", params=KINDS, ids=[kind for kind, _ in KINDS])
def drawing(request, book):
    kind, paper = request.param
    if kinds.KINDS[kind].local:
        local = any_queues(3, 4, 800) if kind == "queues" else villeta(book)
        return draw_local(local, kind, paper, theme="grey"), PAPERS[paper], local
    routes = list(book.values()) if kind == "lifecycle" else book["0-4"]
    return draw(routes, kind, paper, theme="grey"), PAPERS[paper], routes


def test_the_page_is_exactly_the_paper_and_its_fonts_are_inside(drawing):
    made, paper, _ = drawing
    data = made.pdf()
    for page in PdfReader(io.BytesIO(data)).pages:
        assert float(page.mediabox.width) == pytest.approx(paper.width, abs=0.01)
        assert float(page.mediabox.height) == pytest.approx(paper.height, abs=0.01)
        fonts = page["/Resources"]["/Font"].values()
        assert fonts
        for font in fonts:
            for one in font.get_object().get("/DescendantFonts", [font]):
                descriptor = one.get_object()["/FontDescriptor"].get_object()
                assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    assert made.pdf() == data


def test_ids_in_the_svg_are_those_of_the_sheet_and_each_is_there_once(drawing):
    made, _, _ = drawing
    ids = re.findall(r'\sid="([^"]+)"', made.svg())
    assert len(ids) == len(set(ids))
    canvas = made.sheets[0].canvas
    assert {n.id for n in canvas.nodes} | {e.id for e in canvas.edges} <= set(ids)
    assert made.svg() == made.svg()


def test_grey_is_grey(drawing):
    made, _, _ = drawing
    for item in made.sheets[0].canvas.shapes:
        inks = [item.colour] if hasattr(item, "colour") else [item.pen.stroke, item.pen.fill]
        for ink in filter(None, inks):
            assert ink[1:3] == ink[3:5] == ink[5:7], ink
