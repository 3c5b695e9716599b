"""The rows of a self-assessment and of comparisons of several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rutas.answers.row import Amount, Count, Rank, Share, row

__all__ = ["Axis", "Board", "Boards", "Entry", "Item", "Priority", "Remedy"]


@row
class Item:
    """A statement.

    Attributes
    ----------
    item, number, axis, text
        Its id, its number on the form, its axis and its words.
    score
        In points of the scale: the collective level, else the mean of the individual ones; null where
        nobody answered.
    basis
        Which of the two it is.
    answered
        How many people answered.
    low, high
        The lowest and the highest level that anybody gave.
    disagreement
        The levels between the quartiles of the individual ones.
    to_discuss
        Whether these are two or more.
    standing
        Whether it is a strength, a weakness, or neither (null).
    before, change
        Its score in the period before, and by how many points it rose; null where either has none.
    """

    item: str
    number: str
    axis: str
    text: str
    score: Amount | None
    basis: Literal["collective", "mean"] | None
    answered: Count
    low: Count | None
    high: Count | None
    disagreement: Amount | None
    to_discuss: bool
    standing: Literal["strength", "weakness"] | None
    before: Amount | None
    change: float | None


@row
class Axis:
    """Statements of one kind together.

    Attributes
    ----------
    axis, name
        Its id and its name.
    score, share
        The mean of its statements in points, and of the top of the scale; null where none was answered.
    known, items
        How many of its statements were answered, of how many.
    change
        The mean change of those that the period before has too; null where it has none.
    """

    axis: str
    name: str
    score: Amount | None
    share: Share | None
    known: Count
    items: Count
    change: float | None


@row
class Priority:
    """A statement with votes.

    Attributes
    ----------
    rank, item, text
        Its place, and the statement.
    votes, weight
        Its votes, and the points that lack to the top, times the votes.
    """

    rank: Rank
    item: str
    text: str
    votes: Count
    weight: Amount


@row
class Remedy:
    """What the board will do.

    Attributes
    ----------
    id, what, who
        As the file has them; the first of the actors answers for it.
    by, done
        By when, and when it was done (ISO 8601); null while it is open.
    overdue
        Whether it is open and was due before the day asked.
    weakness
        The statements that it is about.
    """

    id: str
    what: str
    who: tuple[str, ...]
    by: str
    done: str | None
    overdue: bool
    weakness: tuple[str, ...]


@row
class Board:
    """What a board says of itself.

    Attributes
    ----------
    territory, period, on
        The ids, and the day asked (ISO 8601).
    board, formed, assessed, filled, by
        The header of the form.
    example, official
        Whether the answers are made up, and whether the statements are the official ones.
    members, answered
        How many belong to the board, and how many filled in a sheet.
    top
        The top of the scale.
    score, share
        The mean of the axes in points, and of the top; null where nobody answered anything.
    previous
        The period before, where there is one.
    change, common
        The mean change of the statements that both periods have, and how many these are.
    axes, items
        What came of each axis, and of each statement.
    unknown
        The statements that nobody answered.
    priorities, plan
        The statements with votes, the weightiest first; and what the board will do.
    """

    territory: str
    period: str
    on: str
    board: str
    formed: str | None
    assessed: str | None
    filled: str | None
    by: str | None
    example: bool
    official: bool
    members: Count
    answered: Count
    top: Count
    score: Amount | None
    share: Share | None
    previous: str | None
    change: float | None
    common: Count
    axes: tuple[Axis, ...]
    items: tuple[Item, ...]
    unknown: tuple[str, ...]
    priorities: tuple[Priority, ...]
    plan: tuple[Remedy, ...]


@row
class Entry:
    """A board in a period, among others.

    Attributes
    ----------
    territory, period, board, example
        Which it is, and whether it is made up.
    members, answered
        How many belong to it, and how many filled in a sheet.
    score, share
        The mean of the axes in points, and of the top.
    axes
        The mean of each axis in points, by its id.
    """

    territory: str
    period: str
    board: str
    example: bool
    members: Count
    answered: Count
    score: Amount | None
    share: Share | None
    axes: Mapping[str, Amount | None]


@row
class Boards:
    """Boards, or the periods of one, side by side.

    Attributes
    ----------
    top
        The top of the scale.
    boards
        What is compared, in order.
    """

    top: Count
    boards: tuple[Entry, ...]
