"""What is to be known of a rule, or of a mistake of form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from rutas.answers.row import like, row
from rutas.answers.table import Column, Table
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.explain import Told

__all__ = ["Line", "Rule", "Rules", "answer", "answer_all", "every", "tables", "told"]


@row
class Line:
    """A code on one line.

    Attributes
    ----------
    code, name, level
        As the reports show them; a mistake of form has one word for both, and is an error; an effect of a new
        version breaks something, or is for the worse.
    title
        What is wrong, in a line.
    """

    code: str
    name: str
    level: Literal["error", "warning", "info", "broken", "worse"]
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


def told(word: str) -> Told:
    """Return what is to be known of a rule or of a mistake of form, as the engine tells it.

    >>> told("D010").level, told("left-alone").code
    ('worse', 'D016')

    Raises
    ------
    UsageError
        If there is no such code; the message names the nearest.
    """
    from rutas.compare.effects import RULES
    from rutas.rules.engine.explain import explain

    return explain(word, RULES)


def every() -> Iterator[Told]:
    """Yield every code: the rules of routes, those of effects, and the mistakes of form."""
    from rutas.compare.effects import RULES
    from rutas.rules.engine.explain import codes

    return codes(RULES)


def answer(word: str) -> Rule:
    """Return what is to be known of a rule, by its code or its name, or of a mistake of form.

    Raises
    ------
    UsageError
        If there is no such code; the message names the nearest.
    """
    return like(Rule, told(word))


def answer_all() -> Rules:
    """Return what is to be known of every code."""
    return Rules(rules=tuple(like(Rule, one) for one in every()))


_COLUMNS = (
    Column("code", style="bold cyan", whole=True),
    Column("level", lambda level: say(f"cli.level-{level}"), whole=True),
    Column("title"),
)


def tables(found: Rules) -> Iterator[Table]:
    """Show every code in a line."""
    yield Table(Line, found.rules, _COLUMNS)
