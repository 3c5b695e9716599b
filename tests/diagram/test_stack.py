"""What is kept together is stacked on sheets, under heads that stand again where it goes on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rutas.diagram.parts.stack import Piece, ruled_row, stacked
from rutas.layout.geometry import Rect
from rutas.paper.canvas import Canvas

ROOM = 100.0
HEIGHTS = st.lists(st.tuples(st.floats(1, 60), st.booleans()), max_size=60)


def pieces(rows):
    """Pieces of some heights; where a row is marked, a new head begins."""
    head, found = Piece(10.0, print), []
    for height, new in rows:
        head = Piece(10.0, print) if new else head
        found.append(Piece(height, print, head))
    return found


def high(sheet):
    return sum(piece.height for piece in sheet)


@given(HEIGHTS)
def test_every_piece_stands_once_in_its_order_under_its_own_head(rows):
    given_pieces = pieces(rows)
    sheets = stacked(given_pieces, ROOM)
    assert [one for sheet in sheets for one in sheet if one.head] == given_pieces
    for sheet in sheets:
        above = None
        for one in sheet:
            assert one.head is None or one.head is above
            above = above if one.head else one
        assert high(sheet) <= ROOM


@given(HEIGHTS)
def test_no_other_filling_needs_fewer_sheets(rows):
    """Where each sheet takes as much as it holds, the next could not have come one sheet earlier."""
    greedy, before = [[]], None
    for one in pieces(rows):
        more = [one.head, one] if one.head is not before else [one]
        if greedy[-1] and high([*greedy[-1], *more]) > ROOM:
            greedy.append([])
            more = [one.head, one]
        greedy[-1] += more
        before = one.head
    sheets = stacked(pieces(rows), ROOM)
    assert len(sheets) == len(greedy)
    assert max(map(high, sheets)) <= max(map(high, greedy)) + 1e-9


def test_a_piece_that_is_higher_than_a_sheet_stands_alone():
    tall = Piece(150.0, print)
    assert stacked([Piece(10.0, print), tall, Piece(10.0, print)], ROOM) == [
        [Piece(10.0, print)], [tall], [Piece(10.0, print)],
    ]  # fmt: skip
    assert stacked([], ROOM) == [[]]


def test_a_ruled_row_stands_where_it_is_put_and_says_what_it_is() -> None:
    canvas = Canvas(200, 100)
    row = ruled_row(
        Rect.sized(10, 0, 80, 20), "point-a",
        lambda canvas, place: canvas.text(place.left, place.bottom, "A", 7, "#000000"),
        said="A.", classes=("point",), rule="#888888",
    )  # fmt: skip
    row.draw(canvas, 30)
    (node,) = canvas.nodes
    assert (row.height, node.rect) == (20, Rect.sized(10, 30, 80, 20))
    assert (node.id, node.classes, node.tooltip) == ("point-a", ("node", "point"), "A.")
