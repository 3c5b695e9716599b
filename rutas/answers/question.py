"""Describe a question: what it is called, who answers it, what the answer is, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rutas.answers.table import Table
    from rutas.model import Route

__all__ = ["Parameter", "Question"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be told beside the route.

    Attributes
    ----------
    option
        What is written on the command line.
    kind
        What its value is: a step, a change of a quantity, a population, a word of a table, a number,
        improvements.
    name
        The parameter of the question's function.
    metavar
        What stands for the value in the help.
    many
        Whether it may be told more than once.
    required
        Whether it must be told.
    words
        Where the table of words stands, as ``package.module:NAME``.
    """

    option: str
    kind: Literal["step", "change", "profile", "word", "count", "flag", "improvement"]
    name: str
    metavar: str = ""
    many: bool = False
    required: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a route: a row of the table of questions.

    From it follow the command with its arguments, its tables, its JSON document, the document's schema and
    page, and its place in the report.

    Attributes
    ----------
    name
        The command's name.
    type
        The frozen dataclass that is its answer.
    answer
        The function that answers: of an `rutas.analysis.Analysis`, and by keyword what `parameters` name.
    tables
        What people are shown of an answer about a route: tables with their sentences below. The first of
        them is the one that a spreadsheet gets.
    selects
        Whether it may be narrowed to some steps; the function gets their ids as ``select``.
    parameters
        What else it may be told.
    many
        Whether it may be asked of several routes at once, or of all of a book.
    populations
        Whether it may be asked of the route with the figures of one of its populations.
    reported
        Whether it is a part of the route's report.
    shortens
        Whether a terminal shows less than all, unless all is asked for.
    located
        The steps of an answer that tell at which points they are attended, where a territory is given.
    """

    name: str
    type: type[Any]
    answer: Callable[..., Any]
    tables: Callable[[Any, Route], Iterable[Table]]
    selects: bool = False
    parameters: tuple[Parameter, ...] = ()
    many: bool = True
    populations: bool = True
    reported: bool = False
    shortens: bool = False
    located: Callable[[Any], Iterable[str]] | None = None
