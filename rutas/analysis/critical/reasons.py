"""Hold why a step is critical: the reason, its figure, how sure it is and where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Evidence, Route, Step

__all__ = ["Basis", "Driver", "Grounds", "Point", "Reason", "basis"]

Basis = Literal["measured", "official", "estimate"]

# A source is a norm where a step names it as one, or where its title begins as a norm's does.
_NORM = re.compile(
    r"(ley|decreto|resolución|resolucion|acuerdo|ordenanza|constitución|código|codigo)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reason rests on beside its figure; each reason has some of it.

    Attributes
    ----------
    actors
        Ids: of the actor who is asked for too much or has nobody beside it, or from whom people come.
    documents
        What is asked for and not everybody holds: ids, of which one in each group is enough.
    impossible
        Whether nobody at all can hold them.
    rates
        Visits asked for and visits that can be given, per day.
    journeys
        Share of the completed journeys whose length the step sets.
    """

    actors: tuple[str, ...] = ()
    documents: tuple[tuple[str, ...], ...] = ()
    impossible: bool = False
    rates: tuple[float, float] | None = None
    journeys: float | None = None


@dataclass(frozen=True)
class Reason:
    """One reason for which a step is critical.

    Attributes
    ----------
    reason
        One of `rutas.model.REASONS`.
    value, threshold
        The figure and the one from which on the reason holds; ``None`` where it has none.
    confidence
        Share of the draws of all uncertain quantities in which it holds; ``None`` where not drawn.
    basis
        Where the figure comes from: ``measured``, ``official`` (a norm) or ``estimate``.
    grounds
        What it rests on beside the figure.
    """

    reason: str
    value: float | None
    threshold: float | None
    confidence: float | None
    basis: Basis
    grounds: Grounds = field(default=Grounds(), repr=False)


@dataclass(frozen=True, slots=True)
class Driver:
    """An uncertain quantity that decides how critical a step is.

    Attributes
    ----------
    quantity
        Its path, as in a change set: ``step.field``.
    share
        Of what is uncertain about the step's figures, how much it explains; from 0 to 1.
    """

    quantity: str
    share: float


@dataclass(frozen=True)
class Point:
    """A critical point.

    Attributes
    ----------
    step
        The step's id.
    rank
        1 for the point whose closing would win most.
    gain
        By how much completion would rise if the step lost nobody.
    days
        Days off the mean journey if it had no wait; ``None`` where nobody completes.
    errors
        The standard errors of ``gain`` and ``days``; 0 where they are exact.
    reasons
        Why it is critical, in the order of the criteria.
    drivers
        The uncertain quantities that most decide it: what to measure next.
    """

    step: str
    rank: int
    gain: float
    days: float | None
    errors: Mapping[str, float]
    reasons: tuple[Reason, ...]
    drivers: tuple[Driver, ...] = ()

    @property
    def first(self) -> Reason:
        """The reason to tell where there is room for one: one with a figure of the analysis, if any."""
        return min(self.reasons, key=lambda reason: reason.reason == "declared")


def basis(route: Route, step: Step | None, *fields: str) -> Basis:
    """Tell where a figure comes from: the best-founded of the fields that it rests on.

    Parameters
    ----------
    route
        The route.
    step
        The step; ``None`` for the route's own figures.
    fields
        Names as the file writes them; the first that the file gives counts.
    """
    told = (step or route).evidence
    for name in fields:
        found = told.get(name)
        if found is not None:
            return _kind(route, found)
    return "estimate"


def _kind(route: Route, told: Evidence) -> Basis:
    if told.norm:
        return "official"
    source = told.cites
    if source is None or told.proxy:
        return "estimate"
    if any(source in step.law for step in route.steps.values()):
        return "official"
    entry = route.catalogue.sources.get(source)
    title = str(entry.title) if entry else source
    return "official" if _NORM.match(title) or _NORM.match(source) else "measured"
