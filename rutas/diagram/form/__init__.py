"""Draw the blank form of a self-assessment, and before it a page to practise."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.answers.board_tables import warnings
from rutas.diagram.local import Listing
from rutas.diagram.parts.grid import TICKED, UNTICKED, Grid
from rutas.diagram.parts.sheet_frame import Frame, foot
from rutas.diagram.parts.stack import head_bar, one_below_the_other
from rutas.diagram.parts.type_size import largest_type
from rutas.locale import say, speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rutas.diagram.board import Board
    from rutas.diagram.parts.stack import Piece
    from rutas.diagram.request import Request, Sheet
    from rutas.layout.geometry import Rect
    from rutas.paper.palette import Theme

__all__ = ["draw"]

_NAME = 10.0
_HEADER = ("board", "formed", "assessed", "filled", "by", "code")
_TWO, _HIGH = 2, 30.0  # fields of the header beside each other, and how high they are
_TEXT = 0.68  # of the width: the statement; the rest is for the levels
_LEAST = {"practice": 330.0, "form": 460.0}  # the width with larger type
_PRACTICE = 3  # statements to practise on


def draw(board: Board, request: Request) -> list[Sheet]:
    """Draw a page to practise and the form of a board, or of any board."""
    with speaking(request.lang):
        return [
            sheet
            for pieces, key in ((_practice, "practice"), (_form, "form"))
            for sheet in largest_type(request, partial(_plan, board, pieces, key)).sheets()
        ]


def _plan(
    board: Board, pieces: Callable[[Board, Request, Frame], Iterator[Piece]], key: str, request: Request
) -> Listing:  # fmt: skip
    reading = [
        say(f"form-sheet.{key}-reading"),
        *warnings(example=False, official=board.instrument.official),
    ]
    name = _name(board, request.lang)
    ends = foot(
        name or say("form-sheet.board"),
        say(f"form-sheet.{key}"),
        None,
        board.on.isoformat(),
        request.lang,
    )
    frame = Frame(request, say(f"form-sheet.{key}"), " ".join(reading), [], [], *ends)
    words = say("form-sheet.description", n=len(board.instrument.items))
    return Listing(board, request, frame, [*pieces(board, request, frame)], words, _LEAST[key])


def _name(board: Board, lang: str) -> str:
    """Return what the board is called, where it is known whose form it is."""
    boards = board.book.boards
    if board.territory and boards.periods(board.territory):
        return boards.application(board.territory)[1].board.to(lang)
    return board.book.territories[board.territory].name.to(lang) if board.territory else ""


def _scale(board: Board, request: Request, grid: Grid) -> Iterator[Piece]:
    """Yield what each level means."""
    for level, name in board.instrument.scale.items():
        yield grid.row(f"level-{level}", [str(level), name.to(request.lang)])


def _practice(board: Board, request: Request, frame: Frame) -> Iterator[Piece]:
    area, theme = frame.area, request.theme
    yield head_bar(area, "scale", say("form-sheet.scale"), theme.stage, _NAME)
    yield from _scale(board, request, Grid(area, theme, (0.1, 0.9)))
    yield head_bar(area, "example", say("form-sheet.example"), theme.stage, _NAME, gap=8)
    levels = list(board.instrument.scale)
    grid = _statements(area, theme, levels)
    yield grid.heads("heads", ["", *map(str, levels)])
    ticked = levels[len(levels) // 2]
    boxes = [TICKED if level == ticked else UNTICKED for level in levels]
    yield grid.row("example-row", [say("form-sheet.example-text"), *boxes])
    yield head_bar(area, "practice", say("form-sheet.try"), theme.stage, _NAME, gap=8)
    for number in range(1, _PRACTICE + 1):
        text = say(f"form-sheet.practice-{number}")
        yield grid.row(f"practice-{number}", [text, *[UNTICKED] * len(levels)], least=_HIGH)


def _statements(area: Rect, theme: Theme, levels: list[int]) -> Grid:
    return Grid(area, theme, (_TEXT, *[(1 - _TEXT) / len(levels)] * len(levels)))


def _form(board: Board, request: Request, frame: Frame) -> Iterator[Piece]:
    area, theme, lang = frame.area, request.theme, request.lang
    header = Grid(area, theme, (0.5,) * _TWO)
    known = {"board": _name(board, lang)}
    labels = [f"{say(f'form-sheet.{key}')}: {known.get(key, '')}" for key in _HEADER]
    for place in range(0, len(labels), _TWO):
        yield header.row(f"header-{place}", labels[place : place + _TWO], least=_HIGH)
    levels = list(board.instrument.scale)
    grid = _statements(area, theme, levels)
    scale = board.instrument.scale.items()
    told = " · ".join(f"{level} {name.to(lang)}" for level, name in scale)
    yield Grid(area, theme, (1.0,)).row("scale", [f"{say('form-sheet.scale')}: {told}"])
    numbers = board.instrument.numbers
    for axis, entry in board.instrument.axes.items():
        bar = head_bar(area, f"axis-{axis}", entry.name.to(lang), theme.stage, _NAME, gap=4)
        head = one_below_the_other(bar, grid.heads(f"heads-{axis}", ["", *map(str, levels)]))
        for name, item in entry.items.items():
            text = f"{numbers[name]} {item.text.to(lang)}"
            own = "; ".join(f"{level}: {words.to(lang)}" for level, words in item.levels.items())
            cell = f"{text} ({own})" if own else text
            yield grid.row(f"item-{name}", [cell, *[UNTICKED] * len(levels)], head=head)
