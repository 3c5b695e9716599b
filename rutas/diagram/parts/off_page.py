"""Draw off-page connectors: where a link goes on on another sheet, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rutas.diagram.parts import icons
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from rutas.layout.geometry import Rect
    from rutas.paper.palette import Theme

__all__ = ["Tag", "draw_tag", "fitted", "tag_height", "tag_width"]

_LINE = 7.6  # from one line of words to the next


@dataclass(frozen=True)
class Tag:
    """An off-page connector on a card: to another sheet's step, or from it.

    `text` is the other step's number, `words` the answer that leads there, in one line or two.
    """

    id: str
    text: str
    incoming: bool
    back: bool = False
    words: str = ""

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands among others: by the other step's number.

        >>> sorted(["16", "9"], key=lambda text: Tag("c", text, incoming=False).order)
        ['9', '16']
        """
        return (int(self.text) if self.text.isdigit() else 0, self.text)


def fitted(tag: Tag, room: float) -> Tag:
    """Return a connector that is no wider than a room: its words in two lines, or cut.

    >>> fitted(Tag("c", "29", incoming=False, words="Asiste y avanza"), 70).words.splitlines()
    ['Asiste y', 'avanza']
    """
    if not tag.words:
        return tag
    left = room - tag_width(replace(tag, words="")) - 3
    lines = measure.fit(tag.words, 7, left, "semibold", lines=2)
    return replace(tag, words="\n".join(lines))


def tag_width(tag: Tag) -> float:
    """Return how wide a connector is drawn."""
    return measure.width(tag.text, 7.5, "bold") + _words_width(tag) + 15


def tag_height(tag: Tag) -> float:
    """Return how high a connector is drawn."""
    return 11 + _LINE * tag.words.count("\n")


def _words_width(tag: Tag) -> float:
    if not tag.words:
        return 0.0
    lines = tag.words.split("\n")
    return max(measure.width(line, 7, "semibold") for line in lines) + 3


def draw_tag(canvas: Canvas, tag: Tag, place: Rect, theme: Theme) -> None:
    """Draw a connector: an arrow and the other step's number, white on black, the answer before."""
    ink = theme.returns if tag.back else theme.text
    lines = tag.words.split("\n")
    with canvas.owned(tag.id):
        canvas.rect(place, Pen(fill=ink))
        size = 5.6
        top = place.top + (place.height - size) / 2
        base = place.centre[1] + 2.7
        first = base - (0.2 + _LINE * (len(lines) - 1) / 2)
        for index, line in enumerate(lines):
            down = first + index * _LINE
            canvas.text(place.left + 3, down, line, 7, "#ffffff", "semibold")
        left = place.left + 3 + _words_width(tag)
        icons.pointer(canvas, left, top, size, "#ffffff", left=tag.incoming)
        canvas.text(place.right - 3, base, tag.text, 7.5, "#ffffff", "bold", "end")
    side = "in" if tag.incoming else "out"
    words = f"{' '.join(lines)} {tag.text}".strip()
    canvas.node(Node(tag.id, place, "box", ("connector", side), words))
