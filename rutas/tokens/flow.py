"""Hold what is known of the people who flow through a route, one row a draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Flow"]


@dataclass(frozen=True, eq=False)
class Flow:
    """People flowing through a route: ``D`` draws, ``n`` steps, ``o`` outcomes, ``s`` services.

    Attributes
    ----------
    visits
        ``(D, n)`` expected visits per person who enters.
    reach
        ``(D, n)`` chance of ever being attended at the step.
    passing
        ``(D, n)`` chance of being attended there and completing the route.
    blocked
        ``(D, n)`` chance that a branch of hers waits at the step for ever.
    completion, lost
        ``(D,)`` chance to complete, and to be lost in at least one branch.
    outcomes
        ``(D, o)`` chance that at least one branch ends with each outcome.
    coverage
        ``(D, s)`` chance of receiving each service.
    unfinished
        ``(D,)`` share of those who walked whose walk was cut short: they count as not completing, and as lost
        or served only where they were so far.
    error
        ``(D,)`` standard error of `completion`; none where everything is exact.
    walked
        What each of ``J`` people who walked adds to the measures by their names, ``(J, ...)``, where there is
        one draw of which not everything is exact.
    """

    visits: Floats
    reach: Floats
    passing: Floats
    blocked: Floats
    completion: Floats
    lost: Floats
    outcomes: Floats
    coverage: Floats
    unfinished: Floats
    error: Floats | None
    walked: Mapping[str, NDArray[Any]] | None = None
