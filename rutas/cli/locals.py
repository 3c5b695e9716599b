"""Find the territories that are to be drawn, and the routes whose way through them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rutas.book import Book
    from rutas.diagram.board import Board, Schedule
    from rutas.diagram.kinds import Kind
    from rutas.diagram.local import Local

__all__ = ["locals_of", "named_territories"]


def named_territories(names: Sequence[str], book: str) -> bool:
    """Tell whether all that is named is territories, by their files."""
    from pathlib import Path

    folder = Path(book) / "territories"
    return bool(names) and all(any(folder.glob(f"{name}.y*ml")) for name in names)


def locals_of(
    kind: Kind, names: Sequence[str], territory: str | None, book: str, on: date,
    period: str | None = None,
) -> Iterator[Local | Board | Schedule]:  # fmt: skip
    """Yield what is drawn: the territories that are named, or all; where the kind shows routes, each of them.

    Where it shows boards, those of the territories, each with the latest application or that of a period.

    Raises
    ------
    BookError
        If the book cannot be read.
    UsageError
        If it has no such territory or route.
    """
    from rutas.book import load
    from rutas.diagram.local import Local

    opened = load(book)
    if kind.of == "instruments":
        yield _schedule(opened, on)
        return
    if kind.of == "board":
        yield from _boards(opened, [*names, *([territory] if territory else [])], on, period, kind)
        return
    named = [name for name in names if name in opened.territories]
    others = [name for name in names if name not in named]
    if kind.of == "territory":
        named, others = [*named, *others], []
    if territory is not None:
        named.append(territory)
    for name in named or list(opened.territories):
        there = opened.territories[name]
        if kind.of == "territory":
            yield Local(there, opened, on)
            continue
        for route in others or there.demand:
            yield Local(there, opened, on, opened[route])


def _schedule(book: Book, on: date) -> Schedule:
    from rutas.diagram.board import Schedule

    return Schedule(book, on)


def _boards(
    book: Book, names: Sequence[str], on: date, period: str | None, kind: Kind
) -> Iterator[Board]:
    from rutas.diagram.board import assessed_board, blank_board
    from rutas.errors import UsageError
    from rutas.locale import say

    if kind.name == "form":
        asked: Sequence[str | None] = names or [None]
        yield from (blank_board(book, on, name) for name in asked)
        return
    named = names or book.boards.named
    if not named:
        raise UsageError(say("board.none"))
    yield from (assessed_board(book, on, name, period) for name in named)
