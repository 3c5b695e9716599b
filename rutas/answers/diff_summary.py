"""Say in one sentence what a new version of a route does to the people who walk it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.edit_words import thing_name
from rutas.answers.figure_lines import VISIBLE
from rutas.answers.words import joined
from rutas.locale import language, number, say
from rutas.quantity import in_every, money, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.compare.diff import Diff
    from rutas.compare.figures import Change

__all__ = ["moved", "summary"]

_LEAST = 0.1  # of a visit, or of a document: less is not worth a word
_DAY = 0.5


def summary(found: Diff) -> str:
    """Return the sentence, in the language that is spoken.

    First what breaks; then what moves in the figures of the route as it is written, and of each population of
    which something else is true. Only differences are told that chance did not make.

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
    clauses = [joined([*_broken(found), *moved(found.figures)])]
    groups: dict[str, list[str]] = {}
    for name, figures in found.profiles.items():
        said = joined(list(moved(figures)))
        if said and said != joined(list(moved(found.figures))):
            called = found.after.profiles[name].name.to(language())
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


def moved(figures: Mapping[str, Change]) -> Iterator[str]:
    """Say what moved in a person's journey, a clause a figure; its length last."""
    for name, one in figures.items():
        change = one.difference if one.told else None
        if not change:
            continue
        more, size = "more" if change > 0 else "less", abs(change)
        head, _, measure = name.partition(".")
        if name in {"completion", "lost"} and size >= VISIBLE:
            n, of = in_every(size)
            yield say(f"diff.{name}-{more}", n=number(n), of=number(of))
        elif head == "burden" and measure.startswith("cost."):
            amount = money(size, measure.partition(".")[2])
            yield say(f"diff.cost-{more}", amount=amount)
        elif name in {"burden.documents", "burden.visits"} and size >= _LEAST:
            yield say(f"diff.{measure}-{more}", n=number(size, 1))
    length = figures["journey_days.mean"]
    if length.told and length.difference and abs(length.difference) >= _DAY:
        more = "more" if length.difference > 0 else "less"
        yield say(f"diff.days-{more}", amount=span(abs(length.difference)))
