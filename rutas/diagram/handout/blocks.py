"""Set what a family is told in lines, and lines in columns of as many sheets as they take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rutas.diagram.parts.cards import classes
from rutas.layout.geometry import Rect
from rutas.paper import measure
from rutas.paper.canvas import Canvas, Node, Pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.diagram.request import Request
    from rutas.model import Step
    from rutas.paper.fonts import Weight

__all__ = ["SIZE", "Block", "Line", "columns", "draw_block", "head_indent", "wrapped"]

SIZE = 14.0
"""The type of all that a family reads."""
_LEAD = SIZE * measure.LEADING
_PAD, _GAP, _AIR = 7.0, 9.0, 3.0  # inside a block, between blocks, before a row
_BOX = 17.0  # a box to tick, with the room beside it
_BELOW = 3  # a head is never left with less than so many lines below it
_AGAIN = 2  # lines of a head that stand again over what goes on in the next column


@dataclass(frozen=True)
class Line:
    """A line of a block.

    `label` stands before the first line of a row, `box` draws a box to tick, `blank` a rule to write
    on in place of the text, and `head` is a line of the block's own name.
    """

    text: str
    label: str = ""
    box: bool = False
    boxed: bool = False
    weight: Weight = "regular"
    head: bool = False
    blank: bool = False

    @property
    def height(self) -> float:
        """How high it is: the first line of a row has some air above it."""
        return _LEAD + (_AIR if self.label else 0.0)


@dataclass(frozen=True)
class Block:
    """What is kept together on a sheet: a step under its number and name, or a list."""

    lines: tuple[Line, ...]
    indent: float
    mark: str = ""
    step: Step | None = None
    tooltip: str = ""

    @property
    def height(self) -> float:
        """How high it is drawn."""
        return 2 * _PAD + sum(line.height for line in self.lines)

    @property
    def head_indent(self) -> float:
        """Where the name begins: beside the number."""
        return head_indent(self.mark)

    def parted(self, room: float, *, alone: bool) -> tuple[Block | None, Block]:
        """Return what of it has room, and the rest under the same head; `alone`, some of it always has."""
        heads = [line for line in self.lines if line.head]
        end, high = 0, 2 * _PAD
        while end < len(self.lines) and high + self.lines[end].height <= room:
            high += self.lines[end].height
            end += 1
        if not alone and end < len(heads) + _BELOW:
            return None, self
        rest = (*heads[:_AGAIN], *self.lines[end:])
        return replace(self, lines=self.lines[:end]), replace(self, lines=rest)


def head_indent(mark: str) -> float:
    """Return how far from a block's edge its name begins."""
    return _PAD + (measure.width(mark, SIZE, "bold") + 8 if mark else 0)


def wrapped(text: str, room: float, look: Line = Line("")) -> list[Line]:
    """Set a text in lines that look alike; of one with a box to tick, the first has it."""
    lines = measure.wrap(text, SIZE, room - (_BOX if look.box else 0), look.weight) or [""]
    whole = replace(look, boxed=look.box)
    return [replace(whole, text=line, box=look.box and n == 0) for n, line in enumerate(lines)]


def columns(blocks: Sequence[Block], high: float) -> list[list[Block]]:
    """Fill columns with blocks in order: as few as can be, each about as full as the others.

    A block goes whole to the next column; only one that is higher than a column is parted.
    """
    best = _filled(blocks, high, high)
    for hundredths in range(96, 40, -4):
        tighter = _filled(blocks, high * hundredths / 100, high)
        if len(tighter) > len(best):
            break
        best = tighter
    return best


def _filled(blocks: Sequence[Block], fill: float, high: float) -> list[list[Block]]:
    found: list[list[Block]] = [[]]
    y = 0.0
    for given in blocks:
        part: Block | None
        rest = given
        while y + rest.height > (fill if found[-1] else high):
            if rest.height > high:
                part, rest = rest.parted(high - y, alone=not found[-1])
                found[-1] += [part] if part else []
            found.append([])
            y = 0.0
        found[-1].append(rest)
        y += rest.height + _GAP
    return found


def draw_block(canvas: Canvas, block: Block, at: Rect, request: Request) -> float:
    """Draw a block at the top of a place; return where the next has its top."""
    theme = request.theme
    left, top = at.left, at.top
    place = Rect.sized(left, top, at.width, block.height)
    owner = f"step-{block.step.id}" if block.step else "list"
    heads = [line for line in block.lines if line.head]
    with canvas.owned(owner):
        canvas.rect(place, Pen(fill="#ffffff"))
        head = Rect.sized(left, top, at.width, _PAD + len(heads) * _LEAD + 1)
        if heads:
            canvas.rect(head, Pen(fill=theme.ground(theme.text)))
        canvas.rect(place, Pen(theme.text, 0.9 * theme.pen))
        y = top + _PAD - 2
        if block.mark:
            base = y + measure.ASCENT * SIZE
            canvas.text(left + _PAD, base, block.mark, SIZE, theme.text, "bold")
        for line in block.lines:
            y = _line(canvas, line, block, Rect(left, y, place.right, place.bottom), request)
    if block.step:
        look = ("node", *classes(block.step, request))
        canvas.node(Node(owner, place, "box", look, block.tooltip))
    return place.bottom + _GAP


def _line(canvas: Canvas, line: Line, block: Block, place: Rect, request: Request) -> float:
    """Draw a line at the top of a place; return where the next has its top."""
    theme = request.theme
    top = place.top + line.height - _LEAD + (0 if line.head else 2)
    base = top + measure.ASCENT * SIZE
    if line.label:
        canvas.text(place.left + _PAD, base, line.label, SIZE, theme.text, "semibold")
    x = place.left + (block.head_indent if line.head else block.indent)
    if line.box:
        tick = Rect.sized(x + 0.5, base - 10, 10.5, 10.5)
        canvas.rect(tick, Pen(theme.text, 1.1 * theme.pen, "#ffffff"))
    x += _BOX if line.boxed else 0
    if line.blank:
        canvas.line([(x, base + 2), (place.right - _PAD, base + 2)], Pen(theme.rule, 0.7))
    else:
        canvas.text(x, base, line.text, SIZE, theme.text, line.weight)
    return place.top + line.height
