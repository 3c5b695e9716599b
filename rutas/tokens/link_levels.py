"""Choose links by a number from 0 to 1: the first whose level is above it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.net import Net

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

__all__ = ["SURE", "last_taken", "link_levels"]

SURE = 2.0
"""A level that every number is less than."""


def last_taken(taken: Bools) -> int:
    """Return the place of the last answer that somebody gives."""
    found = np.flatnonzero(taken)
    return int(found[-1]) if len(found) else len(taken) - 1


def link_levels(net: Net, share: Floats) -> Floats:
    """Return ``(D, m)``, the level of each link, the shares of people who take it being told; of a fork's, 1.

    Whatever is lost in adding shares up, the last link that somebody takes is taken by who takes none before.

    >>> from rutas.model import Route
    >>> from rutas.tokens.net import compile
    >>> links = [{"to": "b", "share": "30 %"}, {"to": "c", "share": "70 %"}]
    >>> steps = [
    ...     {"id": "a", "name": "A", "next": links},
    ...     {"id": "b", "name": "B", "outcome": "fin"}, {"id": "c", "name": "C", "outcome": "fin"}]
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": steps}]})
    >>> link_levels(compile(route), np.array([[0.3, 0.7]])).tolist()
    [[0.3, 2.0]]
    """
    level = np.array(share)
    for i in range(len(net)):
        first, last = net.first[i], net.first[i + 1]
        if last > first and not net.parallel[i]:
            np.cumsum(level[:, first:last], axis=1, out=level[:, first:last])
            level[:, first + last_taken(net.alive[first:last]) : last] = SURE
    return level
