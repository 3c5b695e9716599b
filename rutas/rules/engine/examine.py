"""Ask every rule of every route, and set aside what the authors allow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rutas.collector import collector_off
from rutas.locale import language
from rutas.rules.engine.allowed import (
    Allowance,
    Ledger,
    allowances,
    allowances_of,
    allowances_of_all,
)
from rutas.rules.engine.case import Case, Shelf
from rutas.rules.engine.session_case import SessionCase
from rutas.rules.engine.telling import tell
from rutas.rules.engine.territory_case import TerritoryCase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rutas.book import Book
    from rutas.errors import Problem
    from rutas.rules.engine.finding import Finding, Rule

__all__ = ["Report", "Silenced", "examine"]

_OTHERS = {"territory": TerritoryCase, "session": SessionCase}


@dataclass(frozen=True, slots=True)
class Silenced:
    """A problem that the authors keep on purpose, with their reason."""

    problem: Problem
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an examination found.

    Attributes
    ----------
    problems
        What is to be mended, file by file, in the order of the lines.
    silenced
        What ``allow`` keeps on purpose.
    sound
        By route: sound under the token rules, not sound, or ``None`` where it was not decided.
    """

    problems: tuple[Problem, ...]
    silenced: tuple[Silenced, ...] = ()
    sound: Mapping[str, bool | None] = field(default_factory=dict)


def examine(book: Book, rules: Sequence[Rule], *, routes: Collection[str] | None = None) -> Report:
    """Ask the rules of a book.

    Parameters
    ----------
    book
        A book that was read.
    rules
        All the rules.
    routes
        Ids of the routes, territories and sessions to look at; if left out, all and the catalogue.

    Returns
    -------
    Problems, in the language that is spoken.
    """
    with collector_off():
        return _examine(Shelf(book), rules, routes)


def _examine(shelf: Shelf, rules: Sequence[Rule], routes: Collection[str] | None) -> Report:
    chosen = [case for name, case in shelf.cases.items() if routes is None or name in routes]
    ledger = {case.route.id: list(allowances(case, rules)) for case in chosen}
    named = None if routes is None else set(routes) - shelf.cases.keys()
    others = (
        {}
        if named == set()
        else {name: one for name, one in shelf.others.items() if named is None or name in named}
    )
    if routes is None:
        ledger["catalogue"] = list(allowances_of(shelf.catalogue, rules))
        ledger |= {name: [] for name in ("improvements", *shelf.book.territories.files)}
    for name, one in others.items():
        ledger[name] = list(allowances_of_all(name, one.allow, rules))
    by_name = {(a.route, a.rule, a.step): a for found in ledger.values() for a in found}
    order = {name: place for place, name in enumerate(ledger)}
    problems: list[Problem] = []
    silenced: list[Silenced] = []
    used: set[Allowance] = set()
    for rule, name, finding in _ask(shelf, chosen, others, rules):
        if name not in order:
            continue
        problem = _problem(shelf, rule, name, finding)
        owner = finding.step if name in shelf.cases else ".".join(map(str, finding.loc[:2]))
        allow = by_name.get((name, rule.code, owner)) or by_name.get((name, rule.code, None))
        if allow is None:
            problems.append(problem)
        else:
            used.add(allow)
            silenced.append(Silenced(problem, allow.reason.to(language())))
    words = frozenset().union(*(rule.names for rule in rules))
    silencing = frozenset(used)
    for name, own in ledger.items():
        account = Ledger(own, silencing, words)
        for rule in (rule for rule in rules if rule.of == "allow"):
            problems += (_problem(shelf, rule, name, finding) for finding in rule.find(account))
    paths = {shelf.file(name).path: place for name, place in order.items()}
    return Report(
        tuple(sorted(problems, key=lambda p: (paths[p.path], p.line, p.column, p.rule))),
        tuple(sorted(silenced, key=lambda s: (paths[s.problem.path], s.problem.line))),
        {case.route.id: case.soundness.sound for case in chosen},
    )


def _ask(
    shelf: Shelf,
    chosen: Sequence[Case],
    others: Mapping[str, TerritoryCase | SessionCase],
    rules: Sequence[Rule],
) -> Iterator[tuple[Rule, str, Finding]]:
    """Yield what every rule finds, with the file that is meant."""
    for rule in rules:
        if rule.of == "route":
            for case in chosen:
                for finding in rule.find(case):
                    yield rule, finding.file or case.route.id, finding
        elif rule.of in _OTHERS:
            for name, one in others.items():
                for finding in rule.find(one) if isinstance(one, _OTHERS[rule.of]) else ():
                    yield rule, name, finding
        elif rule.of == "book":
            for finding in rule.find(shelf):
                yield rule, finding.file or "catalogue", finding


def _problem(shelf: Shelf, rule: Rule, name: str, finding: Finding) -> Problem:
    return tell(rule, finding, shelf.file(name), name if name in shelf.cases else None)
