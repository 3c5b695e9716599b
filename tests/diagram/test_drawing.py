"""Files stand alone, have the paper's exact size, and are the same every time."""

from __future__ import annotations

import base64
import ctypes
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

import rutas
from rutas.diagram import draw
from rutas.diagram.drawing import Drawing
from rutas.diagram.request import Sheet
from rutas.errors import UsageError
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Run
from rutas.paper.engine import engine
from rutas.paper.fonts import HYPHEN
from rutas.paper.sizes import PAPERS
from tests.diagram.witness import Picture

MM = 72 / 25.4


@pytest.fixture(scope="module")
def drawing(book: rutas.Book) -> Drawing:
    return draw(book["5-13"], "flow")


def test_the_svg_needs_no_other_file(drawing) -> None:
    text = drawing.svg()
    addresses = re.findall(r'(?:href|src|url)\s*[=(]\s*["\']?([^"\')\s]+)', text)
    assert addresses
    assert all(address.startswith("data:") for address in addresses)
    assert "<script" not in text
    assert text.count("http") == 1, "the name space, and nothing else"


def test_the_fonts_in_the_svg_hold_every_letter_of_it(drawing) -> None:
    text = drawing.svg()
    faces = re.findall(
        r"font-weight:(\d+);font-style:(\w+);src:url\(data:font/woff2;base64,(.*?)\)", text
    )
    known = {
        (weight, style): set(TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap())
        for weight, style, data in faces
    }
    picture = Picture(text)
    for element in picture.root.iter("{http://www.w3.org/2000/svg}text"):
        key = (element.get("font-weight", "400"), element.get("font-style", "normal"))
        letters = {ord(letter) for letter in "".join(element.itertext())}
        assert letters <= known[key]
    assert len(text) < 400_000, "a subset, and not the whole font"


def test_the_svg_can_be_heard(drawing, book: rutas.Book) -> None:
    picture = Picture(drawing.svg())
    root = picture.root
    assert root.get("role")
    assert root.get("lang") == "es"
    assert root[0].tag.endswith("title")
    assert root[0].text
    assert root[1].tag.endswith("desc")
    assert root[1].text
    steps = [figure.id.removeprefix("step-") for figure in picture.steps()]
    order = list(book["5-13"].steps)
    assert steps == sorted(steps, key=order.index), "steps are read in the file's order"
    for figure in picture.steps():
        assert picture.groups[figure.id][0].tag.endswith("title")
        assert picture.groups[figure.id][0].text


def test_the_keyboard_goes_to_each_step_and_hears_its_whole_name(drawing, book) -> None:
    reached = [one for one in Picture(drawing.svg()).root.iter() if one.get("tabindex") == "0"]
    steps = book["5-13"].steps
    shown = [one.get("id").removeprefix("step-") for one in reached]
    assert shown
    for element, step in zip(reached, shown, strict=True):
        assert element.get("aria-label") == element[0].text
        assert steps[step].title.to("es") in element.get("aria-label")


@pytest.mark.parametrize("kind", ["flow", "lanes", "overview"])
def test_a_search_finds_the_whole_name_of_each_step_in_one_text(book, kind) -> None:
    route = book["5-13"]
    found = draw(route, kind)
    for number in range(1, len(found.sheets) + 1):
        root = ET.fromstring(found.svg(number))
        texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
        for group in root.iter("{http://www.w3.org/2000/svg}g"):
            if group.get("tabindex") == "0":
                name = route.steps[group.get("id", "").removeprefix("step-")].title.to("es")
                assert any(name in text for text in texts), name


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_a_search_finds_a_word_that_is_broken_and_its_hyphen_stands_where_it_stood(anchor) -> None:
    canvas = Canvas(PAPERS["a4"].width, PAPERS["a4"].height)
    name = "Acompañamiento interinstitucional de la familia"
    lines = measure.wrap(name, 9, 40)
    canvas.texts(200, 20, lines, 9, "#1a1a1a", anchor=anchor)
    drawing = Drawing("r", "flow", "a4", [Sheet(canvas, "Título", "Qué se ve")])
    svg = "{http://www.w3.org/2000/svg}"
    found = [*ET.fromstring(drawing.svg()).iter(f"{svg}text")]
    hyphens = [text for text in found if text.text == "-"]
    (whole,) = (text for text in found if "".join(text.itertext()) == name)
    broken = [r for r in canvas.shapes if isinstance(r, Run) and r.text.endswith(HYPHEN)]
    assert len(hyphens) == len(broken) > 1
    rights = [float(one.get("x")) + measure.width("-", 9) for one in hyphens]
    assert rights == pytest.approx([run.rect.right for run in broken], abs=0.2)
    assert {one.get("aria-hidden") for one in hyphens} == {"true"}
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    for run in broken:
        (line,) = (one for one in whole.iter() if one.text == run.text.removesuffix(HYPHEN))
        wide = measure.width(line.text, 9)
        assert float(line.get("x")) - share * wide == pytest.approx(run.rect.left, abs=0.02)


def test_every_id_is_the_only_one(drawing) -> None:
    ids = re.findall(r'\bid="([^"]+)"', drawing.svg())
    assert len(ids) == len(set(ids))


def test_drawings_on_one_page_share_no_id(drawing) -> None:
    pages = [Picture(drawing.svg(prefix=prefix)).root for prefix in ("", "uno-", "dos-")]
    ids = [element.get("id") for page in pages for element in page.iter() if element.get("id")]
    assert len(set(ids)) == len(ids) > 3 * len(drawing.sheets[0].canvas.nodes)
    for page in pages:
        own = {element.get("id") for element in page.iter()}
        assert set(page.get("aria-labelledby").split()) <= own


def test_the_same_route_gives_the_same_bytes(drawing, book: rutas.Book) -> None:
    again = draw(book["5-13"], "flow")
    assert again.svg(2) == drawing.svg(2)
    assert again.pdf() == drawing.pdf()
    assert again.png(1, dpi=60) == drawing.png(1, dpi=60)


def test_other_processes_give_the_same_bytes() -> None:
    """Sets of words come in another order in every process; nothing drawn may depend on that."""
    code = (
        "import hashlib; from rutas.diagram import draw; from tests.diagram.roads import road\n"
        "for kind in ('flow', 'lanes'):\n"
        "    drawing = draw(road(7, 16), kind)\n"
        "    for content in (drawing.svg().encode(), drawing.pdf()):\n"
        "        print(hashlib.sha256(content).hexdigest())"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for seed in ("1", "2")
    ]
    assert len(told[0]) == 4
    assert told[0] == told[1]


@pytest.mark.parametrize("paper", PAPERS)
def test_pages_have_the_papers_size(paper: str) -> None:
    size = PAPERS[paper]
    canvas = Canvas(size.width, size.height)
    canvas.text(40, 40, "Hola", 9, "#000000")
    made = Drawing("x", "flow", paper, [Sheet(canvas, "T", "D")] * 2)
    reader = pypdf.PdfReader(io.BytesIO(made.pdf()))
    assert len(reader.pages) == 2
    for sheet in reader.pages:
        assert float(sheet.mediabox.width) == pytest.approx(size.millimetres[0] * MM, abs=0.01)
        assert float(sheet.mediabox.height) == pytest.approx(size.millimetres[1] * MM, abs=0.01)
    image = Image.open(io.BytesIO(made.png(dpi=72)))
    assert image.size == (round(size.width), round(size.height))
    root = Picture(made.svg()).root
    assert float(root.get("width").removesuffix("mm")) == pytest.approx(
        size.millimetres[0], abs=0.01
    )


def test_all_fonts_of_the_pdf_are_inside_it(drawing) -> None:
    reader = pypdf.PdfReader(io.BytesIO(drawing.pdf()))
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            told = font.get_object()
            inner = told["/DescendantFonts"][0].get_object() if "/DescendantFonts" in told else told
            assert any(key.startswith("/FontFile") for key in inner["/FontDescriptor"])
            names.add(inner["/BaseFont"].split("+")[1].split("-")[0])
    assert names == {"SourceSansPro"}


def id_of(content: bytes) -> bytes:
    first, second = pypdf.PdfReader(io.BytesIO(content)).trailer["/ID"]
    assert first == second
    return first.original_bytes


def test_the_pdf_can_be_searched_and_says_what_it_is(drawing, book: rutas.Book) -> None:
    content = drawing.pdf()
    document = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Inscripción" in text
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.metadata.title == drawing.sheets[0].title
    one, two = (id_of(made) for made in (content, draw(book["5-13"], "actors").pdf()))
    assert one != two
    assert bytes(16) not in {one, two}
    assert "/CreationDate" not in reader.metadata
    assert reader.root_object["/Lang"] == "es"


def test_no_type_on_the_pdf_is_too_small_to_read(drawing) -> None:
    document = pypdfium2.PdfDocument(drawing.pdf())
    for page in document:
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            a, b, *_ = item.get_matrix().get()
            size = ctypes.c_float()
            pypdfium2.raw.FPDFTextObj_GetFontSize(item, size)
            assert size.value * (a * a + b * b) ** 0.5 >= 6.99


def test_files_get_their_names(drawing, tmp_path: Path) -> None:
    assert [path.name for path in drawing.save(tmp_path)] == ["5-13-flow-a4.pdf"]
    names = [path.name for path in drawing.save(tmp_path, "svg")]
    more = [f"-{number}" for number in range(2, len(drawing.sheets) + 1)]
    assert len(names) > 1
    assert names == ["5-13-flow-a4.svg", *(f"5-13-flow-a4{one}.svg" for one in more)]
    pictures = [path.name for path in drawing.save(tmp_path / "ruta.png")]
    assert pictures == ["ruta.png", *(f"ruta{one}.png" for one in more)]


def test_a_file_is_whole_or_not_there(drawing, tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "ruta.pdf"
    target.write_bytes(b"what stood there")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        drawing.save(target)
    assert target.read_bytes() == b"what stood there"
    assert [path.name for path in tmp_path.iterdir()] == ["ruta.pdf"]


def test_unknown_words_are_told_apart(book: rutas.Book) -> None:
    for wrong in ({"kind": "torta"}, {"paper": "a9"}, {"theme": "rosa"}):
        with pytest.raises(UsageError, match=next(iter(wrong.values()))):
            draw(book["0-4"], **wrong)
    with pytest.raises(UsageError, match="gif"):
        draw(book["5-13"]).files("gif")


def test_an_unknown_step_gets_the_nearest_one(book: rutas.Book) -> None:
    with pytest.raises(UsageError, match="inscripcion"):
        draw(book["0-4"], highlight=["inscripcio"])
    assert draw(book["0-4"], changes={"gone": "removed"}).sheets, "a step that is gone may be named"


def test_a_fingerprint_tells_whether_anything_changed(drawing, book: rutas.Book) -> None:
    assert draw(book["5-13"]).fingerprint() == drawing.fingerprint()
    assert draw(book["5-13"], theme="grey").fingerprint() != drawing.fingerprint()


def test_the_dot_text_says_how_it_is_laid_out(book) -> None:
    """Any other layout would place everything anew; plain ``dot`` reads it from the text."""
    text = draw(book["0-4"], "actors").dot()
    assert "layout=nop2" in text
    assert engine().render(text, ["svg"], layout="dot") == engine().render(text, ["svg"])
