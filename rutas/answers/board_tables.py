"""Show a self-assessment: its statements, its axes, its priorities and its plan; or several side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rutas.answers.board_rows import Axis, Entry, Item, Priority, Remedy
from rutas.answers.table import Column, Table
from rutas.answers.words import joined
from rutas.hours import day_in_words
from rutas.locale import language, number, say
from rutas.quantity import UNKNOWN, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.answers.board_rows import Board, Boards
    from rutas.book import Book

__all__ = ["compare_tables", "rise", "score_words", "tables", "warnings", "whole_words"]


def warnings(*, example: bool, official: bool) -> list[str]:
    """Say what has to be known first: that answers are made up, that statements are a proposal."""
    said = [say("board.example")] if example else []
    return said if official else [*said, say("board.proposal")]


def score_words(score: float | None) -> str:
    """Write points.

    >>> score_words(1.26), score_words(2.0), score_words(None)
    ('1,3', '2', '–')
    """
    return UNKNOWN if score is None else number(score, 1)


def rise(change: float | None) -> str:
    """Write by how much something rose, with its sign.

    >>> rise(0.5), rise(-0.3), rise(0.0), rise(None)
    ('+0,5', '−0,3', '0', '–')
    """
    if change is None:
        return UNKNOWN
    return f"+{number(change, 1)}" if change > 0 else number(change, 1)


def whole_words(found: Board) -> str:
    """Say the whole in a sentence: points, share, who answered, and what changed."""
    if found.score is None:
        return say("board.nothing")
    said = say(
        "board.whole",
        score=score_words(found.score),
        top=found.top,
        share=percent(found.share),
        answered=found.answered,
        members=found.members,
    )
    if found.previous is None or found.change is None:
        return said
    moved = say("board.moved", period=found.previous, change=rise(found.change), n=found.common)
    return f"{said} {moved}"


def tables(found: Board, book: Book) -> Iterator[Table]:
    """Show what a board says of itself; a spreadsheet gets the statements."""
    axes = {one.axis: one.name for one in found.axes}
    columns = [
        Column("number", whole=True, heading="item-number"),
        Column("text", heading="statement"),
        Column("score", score_words, "right", heading="points-scored"),
        Column("", lambda one: _basis(one, found.members), heading="basis"),
        Column("", _range, "right", heading="range"),
        Column("", _signs, heading="standing"),
    ]
    if found.previous is not None:
        columns.append(Column("change", rise, "right", heading="change-since"))
    names = {one.item: one.text for one in found.items}
    notes = [say("board.legend")]
    if found.unknown:
        notes.append(
            say("board.unknown", items=joined([names[one].rstrip(".") for one in found.unknown]))
        )
    title = f"{found.board} · {found.period}"
    yield Table(
        Item, found.items, columns, title=title,
        lead=[whole_words(found), *warnings(example=found.example, official=found.official)], notes=notes,
    )  # fmt: skip
    yield Table(
        Axis,
        found.axes,
        (
            Column("axis", lambda name: axes[name]),
            Column("score", score_words, "right", heading="points-scored"),
            Column("share", percent, "right", heading="of-top"),
            Column("", lambda one: f"{one.known}/{one.items}", "right", heading="items-known"),
            Column("change", rise, "right", heading="change-since"),
        ),
        title=say("board.axes"),
    )
    if found.priorities:
        yield Table(
            Priority,
            found.priorities,
            (
                Column("rank", str, "right"),
                Column("text", heading="statement"),
                Column("votes", str, "right"),
                Column("weight", score_words, "right"),
            ),
            title=say("board.priorities"),
            notes=[say("board.priorities-legend")],
        )
    if found.plan:
        actors = book.catalogue.actors
        yield Table(
            Remedy,
            found.plan,
            (
                Column("what"),
                Column("who", lambda who: joined([actors[one].name.to(language()) for one in who])),
                Column("", _by, heading="by"),
                Column("weakness", lambda items: joined([names[one] for one in items]) or UNKNOWN),
            ),
            title=say("board.plan"),
        )


def _basis(one: Item, members: int) -> str:
    if one.basis is None:
        return UNKNOWN
    return say(f"board.basis-{one.basis}", answered=one.answered, members=members)


def _range(one: Item) -> str:
    return UNKNOWN if one.low is None else f"{one.low}–{one.high}"


def _signs(one: Item) -> str:
    told = [say(f"board.{one.standing}")] if one.standing else []
    return ", ".join([*told, *([say("board.to-discuss")] if one.to_discuss else [])])


def _by(one: Remedy) -> str:
    if one.done is not None:
        return say("board.done", day=day_in_words(one.done))
    said = day_in_words(one.by)
    return f"{said} {say('territory.overdue')}" if one.overdue else said


def _of_axis(axis: str, told: Mapping[str, float | None]) -> str:
    return score_words(told[axis])


def compare_tables(found: Boards, book: Book) -> Iterator[Table]:
    """Show boards or periods side by side, a row each."""
    axes = book.boards.instrument.axes
    columns = [
        Column("board"),
        Column("period", whole=True),
        Column("", lambda one: f"{one.answered}/{one.members}", "right", heading="answered-of"),
        Column("score", score_words, "right", heading="points-scored"),
        Column("share", percent, "right", heading="of-top"),
    ]
    columns += [
        Column("axes", partial(_of_axis, axis), "right", title=str(place))
        for place, axis in enumerate(axes, 1)
    ]
    legend = "; ".join(
        f"{place} {axis.name.to(language())}" for place, axis in enumerate(axes.values(), 1)
    )
    example = any(one.example for one in found.boards)
    notes = [say("board.axes-legend", axes=legend, top=found.top)]
    notes += warnings(example=example, official=book.boards.instrument.official)
    none = [] if found.boards else [say("board.none")]
    yield Table(Entry, found.boards, columns, title=say("board.compared"), notes=[*none, *notes])
