"""Read what the authors of a route keep on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rutas.model.text import Text
    from rutas.reading.places import Loc
    from rutas.rules.engine.case import Case
    from rutas.rules.engine.finding import Rule

__all__ = ["Allowance", "Ledger", "allowances"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """One line of an ``allow``.

    Attributes
    ----------
    route, step
        Whose it is; no step where the whole route is meant.
    word
        The rule as the file names it.
    rule
        The code of the rule that is meant, or nothing where there is none.
    reason
        Why.
    loc
        Its place in the route's file.
    """

    route: str
    step: str | None
    word: str
    rule: str
    reason: Text = field(compare=False)
    loc: Loc


@dataclass(frozen=True, slots=True)
class Ledger:
    """What rules about ``allow`` itself look at, once all other rules were asked.

    Attributes
    ----------
    case
        The route.
    allowances
        All of its allowances.
    used
        Those that silenced something.
    words
        Every word that names a rule.
    """

    case: Case
    allowances: Sequence[Allowance]
    used: frozenset[Allowance]
    words: frozenset[str]


def allowances(case: Case, rules: Sequence[Rule]) -> Iterator[Allowance]:
    """Yield every allowance of a route, its own ones first."""
    codes = {word: rule.code for rule in rules for word in rule.names}
    for word, reason in case.route.allow.items():
        yield Allowance(case.route.id, None, word, codes.get(word, ""), reason, ("allow", word))
    for name, step in case.steps.items():
        for word, reason in step.allow.items():
            loc = case.at(name, "allow", word)
            yield Allowance(case.route.id, name, word, codes.get(word, ""), reason, loc)
