"""What a self-assessment says, and what several say side by side."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from rutas.answers.board_rows import Axis, Board, Boards, Entry, Item, Priority, Remedy
from rutas.answers.row import iso
from rutas.boards.assessment import Assessment, change
from rutas.locale import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from rutas.book import Book

__all__ = ["answer", "assessments", "compare"]


def assessments(
    book: Book, territory: str, period: str | None = None
) -> tuple[str, Assessment, tuple[str, Assessment] | None]:
    """Return the period and the assessment of a board, and those of the period before, if there is one.

    Raises
    ------
    UsageError
        If the book has no such territory, application or period.
    BookError
        If a file cannot be read.
    """
    boards = book.boards
    asked, application = boards.application(territory, period)
    earlier = [one for one in boards.periods(territory) if one < asked]
    before = None
    if earlier:
        name, was = boards.application(territory, earlier[-1])
        before = name, Assessment(boards.instrument, was)
    return asked, Assessment(boards.instrument, application), before


def answer(book: Book, territory: str, on: date, period: str | None = None) -> Board:
    """Return what a board says of itself, as `assessments` finds it."""
    asked, found, before = assessments(book, territory, period)
    changes = change(found, before[1]) if before else {}
    told, lang = found.application, language()
    return Board(
        territory=territory,
        period=asked,
        on=on.isoformat(),
        board=told.board.to(lang),
        formed=iso(told.formed),
        assessed=told.assessed.to(lang) if told.assessed else None,
        filled=iso(told.filled),
        by=told.by.to(lang) if told.by else None,
        example=told.example,
        official=found.instrument.official,
        members=found.members,
        answered=len(told.individual),
        top=found.instrument.top,
        score=found.whole,
        share=found.share(found.whole),
        previous=before[0] if before else None,
        change=fmean(changes.values()) if changes else None,
        common=len(changes),
        axes=tuple(_axis(found, name, changes) for name in found.instrument.axes),
        items=tuple(_item(found, name, changes) for name in found.items),
        unknown=found.unknown,
        priorities=tuple(
            Priority(
                rank=rank,
                item=one.item,
                text=found.instrument.items[one.item].text.to(lang),
                votes=one.votes,
                weight=one.weight,
            )
            for rank, one in enumerate(found.priorities, 1)
        ),
        plan=tuple(
            Remedy(
                id=one.id,
                what=one.what.to(lang),
                who=one.who,
                by=one.by.isoformat(),
                done=iso(one.done),
                overdue=one.done is None and one.by < on,
                weakness=one.weakness,
            )
            for one in told.plan
        ),
    )


def _axis(found: Assessment, name: str, changes: Mapping[str, float]) -> Axis:
    axis = found.instrument.axes[name]
    moved = [changes[item] for item in axis.items if item in changes]
    return Axis(
        axis=name,
        name=axis.name.to(language()),
        score=found.axes[name],
        share=found.share(found.axes[name]),
        known=sum(found.items[item].score is not None for item in axis.items),
        items=len(axis.items),
        change=fmean(moved) if moved else None,
    )


def _item(found: Assessment, name: str, changes: Mapping[str, float]) -> Item:
    one, moved = found.items[name], changes.get(name)
    standing = "strength" if name in found.strengths else None
    return Item(
        item=name,
        number=found.instrument.numbers[name],
        axis=one.axis,
        text=found.instrument.items[name].text.to(language()),
        score=one.score,
        basis=one.basis,
        answered=one.answered,
        low=min(one.individual, default=None),
        high=max(one.individual, default=None),
        disagreement=one.disagreement,
        to_discuss=one.to_discuss,
        standing="weakness" if name in found.weaknesses else standing,  # type: ignore[arg-type]  # one of the words
        before=one.score - moved if one.score is not None and moved is not None else None,
        change=moved,
    )


def compare(book: Book, territories: Sequence[str]) -> Boards:
    """Return boards side by side: the latest of each; of one alone, all its periods.

    Parameters
    ----------
    book
        The book.
    territories
        Whose boards; all that have an application where none is named.
    """
    boards = book.boards
    named = list(territories) or boards.named
    asked: list[tuple[str, str | None]] = [(name, None) for name in named]
    if len(named) == 1:
        asked = [(named[0], period) for period in boards.periods(named[0])] or asked
    entries = []
    for territory, wanted in asked:
        period, application = boards.application(territory, wanted)
        found = Assessment(boards.instrument, application)
        entries.append(
            Entry(
                territory=territory,
                period=period,
                board=application.board.to(language()),
                example=application.example,
                members=found.members,
                answered=len(application.individual),
                score=found.whole,
                share=found.share(found.whole),
                axes=found.axes,
            )
        )
    return Boards(top=boards.instrument.top, boards=tuple(entries))
