"""Ask what would happen if some quantities were others, or some steps closed: before, after, difference.

A change set is one idea with one mechanism (`rutas.model.change_set`): a profile is a change set too, and so
is a closing (everybody who gets to the step is lost there).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING

from rutas.analysis.whole import Analysis
from rutas.errors import UsageError, guessed, nearest
from rutas.locale import say
from rutas.model import apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rutas.analysis.critical import Point
    from rutas.model import Profile as Given
    from rutas.model import Route

__all__ = [
    "FIGURES",
    "Change",
    "Profile",
    "WhatIf",
    "changed",
    "population",
    "profile_of",
    "profiles",
    "totals",
    "weighted",
    "whatif",
]

_SAME = 1e-9
_WHOLE = 1e-6
FIGURES: Mapping[str, Callable[[Analysis], Iterable[float | None]]] = {
    "visits": lambda found: found.people.visits,
    "reach": lambda found: found.people.reach,
    "loss": lambda found: found.people.loss,
    "completion_from": lambda found: found.people.completion_from,
    "knockout": lambda found: found.people.knockout,
    "time_share": lambda found: found.time.time_share.values(),
    "on_critical_path": lambda found: found.time.on_critical_path.values(),
    "slack_days": lambda found: found.slack,
    "on_time": lambda found: found.time.on_time.values(),
    "utilisation": lambda found: [load.utilisation for load in found.capacity.steps.values()],
}
"""The figures of a step that are compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, before and after.

    Attributes
    ----------
    before, after
        The figure; ``None`` where unknown.
    """

    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """After less before; ``None`` where either is unknown."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True)
class WhatIf:
    """A route before and after a change.

    Attributes
    ----------
    changes
        What was changed, as a change set.
    closed
        Ids of the steps that were closed.
    before, after
        The analyses; both walk the same random journeys.
    """

    changes: Mapping[str, object]
    closed: tuple[str, ...]
    before: Analysis
    after: Analysis

    @cached_property
    def totals(self) -> dict[str, Change]:
        """The route's figures by name: completion, days, throughput, losses, coverage and handovers."""
        before, after = totals(self.before), totals(self.after)
        names = list(dict.fromkeys([*before, *after]))
        return {name: Change(before.get(name), after.get(name)) for name in names}

    @cached_property
    def steps(self) -> dict[str, dict[str, Change]]:
        """The figures of every step that change, by step and name."""
        found: dict[str, dict[str, Change]] = {}
        for name, of in FIGURES.items():
            for step, old, new in zip(
                self.before.route.steps, of(self.before), of(self.after), strict=True
            ):
                change = Change(_known(old), _known(new))
                if _differ(change.before, change.after):
                    found.setdefault(step, {})[name] = change
        return {step: found[step] for step in self.before.route.steps if step in found}

    @cached_property
    def appear(self) -> tuple[Point, ...]:
        """The points that become critical."""
        known = {point.step for point in self.before.points}
        return tuple(point for point in self.after.points if point.step not in known)

    @cached_property
    def vanish(self) -> tuple[Point, ...]:
        """The points that stop being critical."""
        left = {point.step for point in self.after.points}
        return tuple(point for point in self.before.points if point.step not in left)


def whatif(
    route: Route, changes: Mapping[str, object] | None = None, *, close: Iterable[str] = ()
) -> WhatIf:
    """Compare a route with itself after a change.

    Parameters
    ----------
    route
        The route; it stays as it is.
    changes
        A change set: ``{"inscripcion.wait": "2 d"}``.
    close
        Ids of steps to close: nobody is attended there any more.

    Raises
    ------
    Mistake
        If a path or a value does not fit the route, or there is no such step to close.

    Examples
    --------
    >>> import rutas.book
    >>> found = whatif(rutas.book.load("routes")["0-4"], close=["inscripcion"])
    >>> found.totals["completion"].after
    0.0
    """
    closed = tuple(dict.fromkeys(close))
    changes = dict(changes or {})
    return WhatIf(changes, closed, _analysis(route), _analysis(changed(route, changes, closed)))


def changed(route: Route, changes: Mapping[str, object], close: Iterable[str] = ()) -> Route:
    """Return the route after a change set, and after some steps are closed.

    Raises
    ------
    Mistake
        If a path or a value does not fit the route, or there is no such step.

    Examples
    --------
    >>> import rutas.book
    >>> changed(rutas.book.load("routes")["0-4"], {}, ["cedula"]).steps["cedula"].dropout.mean
    1.0
    """
    return apply(route, {**changes, **{f"{step}.dropout": "100 %" for step in close}})


def _analysis(route: Route) -> Analysis:
    """Analyse without the confidence that nobody asks for here."""
    return Analysis(route, draws=0)


def totals(found: Analysis) -> dict[str, float | None]:
    """Return a route's own figures by name."""
    days = found.time.days
    return {
        "completion": found.completion,
        "lost": found.people.lost,
        "journey_days.mean": days.mean,
        "journey_days.p10": days.p10,
        "journey_days.p50": days.p50,
        "journey_days.p90": days.p90,
        "throughput": found.capacity.throughput,
        "independent_paths": float(found.independent_paths),
        **{f"outcomes.{name}": share for name, share in found.people.outcomes.items()},
        **{f"coverage.{name}": share for name, share in found.people.coverage.items()},
        **{f"handovers.{kind}": times for kind, times in found.interactions.kinds.items()},
    }


def _known(value: float | None) -> float | None:
    """Return a plain number; nothing for nan."""
    return None if value is None or isnan(value) else float(value)


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) > _SAME


@dataclass(frozen=True)
class Profile:
    """A population of a route, and how it fares.

    Attributes
    ----------
    id, name
        The profile's, or nothing for the route as it is.
    share
        Its share of the people who enter; ``None`` where unknown.
    analysis
        Of the route with the profile's figures.
    """

    id: str
    name: str
    share: float | None
    analysis: Analysis


def profile_of(route: Route, name: str) -> Given:
    """Return a population of a route.

    Raises
    ------
    UsageError
        If the route has no such profile; the message names the nearest, and all.
    """
    if name not in route.profiles:
        hint, known = guessed(nearest(name, route.profiles)), ", ".join(route.profiles) or "–"
        said = {"given": name, "route": route.id, "guess": hint, "known": known}
        raise UsageError(say("analysis.no-such-profile", **said))
    return route.profiles[name]


def population(route: Route, name: str | None) -> Route:
    """Return the route with the figures of one of its populations; as it is where none is named.

    Raises
    ------
    UsageError
        If the route has no such profile.
    """
    return route if name is None else apply(route, profile_of(route, name).set)


def profiles(route: Route, names: Iterable[str] | None = None) -> tuple[Profile, ...]:
    """Return how each population of a route fares, the route as it is first.

    Parameters
    ----------
    route
        The route.
    names
        Ids of profiles; all of them where nothing is named.

    Returns
    -------
    The route's own figures (for those whom no profile describes: the share that the profiles leave),
    then the profiles in the order of the file.

    Raises
    ------
    UsageError
        If the route has no such profile.
    """
    wanted = {
        name: profile_of(route, name) for name in (route.profiles if names is None else names)
    }
    shares = [profile.share.mean if profile.share else None for profile in route.profiles.values()]
    known = [share for share in shares if share is not None]
    rest = max(0.0, 1 - sum(known)) if len(known) == len(shares) else None
    found = [Profile("", str(route.name), rest, _analysis(route))]
    for name, profile in wanted.items():
        share = profile.share.mean if profile.share else None
        changed = apply(route, profile.set)
        found.append(Profile(name, str(profile.name), share, _analysis(changed)))
    return tuple(found)


def weighted(found: Iterable[Profile], figure: str = "completion") -> float | None:
    """Return a figure of the whole population: that of each profile, weighed by its share.

    Returns
    -------
    ``None`` where a share or a figure that counts is unknown, or the shares don't add up to 1.
    """
    total = counted = 0.0
    for profile in found:
        if profile.share is None:
            return None
        value = totals(profile.analysis)[figure]
        if profile.share > 0:
            if value is None:
                return None
            total += profile.share * value
            counted += profile.share
    return total if abs(counted - 1) < _WHOLE else None
