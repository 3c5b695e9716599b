"""The exact laws of queues that are served a day at a time, by Markov chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.stats import poisson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["queue_law", "tandem_law", "wait_law"]

_TAIL = 1e-12
_SURE = 1e-13


def queue_law(rate: float, places: int) -> Floats:
    """The stationary law of Q' = max(0, Q + A - c) at the end of the day, A being Poisson.

    Truncated where its tail is below 1e-12.
    """
    size = 64
    while True:
        queue, to = np.indices((size, size))
        # to an empty queue go all who come and find a place; to any other exactly so many
        table = poisson.pmf(to - queue + places, rate)
        table[:, 0] = poisson.cdf(places - queue[:, 0], rate)
        equations = table.T - np.eye(size)
        equations[-1] = 1.0
        law = np.linalg.solve(equations, np.append(np.zeros(size - 1), 1.0))
        if law[-1] < _TAIL:
            return np.asarray(law)
        size *= 2


def wait_law(rate: float, places: int) -> Floats:
    """The law of the whole days that somebody waits: she is served after all who came before her."""
    queue = queue_law(rate, places)
    most = int(poisson.isf(_SURE, rate))
    # whoever is the j-th of her day stands behind the queue and j others; there is one with P(A > j)
    place = np.arange(len(queue))[:, None] + np.arange(most)
    weight = queue[:, None] * poisson.sf(np.arange(most), rate) / rate
    return np.bincount((place // places).ravel(), weight.ravel())


def tandem_law(rate: float, first: int, second: int, *, size: tuple[int, int]) -> Floats:
    """The joint law of two queues, the second fed the same day by those whom the first attends, ``size``."""
    comes = np.arange(int(poisson.isf(_SURE, rate)))
    queue, behind, come = np.meshgrid(*map(np.arange, size), comes, indexing="ij")
    left = np.minimum(np.maximum(queue + come - first, 0), size[0] - 1)
    on = np.minimum(queue + come, first)
    left_behind = np.minimum(np.maximum(behind + on - second, 0), size[1] - 1)
    before, after = queue * size[1] + behind, left * size[1] + left_behind
    chance = np.broadcast_to(poisson.pmf(comes, rate), before.shape)
    states = size[0] * size[1]
    step = coo_array((chance.ravel(), (after.ravel(), before.ravel())), shape=(states, states))
    moved, law = step.tocsr(), np.full(states, 1 / states)
    while True:
        new = moved @ law
        new /= new.sum()
        if np.abs(new - law).sum() < _TAIL:
            return np.asarray(new.reshape(size))
        law = new
