"""Put improvements together: what several change of a route, what they cost, how long until they work."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rutas.compare.whatif import changed
from rutas.errors import UsageError
from rutas.improve.fixes import total_cost
from rutas.locale import language, say
from rutas.model.change import check
from rutas.model.improvement import ChangeSet, closure
from rutas.model.improvement_flaws import clash
from rutas.quantity import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.model.improvement import Improvement
    from rutas.model.route import Route

    Catalogue = Mapping[str, Improvement]

__all__ = ["YEARS", "Bundle", "Price", "changes_of", "improved", "price", "ready_days", "touching"]

YEARS = 5
"""Over how many years what something costs once is spread."""


class Bundle(NamedTuple):
    """Some improvements of a catalogue, taken together."""

    catalogue: Catalogue
    names: tuple[str, ...]

    @property
    def called(self) -> dict[str, str]:
        """What people call each, in the language that is spoken."""
        return {name: self.catalogue[name].name.to(language()) for name in self.names}

    def before(
        self, route: Route, changes: Mapping[str, object], close: Iterable[str] = ()
    ) -> tuple[dict[str, object], tuple[str, ...]]:
        """Return a change set and the steps that are closed, with those of the improvements before them.

        Raises
        ------
        UsageError
            If they change nothing of the route.
        """
        own = changes_of(self.catalogue, self.names, route)
        return {**own.set, **changes}, (*own.close, *close)


def touching(catalogue: Catalogue, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the routes that some improvements change, all that they include with them."""
    several = (catalogue[name].routes for name in closure(catalogue, names))
    return tuple(dict.fromkeys(route for routes in several for route in routes))


def changes_of(catalogue: Catalogue, names: Iterable[str], route: Route) -> ChangeSet:
    """Return what some improvements, with all that they include, change of a route.

    Raises
    ------
    UsageError
        If they change nothing of it; the message says which routes they change.

    Examples
    --------
    >>> import rutas
    >>> book = rutas.load("routes")
    >>> found = changes_of(book.improvements, ["certificado-digital"], book["0-4"])
    >>> found.set, found.close
    ({'tiene-certificado.next.reposicion': '0 %'}, ('reposicion',))
    """
    names = tuple(names)
    told: dict[str, object] = {}
    closed: dict[str, None] = {}
    for name in closure(catalogue, names):
        own = catalogue[name].routes.get(route.id, ChangeSet())
        if catalogue[name].over:
            new = [check(path, value, route.steps) for path, value in own.changes.items()]
            old = {path: check(path, value, route.steps) for path, value in told.items()}
            gone = [path for path, was in old.items() if any(clash(one, was) for one in new)]
            told = {path: value for path, value in told.items() if path not in gone}
            closed = {step: None for step in closed if f"{step}.dropout" not in own.set}
        told |= own.set
        closed |= dict.fromkeys(own.close)
    if not told and not closed:
        there = ", ".join(touching(catalogue, names)) or "–"
        said = {"names": ", ".join(names), "route": route.id, "routes": there}
        raise UsageError(say("improve.not-there", **said))
    return ChangeSet(set=told, close=tuple(closed))


def improved(catalogue: Catalogue, names: Iterable[str], route: Route) -> Route:
    """Return a route after some improvements.

    Raises
    ------
    UsageError
        If they change nothing of it.
    """
    found = changes_of(catalogue, names, route)
    return changed(route, found.set, found.close)


class Price(NamedTuple):
    """What improvements cost; ``None`` where a part of it is unknown, or told in several currencies.

    Attributes
    ----------
    once, yearly
        What it costs to set up, and to keep up a year.
    currency
        The currency of both; ``None`` where nothing is known.
    """

    once: float | None
    yearly: float | None
    currency: str | None

    def per_person(self, people: float | None) -> float | None:
        """Return what each person a year costs: the set-up over five years, and the upkeep.

        >>> Price(100.0, 10.0, "PYG").per_person(5), Price(100.0, None, "PYG").per_person(5)
        (6.0, None)
        """
        if self.once is None or self.yearly is None or people is None or people <= 0:
            return None
        return (self.once / YEARS + self.yearly) / people


def price(catalogue: Catalogue, names: Iterable[str]) -> Price:
    """Return what some improvements cost, with all that they include, each once.

    What changes nothing itself and tells no cost, as a bundle may, costs nothing by itself.

    Examples
    --------
    >>> import rutas
    >>> price(rutas.load("routes").improvements, ["certificado-digital", "registro-en-hospital"])
    Price(once=60000000.0, yearly=66000000.0, currency='PYG')
    """
    several = [catalogue[name] for name in closure(catalogue, names)]
    once = total_cost([one.cost for one in several if one.cost or one.routes])
    daily = total_cost([one.upkeep for one in several if one.upkeep or one.routes])
    currencies = {**once.known, **daily.known}
    if len(currencies) > 1:
        return Price(None, None, None)
    currency = next(iter(currencies), None)
    yearly = float(f"{sum(daily.known.values()) * YEAR:.12g}")
    return Price(
        sum(once.known.values()) if once.complete else None,
        yearly if daily.complete else None,
        currency,
    )


def ready_days(catalogue: Catalogue, names: Iterable[str]) -> float | None:
    """Return how long until some improvements work, all that they include with them, in days.

    Returns
    -------
    ``None`` where nobody says of one of them.
    """
    several = (catalogue[name] for name in closure(catalogue, names))
    spans = [one.ready for one in several if one.ready or one.routes]
    known = [one.mean for one in spans if one is not None]
    return max(known) if known and len(known) == len(spans) else None
