"""Enlarge a sheet over several sheets of paper that a person can print, cut and glue.

The sheet stays vector: every page of the poster shows a window of the same drawing. Windows end where
they cut through the fewest steps, and overlap, so that nothing is lost under the scissors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from math import ceil
from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect
from rutas.locale import number, say
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Pen, Run
from rutas.paper.pdf import Page, page_of
from rutas.paper.pdf_objects import name as pdf_name
from rutas.paper.pdf_objects import pdf_object
from rutas.paper.sizes import PAPERS
from rutas.paper.structure_tree import ToldPage
from rutas.paper.tags import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pypdf import PageObject

    from rutas.paper.sizes import Paper
    from rutas.paper.tags import TaggedPart

__all__ = ["Poster", "pages"]

FACTOR = 1.5
"""How much an A3 sheet is enlarged: its smallest type, 8.1 pt, becomes 12.2 pt."""

_MM = 72 / 25.4
_MARGIN = 8 * _MM  # what printers leave white
_OVERLAP = 10 * _MM
_STEP = 2.0  # how finely cuts are tried, in points of the drawing
_CLEAR = 2.0  # how far a cut keeps from what it spares
_INK = "#1a1a1a"


@dataclass(frozen=True)
class Poster:
    """A drawing, which is described, laid over sheets of a paper: poster `number` of `total`.

    Examples
    --------
    >>> poster = Poster(Canvas(PAPERS["a3-landscape"].width, PAPERS["a3-landscape"].height), "a3")
    >>> poster.rows * poster.columns
    4
    """

    canvas: Canvas
    on: str
    description: str = ""
    number: int = 1
    total: int = 1

    @cached_property
    def sheet(self) -> Paper:
        """The paper, upright or across: whichever takes fewer sheets."""
        upright, across = PAPERS[self.on], PAPERS[f"{self.on}-landscape"]
        return min((upright, across), key=self._count)

    def _count(self, sheet: Paper) -> int:
        return _sheets(self.canvas.width, sheet.width) * _sheets(self.canvas.height, sheet.height)

    @cached_property
    def xs(self) -> list[float]:
        """The vertical cuts, in the drawing's points, from its left edge to its right."""
        nodes = [(node.rect.left, node.rect.right) for node in self.canvas.nodes]
        words = [(run.left, run.right) for run in self._words]
        return _cuts(self.canvas.width, _span(self.sheet.width), nodes, words)

    @cached_property
    def ys(self) -> list[float]:
        """The horizontal cuts, from the drawing's upper edge to its lower."""
        nodes = [(node.rect.top, node.rect.bottom) for node in self.canvas.nodes]
        words = [(run.top, run.bottom) for run in self._words]
        return _cuts(self.canvas.height, _span(self.sheet.height), nodes, words)

    @cached_property
    def _words(self) -> list[Rect]:
        return [item.rect for item in self.canvas.shapes if isinstance(item, Run)]

    def name(self, lang: str) -> str:
        """Return which of the posters it is."""
        key = "one" if self.total == 1 else "many"
        return say(f"poster.{key}", lang, number=self.number, total=self.total)

    @property
    def columns(self) -> int:
        """How many sheets lie side by side."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """How many sheets lie one above the other."""
        return len(self.ys) - 1

    @property
    def windows(self) -> list[tuple[int, int, Rect]]:
        """Every sheet's row, column, and window on the drawing, without the overlap."""
        return [
            (row, column, Rect(left, top, right, bottom))
            for (row, (top, bottom)), (column, (left, right)) in product(
                enumerate(pairwise(self.ys), 1), enumerate(pairwise(self.xs), 1)
            )
        ]


def _span(paper: float) -> float:
    """Return how much of the drawing one sheet shows, beside the overlap."""
    return (paper - 2 * _MARGIN - _OVERLAP) / FACTOR


def _sheets(length: float, paper: float) -> int:
    return ceil(length / _span(paper) - 1e-9)


def _cuts(
    length: float,
    most: float,
    nodes: Sequence[tuple[float, float]],
    words: Sequence[tuple[float, float]] = (),
) -> list[float]:
    """Cut a length into as few parts as will do, where the fewest steps are cut, and then texts.

    Among equal cuts, the one that leaves the parts most even.

    >>> _cuts(100, 60, [(40, 55)])
    [0.0, 57.0, 100]
    """
    count = ceil(length / most - 1e-9)
    cuts = [0.0]
    for part in range(1, count):
        low = max(length - (count - part) * most, cuts[-1] + _STEP)
        high = min(cuts[-1] + most, length)
        even = length * part / count
        tries = [low + (high - low) * n / 200 for n in range(201)]

        def cost(x: float, even: float = even) -> tuple[int, int, float]:
            return _cut(nodes, x), _cut(words, x), abs(x - even)

        cuts.append(min(tries, key=cost))
    return [*cuts, length]


def _cut(spans: Sequence[tuple[float, float]], at: float) -> int:
    return sum(start - _CLEAR < at < end + _CLEAR for start, end in spans)


def pages(poster: Poster, render: Callable[..., bytes], lang: str) -> list[Page]:
    """Return the poster's pages: how to put it together, then its sheets row by row.

    Parameters
    ----------
    poster
        The drawing over its sheets.
    render
        What turns a canvas into a PDF of one page; its paper is clear where that is asked for.
    lang
        The language of what is written on the sheets.
    """
    plan, total = _map(poster, lang), len(poster.windows)
    drawn, first = render(poster.canvas), page_of(render(plan))
    told = ToldPage(
        say("poster.map-title", lang), _size(poster, lang), mark(first, plan), plan.drawn
    )
    found = [Page(first, plan.width, plan.height, told)]
    for index, (row, column, window) in enumerate(poster.windows, 1):
        name = say("poster.tile", lang, row=row, column=column, number=index, total=total)
        marks = _marks(poster, row, column, f"{poster.name(lang)} · {name}")
        page, parts = _window(
            poster, page_of(drawn), window, marks, page_of(render(marks, clear=True))
        )
        drawn_in = Rect.sized(_MARGIN, _MARGIN, window.width * FACTOR, window.height * FACTOR)
        told = ToldPage(name, poster.description, parts, drawn_in)
        found.append(Page(page, poster.sheet.width, poster.sheet.height, told))
    return found


def _window(
    poster: Poster, source: PageObject, window: Rect, marks: Canvas, over: PageObject
) -> tuple[PageObject, list[TaggedPart]]:
    """Return one sheet, the window of the drawing, enlarged, under its marks; and what it says."""
    from pypdf import PdfWriter, Transformation  # noqa: PLC0415  (only posters need it)

    page = PdfWriter().add_page(over)
    top, paper_top = float(source.mediabox.top), float(page.mediabox.top)
    shown = window.inset(-_OVERLAP / 2 / FACTOR)
    told = mark(source, poster.canvas, window=shown)
    count = 1 + sum(len(part.marks) for part in told)
    told += mark(page, marks, first=count, figure=False)
    sides = max(shown.left, 0), max(top - shown.bottom, 0), shown.right, top - max(shown.top, 0)
    source[pdf_name("/CropBox")] = pdf_object([float(side) for side in sides])
    left = _MARGIN + _OVERLAP / 2 - window.left * FACTOR
    up = paper_top - _MARGIN - _OVERLAP / 2 - (top - window.top) * FACTOR
    # below the marks, whose paper is clear
    page.merge_transformed_page(
        source, Transformation().scale(FACTOR).translate(left, up), over=False
    )
    return page, told


def _marks(poster: Poster, row: int, column: int, words: str) -> Canvas:
    """Draw the lines to cut along and glue on, and which sheet this is."""
    window = poster.windows[(row - 1) * poster.columns + column - 1][2]
    sheet = poster.sheet
    canvas = Canvas(sheet.width, sheet.height)
    left = top = _MARGIN + _OVERLAP / 2
    right, bottom = left + window.width * FACTOR, top + window.height * FACTOR
    pen = Pen(_INK, 0.6, None, (5, 4))
    if column > 1:
        canvas.line([(left, 0), (left, sheet.height)], pen)
    if column < poster.columns:
        canvas.line([(right, 0), (right, sheet.height)], pen)
    if row > 1:
        canvas.line([(0, top), (sheet.width, top)], pen)
    if row < poster.rows:
        canvas.line([(0, bottom), (sheet.width, bottom)], pen)
    canvas.text(sheet.width / 2, sheet.height - 5 * _MM, words, 8.5, _INK, anchor="middle")
    return canvas


def _size(poster: Poster, lang: str) -> str:
    """Return how large the poster is when it is put together."""
    sides = (poster.canvas.width, poster.canvas.height)
    wide, high = (number(side * FACTOR / _MM / 10, 0, lang) for side in sides)
    return say("poster.map-size", lang, width=wide, height=high)


def _map(poster: Poster, lang: str) -> Canvas:
    """Draw how the sheets lie, with a number in each, and what to do."""
    whole = poster.canvas
    sheet = PAPERS[f"{poster.on}-landscape" if whole.width > whole.height else poster.on]
    canvas = Canvas(sheet.width, sheet.height)
    edge = 20 * _MM
    room = sheet.width - 2 * edge
    title = say("poster.map-title", lang)
    if poster.total > 1:
        which = say("poster.many", lang, number=poster.number, total=poster.total)
        title = f"{title} · {which}"
    canvas.text(edge, edge + 20, title, 22, _INK, "bold")
    lines = measure.wrap(say("poster.map-how", lang, count=len(poster.windows)), 12, room)
    top = canvas.texts(edge, edge + 34, lines, 12, _INK)
    top = canvas.texts(edge, top + 4, [_size(poster, lang)], 12, _INK) + 16
    scale = min(room / whole.width, (sheet.height - edge - top) / whole.height)
    left = (sheet.width - whole.width * scale) / 2
    for node in poster.canvas.nodes:
        place = node.rect
        box = Rect.sized(
            left + place.left * scale,
            top + place.top * scale,
            place.width * scale,
            place.height * scale,
        )
        canvas.rect(box, Pen("#b4b4b4", 0.4, "#eeeeee"))
    for index, (_, _, window) in enumerate(poster.windows, 1):
        box = Rect.sized(
            left + window.left * scale,
            top + window.top * scale,
            window.width * scale,
            window.height * scale,
        )
        canvas.rect(box, Pen(_INK, 1.4))
        x, y = box.centre
        canvas.ellipse((x, y), (15, 15), Pen(_INK, 1.2, "#ffffff"))
        canvas.text(x, y + 6, str(index), 17, _INK, "bold", "middle")
    return canvas
