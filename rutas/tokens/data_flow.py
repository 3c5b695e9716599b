"""Carry what a person holds along the links: what she surely, and what she possibly holds at each step.

References
----------
.. [1] Kildall, G. A. (1973). A unified approach to global program optimization. *POPL '73*, 194-206.
   https://doi.org/10.1145/512927.512945
"""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

import numpy as np

from rutas.graph.walks import reached
from rutas.tokens.branch import Meet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.tokens.branch import Branches
    from rutas.tokens.shape import Shape

__all__ = ["data_flow"]


def data_flow(
    net: Shape, shape: Branches, made: Sequence[int], start: int, *, exact: bool
) -> tuple[list[int], list[int]]:
    """Return what is surely and what is possibly held on getting to each step, a bit each.

    A forward data flow [1]_: where links meet as alternatives, what is sure is what all of them bring;
    where branches side by side meet at a join, she holds what each of them brings. What a branch beside
    gives is possible, not sure: who knows which comes first. A pass costs O(n + m), and links back ask
    for a few.

    Parameters
    ----------
    net, shape
        The route, and its branches.
    made
        ``(n,)`` what each step gives.
    start
        What is held on entering.
    exact
        Whether branches nest and each gets to its join, which is what makes both exact. Otherwise what is
        said is safe: links that meet count as alternatives, and what anything after a fork gives may be
        there before anything else after one.

    Returns
    -------
    Both by step; nothing at a step that nobody can reach.
    """
    returns: dict[int, list[int]] = defaultdict(list)
    for i, j in shape.back:
        returns[j].append(i)
    beside = _beside(shape, made) if exact else _after_forks(net, made)
    every = reduce(or_, made, start)
    sure = [every if branch >= 0 else 0 for branch in shape.of]
    maybe = [0] * len(made)
    changed = True
    while changed:
        changed = False
        for j in shape.order:
            least = _sure(shape.meets[j], sure, made, start, exact=exact)
            most = _maybe(shape.meets[j], maybe, made, start) | beside[j]
            for i in returns.get(j, ()):
                least &= sure[i] | made[i]
                most |= maybe[i] | made[i]
            if least != sure[j] or most != maybe[j]:
                sure[j], maybe[j], changed = least, most, bool(shape.back) or changed
    return sure, maybe


def _sure(meet: Meet, sure: Sequence[int], made: Sequence[int], start: int, *, exact: bool) -> int:
    """Return what all alternatives bring, or what branches that meet bring together."""
    brought = [
        _sure(part, sure, made, start, exact=exact)
        if isinstance(part, Meet)
        else (sure[part] | made[part] if part >= 0 else start)
        for part in meet.parts
    ]
    return reduce(or_ if meet.each and exact else and_, brought) if brought else 0


def _maybe(meet: Meet, maybe: Sequence[int], made: Sequence[int], start: int) -> int:
    brought = [
        _maybe(part, maybe, made, start)
        if isinstance(part, Meet)
        else (maybe[part] | made[part] if part >= 0 else start)
        for part in meet.parts
    ]
    return reduce(or_, brought, 0)


def _beside(shape: Branches, made: Sequence[int]) -> list[int]:
    """Return what the branches beside each step may give before she gets there."""
    inside = [0] * len(shape.table)
    for i in shape.order:
        inside[shape.of[i]] |= made[i]
    for number in range(len(shape.table) - 1, 0, -1):
        inside[shape.table[number].parent] |= inside[number]
    brothers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, branch in enumerate(shape.table[1:], start=1):
        brothers[branch.parent, branch.fork].append(number)
    near = [0] * len(shape.table)
    for group in brothers.values():
        before = after = 0
        for number, opposite in zip(group, reversed(group), strict=True):
            near[number] |= before
            near[opposite] |= after
            before, after = before | inside[number], after | inside[opposite]
    for number, branch in enumerate(shape.table[1:], start=1):
        near[number] |= near[branch.parent]
    return [near[branch] if branch >= 0 else 0 for branch in shape.of]


def _after_forks(net: Shape, made: Sequence[int]) -> list[int]:
    """Return for each step after a fork all that is given after one."""
    heads = [j for fork in np.flatnonzero(net.parallel).tolist() for j in net.heads[fork]]
    after = reached(net.rooted, heads)
    given = reduce(or_, (made[i] for i in after), 0)
    return [given if i in after else 0 for i in range(len(made))]
