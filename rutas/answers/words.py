"""Write the values of a table as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.locale import language, number, say
from rutas.quantity import UNKNOWN, YEAR, in_every, percent, span_between

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.analysis.people import People
    from rutas.answers.totals import Totals
    from rutas.model import Route

__all__ = [
    "actor_name",
    "as_written",
    "days_words",
    "document_name",
    "endings",
    "joined",
    "letters",
    "lost_twice",
    "never_end",
    "of_nobody",
    "people_words",
    "per_year",
    "resource_name",
    "share_cell",
    "step_name",
    "text",
    "unfinished_people",
]  # fmt: skip

_NOBODY = 1e-6  # what rounding leaves of profiles that add up to 1


def text(value: Any) -> str:
    """Write what is not a number; a list is its items.

    >>> text(["a", "b"]), text(None), text(True)
    ('a, b', '–', 'sí')
    """
    if value is None or value in ([], ()):
        return UNKNOWN
    if isinstance(value, bool):
        return say("cli.yes") if value else say("cli.no")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def letters(place: int) -> str:
    """Return the letters of a place in an order, from 0 on: A to Z, then AA and on.

    >>> letters(0), letters(26)
    ('A', 'AA')
    """
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def per_year(value: float | None) -> str:
    """Write a rate per day as so many a year.

    >>> per_year(2), per_year(None)
    ('730', '–')
    """
    return UNKNOWN if value is None else number(value * YEAR)


def share_cell(share: float | None) -> str:
    """Write a share in a column: each with two digits.

    >>> share_cell(0.031), share_cell(0.03), share_cell(None)
    ('3,1 %', '3,0 %', '–')
    """
    return percent(share, zeros=True)


def days_words(days: Any, name: str) -> str:
    """Write a percentile of the journey's days; where hardly any journey ends, between which days it lies.

    >>> from types import SimpleNamespace
    >>> days = SimpleNamespace(p10=30.0, p90=50.0, gaps={"p90": (50.0, 70.0)})
    >>> days_words(days, "p10"), days_words(days, "p90")
    ('30 días', '50 días a 2,3 meses')
    """
    low, high = days.gaps.get(name, (getattr(days, name),) * 2)
    return span_between(low, high)


def of_nobody(name: str | None, share: float | None) -> bool:
    """Tell whether a population is of nobody: the rest of a route whose profiles describe everybody.

    >>> of_nobody("", 0.0), of_nobody("", 0.4), of_nobody(None, None), of_nobody("rural", 0.0)
    (True, False, False, False)
    """
    return not name and share is not None and share < _NOBODY


def as_written(route: Route, *, together: float | None = None, command: bool = True) -> list[str]:
    """Say whose figures those of a route are, if it has populations with figures of their own.

    Parameters
    ----------
    route
        The route.
    together
        The share of all its populations together who complete, if it is to be said first.
    command
        Whether the command is named that tells more: not where no terminal is at hand.
    """
    if not route.profiles:
        return []
    more = f" {say('cli.each-population', route=route.id)}" if command else ""
    if together is None:
        return [say("cli.as-written") + more]
    return [say("cli.weighted", share=percent(together)), say("cli.as-written-rest") + more]


def lost_twice(route: Route) -> list[str]:
    """Say why the losses of the steps may add up to more than the route's, where they may."""
    steps = route.steps.values()
    missing, beside = any(step.missing for step in steps), any(step.parallel for step in steps)
    key = "looked-for" if missing else "branches" if beside else ""
    return [say(f"cli.lost-{key}")] if key else []


def endings(route: Route, outcomes: Mapping[str, float]) -> str:
    """Say how people end, of those who enter; in parallel branches one of them may end in several ways."""
    ends = route.outcomes
    told = (f"{ends[name].name.to(language())}, {percent(part)}" for name, part in outcomes.items())
    branches = any(step.parallel for step in route.steps.values())
    return say(f"cli.endings{'-branches' if branches else ''}", outcomes="; ".join(told))


def never_end(route: Route, whole: Totals | People, *, command: bool = True) -> list[str]:
    """Say how many neither complete, nor leave, nor end: they go round or wait for ever.

    In parallel branches who leaves may wait in another, and is told as who leaves. The command is named
    that tells where, unless no terminal is at hand.
    """
    failed = sum(
        share for name, share in whole.outcomes.items() if not route.outcomes[name].success
    )
    rest = 1 - whole.completion - whole.lost - failed - (whole.unfinished or 0.0)
    if rest <= _NOBODY:
        return []
    more = f" {say('cli.where-never', route=route.id)}" if command else ""
    return [say("cli.never-end", share=percent(rest)) + more]


def unfinished_people(share: float | None) -> list[str]:
    """Say that the walk of some people was cut short, where it was.

    >>> unfinished_people(0.031), unfinished_people(None)
    (['El 3,1 % no llegó a terminar en el cálculo: cuenta como quien no completa.'], [])
    """
    return [say("cli.unfinished-people", share=percent(share))] if share else []


def people_words(part: float) -> dict[str, str]:
    """Return how many people, and of how many, as a message has them.

    >>> people_words(0.0004)
    {'n': '4', 'of': '10.000'}
    """
    count, whole = in_every(part)
    return {"n": number(count), "of": number(whole)}


def joined(words: Sequence[str], word: str = "and") -> str:
    """Write words one after the other, “and” (or another such word of the catalogue) before the last.

    >>> joined(["a", "b", "c"]), joined(["a", "b"], "or"), joined(["a"])
    ('a, b y c', 'a o b', 'a')
    """
    if not words[1:]:
        return "".join(words)
    return say(f"analysis.{word}", first=", ".join(words[:-1]), last=words[-1])


def actor_name(route: Route, name: str) -> str:
    """Return what people call an actor; its id where the catalogue has none of that id."""
    return _called(route.catalogue.actors, name)


def document_name(route: Route, name: str) -> str:
    """Return what people call a document; its id where the catalogue has none of that id."""
    return _called(route.catalogue.documents, name)


def resource_name(routes: Sequence[Route], name: str) -> str:
    """Return what people call that for which they queue: an actor, a step, a service of a territory's doors.

    Parameters
    ----------
    routes
        The routes that are played.
    name
        Its id: ``actor:ID``, ``service:ID``, ``step:ID``; of several routes ``step:ROUTE/ID``.
    """
    kind, _, own = name.partition(":")
    if kind == "step":
        route, _, step = own.rpartition("/")
        of = next(one for one in routes if one.id == route or not route)
        return of.steps[step].title.to(language())
    catalogues = [one.catalogue for one in routes]
    entries = [one.actors if kind == "actor" else one.services for one in catalogues]
    return _called(next((one for one in entries if own in one), {}), own)


def step_name(route: Route, name: str) -> str:
    """Return what people call a step, in quotes."""
    return say("cli.quoted", name=route.steps[name].title.to(language()))


def _called(entries: Mapping[str, Any], name: str) -> str:
    return str(entries[name].name.to(language())) if name in entries else name
