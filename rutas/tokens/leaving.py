"""Tell how many leave a step: some whatever the wait, some because of it, some for they never came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rutas.quantity import Quantity

    Floats = NDArray[np.float64]

__all__ = ["TRIES", "attending", "leaving"]

TRIES = 3
"""The places that are given, in all, to who doesn't come, where a file says nothing."""


def leaving(
    dropout: Floats,
    wait: Floats,
    leaves: Floats,
    patience: Sequence[Quantity | None] = (),
    come: Floats | float = 1.0,
) -> Floats:
    """Return the share of people lost at each step: δ' = 1 − (1 − δ) S(w) q.

    Who stays neither leaves whatever the wait, with chance δ, nor gives up before she has waited w days,
    nor fails to come to her visits. S is the survival function [1]_ of the time for which people wait:
    exp(−h w) at a hazard h, and with a `patience` the chance that it is as long.

    Parameters
    ----------
    dropout, wait, leaves
        ``(…, n)`` the share δ, the days w and the hazard h.
    patience
        How long people wait before they give up, where that is told.
    come
        ``(…, n)`` the share q who come to all of their visits: see `attending`.

    Examples
    --------
    >>> leaving(np.array([0.5]), np.array([1.0]), np.array([np.log(2)])).tolist()
    [0.75]
    >>> from rutas.quantity import Duration
    >>> two_weeks = Duration.parse("0..20 d")
    >>> leaving(np.array([0.5]), np.array([15.0]), np.zeros(1), [two_weeks]).tolist()
    [0.875]

    References
    ----------
    .. [1] Kalbfleisch, J. D., Prentice, R. L. (2002). *The Statistical Analysis of Failure Time Data*.
       Wiley. https://doi.org/10.1002/9781118032985. Section 1.2: hazard and survivor functions.
    """
    patient = [(k, one) for k, one in enumerate(patience) if one is not None]
    if not (leaves.any() or patient or np.any(come != 1)):
        return dropout
    stay = (1 - dropout) * np.exp(-leaves * wait) * come
    for k, one in patient:
        stay[..., k] *= one.at_least(wait[..., k])
    lost: Floats = 1 - stay
    return lost


def attending(no_show: Floats, tries: Floats, times: Floats) -> tuple[Floats, Floats]:
    """Return the share of people who come to all of their visits, and the places that each of them takes.

    Who doesn't come, with chance p, gets another place, k of them in all: to one visit she comes with chance
    r = 1 − p^k, and takes r / (1 − p) places for it; a series of n visits ends with the first to which she
    doesn't come at all. So q = r^n come to all, and the places are r / (1 − p) Σ r^j over j < n.

    Examples
    --------
    >>> come, places = attending(np.array([0.5, 0.5]), np.array([2.0, 2.0]), np.array([1.0, 2.0]))
    >>> come.tolist(), places.tolist()
    ([0.75, 0.5625], [1.5, 2.625])
    """
    comes = 1 - no_show**tries
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(no_show < 1, comes / (1 - no_show), tries)
        visits = np.where(comes < 1, (1 - comes**times) / (1 - comes), times)
    return comes**times, each * visits
