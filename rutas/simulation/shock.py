"""Read a shock: somebody who closes for some days, or more or fewer people for a while.

======================================================  ================================================
``registro-civil: closed 2027-03-01..2027-03-14``       an actor or a step hands out no slots on these days
``pai: +50 % demand in may``                            half as many people again enter in the first May of
                                                        the play by the ways that lead to the actor
``0-4: -20 % demand 2027-07-01..2027-07-31``            of a route: by all of its ways
======================================================  ================================================

Spanish words do as well: ``cerrado``, ``demanda``, ``en mayo``. A step that several routes have is named
``ROUTE/STEP``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import networkx as nx

from rutas.errors import Mistake, UsageError, no_such
from rutas.graph import flow
from rutas.hours.days import read_day
from rutas.hours.vocabulary import month_of
from rutas.locale import say
from rutas.simulation.setting import Closure, DemandChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rutas.model import Route

__all__ = ["Shock", "read_shock"]

_WORDS = {"closed": {"closed", "cerrado", "cerrada"}, "demand": {"demand", "demanda"}}
_IN = {"in", "en"}
_PIECE = re.compile(r"\s*([+\-−]\s*\d+(?:[.,]\d+)?\s*%|\d{4}-\d\d?-\d\d?|\.\.|[^\W\d]+|\d+|\S)")
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Shock:
    """What happens to whom, and when.

    Attributes
    ----------
    text
        As it was written.
    kind
        ``closed``: no slots. ``demand``: more or fewer people enter.
    who
        The id of an actor, of a step as ``ROUTE/STEP``, or of a route.
    first, last
        Its first and its last day.
    factor
        What demand is multiplied with; 0 where somebody closes.
    """

    text: str
    kind: Literal["closed", "demand"]
    who: str
    first: date
    last: date
    factor: float = 0.0

    def hits(self, route: Route) -> frozenset[str]:
        """Return the steps of a route that it hits: those of the actor, the step, or all of the route."""
        owner, _, step = self.who.partition("/")
        if step:
            return frozenset([step] if owner == route.id else [])
        if owner == route.id:
            return frozenset(route.steps)
        return frozenset(name for name, one in route.steps.items() if owner in one.actor)

    @property
    def closures(self) -> tuple[Closure, ...]:
        """Who closes."""
        return (Closure(self.who, self.first, self.last),) if self.kind == "closed" else ()

    def changes(self, routes: Iterable[Route]) -> Iterator[DemandChange]:
        """Yield what becomes of the demand: of the ways in from which one gets to a step that is hit."""
        if self.kind == "closed":
            return
        for route in routes:
            graph, hit = flow(route), self.hits(route)
            led = hit.union(*(nx.ancestors(graph, step) for step in hit))
            ways = tuple(k for k, way in enumerate(route.ways_in) if way.to in led)
            if ways:
                yield DemandChange(route.id, self.factor, self.first, self.last, ways)


def read_shock(text: str, routes: Sequence[Route], start: date, end: date) -> Shock:
    """Read a shock.

    Parameters
    ----------
    text
        As people write it.
    routes
        The routes that are played.
    start, end
        The first day that is measured, and the day after the last.

    Raises
    ------
    UsageError
        If it can't be read, names nobody, or is not within the play; the message says where in the text.

    Examples
    --------
    >>> import rutas
    >>> routes = [rutas.load("routes")["0-4"]]
    >>> shock = read_shock("pai: +50 % demanda en mayo", routes, date(2027, 1, 1), date(2032, 1, 1))
    >>> shock.who, shock.factor, shock.first.isoformat(), shock.last.isoformat()
    ('pai', 1.5, '2027-05-01', '2027-05-31')
    """
    who, colon, rest = text.partition(":")
    if not colon:
        raise _wrong(text, len(text), "who")
    pieces = _Pieces(text, len(who) + 1, rest)
    percent = pieces.take(lambda one: one.endswith("%"))
    if percent is None:
        pieces.word("closed", "kind")
        kind: Literal["closed", "demand"] = "closed"
    else:
        pieces.word("demand", "demand")
        kind = "demand"
    first, last = _days(pieces, start)
    if pieces.left:
        raise pieces.wrong("nothing")
    if last < first:
        raise UsageError(say("simulation.shock-turned", text=text, first=first, last=last))
    if first < start or last >= end:
        known = f"{start}..{end - timedelta(days=1)}"
        raise UsageError(say("simulation.shock-outside", text=text, known=known))
    factor = 0.0 if percent is None else _factor(text, percent)
    named = _named(who.strip(), routes)
    if kind == "closed" and named in {route.id for route in routes}:
        raise UsageError(say("simulation.shock-route", route=named))
    return Shock(text, kind, named, first, last, factor)


class _Pieces:
    """The words of a text, with their places."""

    def __init__(self, text: str, at: int, rest: str) -> None:
        self.text = text
        self.left = [(at + one.start(1), one[1]) for one in _PIECE.finditer(rest)]

    def take(self, fits: Callable[[str], bool]) -> str | None:
        """Take the next word, if it fits."""
        return self.left.pop(0)[1] if self.left and fits(self.left[0][1]) else None

    def word(self, kind: str, expected: str) -> None:
        """Take one of the words for something, or say that it was expected."""
        if self.take(lambda one: one.casefold() in _WORDS[kind]) is None:
            raise self.wrong(expected)

    def wrong(self, expected: str) -> UsageError:
        """Return what says where something else was expected."""
        return _wrong(self.text, self.left[0][0] if self.left else len(self.text), expected)


def _wrong(text: str, at: int, expected: str) -> UsageError:
    """Return what says where in the text what was expected."""
    told = say(f"simulation.shock-{expected}")
    found = say("simulation.shock-at", rest=text[at:]) if text[at:] else say("simulation.shock-end")
    return UsageError(say("simulation.shock", text=text, column=at + 1, found=found, expected=told))


def _factor(text: str, percent: str) -> float:
    digits = percent.rstrip("%").replace("−", "-").replace(",", ".").replace(" ", "")
    factor = 1 + float(digits) / 100
    if factor < 0:
        raise UsageError(say("simulation.shock-below", text=text))
    return factor


def _days(pieces: _Pieces, start: date) -> tuple[date, date]:
    """Take the days: one, a range of them, or a month."""
    day = pieces.take(_is_date)
    if day is None:
        pieces.take(lambda one: one.casefold() in _IN)
        return _month(pieces, start)
    first = last = _date(pieces, day)
    if pieces.take("..".__eq__):
        day = pieces.take(_is_date)
        if day is None:
            raise pieces.wrong("last")
        last = _date(pieces, day)
    return first, last


def _is_date(piece: str) -> bool:
    return "-" in piece[1:]


def _date(pieces: _Pieces, day: str) -> date:
    try:
        return read_day(day)
    except Mistake as mistake:
        raise UsageError(say("simulation.shock-day", text=pieces.text, mistake=mistake)) from None


def _month(pieces: _Pieces, start: date) -> tuple[date, date]:
    """Take a month, and its year; without a year the first that begins from the start on."""
    word = pieces.take(lambda one: month_of(one) is not None)
    month = month_of(word) if word else None
    if month is None:
        raise pieces.wrong("days")
    year = pieces.take(lambda one: one.isdecimal() and len(one) == len("2027"))
    first = date(int(year) if year else start.year, month, 1)
    if year is None and first < start:
        first = first.replace(year=start.year + 1)
    after = date(first.year + first.month // _DECEMBER, first.month % _DECEMBER + 1, 1)
    return first, after - timedelta(days=1)


def _named(who: str, routes: Sequence[Route]) -> str:
    """Return whom a name means: an actor or a route as it is, a step with its route."""
    steps = [f"{route.id}/{step}" for route in routes for step in route.steps]
    alone = [step for step in steps if step.partition("/")[2] == who]
    if len(alone) == 1:
        return alone[0]
    actors = [actor for route in routes for step in route.steps.values() for actor in step.actor]
    known = dict.fromkeys([*(route.id for route in routes), *actors, *steps])
    if alone:
        raise UsageError(say("simulation.shock-several", given=who, known=", ".join(alone)))
    if who not in known:
        ids = dict.fromkeys(one.rpartition("/")[2] for one in known)
        raise no_such("simulation.shock-nobody", who, ids)
    return who
