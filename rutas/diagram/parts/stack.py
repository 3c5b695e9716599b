"""Stack what is kept together on as few sheets as hold it, under heads that stand again where it goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rutas.layout.geometry import Rect
from rutas.paper import measure
from rutas.paper.canvas import Node, Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rutas.paper.canvas import Canvas

__all__ = ["Piece", "aired", "head_bar", "one_below_the_other", "pile", "ruled_row", "stacked"]

_TALL = 60.0  # points: what is taller has no more air below it


@dataclass(frozen=True)
class Piece:
    """What is kept together on a sheet.

    Attributes
    ----------
    height
        How high it is.
    draw
        Draws it on a canvas, with its top at a height.
    head
        What stands above it, or above the first of those that have the same head on a sheet.
    """

    height: float
    draw: Callable[[Canvas, float], None]
    head: Piece | None = None


def stacked(pieces: Sequence[Piece], room: float) -> list[list[Piece]]:
    """Fill sheets with pieces in their order: as few as can be, each about as full as the others.

    Returns
    -------
    The pieces of each sheet, heads among them; one sheet without any where there are none.

    Examples
    --------
    >>> head = Piece(10, print)
    >>> sheets = stacked([Piece(20, print, head) for _ in range(4)], 80)
    >>> [[piece.height for piece in sheet] for sheet in sheets]
    [[10, 20, 20], [10, 20, 20]]
    """
    best = _filled(pieces, room)
    for hundredths in range(98, 40, -2):
        tighter = _filled(pieces, room * hundredths / 100)
        if len(tighter) > len(best) or any(_high(sheet) > room for sheet in tighter):
            break
        best = tighter
    return best


def _high(pieces: Iterable[Piece]) -> float:
    return sum(piece.height for piece in pieces)


def _filled(pieces: Sequence[Piece], room: float) -> list[list[Piece]]:
    sheets: list[list[Piece]] = [[]]
    before: Piece | None = None
    for piece in pieces:
        head = [piece.head] if piece.head and piece.head is not before else []
        if sheets[-1] and _high([*sheets[-1], *head, piece]) > room:
            sheets.append([])
            head = [piece.head] if piece.head else []
        sheets[-1] += [*head, piece]
        before = piece.head
    return sheets


def head_bar(
    area: Rect, owner: str, title: str, ink: str, size: float, *,
    aside: str = "", gap: float = 1.0, lines: int = 1,
) -> Piece:  # fmt: skip
    """Return a bar across an area, with a title in white on its ink, and a few words at its end.

    What is drawn on the canvas afterwards stands under it as its heading.
    """
    small, pad = size * 0.8, size * 0.4
    room = area.width - measure.width(aside, small) - 3 * pad
    told = measure.fit(title, size, room, "bold", lines=lines)
    high = (len(told) - 1) * size * measure.LEADING + 1.35 * size

    def draw(canvas: Canvas, top: float) -> None:
        bar = Rect.sized(area.left, top + gap, area.width, high)
        y = bar.top + 0.25 * size
        with canvas.owned(owner):
            canvas.rect(bar, Pen(fill=ink))
            canvas.texts(bar.left + pad, y, told, size, "#ffffff", "bold")
            base = y + measure.ASCENT * size
            canvas.text(bar.right - pad, base, aside, small, "#ffffff", anchor="end")
        canvas.head(owner)

    return Piece(gap + high + 1, draw)


def ruled_row(
    place: Rect, owner: str, draw: Callable[[Canvas, Rect], None], *,
    said: str, classes: Sequence[str], rule: str, head: Piece | None = None,
) -> Piece:  # fmt: skip
    """Return a row of what stands one below the other, with a fine line below it.

    Parameters
    ----------
    place
        Its left, its width and its height, wherever it comes to stand.
    owner
        The id of what it is of.
    draw
        Draws it in its place.
    said, classes
        What is read aloud of it, and what it is, beside a node.
    rule
        The ink of the line.
    head
        What stands above it.
    """

    def drawn(canvas: Canvas, top: float) -> None:
        row = Rect.sized(place.left, top, place.width, place.height)
        with canvas.owned(owner):
            canvas.rect(row, Pen(fill="#ffffff"))
            canvas.line([(row.left, row.bottom), (row.right, row.bottom)], Pen(rule, 0.4))
            draw(canvas, row)
        canvas.node(Node(owner, row, "box", ("node", *classes), said))

    return Piece(place.height, drawn, head)


def one_below_the_other(*pieces: Piece) -> Piece:
    """Return several pieces as one, which is kept together."""

    def draw(canvas: Canvas, top: float) -> None:
        pile(canvas, pieces, top)

    return Piece(_high(pieces), draw)


def pile(canvas: Canvas, pieces: Iterable[Piece], top: float) -> None:
    """Draw the pieces of one sheet, one below the other."""
    for piece in pieces:
        piece.draw(canvas, top)
        top += piece.height


def aired(pieces: Sequence[Piece], room: float, most: float) -> list[Piece]:
    """Return the pieces of one sheet with air below them, so that they fill it; heads stay near.

    `most` is how much air, as a share of its height, a piece has at the most; a tall one, as a map is,
    has no more than one of 60 points, so that no hole opens below it.

    >>> head = Piece(10, print)
    >>> [piece.height for piece in aired([head, Piece(20, print, head), Piece(20, print, head)], 60, 1)]
    [10, 25.0, 25.0]
    >>> [piece.height for piece in aired([Piece(300, print), Piece(20, print)], 360, 1)]
    [330.0, 30.0]
    """
    heads = {id(piece.head) for piece in pieces if piece.head}
    shares = [0.0 if id(piece) in heads else min(piece.height, _TALL) for piece in pieces]
    air = min(most, max(0.0, room - _high(pieces)) / (sum(shares) or 1.0))
    return [
        replace(piece, height=piece.height + air * share) if share else piece
        for piece, share in zip(pieces, shares, strict=True)
    ]
