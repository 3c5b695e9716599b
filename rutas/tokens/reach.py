"""Tell which steps can still get to which others, by links that somebody takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from rutas.tokens.net import Net

    Bools = NDArray[np.bool_]

__all__ = ["ends", "forward", "preceding", "reach_of_joins"]


def preceding(follows: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Turn all links round: return where each step can be reached from, one entry a link.

    >>> preceding([[1, 1], []])
    ((), (0, 0))
    """
    back: list[list[int]] = [[] for _ in follows]
    for i, targets in enumerate(follows):
        for j in targets:
            back[j].append(i)
    return tuple(map(tuple, back))


def forward(
    follows: Sequence[Sequence[int]], starts: Iterable[int], without: frozenset[int] = frozenset()
) -> set[int]:
    """Return the steps that can be reached from some, those included, without entering others.

    >>> sorted(forward([[1], [2], [1], [0]], [1]))
    [1, 2]
    """
    found = {step for step in starts if step not in without}
    todo = list(found)
    while todo:
        for j in follows[todo.pop()]:
            if j not in found and j not in without:
                found.add(j)
                todo.append(j)
    return found


def reach_of_joins(net: Net) -> Bools:
    """Return ``(n, joins)``: whether the step gets to each join by one or more links.

    The columns are the joins in the order of the steps. The cost is n times the joins: ask for it only
    where routes are small or branches don't nest.
    """
    back = preceding(net.follows)
    joins = np.flatnonzero(net.join).tolist()
    table = np.zeros((len(net), len(joins)), dtype=bool)
    for column, join in enumerate(joins):
        table[list(forward(back, back[join])), column] = True
    return table


def ends(net: Net, losses: Bools | None = None) -> Bools:
    """Return ``(n,)``: whether the route can end, once at the step.

    Where it is told at which steps people are lost, ``(n,)``, being lost is an end as well.
    """
    table = np.zeros(len(net), dtype=bool)
    last = np.flatnonzero((net.outcome >= 0) | (False if losses is None else losses)).tolist()
    table[list(forward(preceding(net.follows), last))] = True
    return table
