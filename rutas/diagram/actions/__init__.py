"""Draw the plan of action of a board: what, who, by when, about which weakness, and whether it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.board_tables import score_words
from rutas.diagram.board import board_frame
from rutas.diagram.local import Listing, below_banner
from rutas.diagram.parts.grid import UNTICKED, Grid
from rutas.diagram.parts.sheet_frame import day
from rutas.diagram.parts.stack import head_bar, one_below_the_other
from rutas.diagram.parts.type_size import largest_type
from rutas.locale import say, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.diagram.board import Board
    from rutas.diagram.parts.stack import Piece
    from rutas.diagram.request import Request, Sheet

__all__ = ["draw"]

_PRIORITIES = (0.08, 0.68, 0.12, 0.12)
_PLAN = (0.36, 0.22, 0.12, 0.18, 0.12)
_NAME = 10.0
_FREE, _HIGH = 4, 30.0  # rows that are left to be written in, and how high they are
_LEAST = 420.0  # the width with larger type


def draw(board: Board, request: Request) -> list[Sheet]:
    """Draw the priorities and the plan of a board, with room for what is added at the table."""
    with speaking(request.lang):
        return largest_type(request, lambda asked: _plan(board, asked)).sheets()


def _plan(board: Board, request: Request) -> Listing:
    found = board.found(request.lang)
    title = say("actions.title", name=found.board, period=found.period)
    frame = board_frame(board, request, title, say("actions.reading"))
    pieces = [*_pieces(board, request, Grid(below_banner(board, frame.area), request.theme, _PLAN))]
    words = say("actions.description", n=len(found.plan))
    return Listing(board, request, frame, pieces, words, _LEAST)


def _pieces(board: Board, request: Request, grid: Grid) -> Iterator[Piece]:
    found, theme = board.found(request.lang), request.theme
    names = {one.item: f"{one.number} {one.text}" for one in found.items}
    numbers = {one.item: one.number for one in found.items}
    if found.priorities:
        ranked = Grid(grid.area, theme, _PRIORITIES)
        bar = head_bar(grid.area, "priorities", say("board.priorities"), theme.stage, _NAME)
        head = one_below_the_other(
            bar, ranked.heads("ranks", _said("rank", "item", "votes", "weight"))
        )
        for one in found.priorities:
            cells = [str(one.rank), names[one.item], str(one.votes), score_words(one.weight)]
            yield ranked.row(f"priority-{one.item}", cells, head=head)
    bar = head_bar(grid.area, "plan", say("board.plan"), theme.stage, _NAME, gap=8)
    head = one_below_the_other(
        bar, grid.heads("columns", _said("what", "who", "by", "weakness", "done"))
    )
    actors = board.book.catalogue.actors
    for remedy in found.plan:
        who = "; ".join(actors[name].name.to(request.lang) for name in remedy.who)
        weak = ", ".join(numbers[name] for name in remedy.weakness)
        done = day(remedy.done, request.lang) if remedy.done else UNTICKED
        cells = [remedy.what, who, day(remedy.by, request.lang), weak, done]
        yield grid.row(f"remedy-{remedy.id}", cells, head=head)
    for free in range(_FREE):
        yield grid.row(f"free-{free}", ["", "", "", "", UNTICKED], least=_HIGH, head=head)


def _said(*keys: str) -> list[str]:
    return [say(f"actions.{key}") for key in keys]
