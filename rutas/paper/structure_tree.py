"""Write what the pages of a PDF say as a tree of headings, lists and figures, and as bookmarks.

The types are the standard ones of ISO 32000-1, 14.8.4: a section a sheet, in it a heading, the drawing as
a figure with its description, the steps as a list under the headings of their stages, and the legend as
another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rutas.paper.pdf_objects import name, pdf_object

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pypdf import PdfWriter

    from rutas.layout.geometry import Rect
    from rutas.paper.reading_order import Part
    from rutas.paper.tags import TaggedPart

__all__ = ["ToldPage", "structure"]

_TYPES = {"title": "H1", "heading": "H2", "text": "P", "item": "LI", "sign": "LI"}


@dataclass(frozen=True)
class ToldPage:
    """What a page says, and what is drawn in a place on it; `name` is its bookmark."""

    name: str
    description: str
    parts: Sequence[TaggedPart]
    drawn: Rect


def structure(writer: PdfWriter, pages: Sequence[ToldPage]) -> None:
    """Write the structure tree and the bookmarks of a file whose pages' texts are marked."""
    root = pdf_object({"/Type": "/StructTreeRoot", "/K": []})
    writer._add_object(root)  # noqa: SLF001  (pypdf has no other way)
    document = _element(writer, root, "Document")
    numbers: list[Any] = []
    for index, page in enumerate(pages):
        section = _Section(writer, index, _element(writer, document, "Sect", T=page.name))
        section.add(page)
        numbers += [index, [section.marked[mark] for mark in sorted(section.marked)]]
    root[name("/ParentTree")] = pdf_object({"/Nums": numbers})
    writer.root_object[name("/StructTreeRoot")] = root.indirect_reference
    writer.root_object[name("/MarkInfo")] = pdf_object({"/Marked": True})


def _element(writer: PdfWriter, parent: Any, kind: str, **more: Any) -> Any:
    """Add an element below another, and return it."""
    keys = {"/Type": "/StructElem", "/S": f"/{kind}", "/P": parent.indirect_reference, "/K": []}
    element = pdf_object({**keys, **{f"/{key}": value for key, value in more.items()}})
    parent[name("/K")].append(writer._add_object(element))  # noqa: SLF001  (pypdf has no other way)
    return element


@dataclass
class _Section:
    """The elements of one page, and the element to which each of its marks belongs."""

    writer: PdfWriter
    index: int
    element: Any
    marked: dict[int, Any] = field(default_factory=dict)

    def add(self, page: ToldPage) -> None:
        """Add what a page says, and its bookmarks."""
        sheet = self.writer.pages[self.index]
        sheet[name("/StructParents")], sheet[name("/Tabs")] = pdf_object(self.index), name("/S")
        box = [round(float(side), 3) for side in sheet.mediabox]
        bookmark = self.writer.add_outline_item(title=page.name, page_number=self.index)
        self._mark(self._figure(page, box), range(1))
        before, listed = "", self.element
        for told in page.parts:
            role = told.part.role
            if _TYPES[role] != "LI":
                self._mark(_element(self.writer, self.element, _TYPES[role]), told.marks)
            else:
                listed = listed if role == before else _element(self.writer, self.element, "L")
                item = _element(self.writer, listed, "LI")
                self._mark(_element(self.writer, item, "LBody"), told.marks)
            if role == "heading":
                self._bookmark(told.part, bookmark, box)
            before = role

    def _figure(self, page: ToldPage, box: list[float]) -> Any:
        left, top, right, bottom = page.drawn
        sides = [round(side, 3) for side in (left, box[3] - bottom, right, box[3] - top)]
        where = {"/O": "/Layout", "/Placement": "/Block", "/BBox": sides}
        return _element(self.writer, self.element, "Figure", Alt=page.description, A=where)

    def _mark(self, element: Any, marks: range) -> None:
        """Give an element the texts with some marks."""
        element[name("/Pg")] = self.writer.pages[self.index].indirect_reference
        element[name("/K")] += pdf_object([*marks])
        self.marked |= dict.fromkeys(marks, element.indirect_reference)

    def _bookmark(self, part: Part, parent: Any, box: list[float]) -> None:
        """Let a bookmark lead to a heading: all of it is told once, however often it is written."""
        from pypdf.generic import Fit  # noqa: PLC0415  (only PDF files need it)

        words = " ".join(dict.fromkeys(paragraph.text for paragraph in part.paragraphs))
        top = box[3] - min(p.runs[0].rect.top for p in part.paragraphs)
        fit = Fit.fit_horizontally(top=round(top, 3))
        where = {"page_number": self.index, "parent": parent, "fit": fit}
        self.writer.add_outline_item(title=words, **where)
