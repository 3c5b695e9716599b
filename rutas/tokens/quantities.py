"""Weigh the links of a route that nests once, however many questions are asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.blocks import NOWHERE
from rutas.tokens.chances import LEAK, numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from rutas.tokens.chances import Number
    from rutas.tokens.plan import Level, Plan
    from rutas.tokens.shape import Shape

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Quantities"]


class Quantities:
    """Who is lost and who goes where, as the plan of a route asks for it.

    Attributes
    ----------
    dropout, keep
        The shares of people who are lost at each step, and who are not.
    share
        The share of people who take each link.
    trapped
        The steps that can't be left.
    on, beyond
        For each step that opens no block, the steps that follow in its level and the weight of each, and
        those that don't; the outermost level counts as one.
    aside
        Where tokens go from a step that leave its level for good, where any do, and the weight of each.
    """

    def __init__(
        self,
        plan: Plan,
        share: Floats,
        dropout: Floats,
        late: Mapping[int, float],
        trapped: frozenset[int] = frozenset(),
    ) -> None:
        self.trapped = trapped
        lost = dropout.copy()
        lost[:, list(trapped)] = LEAK
        size = len(plan.net)
        self.dropout, self.keep = numbers(lost), numbers(1 - lost)
        share, source = _with_exits(plan.net, share, late)
        self.share = numbers(share)
        weight = numbers((1 - lost)[:, source] * share)
        self.on: list[Sequence[tuple[int, Number]]] = [()] * (2 * size)
        self.beyond: list[Sequence[tuple[int, Number]]] = [()] * (2 * size)
        self.aside: dict[int, list[tuple[int, Number]]] = {}
        blocks = plan.nesting.blocks
        for step, level in plan.home.items():
            block = blocks.get(step)
            if block is None:
                on = (
                    [(to, weight[k]) for k, to in plan.links[step]]
                    if step < size
                    else [(plan.net.missing[step - size], self.keep[step - size])]
                )
                self.on[step] = on
                outside = [one for one in on if one[0] not in level.branch]
                if outside:
                    self._leaving(step, level, on, outside)
            elif block.free:
                heads = [head for k, head in enumerate(block.heads) if k != block.main]
                self.aside[step] = [(head, self.keep[step]) for head in heads]

    def _leaving(
        self,
        step: int,
        level: Level,
        on: list[tuple[int, Number]],
        outside: list[tuple[int, Number]],
    ) -> None:
        """Tell links that leave a level from those that don't."""
        aside = [one for one in outside if one[0] != level.join]
        if aside:
            self.aside[step] = aside
        if level.fork != NOWHERE:
            self.beyond[step] = outside
            self.on[step] = [one for one in on if one[0] in level.branch]


def _with_exits(net: Shape, share: Floats, late: Mapping[int, float]) -> tuple[Floats, Ints]:
    """Return the shares of all links and then of the exits by `late`, and the step that each leaves."""
    if not net.late:
        return share, net.source
    steps = list(net.late)
    chance = np.zeros(len(net))
    chance[steps] = [late[step] for step in steps]
    taken = np.broadcast_to(chance[steps], (len(share), len(steps)))
    whole = np.concatenate([share * (1 - chance)[net.source], taken], axis=1)
    return whole, np.concatenate([net.source, np.array(steps)])
