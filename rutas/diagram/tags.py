"""Draw off-page connectors: where a link goes on on another sheet, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.diagram import icons, measure
from rutas.diagram.canvas import Canvas, Node, Pen, Rect

if TYPE_CHECKING:
    from rutas.diagram.palette import Theme

__all__ = ["Tag", "draw_tag", "tag_width"]


@dataclass(frozen=True)
class Tag:
    """An off-page connector on a card: to another sheet's step, or from it.

    `text` is the other step's number, `words` the answer that leads there.
    """

    id: str
    text: str
    incoming: bool
    back: bool = False
    words: str = ""


def tag_width(tag: Tag, scale: float) -> float:
    """Return how wide a connector is drawn."""
    return measure.width(tag.text, 7.5 * scale, "bold") + _words_width(tag, scale) + 15 * scale


def _words_width(tag: Tag, scale: float) -> float:
    return measure.width(tag.words, 7 * scale, "semibold") + 3 * scale if tag.words else 0.0


def draw_tag(canvas: Canvas, tag: Tag, place: Rect, theme: Theme, scale: float) -> None:
    """Draw a connector: an arrow and the other step's number, white on black, the answer before."""
    ink = theme.returns if tag.back else theme.text
    with canvas.owned(tag.id):
        canvas.rect(place, Pen(fill=ink))
        size = 5.6 * scale
        top = place.y + (place.height - size) / 2
        base = place.centre[1] + 2.7 * scale
        canvas.text(
            place.x + 3 * scale, base - 0.2 * scale, tag.words, 7 * scale, "#ffffff", "semibold"
        )
        left = place.x + 3 * scale + _words_width(tag, scale)
        icons.pointer(canvas, left, top, size, "#ffffff", left=tag.incoming)
        canvas.text(place.right - 3 * scale, base, tag.text, 7.5 * scale, "#ffffff", "bold", "end")
    side = "in" if tag.incoming else "out"
    canvas.node(Node(tag.id, place, "box", ("connector", side), f"{tag.words} {tag.text}".strip()))
