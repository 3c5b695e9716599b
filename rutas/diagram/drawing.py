"""Turn sheets into files: SVG, PDF, PNG and DOT."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rutas.diagram.request import Sheet
from rutas.errors import RutasError, UsageError
from rutas.files import write
from rutas.locale import say
from rutas.paper import dot, measure, pdf, poster, svg, tags
from rutas.paper.canvas import Run
from rutas.paper.engine import engine
from rutas.paper.pdf import Page, page_of
from rutas.paper.structure_tree import ToldPage

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from rutas.paper.canvas import Canvas
    from rutas.paper.engine import Engine

__all__ = ["FORMATS", "Drawing"]

FORMATS = ("svg", "pdf", "png", "dot")
_DPI = 150
_TOLD = 5  # how many of the things that have no room are named


@dataclass(frozen=True)
class Drawing:
    """Sheets that are ready to be written.

    Attributes
    ----------
    route, kind, paper
        What was drawn; they name the files.
    sheets
        The sheets, in order.
    lang
        The language of the texts.
    program
        The Graphviz that draws; by default the one in the wheel.
    on
        For a poster, the paper that its PDF is printed on; its other formats show the whole.

    Examples
    --------
    >>> Drawing("0-4", "flow", "a4", ()).name("pdf"), Drawing("0-4", "flow", "a4", ()).name("svg", 2)
    ('0-4-flow-a4.pdf', '0-4-flow-a4-2.svg')
    """

    route: str
    kind: str
    paper: str
    sheets: Sequence[Sheet]
    lang: str = "es"
    program: Engine | None = None
    on: str | None = None

    def name(self, form: str, sheet: int = 1) -> str:
        """Return the name of the file of a sheet; a PDF holds them all."""
        further = f"-{sheet}" if sheet > 1 and form != "pdf" else ""
        return f"{self.route}-{self.kind}-{self.paper}{further}.{form}"

    def dot(self, sheet: int = 1) -> str:
        """Return a sheet as DOT text for Graphviz's ``nop2``."""
        return dot.write(self.sheets[sheet - 1].canvas, whole_dashes=True)

    def fingerprint(self) -> str:
        """Return a short text that changes when anything of the drawing does.

        It costs a few milliseconds, for Graphviz does not run: who keeps it beside the files knows
        whether they are up to date.

        >>> Drawing("0-4", "flow", "a4", ()).fingerprint()
        'e3b0c44298fc1c14'
        """
        digest = hashlib.sha256()
        for number, page in enumerate(self.sheets, 1):
            for text in (self.dot(number), page.title, page.description):
                digest.update(text.encode() + b"\0")
            for node in page.canvas.nodes:
                digest.update(node.tooltip.encode() + b"\0")
            for edge in page.canvas.edges:
                digest.update(edge.tooltip.encode() + b"\0")
        return digest.hexdigest()[:16]

    @property
    def missing_letters(self) -> dict[str, str]:
        """The letters that the font does not have, and the step or the text that each is first met in."""
        found: dict[str, str] = {}
        for sheet in self.sheets:
            for run in sheet.canvas.shapes:
                if isinstance(run, Run):
                    for letter in measure.missing(run.text, run.weight):
                        kind, _, name = (run.owner or "").partition("-")
                        found.setdefault(letter, name if kind == "step" else run.text)
        return found

    def svg(self, sheet: int = 1, *, prefix: str = "") -> str:
        """Return a sheet as an SVG that needs no other file; `prefix` begins every id in it."""
        page = self.sheets[sheet - 1]
        drawn = self._drawn(page, "svg", whole_dashes=True)
        return svg.finish(
            drawn,
            page.canvas,
            title=page.title,
            description=page.description,
            lang=self.lang,
            kind=self.kind,
            prefix=prefix,
        ).decode()

    def pdf(self) -> bytes:
        """Return all sheets as one PDF."""
        numbers = range(1, len(self.sheets) + 1)
        pages = [page for number in numbers for page in self._pages(number)]
        first = self.sheets[0]
        return pdf.bind(pages, title=first.title, lang=self.lang, subject=first.description)

    def _pages(self, number: int) -> list[Page]:
        """Return the pages of a sheet: itself, or the parts of a poster."""
        sheet, total = self.sheets[number - 1], len(self.sheets)
        canvas = sheet.canvas
        if self.on is not None:
            parts = poster.Poster(canvas, self.on, sheet.description, number, total)
            return poster.pages(parts, self._apart, self.lang)
        page = page_of(self._apart(canvas))
        name = say("diagram.sheet-of", self.lang, number=number, total=total)
        told = ToldPage(name, sheet.description, tags.mark(page, canvas), canvas.drawn)
        return [Page(page, canvas.width, canvas.height, told)]

    def _apart(self, canvas: Canvas, *, clear: bool = False) -> bytes:
        """Return a canvas as a PDF whose texts can be told apart."""
        sheet = Sheet(tags.apart(canvas), "", "")
        return self._drawn(sheet, "pdf", whole_dashes=False, clear=clear)

    def png(self, sheet: int = 1, *, dpi: int = _DPI) -> bytes:
        """Return a sheet as a picture of so many dots an inch."""
        return self._drawn(self.sheets[sheet - 1], "png", whole_dashes=False, dpi=dpi)

    def files(self, form: str) -> dict[str, bytes]:
        """Return the names and contents of the files of one format."""
        if form == "pdf":
            return {self.name("pdf"): self.pdf()}
        numbers = range(1, len(self.sheets) + 1)
        if form == "svg":
            return {self.name(form, n): self.svg(n).encode() for n in numbers}
        if form == "png":
            return {self.name(form, n): self.png(n) for n in numbers}
        if form == "dot":
            return {self.name(form, n): self.dot(n).encode() for n in numbers}
        raise UsageError(say("diagram.unknown-format", given=form, known=", ".join(FORMATS)))

    def save(self, path: str | os.PathLike[str], form: str | None = None) -> list[Path]:
        """Write the drawing; return the files that were written.

        Parameters
        ----------
        path
            A folder, where files get their usual names, or a file; further sheets of an SVG or PNG
            are written beside it with ``-2``, ``-3`` …
        form
            ``svg``, ``pdf``, ``png`` or ``dot``; by default what the file's name ends in, or PDF.

        Raises
        ------
        UsageError
            If the format is not known.
        OSError
            If a file cannot be written; what stood there before then still stands.
        """
        place = Path(path)
        ending = place.suffix.removeprefix(".").lower()
        folder = place.is_dir() or not ending
        form = form or ("pdf" if folder else ending)
        contents = self.files(form)
        if folder:
            place.mkdir(parents=True, exist_ok=True)
            targets = [place / name for name in contents]
        else:
            targets = [
                place if n == 1 else place.with_name(f"{place.stem}-{n}{place.suffix}")
                for n in range(1, len(contents) + 1)
            ]
        for target, content in zip(targets, contents.values(), strict=True):
            write(target, content)
        return targets

    def _drawn(
        self,
        page: Sheet,
        form: str,
        *,
        whole_dashes: bool,
        dpi: int | None = None,
        clear: bool = False,
    ) -> bytes:
        canvas = page.canvas
        if lost := canvas.off_sheet():
            what, more = ", ".join(lost[:_TOLD]), max(len(lost) - _TOLD, 0)
            raise RutasError(say("diagram.off-sheet", paper=self.paper, what=what, more=more))
        text = dot.write(canvas, whole_dashes=whole_dashes, dpi=dpi, clear=clear)
        runner = self.program or engine()
        return runner.render(text, [form], nodes=len(canvas.nodes), edges=len(canvas.edges))[0]
