"""The rows of the answer about improvements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from rutas.answers.figure_lines import Change
from rutas.answers.row import Amount, Count, Rank, Share, row

__all__ = ["Alone", "Best", "Improvement", "Improvements", "OnRoute", "Ranked", "Won"]


@row
class Won:
    """What an improvement, or a set of them, wins and costs.

    Attributes
    ----------
    people
        People more who complete a year, over the routes that are looked at; null where nobody says how many
        enter one of them.
    low, high
        Between which numbers eight of ten draws of the uncertain quantities lie.
    sure
        Share of draws in which more people complete than before; null where unknown.
    cost, upkeep
        What it costs once, and what it costs to keep up a year; null where a part is unknown.
    currency
        The currency of both; null where nothing is known.
    cost_per_person
        The cost spread over five years and the upkeep, per person a year; null where a part is unknown, or
        where nobody more completes.
    """

    people: float | None
    low: float | None
    high: float | None
    sure: Share | None
    cost: Amount | None
    upkeep: Amount | None
    currency: str | None
    cost_per_person: Amount | None


@row
class Alone:
    """Expected handovers per person who enters in which she goes on her own.

    Attributes
    ----------
    before, after
        The figure; null where people go round for ever.
    """

    before: Amount | None
    after: Amount | None


@row
class OnRoute:
    """What an improvement changes of a route.

    Attributes
    ----------
    route
        The route's id.
    completion
        Share of those who enter who complete.
    services
        The coverage of the services whose coverage changes most, three at most, by id.
    journey
        What the journey of those who complete asks of them on average: ``days``, ``visits``, ``trips``,
        ``hours``, ``documents``, and ``cost.PYG`` by currency.
    handovers
        ``horizontal`` between actors of one level, ``vertical`` between levels.
    """

    route: str
    completion: Change
    services: Mapping[str, Change]
    journey: Mapping[str, Change]
    handovers: Mapping[str, Alone]


@row
class Ranked(Won):
    """An improvement in the order of what it wins alone.

    Attributes
    ----------
    rank
        Its place in the order of people.
    id, includes, responsible
        As the file has them.
    routes
        The routes looked at that it changes, with all that it includes.
    ready_days
        How long until it works; null where nobody says.
    in_best
        Share of draws in which it is in the best set; left out where none is asked for, and where it is no
        candidate.
    """

    rank: Rank
    id: str
    includes: tuple[str, ...]
    responsible: tuple[str, ...]
    routes: tuple[str, ...]
    ready_days: Amount | None
    in_best: Share | None = None


@row
class Improvement(Ranked):
    """An improvement alone.

    Attributes
    ----------
    changes
        What it changes, a route each; left out beyond the first fifty.
    """

    changes: tuple[OnRoute, ...] | None = None


@row
class Best(Won):
    """A set of improvements.

    Attributes
    ----------
    ids
        The improvements, with all that they include.
    """

    ids: tuple[str, ...]


@row
class Improvements:
    """What the improvements of a book would win.

    Attributes
    ----------
    routes
        The routes that are looked at.
    draws
        How many times all uncertain quantities were drawn.
    improvements
        The improvements that change one of them, by the people they win.
    best
        The best sets, the best first; empty where none is asked for.
    method
        ``all`` where every set was evaluated, ``greedy`` where the best was looked for step by step; left out
        where none is asked for.
    left_out
        Improvements of which nobody knows whether they fit in the budget.
    """

    routes: tuple[str, ...]
    draws: Count
    improvements: tuple[Improvement, ...]
    best: tuple[Best, ...]
    method: Literal["all", "greedy"] | None = None
    left_out: tuple[str, ...] = ()
