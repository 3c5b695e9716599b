"""Ask what would happen if some quantities were others, or some steps closed: before, after, difference.

A change set is one idea with one mechanism (`rutas.model.change_set`): a profile is a change set too, and so
is a closing (everybody who gets to the step is lost there).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from rutas.analysis.whole import Analysis
from rutas.compare.figures import FIGURES, Change, beside, changes, step_figures
from rutas.errors import no_such
from rutas.model import apply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rutas.analysis.critical import Point
    from rutas.model import Profile as Given
    from rutas.model import Route

__all__ = [
    "Idle",
    "Profile",
    "WhatIf",
    "changed",
    "compared",
    "population",
    "profile_of",
    "profiles",
    "weighted",
    "whatif",
]

_WHOLE = 1e-6
Idle = Literal["same", "nobody", "words", "unseen"]
"""Why a change changes no figure: it was so before, nobody gets there, it is words, or it does not show."""

# Fields that people read, and that no figure depends on.
_WORDS = frozenset(
    {"name", "question", "narrative", "keywords", "law", "custody", "sensitive", "urgent"}
)
# What the figures are by which a reason holds, where chance may have a hand in them.
_RESTS_ON = {
    "loss": ("loss",),
    "delay": ("on_critical_path", "time_share"),
    "late": ("on_time",),
}


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
        """The route's figures by name: completion, days, throughput, coverage, handovers, burden."""
        return beside(self.before, self.after)

    @cached_property
    def steps(self) -> dict[str, dict[str, Change]]:
        """The figures of every step of both that change, by step and name; not what chance changed."""
        sides = self.before.route.steps, self.after.route.steps
        found: dict[str, dict[str, Change]] = {step: {} for step in sides[0] if step in sides[1]}
        before, after = (step_figures(one, list(found)) for one in (self.before, self.after))
        for name in FIGURES:
            rows = changes(before[name], after[name])
            for step, one in zip(found, rows, strict=True):
                if one.told:
                    found[step][name] = one
        return {step: changed for step, changed in found.items() if changed}

    @cached_property
    def appear(self) -> tuple[Point, ...]:
        """The points that become critical."""
        return self._new(self.after, self.before)

    @cached_property
    def vanish(self) -> tuple[Point, ...]:
        """The points that stop being critical."""
        return self._new(self.before, self.after)

    def _new(self, one: Analysis, other: Analysis) -> tuple[Point, ...]:
        """Return the points of one side that the other has not, and that chance did not make."""
        known = {point.step for point in other.points}
        return tuple(
            point
            for point in one.points
            if point.step not in known
            and any(self._told(point.step, reason.reason) for reason in point.reasons)
        )

    def _told(self, step: str, reason: str) -> bool:
        names = _RESTS_ON.get(reason)
        if any(step not in one.route.steps for one in (self.before, self.after)):
            return True  # it is its step that came, or is gone
        return names is None or not self.steps.get(step, {}).keys().isdisjoint(names)

    @cached_property
    def idle(self) -> dict[str, Idle]:
        """Where no figure changes and no point comes or goes: why, for each change; else nothing."""
        told = [one.told for one in self.totals.values()]
        if self.steps or self.appear or self.vanish or any(told):
            return {}
        paths = [*self.changes, *(f"{step}.dropout" for step in self.closed)]
        return {path: self._idle(path) for path in paths}

    def _idle(self, path: str) -> Idle:
        old, new = self.before.route, self.after.route
        step, _, field = path.partition(".")
        if old == new:
            return "same"
        if field in _WORDS:
            return "words"
        if step in old.steps and self.before.people.at(step)["reach"] == 0:
            return "nobody"
        return "unseen"


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
    return compared(route, changed(route, changes, closed), changes, closed)


def compared(
    old: Route,
    new: Route,
    changes: Mapping[str, object] | None = None,
    closed: tuple[str, ...] = (),
) -> WhatIf:
    """Compare two versions of a route, however the one came of the other."""
    return WhatIf(changes or {}, closed, _analysis(old), _analysis(new))


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
        raise no_such("analysis.no-such-profile", name, route.profiles, route=route.id)
    return route.profiles[name]


def population(route: Route, name: str | None) -> Route:
    """Return the route of one of its populations, called by both names; as it is where none is named.

    Raises
    ------
    UsageError
        If the route has no such profile.

    Examples
    --------
    >>> import rutas
    >>> str(population(rutas.load("routes")["0-4"], "rural").name)
    'Ruta de servicios de 0 a 4 años · Familias rurales'
    """
    if name is None:
        return route
    profile = profile_of(route, name)
    changed = apply(route, profile.set).model_copy(update={"profiles": {}})
    return changed.called(profile.name)


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
    """Return a measure of people of the whole population: that of each profile, weighed by its share.

    Returns
    -------
    ``None`` where a share is unknown, or the shares don't add up to 1.
    """
    total = counted = 0.0
    for profile in found:
        if profile.share is None:
            return None
        value = float(profile.analysis.people.estimate(figure).value)
        if profile.share > 0:
            total += profile.share * value
            counted += profile.share
    return total if abs(counted - 1) < _WHOLE else None
