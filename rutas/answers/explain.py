"""What is to be known of a rule, or of a mistake of form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from rutas.answers.row import like, row
from rutas.answers.table import Column, Table
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Line", "Rule", "Rules", "answer", "answer_all", "tables"]


@row
class Line:
    """A code on one line.

    Attributes
    ----------
    code, name, level
        As the reports show them; a mistake of form has one word for both, and is an error.
    title
        What is wrong, in a line.
    """

    code: str
    name: str
    level: Literal["error", "warning", "info"]
    title: str


@row
class Rule(Line):
    """What is to be known of a code.

    Attributes
    ----------
    text
        Why it matters, and what to do.
    bad, good
        Examples: the YAML of each file, by its name.
    """

    text: str
    bad: Mapping[str, str]
    good: Mapping[str, str]


@row
class Rules:
    """Every code that a check may tell.

    Attributes
    ----------
    rules
        The codes, in the order of their numbers.
    """

    rules: tuple[Rule, ...]


def answer(word: str) -> Rule:
    """Return what is to be known of a rule, by its code or its name, or of a mistake of form.

    Raises
    ------
    UsageError
        If there is no such code; the message names the nearest.
    """
    from rutas.rules.engine.explain import explain

    return like(Rule, explain(word))


def answer_all() -> Rules:
    """Return what is to be known of every code."""
    from rutas.rules.engine.explain import codes

    return Rules(rules=tuple(like(Rule, told) for told in codes()))


_COLUMNS = (
    Column("code", style="bold cyan", whole=True),
    Column("level", lambda level: say(f"cli.level-{level}"), whole=True),
    Column("title"),
)


def tables(found: Rules) -> Iterator[Table]:
    """Show every code in a line."""
    yield Table(Line, found.rules, _COLUMNS)
