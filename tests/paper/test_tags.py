"""A PDF is heard, searched and walked as it is read: each text marked, told once, in its place."""

from __future__ import annotations

import io
import re
from datetime import date

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rutas
from rutas.diagram import draw, draw_local
from rutas.diagram.drawing import Drawing
from rutas.diagram.kinds import KINDS
from rutas.diagram.local import Local
from rutas.diagram.request import Sheet
from rutas.improve.bundle import Bundle
from rutas.improve.centre import Centre
from rutas.model import apply
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Run
from rutas.paper.fonts import HYPHEN
from rutas.paper.poster import Poster
from rutas.paper.sizes import PAPERS
from tests.diagram.kind_cases import bare
from tests.diagram.played_worlds import any_queues
from tests.diagram.test_atlas import districts

OTHERS = {"routes", "board", "instruments", "family"}  # whose sheets are made of what these are
_MARKED = re.compile(rb"/(Span|Figure) <</MCID (\d+)[^\n]*>> BDC\n(.*?)\nEMC", re.DOTALL)


@pytest.fixture(scope="module", params=[k for k, row in KINDS.items() if row.of not in OTHERS])
def drawing(request: pytest.FixtureRequest, book: rutas.Book) -> Drawing:
    route, kind = book["0-4"], KINDS[request.param]
    if kind.of == "improvement":
        centre = Centre(Bundle(book.improvements, ("identidad",)), tuple(book.values()))
        return draw_local(centre, "center")
    if kind.of == "play":
        return draw_local(any_queues(1), "queues")
    if kind.of == "districts":
        return draw_local(districts(book, 20), "atlas")
    if kind.local:
        through = route if kind.of == "local-route" else None
        there = Local(book.territories["villeta"], book, date(2026, 11, 30), through)
        return draw_local(there, kind.name)
    versions = [route, apply(route, {"inscripcion.wait": "2 d"})]
    return draw(versions if request.param == "versions" else route, request.param)


@pytest.fixture(scope="module")
def reader(drawing: Drawing) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(drawing.pdf()))


class Tree:
    """The structure of a file: its elements in order, each with its type, its page and its marks."""

    def __init__(self, reader: pypdf.PdfReader) -> None:
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        self.root = root["/StructTreeRoot"]
        self.sections = [one.get_object() for one in self.root["/K"][0].get_object()["/K"]]

    def elements(self, section) -> list:
        found = []
        for child in section["/K"]:
            one = child.get_object()
            if not isinstance(one, int):
                assert one["/P"].get_object() == section
                found += [one, *self.elements(one)]
        return found

    def types(self, section) -> list[str]:
        return [one["/S"] for one in self.elements(section)]


def marks(page: pypdf.PageObject) -> list[int]:
    return [int(number) for _, number, _ in _MARKED.findall(page.get_contents().get_data())]


def test_every_text_is_marked_and_every_mark_belongs_to_one_element(reader) -> None:
    tree = Tree(reader)
    numbers = tree.root["/ParentTree"]["/Nums"]
    for index, (page, section) in enumerate(zip(reader.pages, tree.sections, strict=True)):
        content = page.get_contents().get_data()
        unmarked = _MARKED.sub(b"", content)
        assert b"BT\n" not in unmarked
        assert b"TJ" not in unmarked
        assert page["/StructParents"] == numbers[2 * index] == index
        told = [
            (mark, element)
            for element in tree.elements(section)
            for mark in element["/K"]
            if isinstance(mark, int)
        ]
        assert [mark for mark, _ in told] == sorted(mark for mark, _ in told) == marks(page)
        parents = [one.get_object() for one in numbers[2 * index + 1]]
        assert parents == [element for _, element in told]


def test_a_sheet_is_told_as_title_drawing_and_list_of_its_steps_in_order(drawing, reader) -> None:
    for sheet, section in zip(drawing.sheets, Tree(reader).sections, strict=True):
        tree = Tree(reader)
        types = tree.types(section)
        assert types.count("/H1") == 1
        figure = next(one for one in tree.elements(section) if one["/S"] == "/Figure")
        assert figure["/Alt"] == sheet.description
        signs = {s.owner for s in sheet.canvas.shapes if (s.owner or "").startswith("sign:")}
        told = {s.owner for s in sheet.canvas.shapes if isinstance(s, Run)}
        leaving = {edge.source for edge in sheet.canvas.edges if edge.id in told}
        nodes = [n.id for n in sheet.canvas.nodes if n.id in told or n.id in leaving]
        assert types.count("/LI") == len(nodes) + len(signs)
        assert set(types) <= {"/H1", "/H2", "/P", "/L", "/LI", "/LBody", "/Figure"}


def test_steps_are_found_by_their_whole_names_though_they_are_broken(book) -> None:
    route = book["0-4"]
    names = [(step.name or step.question).to("es") for step in route.steps.values()]
    for kind in ("flow", "lanes"):
        document = pypdfium2.PdfDocument(draw(route, kind).pdf())
        pages = [page.get_textpage() for page in document]
        lost = [n for n in names if not any(page.search(n).get_next() for page in pages)]
        assert lost == []


def test_a_name_is_found_though_its_words_are_broken() -> None:
    canvas = Canvas(PAPERS["a4"].width, PAPERS["a4"].height)
    name = "Acompañamiento interinstitucional de la familia"
    lines = measure.wrap(name, 9, 40)
    assert any(line.endswith(HYPHEN) for line in lines)
    canvas.texts(20, 20, lines, 9, "#1a1a1a")
    drawing = Drawing("r", "flow", "a4", [Sheet(canvas, "Título", "Qué se ve")])
    page = pypdfium2.PdfDocument(drawing.pdf())[0].get_textpage()
    assert page.search(name).get_next()


@given(st.text("abcdeáñ -/.@ ", max_size=60), st.floats(12, 90))
def test_a_text_is_told_as_it_was_before_it_was_broken(text: str, room: float) -> None:
    assert measure.joined(measure.wrap(text, 7, room)) == " ".join(text.split())


def test_bookmarks_lead_to_sheets_and_stages(book) -> None:
    drawing = draw(book["0-4"], "flow")
    found = pypdf.PdfReader(io.BytesIO(drawing.pdf()))
    items = [item for one in found.outline for item in (one if isinstance(one, list) else [one])]
    words = [(item.title, found.get_destination_page_number(item)) for item in items]
    count = len(drawing.sheets)
    sheets = [(f"Hoja {n + 1} de {count}", n) for n in range(count)]
    assert [word for word in words if word[0].startswith("Hoja")] == sheets
    stages = [stage.name.to("es") for stage in book["0-4"].stages]
    told = [title.split(" ", 1)[1] for title, _ in words if not title.startswith("Hoja")]
    assert len(told) >= len(stages)
    assert all(any(title.startswith(stage) for title in told) for stage in stages)


def test_each_sheet_of_a_poster_holds_its_own_texts_and_no_other() -> None:
    drawing = draw(bare(8), "sheet", "poster")
    pages = pypdf.PdfReader(io.BytesIO(drawing.pdf())).pages[1:]
    canvas = drawing.sheets[0].canvas
    runs = [item for item in canvas.shapes if isinstance(item, Run)]
    windows = [window for _, _, window in Poster(canvas, "a4").windows]
    assert len(windows) == len(pages) > 1
    for page, window in zip(pages, windows, strict=True):
        inside = [run for run in runs if run.rect.touches(window)]
        near = [run for run in runs if run.rect.touches(window.inset(-20))]
        written = page.get_contents().get_data().count(b"BT\n") - 1  # which sheet it is
        assert len(inside) <= written <= len(near) < len(runs)


def test_letters_that_the_font_has_not_are_boxes_in_a_pdf_too() -> None:
    name = "►► Registro ☎ \u0639👪 a\u2003b"
    route = bare(2, stages=[{"id": "e", "name": "E ✔", "steps": [
        {"id": "p0", "name": name, "next": "p1"}, {"id": "p1", "name": "Fin", "outcome": "bien"}]}])  # fmt: skip
    for kind in ("flow", "lanes"):
        text = pypdfium2.PdfDocument(draw(route, kind).pdf())[0].get_textpage().get_text_range()
        assert "☐☐ Registro ☐ ☐☐ a b" in text, kind
