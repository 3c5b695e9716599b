"""Unfold a route into the visits of one family: what comes before what, and by how many days.

The walk takes one answer of each decision and every branch that leads to an end; a direct step with an actor
is a visit, a series of them where it is repeated, and any other step is a delay.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil, floor
from typing import TYPE_CHECKING, Literal

import networkx as nx

from rutas.itinerary.walk import walked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from rutas.itinerary.walk import Place
    from rutas.model.route import Route
    from rutas.model.step import Step
    from rutas.quantity import Quantity

__all__ = ["PACES", "Pace", "Visit", "visits"]

Pace = Literal["best", "usual", "slow"]
PACES: tuple[Pace, ...] = ("best", "usual", "slow")
_ENDS = {"best": "low", "usual": "mean", "slow": "high"}
_MINUTES = 24 * 60
_ROUNDED = 1e-6  # a third of a day is no whole one for want of a digit


@dataclass(frozen=True)
class Visit:
    """One visit of a family, in days since her start.

    Attributes
    ----------
    id
        The step's id; in a series ``step.1``, ``step.2``, ...
    step, number, of
        The step, and which of how many visits of its series it is.
    minutes
        How long it lasts at the point, whole minutes, with a wait of less than a day.
    after
        The visits that come before it, by their number in the plan, and after how many days each.
    earliest
        The first day on which it may be, by the start, the age at which the step opens, and delays.
    by
        The last day on which it is in time, by her age; ``None`` where nothing is due.
    within
        Days that she has for it since she got there; told afterwards.
    arrives, arrival
        As `after` and `earliest`, without the wait: from when on `within` counts.
    stay
        Days that she stays there, where it takes a day or more.
    """

    id: str
    step: str
    number: int
    of: int
    minutes: int
    after: Mapping[int, int]
    earliest: int
    by: int | None = None
    within: float | None = None
    arrives: Mapping[int, int] = field(default_factory=dict)
    arrival: int = 0
    stay: int = 0

    def ready(self, days: Mapping[int, int] | Sequence[int]) -> int:
        """Return from which day on it may be, where those before it are on some days, by their number."""
        return max([self.earliest, *(days[one] + lag for one, lag in self.after.items())])


@dataclass(frozen=True)
class _Front:
    """What somebody has behind her: visits, each some days ago, and the first day on which she may go on."""

    visits: Mapping[int, int]
    day: int

    def later(self, days: int, not_before: int | None = None) -> _Front:
        day = self.day + days
        visits = {one: lag + days for one, lag in self.visits.items()}
        return _Front(visits, day if not_before is None else max(day, not_before))


def visits(
    route: Route,
    starts: str,
    ends: Collection[str],
    *,
    age: int,
    pace: Pace = "best",
    answers: Mapping[str, str] | None = None,
    holds: Collection[str] = (),
) -> tuple[Visit, ...]:
    """Return the visits from a step to some others, each after those that come before it.

    Parameters
    ----------
    route
        The route.
    starts, ends
        Ids of the first step, and of the last ones.
    age
        Her age at the start, in days; negative before the birth.
    pace
        ``best`` takes the low ends of waits, of lengths and of how many visits a series has, ``usual`` the
        means, ``slow`` the high ends.
    answers
        The steps to which she goes on from decisions; elsewhere the likeliest that does not lead back.
    holds
        Ids of the papers in hand.

    Raises
    ------
    UsageError
        If none of the ends can be reached.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "catalogue": {"actors": {"usf": {"name": "USF"}},
    ...                   "channels": {"p": {"name": "P", "kind": "in-person"}}},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "actor": "usf", "channel": "p", "takes": "1 h", "next": "b",
    ...          "repeat": {"times": 2, "every": "7 d"}},
    ...         {"id": "b", "name": "B", "actor": "usf", "channel": "p", "wait": "2..3 d", "from": "1 mo",
    ...          "outcome": "fin"}]}]})
    >>> for visit in visits(route, "a", ["b"], age=0):
    ...     print(visit.id, visit.minutes, dict(visit.after), visit.earliest)
    a.1 60 {} 0
    a.2 60 {0: 7} 0
    b 0 {1: 2} 31
    """
    found = _Unfolding(route, age, pace)
    for place, before in walked(route, starts, ends, answers or {}).items():
        found.step(place, before)
    return tuple(_by_papers(found.visits, route, holds))


class _Unfolding:
    """The visits found so far, and what is behind whoever leaves each step."""

    def __init__(self, route: Route, age: int, pace: Pace) -> None:
        self.route, self.age, self.end = route, age, _ENDS[pace]
        self.visits: list[Visit] = []
        self.behind: dict[Place, _Front] = {}

    def step(self, place: Place, before: Iterable[Place]) -> None:
        """Go through a step, once all steps before it are gone through."""
        step = self.route.steps[place[0]]
        here = _joined([self.behind[one] for one in before])
        opens = self._opens(step)
        wait, takes = self._days(step.wait), self._days(step.takes)
        if step.involvement == "indirect" or not step.actor:
            self.behind[place] = here.later(_whole(wait + takes), opens)
            return
        ready = here.later(_whole(wait) if wait >= 1 else 0, opens)
        stay = _whole(takes) if takes >= 1 else 0
        minutes = _whole(sum(days for days in (wait, takes) if days < 1) * _MINUTES)
        self._series(step, place, here, ready, minutes, stay)
        self.behind[place] = _Front({len(self.visits) - 1: stay}, 0)

    def _series(
        self, step: Step, place: Place, here: _Front, ready: _Front, minutes: int, stay: int
    ) -> None:
        """Add the visits of a step."""
        times, every = 1, 0
        if step.repeat:
            times = max(1, floor(self._of(step.repeat.times) + 0.5))
            every = max(1, _whole(self._days(step.repeat.every)))
        name = step.id if place[1] == 1 else f"{step.id}+{place[1]}"
        due = None if step.by is None else floor(step.by.mean + _ROUNDED) - self.age
        for number in range(1, times + 1):
            last = number == times
            self.visits.append(
                Visit(
                    id=name if times == 1 else f"{name}.{number}",
                    step=step.id,
                    number=number,
                    of=times,
                    minutes=minutes,
                    after=ready.visits if number == 1 else {len(self.visits) - 1: every},
                    earliest=ready.day if number == 1 else 0,
                    by=due if last else None,
                    within=step.within.mean if step.within and last else None,
                    arrives=here.visits,
                    arrival=here.day,
                    stay=stay,
                )
            )

    def _of(self, quantity: Quantity) -> float:
        return float(getattr(quantity, self.end))

    def _days(self, quantity: Quantity | None) -> float:
        return 0.0 if quantity is None else self._of(quantity)

    def _opens(self, step: Step) -> int | None:
        return None if step.from_ is None else _whole(step.from_.mean) - self.age


def _whole(value: float) -> int:
    return ceil(value - _ROUNDED)


def _joined(fronts: Iterable[_Front]) -> _Front:
    visits: dict[int, int] = {}
    day = 0
    for front in fronts:
        day = max(day, front.day)
        for one, lag in front.visits.items():
            visits[one] = max(lag, visits.get(one, lag))
    return _Front(visits, day)


def _by_papers(found: list[Visit], route: Route, holds: Collection[str]) -> list[Visit]:
    """Put a visit that alone makes a paper before the one that asks for it, unless that closes a circle."""
    order: nx.DiGraph[int] = nx.DiGraph()
    order.add_nodes_from(range(len(found)))
    order.add_edges_from((before, k) for k, visit in enumerate(found) for before in visit.after)
    makers: dict[str, list[int]] = {}
    for k, visit in enumerate(found):
        if visit.number == visit.of:
            for paper in route.steps[visit.step].produces:
                makers.setdefault(paper, []).append(k)
    made = {paper for step in route.steps.values() for paper in step.produces}
    for k, visit in enumerate(found):
        if visit.number > 1:
            continue
        for need in route.steps[visit.step].requires:
            if not need.any or any(paper in holds or paper not in made for paper in need.any):
                continue
            who = {one for paper in need.any for one in makers.get(paper, ())}
            if len(who) == 1 and not nx.has_path(order, k, maker := who.pop()):
                order.add_edge(maker, k)
                lag = max(found[maker].stay, found[k].after.get(maker, 0))
                found[k] = replace(found[k], after={**found[k].after, maker: lag})
    return _in_order(found, order)


def _in_order(found: list[Visit], order: nx.DiGraph[int]) -> list[Visit]:
    """Number the visits anew, so that each comes after those before it."""
    ranked = list(nx.lexicographical_topological_sort(order))
    place = {old: new for new, old in enumerate(ranked)}

    def renumbered(given: Mapping[int, int]) -> dict[int, int]:
        return {place[one]: lag for one, lag in given.items()}

    return [
        replace(visit, after=renumbered(visit.after), arrives=renumbered(visit.arrives))
        for visit in (found[old] for old in ranked)
    ]
