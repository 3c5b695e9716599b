"""Hold why a step is critical: the reason, its figure, how sure it is and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Basis

__all__ = ["Driver", "Grounds", "Point", "Reason"]


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
    lapsed
        Whether they are held, and no longer good for so many.
    rates
        Visits asked for and visits that can be given, per day.
    journeys
        Share of the completed journeys whose length the step sets.
    """

    actors: tuple[str, ...] = ()
    documents: tuple[tuple[str, ...], ...] = ()
    impossible: bool = False
    lapsed: bool = False
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
        What the figure rests on: of several figures, the weakest.
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
    error
        The standard errors of ``gain`` and ``days``; 0 where they are exact.
    reasons
        Why it is critical, in the order of the criteria.
    drivers
        The uncertain quantities that most decide it: what to measure next.
    first, top3
        Over the draws of all uncertain quantities, the share in which it is the first of the points, or
        among the first three; ``None`` where not drawn, or where people are counted by simulation.
    tied
        Ids of the neighbours in rank with which it changes places in more than one draw of five.
    """

    step: str
    rank: int
    gain: float
    days: float | None
    error: Mapping[str, float]
    reasons: tuple[Reason, ...]
    drivers: tuple[Driver, ...] = ()
    first: float | None = None
    top3: float | None = None
    tied: tuple[str, ...] = ()

    @property
    def main(self) -> Reason:
        """The reason to tell where there is room for one: one with a figure of the analysis, if any."""
        return min(self.reasons, key=lambda reason: reason.reason == "declared")
