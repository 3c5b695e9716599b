"""Mark the texts of a PDF page, so that they can be heard, searched and copied in reading order.

Graphviz draws texts and shapes mixed. Here the texts of a page come to its end, in the order in which
they are read, and each has a number (ISO 32000-1, 14.7.4); `rutas.paper.structure_tree` says what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rutas.errors import RutasError
from rutas.locale import say
from rutas.paper.canvas import Run
from rutas.paper.reading_order import reading_order

if TYPE_CHECKING:
    from pypdf import PageObject

    from rutas.layout.geometry import Rect
    from rutas.paper.canvas import Canvas, Shape
    from rutas.paper.reading_order import Paragraph, Part

__all__ = ["TaggedPart", "apart", "mark"]

_TEXT = re.compile(rb"(?<=\s)BT\n.*?\nET(?=\s)", re.DOTALL)


@dataclass(frozen=True)
class TaggedPart:
    """What a page says in one place, and the numbers of its texts on the page."""

    part: Part
    marks: range


def apart(canvas: Canvas) -> Canvas:
    """Return a canvas in which no text has the colour of the one before, if only by a 255th of blue.

    Else Graphviz joins texts that follow each other, and nobody can tell one from the next.

    >>> from rutas.paper.canvas import Canvas
    >>> canvas = Canvas(100, 100, shapes=[Run(0, 9, text, 9, "#1a1a1a") for text in ("Uno", "Dos")])
    >>> [run.colour for run in apart(canvas).shapes]
    ['#1a1a1a', '#1a1a1b']
    """
    shapes: list[Shape | Run] = []
    before = ""
    for item in canvas.shapes:
        told = item
        if isinstance(told, Run):
            if told.colour == before:
                told = replace(told, colour=f"{before[:-1]}{int(before[-1], 16) ^ 1:x}")
            before = told.colour
        shapes.append(told)
    return replace(canvas, shapes=shapes)


def mark(
    page: PageObject,
    canvas: Canvas,
    *,
    window: Rect | None = None,
    first: int = 0,
    figure: bool = True,
) -> list[TaggedPart]:
    """Move a page's texts to its end in reading order, and number them; return what they are.

    Parameters
    ----------
    page
        What Graphviz drew of `apart(canvas)`.
    canvas
        What is on the page.
    window
        The part of the canvas that the page shows: the texts of no other stay.
    first
        The least number.
    figure
        Whether what is drawn is a figure, which then has the first number; else it is an artifact.

    Raises
    ------
    RutasError
        If the page does not have as many texts as the canvas.
    """
    content = page.get_contents()
    data = b"" if content is None else content.get_data()
    blocks, runs = _TEXT.findall(data), [item for item in canvas.shapes if isinstance(item, Run)]
    if len(blocks) != len(runs):
        raise RutasError(say("diagram.engine-shapes", drawn=len(blocks), asked=len(runs)))
    drawn = {id(run): block for run, block in zip(runs, blocks, strict=True)}
    opening = b"/Figure <</MCID %d>> BDC" % first if figure else b"/Artifact BMC"
    lines, parts, number = [opening, _TEXT.sub(b"", data), b"EMC"], [], first + figure
    for part in reading_order(_within(canvas, window) if window else canvas):
        start = number
        for paragraph in part.paragraphs:
            lines.append(_opening(paragraph, number))
            lines += [b"%s rg %s" % (_colour(run), drawn[id(run)]) for run in paragraph.runs]
            lines.append(b"EMC")
            number += 1
        parts.append(TaggedPart(part, range(start, number)))
    _rewrite(page, b"\n".join(lines))
    return parts


def _within(canvas: Canvas, window: Rect) -> Canvas:
    """Return a canvas with only those of its texts of which a window shows something."""
    shown: list[Shape | Run]
    shown = [one for one in canvas.shapes if isinstance(one, Run) and one.rect.touches(window)]
    return replace(canvas, shapes=shown)


def _colour(run: Run) -> bytes:
    return b" ".join(b"%.6g" % (int(run.colour[at : at + 2], 16) / 255) for at in (1, 3, 5))


def _opening(paragraph: Paragraph, number: int) -> bytes:
    """Open a marked text; one that is broken into lines is told whole beside them."""
    whole = b""
    if len(paragraph.runs) > 1:
        whole = b" /ActualText <FEFF%s>" % paragraph.text.encode("utf-16-be").hex().encode()
    return b"/Span <</MCID %d%s>> BDC" % (number, whole)


def _rewrite(page: PageObject, content: bytes) -> None:
    from pypdf.generic import NameObject, StreamObject  # noqa: PLC0415  (only PDF files need it)

    stream = StreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = stream.flate_encode()
