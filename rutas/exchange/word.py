"""Write a page to sign as a document of a word processor (DOCX, Office Open XML [1]_).

References
----------
.. [1] Ecma International (2016). *ECMA-376, Office Open XML file formats*, 5th edition.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import singledispatch
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Page
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from rutas.locale import language, say
from rutas.prose.minutes.blocks import (
    Block,
    Bullets,
    Fields,
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Line

__all__ = ["word_document"]

_WIDTH, _HEIGHT = Cm(21), Cm(29.7)
_MARGIN, _NARROW = Cm(2), Cm(0.5)  # a sheet of the annex has margins of its own
_ROOM = Cm(17)  # between the margins
_PICTURE = Cm(20), Cm(28.4)  # what a page of the annex holds, at most
_LABEL = 0.25  # of a table of labels and texts, the part of the labels
_INDENT = Cm(0.9)
_SIGNED, _FILLED = Cm(1.3), Cm(0.8)  # the least height of a row to sign, and of one to write in
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same page, the same bytes: no clock has a hand in it
_DATED = (2000, 1, 1, 0, 0, 0)
_LOCALES = {"es": "es-PY", "en": "en-GB"}
_FONT = "Arial"  # or what has its measures, on every machine
_SIZES = {"Normal": 10, "Title": 18, "Heading 1": 12, "Heading 2": 11, "Heading 3": 10}
_BETWEEN = Pt(6)  # a table and what follows
_SHADE = "E7E6E6"


def word_document(blocks: Iterable[Block]) -> bytes:
    """Return the document: A4, with headings, its title above and the number of the page below.

    Parameters
    ----------
    blocks
        What the page is made of, its title first; pictures are PNG.

    Examples
    --------
    >>> content = word_document([Heading("Acta", 0), Fields([("Fecha", "")])])
    >>> content[:2], content == word_document([Heading("Acta", 0), Fields([("Fecha", "")])])
    (b'PK', True)
    """
    several = list(blocks)
    title = next((one.text for one in several if isinstance(one, Heading)), "")
    page = Document()
    _begin(page, title)
    for block in several:
        _write(block, page)
    return _packed(page)


def _begin(page: Page, title: str) -> None:
    """Set paper, letters, language, and what stands on every page."""
    section = page.sections[0]
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    for name, size in _SIZES.items():
        style: ParagraphStyle = page.styles[name]
        letters = style.font
        letters.name, letters.size = _FONT, Pt(size)
        letters.color.rgb = RGBColor(0, 0, 0)  # it is printed, and copied
        for theme in ("asciiTheme", "hAnsiTheme"):  # what a theme names would stand over the font
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    page.styles["Normal"].paragraph_format.space_after = Pt(6)
    spoken = page.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    spoken.set(qn("w:val"), _LOCALES[language()])
    told = page.core_properties
    told.title, told.language = title, language()
    told.author = told.last_modified_by = told.comments = ""
    told.created = told.modified = _MADE
    section.header.paragraphs[0].text = title
    _number(section.footer.paragraphs[0])


def _number(line: Line) -> None:
    """Write the number of the page and how many there are; the word processor counts them."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    first, second, last = say("minutes.page", n="|", of="|").split("|")
    for text, field in ((first, "PAGE"), (second, "NUMPAGES")):
        line.add_run(text)
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), field)
        shown = OxmlElement("w:r")
        number = OxmlElement("w:t")
        number.text = "1"
        shown.append(number)
        counted.append(shown)
        line._p.append(counted)  # noqa: SLF001  (the library has no field of its own)
    line.add_run(last)


@singledispatch
def _write(block: Block, _page: Page) -> None:
    """Add a block to the page."""
    raise TypeError(f"no block: {block!r}")


@_write.register
def _(block: Heading, page: Page) -> None:
    page.add_heading(block.text, block.level)


@_write.register
def _(block: Paragraph, page: Page) -> None:
    line = page.add_paragraph(block.text)
    line.paragraph_format.keep_with_next = block.text.endswith(":")  # it is said of what follows


@_write.register
def _(block: Bullets, page: Page) -> None:
    for text in block.texts:
        page.add_paragraph(text, style="List Bullet")


@_write.register
def _(block: Fields, page: Page) -> None:
    _table(page, [list(pair) for pair in block.pairs], (_LABEL, 1 - _LABEL), labels=True)


@_write.register
def _(block: Items, page: Page) -> None:
    for one in block.items:
        line = page.add_paragraph(f"{one.number}.\t{one.text}")
        line.paragraph_format.first_line_indent = Emu(-_INDENT)
        about = [page.add_paragraph(one.about)] if one.about else []
        blank = page.add_paragraph(f"{one.blank}:\t")
        stops = blank.paragraph_format.tab_stops
        stops.add_tab_stop(_ROOM, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        lines = [line, *about, blank]
        for each in lines:
            each.paragraph_format.left_indent = _INDENT
        for each in lines[:-1]:  # what belongs together stands on one page
            each.paragraph_format.keep_with_next = True
            each.paragraph_format.space_after = Pt(0)


@_write.register
def _(block: Grid, page: Page) -> None:
    rows = [list(block.heads), *map(list, block.cells)]
    _table(page, rows, block.widths, right=block.right, tall=block.tall)


@_write.register
def _(block: Picture, page: Page) -> None:
    if len(page.sections) == 1:
        section = page.add_section(WD_SECTION.NEW_PAGE)
        section.left_margin = section.right_margin = _NARROW
        section.top_margin = section.bottom_margin = _NARROW
        section.header_distance = section.footer_distance = Cm(0)
        for own in (section.header, section.footer):  # nothing, in as little room as there is
            own.is_linked_to_previous = False
            own.paragraphs[0].paragraph_format.line_spacing = Pt(1)
    line = page.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_after = Pt(0)
    shown = line.add_run().add_picture(BytesIO(block.content))
    scale = min(
        room / size for room, size in zip(_PICTURE, (shown.width, shown.height), strict=True)
    )
    shown.width, shown.height = Emu(int(shown.width * scale)), Emu(int(shown.height * scale))
    shown._inline.docPr.set("descr", block.told)  # noqa: SLF001  (the library has no name for it)


def _table(
    page: Page, rows: Sequence[Sequence[str]], widths: Sequence[float], *,
    right: int | None = None, labels: bool = False, tall: bool = False,
) -> None:  # fmt: skip
    """Add a table that fills the room; its first row, or its first column, tells what the others are."""
    table = page.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    wide = [Emu(int(_ROOM * width / sum(widths))) for width in widths]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    for place, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        heads = not labels and place == 0
        _property(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001  (as above)
        if heads:
            _property(row._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001  (as above)
        elif tall or not all(texts):
            row.height = _SIGNED if tall else _FILLED
        for i, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = wide[i]
            _fill(
                cell,
                text,
                strong=heads or (labels and i == 0),
                right=right is not None and i >= right,
            )
    between = page.add_paragraph().paragraph_format  # two tables in a row would be one
    between.space_after, between.line_spacing = Pt(0), _BETWEEN


def _fill(cell: _Cell, text: str, *, strong: bool, right: bool) -> None:
    line = cell.paragraphs[0]
    line.add_run(text).bold = strong
    line.paragraph_format.space_after = Pt(2)
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if strong:
        shade = _property(cell._tc.get_or_add_tcPr(), "w:shd")  # noqa: SLF001  (as above)
        for name, value in {"val": "clear", "color": "auto", "fill": _SHADE}.items():
            shade.set(qn(f"w:{name}"), value)


def _property(owner: Any, name: str) -> Any:
    """Add a property to a row or a cell."""
    found = OxmlElement(name)
    owner.append(found)
    return found


def _packed(page: Page) -> bytes:
    """Return the file, its parts dated alike."""
    saved, packed = BytesIO(), BytesIO()
    page.save(saved)
    with ZipFile(saved) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for part in parts.infolist():
            file.writestr(ZipInfo(part.filename, _DATED), parts.read(part), ZIP_DEFLATED)
    return packed.getvalue()
