"""Posters: the same drawing over several sheets of paper, nothing lost, few cards cut."""

from __future__ import annotations

import io
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from rutas.diagram import draw
from rutas.diagram.drawing import Drawing
from rutas.diagram.request import Sheet
from rutas.layout.geometry import Rect
from rutas.paper import poster
from rutas.paper.canvas import Canvas, Node, Pen, Run
from rutas.paper.poster import FACTOR, Poster
from rutas.paper.sizes import PAPERS, POSTERS
from tests.diagram.kind_cases import bare, drawn, request
from tests.diagram.roads import road
from tests.diagram.worlds import world

MM = 72 / 25.4


def blank(paper="a3-landscape"):
    return Canvas(PAPERS[paper].width, PAPERS[paper].height)


@cache
def plain(on: str = "a4") -> bytes:
    """A poster of one word in each corner of an A3 sheet, and one in the middle."""
    canvas = blank()
    wide, high = canvas.width, canvas.height
    corners = [
        (40, 40),
        (wide - 90, 40),
        (40, high - 40),
        (wide - 90, high - 40),
        (wide / 2, high / 2),
    ]
    for index, (x, y) in enumerate(corners):
        canvas.text(x, y, f"Palabra{index}", 9, "#1a1a1a")
        canvas.rect(Rect.sized(x - 10, y - 20, 60, 30), Pen("#b3261e", 1))
    return Drawing("r", "sheet", "poster", [Sheet(canvas, "Título", "Qué se ve")], on=on).pdf()


# --- where it is cut


@pytest.mark.parametrize("on", ["a4", "a3"])
@pytest.mark.parametrize("paper", ["a3", "a3-landscape"])
def test_windows_cover_the_drawing_once_and_fit_their_paper(paper, on):
    canvas = blank(paper)
    found = Poster(canvas, on)
    windows = [window for _, _, window in found.windows]
    assert sum(w.width * w.height for w in windows) == pytest.approx(canvas.width * canvas.height)
    for one in windows:
        assert one.width * FACTOR <= found.sheet.width - 2 * 8 * MM
        assert one.height * FACTOR <= found.sheet.height - 2 * 8 * MM


@given(
    st.floats(200, 2000),
    st.floats(150, 600),
    st.lists(st.tuples(st.floats(0, 1900), st.floats(5, 120)), max_size=30),
)
def test_cuts_are_few_and_no_part_is_nearly_empty(length, most, cards):
    spans = [(start, start + wide) for start, wide in cards]
    cuts = poster._cuts(length, most, spans)
    parts = [two - one for one, two in zip(cuts, cuts[1:], strict=False)]
    assert (cuts[0], cuts[-1]) == (0.0, length)
    assert len(parts) == max(1, -(-length // most)) or len(parts) == round(length / most)
    assert max(parts) <= most + 1e-6
    assert min(parts) > 0


def test_a_cut_goes_between_cards_and_then_between_words():
    canvas = blank()
    half = canvas.width / 2
    canvas.node(Node("card", Rect.sized(half - 60, 100, 120, 40)))
    found = Poster(canvas, "a3")
    assert not half - 60 < found.xs[1] < half + 60
    worded = blank()
    worded.text(half - 60, 100, "Una frase bastante larga en el medio de la hoja", 9, "#1a1a1a")
    place = next(s.rect for s in worded.shapes if isinstance(s, Run))
    cut = Poster(worded, "a3").xs[1]
    assert not place.left < cut < place.right


def test_type_is_at_least_twelve_points_on_the_wall():
    for kind in ("sheet", "calendar", "actors"):
        sheets, _ = drawn(kind, [world(5)], request("a3-landscape"))
        sizes = [
            s.size * FACTOR for sheet in sheets for s in sheet.canvas.shapes if isinstance(s, Run)
        ]
        assert min(sizes) >= 12, kind


def test_so_it_is_where_the_smallest_poster_holds_a_route_in_smaller_type():
    (sheet,) = draw(road(2, 16), "lanes", "poster").sheets
    assert min(s.size for s in sheet.canvas.shapes if isinstance(s, Run)) * FACTOR >= 12


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("0-4", "flow"),
        ("5-13", "flow"),
        ("14-17", "flow"),
        ("0-4", "lanes"),
        ("14-17", "lanes"),
        ("14-17", "sheet"),
    ],
)
def test_a_route_is_one_poster_of_large_type_where_one_holds_it(book, name, kind):
    sheets = draw(book[name], kind, "poster").sheets
    assert len(sheets) == 1
    for canvas in (sheet.canvas for sheet in sheets):
        words = [shape for shape in canvas.shapes if isinstance(shape, Run)]
        assert min(run.size for run in words) * FACTOR >= 12
        for _, _, window in Poster(canvas, "a4").windows:
            assert sum(window.touches(run.rect) for run in words) > 2


# --- on paper


@pytest.mark.parametrize(("name", "on"), sorted(POSTERS.items()))
def test_pages_have_exactly_the_size_of_their_paper_and_carry_their_fonts(name, on):
    reader = PdfReader(io.BytesIO(plain(on)))
    exact = {
        (round(PAPERS[p].width, 2), round(PAPERS[p].height, 2)) for p in (on, f"{on}-landscape")
    }
    for page in reader.pages:
        assert (
            round(float(page.mediabox.width), 2),
            round(float(page.mediabox.height), 2),
        ) in exact
        fonts = page["/Resources"].get("/Font", {})
        for font in fonts.values():
            descendants = font.get_object().get("/DescendantFonts", [font])
            for one in descendants:
                descriptor = one.get_object()["/FontDescriptor"].get_object()
                assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_the_first_page_tells_how_to_put_it_together():
    first = PdfReader(io.BytesIO(plain())).pages[0].extract_text()
    assert "Cómo armar el afiche" in first
    assert "Armado mide 63 × 45 cm" in first
    found = Poster(blank(), "a4")
    assert all(str(n) in first for n in range(1, found.rows * found.columns + 1))


def test_the_drawing_can_be_seen_on_its_sheets():
    """Ink of the drawing's own colour, not only the marks', on the sheets that hold it."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(plain("a3"))
    red = []
    for index in range(1, len(document)):
        picture = document[index].render(scale=0.5).to_pil().convert("RGB")
        red.append(sum(r > 140 and g < 110 and b < 110 for r, g, b in _pixels(picture)))
    assert len(red) == 4
    assert all(count > 20 for count in red)


def _pixels(picture):
    data = picture.tobytes()
    return zip(data[0::3], data[1::3], data[2::3], strict=True)


def test_sheets_are_cut_to_their_window_and_its_overlap():
    """No sheet draws more than its paper's printable part, however large the drawing is."""
    reader = PdfReader(io.BytesIO(plain("a3")))
    for page in reader.pages[1:]:
        clip = page.get_contents().get_data().split(b" re")[0].split(b"\n")[-1].split()
        wide, high = (float(part) * FACTOR for part in clip[2:])
        assert wide <= float(page.mediabox.width) - 16 * MM + 1
        assert high <= float(page.mediabox.height) - 16 * MM + 1


def test_vectors_stay_vectors():
    for page in PdfReader(io.BytesIO(plain())).pages:
        assert not list(page.images)
        assert "afiche" in page.extract_text().lower()


def test_the_same_poster_gives_the_same_bytes():
    again = draw(bare(3), "sheet", "poster-a3").pdf()
    assert draw(bare(3), "sheet", "poster-a3").pdf() == again


def test_several_sheets_are_several_posters():
    canvas = blank()
    canvas.text(60, 60, "Uno", 9, "#1a1a1a")
    sheets = [Sheet(canvas, "Título", "Qué se ve")] * 2
    pages = PdfReader(io.BytesIO(Drawing("r", "sheet", "poster", sheets, on="a3").pdf())).pages
    titles = [page.extract_text() for page in pages]
    assert "Afiche 1 de 2" in titles[0]
    assert "Afiche 2 de 2" in titles[5]
    assert "Afiche 2 de 2 · fila 2, columna 2 · hoja 4 de 4" in titles[9]
