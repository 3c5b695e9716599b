"""Bind Graphviz's one-page PDFs into one file with exact pages, and the same bytes every time."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["bind"]


def bind(
    pages: Sequence[tuple[bytes, float, float]], *, title: str, lang: str, subject: str = ""
) -> bytes:
    """Return one PDF of several pages.

    Parameters
    ----------
    pages
        For each page what Graphviz drew, and the exact width and height of the paper in points.
        Graphviz draws pages of whole points, a little too large; the page is cut to the paper.
    title, subject, lang
        What readers and screen readers are told about the document.
    """
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415  (only PDF files need it)
    from pypdf.generic import (  # noqa: PLC0415  (heavy, and for PDF alone)
        ArrayObject,
        BooleanObject,
        ByteStringObject,
        DictionaryObject,
        NameObject,
        RectangleObject,
        TextStringObject,
    )

    writer = PdfWriter()
    for drawn, width, height in pages:
        page = writer.add_page(PdfReader(io.BytesIO(drawn)).pages[0])
        top = math.ceil(height)
        box = RectangleObject((0, round(top - height, 3), round(width, 3), top))
        for key in ("/MediaBox", "/CropBox", "/TrimBox"):
            page[NameObject(key)] = box
    writer.metadata = None
    writer.add_metadata({"/Title": title, "/Subject": subject, "/Creator": "rutas"})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(lang)
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}  # noqa: FBT003  (pypdf takes it so)
    )
    first = io.BytesIO()
    writer.write(first)
    # The file's identifier is asked for by PDF/A; from the content, so that equals have equal ids.
    import hashlib  # noqa: PLC0415  (heavy, and for PDF alone)

    digest = hashlib.sha256(first.getvalue()).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])  # noqa: SLF001  (pypdf has no other way)
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()
