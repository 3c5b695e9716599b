"""The rows of a territory's improvement plan."""

from __future__ import annotations

from typing import Literal

from rutas.answers.readiness import Year
from rutas.answers.row import Amount, Count, Rank, Share, row
from rutas.answers.totals import Kinds

__all__ = ["Action", "Fix", "Gain", "Other", "Plan", "State"]


@row
class Gain:
    """What something adds to a year.

    Attributes
    ----------
    people
        People more who complete the route.
    services
        Services of the package more that are received.
    """

    people: float
    services: float


@row
class Fix:
    """What makes one point work.

    Attributes
    ----------
    rank
        Its place in the plan.
    point, items
        The point, and its essential items that are mended.
    people, services
        What it adds to a year, to what those before it add.
    alone, last
        What it adds by itself, and after all the others.
    total
        What the plan brings up to here.
    cost, currency, cost_known
        The sum of the costs that are known and its currency, null where none is or currencies differ; and
        whether all are.
    takes_days
        How long until it is done; null where nobody says.
    actor
        Who does it.
    within_budget
        Whether it fits in the budget, taken in order; null where no budget was given.
    """

    rank: Rank
    point: str
    items: tuple[str, ...]
    people: float
    services: float
    alone: Gain
    last: Gain
    total: Gain
    cost: Amount | None
    currency: str | None
    cost_known: bool
    takes_days: Amount | None
    actor: str
    within_budget: bool | None = None


@row
class Other:
    """What a point lacks, and can work without.

    Attributes
    ----------
    point, item
        The point and the item.
    readiness
        By how much the point's readiness would rise.
    at_stake
        People a year who would complete more if the critical points that it serves lost nobody, its part
        of each.
    cost, currency, cost_known
        What it costs; null where unknown.
    takes_days
        How long until it is done; null where nobody says.
    actor
        Who does it.
    """

    point: str
    item: str
    readiness: float
    at_stake: Amount
    cost: Amount | None
    currency: str | None
    cost_known: bool
    takes_days: Amount | None
    actor: str


@row
class Action:
    """An action of the joint plan.

    Attributes
    ----------
    id, what, act
        As the file has them.
    who
        Who do it; the first answers for it.
    by, state
        By when (ISO 8601), and how far it is.
    overdue
        Whether it should have been done by the day asked, and is neither done nor dropped.
    direction
        Between actors of one level, or between levels; null where a level is unknown.
    fixes
        The points that it makes ready.
    """

    id: str
    what: str
    act: str | None
    who: tuple[str, ...]
    by: str
    state: Literal["proposed", "agreed", "under-way", "done", "dropped"]
    overdue: bool
    direction: Literal["horizontal", "vertical"] | None
    fixes: tuple[str, ...]


@row
class State(Year):
    """What a year brings, and how institutions hand people over.

    Attributes
    ----------
    days
        Mean days from way in to completion; null where unknown.
    handovers
        Expected handovers per person who enters, by kind; null where people go round for ever.
    located
        The share of them of which both steps have working points that stand in a place.
    same_place
        Of these, the share whose two steps have working points in one place; null without any.
    same_day
        Of these, the share that one day of the year holds, as the doors open; null without any.
    minutes
        Of these, the mean minutes between the nearest two points; null where some are out of reach.
    """

    days: Amount | None
    handovers: Kinds
    located: Share | None
    same_place: Share | None
    same_day: Share | None
    minutes: Amount | None


@row
class Plan:
    """What to mend first in a territory, for one route.

    Attributes
    ----------
    territory, route, on, example
        The ids, the day asked (ISO 8601), and whether something in the territory is made up.
    method
        How people were counted.
    states
        How many different states of the territory were analysed.
    fixes
        What makes points work, each time what adds most to those before it.
    others
        What points lack and can work without, the greatest rise in readiness first.
    actions
        The joint plan.
    before, after
        The route in its territory, without and with the actions agreed, under way and done.
    """

    territory: str
    route: str
    on: str
    example: bool
    method: Literal["exact", "simulated", "approximate"]
    states: Count
    fixes: tuple[Fix, ...]
    others: tuple[Other, ...]
    actions: tuple[Action, ...]
    before: State
    after: State
