"""Hold the token rules of a copy of a route, by the numbers of its places and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.moves import moves_of

if TYPE_CHECKING:
    from rutas.tokens.moves import Moves, Way
    from rutas.tokens.net import Net

__all__ = ["Rules"]


class Rules:
    """The token rules of one copy whose branches do not nest.

    Parameters
    ----------
    net, place, link
        The copy, and its first place and link.
    """

    def __init__(self, net: Net, place: int, link: int) -> None:
        self.moves: Moves = moves_of(net)
        self.size, self.place = len(net), place
        exits = np.ones(len(net.missing) + len(net.late), dtype=bool)
        alive = np.flatnonzero(np.concatenate([net.alive, exits])) + link
        self.way: dict[int, Way] = dict(zip(alive.tolist(), self.moves.ways, strict=True))

    def ways(self, link: int, count: int) -> tuple[Way, ...]:
        """Return the ways of some links from one on, those that somebody takes."""
        return tuple(self.way[k] for k in range(link, link + count) if k in self.way)
