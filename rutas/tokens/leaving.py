"""Tell how many leave a step: some whatever the wait, and some because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["leaving"]


def leaving(dropout: Floats, leaves: Floats, wait: Floats) -> Floats:
    """Return the share of people lost at each step: δ' = 1 − (1 − δ) exp(−h w).

    Who stays neither leaves whatever the wait, with chance δ, nor gives up waiting, at the hazard h [1]_ for
    w days.

    >>> leaving(np.array([0.5]), np.array([np.log(2)]), np.array([1.0])).tolist()
    [0.75]

    References
    ----------
    .. [1] Kalbfleisch, J. D., Prentice, R. L. (2002). *The Statistical Analysis of Failure Time Data*.
       Wiley. https://doi.org/10.1002/9781118032985. Section 1.2: hazard and survivor functions.
    """
    if not leaves.any():
        return dropout
    lost: Floats = 1 - (1 - dropout) * np.exp(-leaves * wait)
    return lost
