"""Read what the authors of a route keep on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.model.catalogue import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.model import Catalogue
    from rutas.model.text import Text
    from rutas.reading.places import Loc
    from rutas.rules.engine.case import Case
    from rutas.rules.engine.finding import Rule

    Owner = tuple[str | None, Loc, Mapping[str, Text]]

__all__ = ["Allowance", "Ledger", "allowances", "allowances_of", "allowances_of_all"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """One line of an ``allow``.

    Attributes
    ----------
    route, step
        Whose it is, ``catalogue`` or a route; no step where all of it is meant. In the catalogue an entry
        stands for a step: ``actors.usf``.
    word
        The rule as the file names it.
    rule
        The code of the rule that is meant, or nothing where there is none.
    reason
        Why.
    loc
        Its place in the file.
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
    allowances
        All the allowances of a file.
    used
        Those that silenced something.
    words
        Every word that names a rule.
    """

    allowances: Sequence[Allowance]
    used: frozenset[Allowance]
    words: frozenset[str]


def allowances(case: Case, rules: Sequence[Rule]) -> Iterator[Allowance]:
    """Yield every allowance of a route, its own ones first."""
    owners: list[Owner] = [(None, (), case.route.allow)]
    owners += [(name, case.at(name), step.allow) for name, step in case.steps.items()]
    return _allowances(case.route.id, owners, rules)


def allowances_of(catalogue: Catalogue, rules: Sequence[Rule]) -> Iterator[Allowance]:
    """Yield every allowance of the catalogue, its own ones first."""
    owners: list[Owner] = [(None, (), catalogue.allow)]
    owners += [
        (f"{section}.{name}", (section, name), entry.allow)
        for section in SECTIONS.values()
        for name, entry in getattr(catalogue, section).items()
    ]
    return _allowances("catalogue", owners, rules)


def allowances_of_all(
    file: str, allow: Mapping[str, Text], rules: Sequence[Rule]
) -> Iterator[Allowance]:
    """Yield the allowances of a file that has them for all of it alone."""
    return _allowances(file, [(None, (), allow)], rules)


def _allowances(file: str, owners: Sequence[Owner], rules: Sequence[Rule]) -> Iterator[Allowance]:
    codes = {word: rule.code for rule in rules for word in rule.names}
    for name, loc, allow in owners:
        for word, reason in allow.items():
            place = (*loc, "allow", word)
            yield Allowance(file, name, word, codes.get(word, ""), reason, place)
