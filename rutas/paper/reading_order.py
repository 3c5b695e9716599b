"""Tell what a sheet says in the order in which it is read: for whoever hears it, and for a PDF's tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rutas.paper import measure
from rutas.paper.canvas import Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.paper.canvas import Canvas

__all__ = ["Paragraph", "Part", "Role", "follows", "reading_order"]

Role = Literal["title", "heading", "text", "item", "sign"]
"""The sheet's title, a heading over steps, a step (or anything else that is a node), a sign of the legend,
or any other text."""

_NEAR = 0.1  # of the type: how exactly lines of a text stand below each other


@dataclass(frozen=True)
class Paragraph:
    """A text, in the lines in which it is set."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        r"""The text as it was before it was broken into lines.

        >>> lines = ["inscri\u00ad", "be al", "recién nacido"]
        >>> Paragraph(tuple(Run(0, 0, line, 7, "#000000") for line in lines)).text
        'inscribe al recién nacido'
        """
        return measure.joined(run.text for run in self.runs)


@dataclass(frozen=True)
class Part:
    """Texts that are told together, and what they are on the sheet."""

    role: Role
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)


def reading_order(canvas: Canvas) -> list[Part]:
    """Return what a sheet says, in the order in which it is read.

    First the title and what stands round the drawing, then the steps in the order of the canvas, each
    under its heading and with what is written on the links that leave it, then the legend and the foot.

    >>> from rutas.layout.geometry import Rect
    >>> from rutas.paper.canvas import Canvas, Node
    >>> canvas = Canvas(200, 100)
    >>> for owner, text in (("footer", "Hoja 1"), ("step-a", "Parto"), ("heading", "Ruta")):
    ...     with canvas.owned(owner):
    ...         _ = canvas.text(9, 9, text, 9, "#000000", "bold")
    >>> canvas.node(Node("step-a", Rect(5, 5, 50, 20)))
    >>> [(part.role, part.text) for part in reading_order(canvas)]
    [('title', 'Ruta'), ('item', 'Parto'), ('text', 'Hoja 1')]
    """
    owned: dict[str | None, list[Run]] = {}
    for item in canvas.shapes:
        if isinstance(item, Run):
            owned.setdefault(item.owner, []).append(item)
    head = owned.pop("heading", [])
    heavy = [run for run in head if run.weight == "bold"]
    parts = [_part("title", heavy), _part("text", [run for run in head if run.weight != "bold"])]
    foot = _part("text", owned.pop("footer", []))
    items = _items(canvas, owned)
    signs = [_part("sign", owned.pop(key)) for key in [*owned] if key and key.startswith("sign:")]
    parts += [_part("text", runs) for runs in owned.values()]
    return [part for part in (*parts, *items, *signs, foot) if part.paragraphs]


def _items(canvas: Canvas, owned: dict[str | None, list[Run]]) -> list[Part]:
    """Take the texts of steps and links, and of the headings over them, out of what is left."""
    leaving: dict[str, list[str]] = {}
    for edge in canvas.edges:
        leaving.setdefault(edge.source, []).append(edge.id)
    parts = []
    for node in canvas.nodes:
        if node.heading in owned:
            parts.append(_part("heading", owned.pop(node.heading)))
        own = (node.id, *leaving.get(node.id, []))
        texts = [paragraph for key in own for paragraph in _paragraphs(owned.pop(key, []))]
        parts.append(Part("item", tuple(texts)))
    return parts


def _part(role: Role, runs: Sequence[Run]) -> Part:
    return Part(role, tuple(_paragraphs(runs)))


def _paragraphs(runs: Iterable[Run]) -> list[Paragraph]:
    """Part lines that follow each other at the distance of lines, and look alike, from the others."""
    found: list[list[Run]] = []
    for run in runs:
        if found and follows(run, found[-1][-1]):
            found[-1].append(run)
        else:
            found.append([run])
    return [Paragraph(tuple(lines)) for lines in found]


def follows(run: Run, before: Run) -> bool:
    """Tell whether a line is the next one of a text: at the distance of lines, and looking alike."""

    def look(one: Run) -> tuple[object, ...]:
        return one.size, one.weight, one.colour, one.anchor, round(one.x, 1)

    down = run.y - before.y - measure.LEADING * run.size
    return look(run) == look(before) and abs(down) < _NEAR * run.size
