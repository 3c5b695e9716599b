"""Bind Graphviz's one-page PDFs into one tagged file with exact pages, and the same bytes every time."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rutas.paper.pdf_objects import name, pdf_object
from rutas.paper.structure_tree import structure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdf import PageObject, PdfWriter

    from rutas.paper.structure_tree import ToldPage

__all__ = ["Page", "bind", "page_of"]

_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
"""What PDF/UA (ISO 14289-1) asks for: the title, and by which part of it the file is made."""

_NO_ID = bytes(16)
"""What holds the place of the identifier, which is known when all else is written."""


@dataclass(frozen=True)
class Page:
    """A page whose texts are marked, the paper's exact size in points, and what the page says.

    Graphviz draws pages of whole points, a little too large; the page is cut to the paper.
    """

    content: PageObject
    width: float
    height: float
    told: ToldPage


def page_of(drawn: bytes) -> PageObject:
    """Return the page of a PDF that has one."""
    from pypdf import PdfReader  # noqa: PLC0415  (only PDF files need it)

    return PdfReader(io.BytesIO(drawn)).pages[0]


def _map_glyphs(writer: PdfWriter) -> None:
    """Say of the fonts whose codes are numbers of glyphs that they are: PDF/UA leaves it to no default."""
    for page in writer.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]  # a dictionary of the file
            for inner in font.get_object().get("/DescendantFonts", ()):
                inner.get_object().setdefault(name("/CIDToGIDMap"), name("/Identity"))


def _metadata(writer: PdfWriter, title: str, lang: str) -> Any:
    """Write what a file tells of itself as XML, and return a reference to it."""
    from xml.sax.saxutils import escape  # noqa: PLC0415  (only PDF files need it)

    from pypdf.generic import StreamObject  # noqa: PLC0415  (as above)

    stream = StreamObject()
    stream.set_data(_METADATA.format(title=escape(title), lang=lang).encode())
    stream.update(pdf_object({"/Type": "/Metadata", "/Subtype": "/XML"}))
    return writer._add_object(stream)  # noqa: SLF001  (pypdf has no other way)


def bind(pages: Sequence[Page], *, title: str, lang: str, subject: str = "") -> bytes:
    """Return one PDF of several pages, with bookmarks and a structure tree.

    Parameters
    ----------
    pages
        The pages in order.
    title, subject, lang
        What readers and screen readers are told about the document.
    """
    from pypdf import PdfWriter  # noqa: PLC0415  (only PDF files need it)

    writer = PdfWriter()
    for one in pages:
        page = writer.add_page(one.content)
        top = math.ceil(one.height)
        for key in ("/MediaBox", "/CropBox", "/TrimBox"):
            page[name(key)] = pdf_object([0, round(top - one.height, 3), round(one.width, 3), top])
    _map_glyphs(writer)
    structure(writer, [one.told for one in pages])
    writer.metadata = None
    writer.add_metadata({"/Title": title, "/Subject": subject, "/Creator": "rutas"})
    root = writer.root_object
    root[name("/Metadata")] = _metadata(writer, title, lang)
    root[name("/Lang")] = pdf_object(lang)
    root[name("/ViewerPreferences")] = pdf_object({"/DisplayDocTitle": True})
    writer._ID = pdf_object([_NO_ID, _NO_ID])  # noqa: SLF001  (pypdf has no other way)
    whole = io.BytesIO()
    writer.write(whole)
    return _identified(whole.getvalue())


def _identified(content: bytes) -> bytes:
    """Give a file, in whose trailer no identifier stands yet, the one that PDF/A asks for.

    It comes from the content, so that equals have equal ids.
    """
    import hashlib  # noqa: PLC0415  (heavy, and for PDF alone)

    digest = hashlib.sha256(content).hexdigest()[: 2 * len(_NO_ID)]
    body, mark, trailer = content.rpartition(b"trailer")
    return body + mark + trailer.replace(_NO_ID.hex().encode(), digest.encode())
