"""Hold what is drawn of boards: a self-assessment, a plan of action, a blank form, the instruments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.answers.board import answer, assessments
from rutas.answers.board_tables import warnings, whole_words
from rutas.diagram.parts.sheet_frame import Frame, Sign, day, foot
from rutas.locale import say, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rutas.answers.board_rows import Board as Found
    from rutas.boards.assessment import Assessment
    from rutas.book import Book
    from rutas.diagram.request import Request
    from rutas.model.board import Instrument

__all__ = ["Board", "Schedule", "assessed_board", "blank_board", "board_frame"]


@dataclass(frozen=True)
class Board:
    """A board as it is drawn.

    Attributes
    ----------
    book, on
        The book in which it stands, and the day that is asked about.
    territory, period
        The ids of its territory and of the application; nothing of a form for any board.
    """

    book: Book
    on: date
    territory: str = ""
    period: str = ""

    banner = "board.banner"

    @property
    def name(self) -> str:
        """What its files are called by: the territory, and the period."""
        return "-".join(filter(None, [self.territory, self.period])) or "mesa"

    @property
    def instrument(self) -> Instrument:
        """What was asked."""
        return self.book.boards.instrument

    @property
    def example(self) -> bool:
        """Whether what it says of itself is made up; a blank form says nothing."""
        return bool(self.period) and self.assessment.application.example

    @property
    def assessment(self) -> Assessment:
        """What it says of itself."""
        return assessments(self.book, self.territory, self.period)[1]

    def found(self, lang: str) -> Found:
        """Return the same in words, in a language."""
        with speaking(lang):
            return answer(self.book, self.territory, self.on, self.period)


@dataclass(frozen=True)
class Schedule:
    """The instruments of a book as they are drawn.

    Attributes
    ----------
    book, on
        The book, and the day that is asked about.
    """

    book: Book
    on: date

    name = "instrumentos"
    example = False
    banner = ""


def assessed_board(book: Book, on: date, territory: str, period: str | None = None) -> Board:
    """Return a board with its latest application, or that of a period, to be drawn.

    Raises
    ------
    UsageError
        If there is no such territory, application or period.
    """
    return Board(book, on, territory, book.boards.application(territory, period)[0])


def blank_board(book: Book, on: date, territory: str | None = None) -> Board:
    """Return a board whose form is to be filled in; any board where no territory is named.

    Raises
    ------
    UsageError
        If there is no such territory.
    """
    if territory is not None:
        book.boards.periods(territory)
    return Board(book, on, territory or "")


def board_frame(
    board: Board, request: Request, title: str, reading: str, signs: Sequence[Sign] = ()
) -> Frame:
    """Return what stands round a drawing of a board that assessed itself: the header of its form."""
    lang = request.lang
    found = board.found(lang)
    with speaking(lang):
        said = " ".join(
            [reading, whole_words(found), *warnings(example=False, official=found.official)]
        )
        cells = [
            (say("assessment.assessed"), found.assessed or ""),
            (say("assessment.formed"), day(found.formed, lang) if found.formed else ""),
            (say("assessment.filled"), day(found.filled, lang) if found.filled else ""),
            (say("assessment.by"), found.by or ""),
            (say("assessment.sheets"), f"{found.answered}/{found.members}"),
        ]
        standing = say("local.example") if found.example else board.period
    told = [(label, value) for label, value in cells if value]
    ends = foot(found.board, standing, None, board.on.isoformat(), lang)
    return Frame(request, title, said, told, signs, *ends)
