"""Say in one sentence what a new version of a route does to the people who walk it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rutas.answers.edit_words import thing_name
from rutas.answers.figure_lines import VISIBLE
from rutas.answers.figures import stated
from rutas.answers.words import joined
from rutas.locale import language, number, say
from rutas.quantity import in_every, money, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.compare.diff import Diff
    from rutas.compare.figures import Change

__all__ = ["Moved", "moved", "summary"]

_LEAST = 0.25  # of a visit, a document or a handover: less is not worth a word
_DAY = 0.5
_ABOUT = 0.2  # of what moved for all: a population of which less is other is not told apart
_LENGTH = "journey_days.mean"


def summary(found: Diff, *, populations: bool = True) -> str:
    """Return the sentence, in the language that is spoken.

    First what breaks; then what moves in the figures of the route as it is written, and of each population of
    which something else is true. Only differences are told that chance did not make.

    Parameters
    ----------
    found
        The versions, side by side.
    populations
        Whether to tell of populations.

    Examples
    --------
    >>> import rutas
    >>> from rutas.compare.diff import Diff, Version
    >>> from rutas.model import apply
    >>> book = rutas.load("routes")
    >>> old, new = book["0-4"], apply(book["0-4"], {"relevamiento.wait": "3 y"})
    >>> summary(Diff(Version("a", book, old), Version("b", book, old)))
    'Las dos versiones dicen lo mismo.'
    """
    if not found.changes:
        return say("diff.summary-same")
    whole = list(moved(found, found.figures))
    clauses = [joined([*_broken(found), *(one.clause for one in whole)])]
    groups: dict[str, list[str]] = {}
    for name, figures in found.profiles.items() if populations else ():
        own = list(moved(found, figures))
        if own and not _alike(own, whole):
            called = found.after.profiles[name].name.to(language())
            said = joined([one.clause for one in own])
            groups.setdefault(said, []).append(say("cli.quoted", name=called))
    clauses += [say("diff.summary-for", names=joined(names), what=what)
                for what, names in groups.items()]  # fmt: skip
    told = "; ".join(filter(None, clauses))
    if not told:
        return say("diff.summary-unmoved", n=len(found.changes))
    return say("diff.summary", what=told)


def _broken(found: Diff) -> Iterator[str]:
    """Say what is broken, a clause a rule."""
    rules: dict[str, list[str]] = {}
    for edit, effect, rule in found.changes:
        if effect == "broken" and rule:
            route = found.before if edit.how == "removed" else found.after
            name = thing_name(edit.what, edit.id, route)
            rules.setdefault(rule, []).append(say("cli.quoted", name=name))
    for rule, names in rules.items():
        yield say(f"diff.summary-{rule}", names=joined(names))


class Moved(NamedTuple):
    """A figure of a person's journey that moved: its name, by how much, and the clause that says so."""

    name: str
    change: float
    clause: str


def _alike(one: Sequence[Moved], other: Sequence[Moved]) -> bool:
    """Tell whether the same figures moved, each by about as much."""
    pairs = list(zip(one, other, strict=False))
    return len(one) == len(other) and all(
        a.name == b.name and abs(a.change - b.change) <= _ABOUT * abs(b.change) for a, b in pairs
    )


def moved(found: Diff, figures: Mapping[str, Change]) -> Iterator[Moved]:
    """Yield what moved in a person's journey, its length last; no time that one version does not tell."""
    for name in [*(one for one in figures if one != _LENGTH), _LENGTH]:
        one = figures[name]
        sides = stated(name, one.before, found.before), stated(name, one.after, found.after)
        if one.told and one.difference and None not in sides:
            clause = _clause(name, abs(one.difference), "more" if one.difference > 0 else "less")
            if clause:
                yield Moved(name, one.difference, clause)


def _clause(name: str, size: float, more: str) -> str:
    """Say by how much a figure moved; nothing of one that is not told here, or that moved too little."""
    head, _, measure = name.partition(".")
    if name in {"completion", "lost"} and size >= VISIBLE:
        n, of = in_every(size)
        return say(f"diff.{name}-{more}", n=number(n), of=number(of))
    if head == "burden" and measure.startswith("cost."):
        return say(f"diff.cost-{more}", amount=money(size, measure.partition(".")[2]))
    if name in {"burden.documents", "burden.visits", "handovers.self"} and size >= _LEAST:
        return say(f"diff.{measure}-{more}", n=number(size, 1))
    if name == _LENGTH and size >= _DAY:
        return say(f"diff.days-{more}", amount=span(size))
    return ""
