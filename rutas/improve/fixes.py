"""Rank what would make points work: each adds to those before it, so that the plan's rows add up.

A fix makes one point work: all its essential items that are a no. With V(F) the people and services of a
year once the fixes F are done, a fix alone is worth V({f}) - V(∅), and done last V(all) - V(all but f). Two
shut steps in a row gain little alone and much together; of two points of one step the second gains nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rutas.errors import UsageError
from rutas.improve.effects import Doors
from rutas.improve.local import local, settled
from rutas.locale import say
from rutas.quantity import YEAR
from rutas.territory.readiness import items_of, readiness
from rutas.territory.serving import Serving

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from rutas.analysis.critical import Point as Critical
    from rutas.improve.effects import Effects
    from rutas.improve.local import Local
    from rutas.model.ficha import Item
    from rutas.model.route import Route
    from rutas.model.territory import Point, Territory
    from rutas.quantity import Money

__all__ = ["Cost", "Fix", "OtherItem", "Plan", "Value", "mended", "plan"]

_NOTHING = 1e-9


class Value(NamedTuple):
    """What a year brings.

    Attributes
    ----------
    people
        People who complete a year.
    services
        Services of the package that are received a year.
    """

    people: float
    services: float

    def less(self, other: Value) -> Value:
        """Return the difference to another; a rest of rounding is none."""
        return Value(
            *(0.0 if abs(a - b) < _NOTHING else a - b for a, b in zip(self, other, strict=True))
        )


class Cost(NamedTuple):
    """What something costs, as far as it is known.

    Attributes
    ----------
    known
        The sum of the costs that are known, by currency.
    complete
        Whether all of them are.
    """

    known: Mapping[str, float]
    complete: bool


@dataclass(frozen=True, slots=True)
class Fix:
    """What makes one point work.

    Attributes
    ----------
    rank
        Its place in the plan.
    point, items
        The point, and the items that are mended.
    gain
        What it adds to those before it.
    alone, last
        What it adds by itself, and after all the others.
    total
        What the plan brings up to here.
    cost
        What it costs.
    takes_days
        How long until it is done; ``None`` where nobody says.
    actor
        Who does it.
    """

    rank: int
    point: str
    items: tuple[str, ...]
    gain: Value
    alone: Value
    last: Value
    total: Value
    cost: Cost
    takes_days: float | None
    actor: str


@dataclass(frozen=True, slots=True)
class OtherItem:
    """What a point lacks, and can work without.

    Attributes
    ----------
    point, item
        The point and the item.
    gain
        By how much its readiness would rise.
    at_stake
        People a year who would complete more if the critical points that it serves lost nobody, its part
        of each.
    cost
        What it costs.
    takes_days
        How long until it is done; ``None`` where nobody says.
    actor
        Who does it.
    """

    point: str
    item: str
    gain: float
    at_stake: float
    cost: Cost
    takes_days: float | None
    actor: str


def mended(territory: Territory, items: Mapping[str, Iterable[str]]) -> Territory:
    """Return a territory in which some items of some points are a yes."""
    points = []
    for point in territory.points:
        if point.id in items and point.ficha:
            answers = {**point.ficha.answers, **dict.fromkeys(items[point.id], "yes")}
            ficha = point.ficha.model_copy(update={"answers": answers})
            points.append(point.model_copy(update={"ficha": ficha}))
        else:
            points.append(point)
    return territory.model_copy(update={"points": tuple(points)})


def essential_lacks(territory: Territory, point: Point) -> tuple[str, ...]:
    """Return the items without which a point cannot work, and which it lacks."""
    items = items_of(territory, point)
    missing = readiness(items, point).missing
    return tuple(name for name in missing if items[name].essential)


class Plan:
    """The improvement plan of a route in a territory.

    Parameters
    ----------
    route, territory, on
        The route, the territory, and the day asked.
    """

    def __init__(self, route: Route, territory: Territory, on: date) -> None:
        self.route, self.territory, self.on = local(route, territory), territory, on
        if self.route.demand is None:
            said = {"route": route.id, "territory": territory.id}
            raise UsageError(say("territory.no-demand", **said))
        lacks = {point.id: essential_lacks(territory, point) for point in territory.points}
        self.lacks = {name: items for name, items in lacks.items() if items}
        self._doors = Doors(self.route, territory, on)
        self._settled: dict[Effects, Local] = {}

    def after(self, fixed: Iterable[str]) -> Local:
        """Return the route in its territory once some points are mended; each state is analysed once."""
        found = self._doors.effects(frozenset(fixed))
        if found not in self._settled:
            self._settled[found] = settled(self.route, found)
        return self._settled[found]

    def value(self, fixed: Iterable[str]) -> Value:
        """Return what a year brings once some points are mended."""
        after = self.after(fixed)
        return Value(after.completing or 0.0, after.services or 0.0)

    @property
    def states(self) -> int:
        """How many different states were analysed."""
        return len(self._settled)

    @property
    def method(self) -> str:
        """``exact``, or the weakest method of the states."""
        order = ("exact", "simulated", "approximate")
        return max((one.method for one in self._settled.values()), key=order.index, default="exact")

    @cached_property
    def fixes(self) -> tuple[Fix, ...]:
        """The fixes, each time the one that adds most to those before it."""
        nothing, everything = self.value(()), self.value(self.lacks)
        last = {
            name: everything.less(self.value(self.lacks.keys() - {name})) for name in self.lacks
        }
        done: list[str] = []
        found: list[Fix] = []
        while left := [name for name in self.lacks if name not in done]:
            before = self.value(done)
            gains = {name: self.value([*done, name]).less(before) for name in left}

            def rank(name: str, gains: Mapping[str, Value] = gains) -> tuple[object, ...]:
                cost = self._cost(self._items(name))
                known = sum(cost.known.values()) if cost.complete else float("inf")
                worth = (-round(one, 9) for one in (*gains[name], *last[name]))
                return (*worth, -self._readiness_gain(name, self.lacks[name]), known, name)

            name = min(left, key=rank)
            done.append(name)
            items = self._items(name)
            found.append(
                Fix(
                    rank=len(done), point=name, items=self.lacks[name], gain=gains[name],
                    alone=self.value([name]).less(nothing), last=last[name],
                    total=self.value(done).less(nothing), cost=self._cost(items),
                    takes_days=_longest(items), actor=self._actor(name, items),
                )
            )  # fmt: skip
        return tuple(found)

    def others(self, points: Iterable[Critical]) -> tuple[OtherItem, ...]:
        """Return what points lack and can work without: the greatest rise in readiness first.

        Parameters
        ----------
        points
            The critical points of the route in its territory.
        """
        demand = self.route.demand.mean if self.route.demand else 0.0
        serving = Serving(self.territory, self.route)
        gain = {one.step: one.gain or 0.0 for one in points}
        found = []
        for point in self.territory.points:
            items = items_of(self.territory, point)
            answers = point.ficha.answers if point.ficha else {}
            stake = sum(
                gain.get(step, 0.0) / len(serving.working[step])
                for step, serve in serving.points.items()
                if point in serve and serving.working[step]
            )
            for name, item in items.items():
                if answers.get(name) in {"no", "partly"} and name not in self.lacks.get(
                    point.id, ()
                ):
                    found.append(
                        OtherItem(
                            point=point.id, item=name,
                            gain=self._readiness_gain(point.id, [name]),
                            at_stake=YEAR * demand * stake, cost=self._cost([item]),
                            takes_days=_longest([item]), actor=self._actor(point.id, [item]),
                        )
                    )  # fmt: skip
        return tuple(sorted(found, key=lambda one: (-one.gain, -one.at_stake, one.point, one.item)))

    def _items(self, name: str) -> list[Item]:
        return [self.territory.questions.items[item] for item in self.lacks[name]]

    def _readiness_gain(self, name: str, items: Iterable[str]) -> float:
        before = self.territory.by_id[name]
        after = mended(self.territory, {name: items}).by_id[name]
        asked = items_of(self.territory, before)
        first, then = (readiness(asked, one).readiness or 0.0 for one in (before, after))
        return then - first

    @staticmethod
    def _cost(items: Iterable[Item]) -> Cost:
        return total_cost([item.fix.cost for item in items])

    def _actor(self, name: str, items: Iterable[Item]) -> str:
        named = (item.fix.actor for item in items if item.fix.actor)
        return next(named, self.territory.by_id[name].actor[0])


def total_cost(costs: Iterable[Money | None]) -> Cost:
    """Add costs up, currency by currency, and tell whether all of them are known.

    >>> from rutas.quantity import Money
    >>> total_cost([Money.parse("5000 PYG"), None])
    Cost(known={'PYG': 5000.0}, complete=False)
    """
    given = list(costs)
    known: dict[str, float] = {}
    for one in given:
        if one is not None:
            known[one.currency] = known.get(one.currency, 0.0) + one.mean
    return Cost(known, None not in given)


def _longest(items: Iterable[Item]) -> float | None:
    return max((item.fix.takes.mean for item in items if item.fix.takes), default=None)


def plan(route: Route, territory: Territory, on: date) -> Plan:
    """Return the improvement plan of a route in a territory.

    Raises
    ------
    UsageError
        If nobody says how many people enter.

    Examples
    --------
    >>> from datetime import date
    >>> import rutas
    >>> book = rutas.load("routes")
    >>> first = plan(book["0-4"], book.territories["villeta"], date(2026, 11, 30)).fixes[0]
    >>> first.point, round(first.gain.people, 1), round(first.gain.services, 1), round(first.last.people, 1)
    ('identificaciones', 16.1, 65.9, 122.0)
    """
    return Plan(route, territory, on)
