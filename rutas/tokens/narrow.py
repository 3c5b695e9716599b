"""Send as much as possible through steps of a limited width, and tell where it gets no wider.

References
----------
.. [1] Ford, L. R., Fulkerson, D. R. (1956). Maximal flow through a network. *Canadian Journal of
   Mathematics* 8, 399-404. https://doi.org/10.4153/CJM-1956-045-5
.. [2] Dinic, E. A. (1970). Algorithm for solution of a problem of maximum flow in networks with power
   estimation. *Soviet Mathematics Doklady* 11, 1277-1280. (scipy's way of solving it)
.. [3] Edmonds, J., Karp, R. M. (1972). Theoretical improvements in algorithmic efficiency for network
   flow problems. *Journal of the ACM* 19(2), 248-264. https://doi.org/10.1145/321694.321699
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.net import Net

    Ints = NDArray[np.integer]
    Bools = NDArray[np.bool_]

__all__ = ["FREE", "narrowest"]

_SMALL = 300
FREE = 2**30
"""A width that never bounds anything; all others together must stay below it (32-bit numbers)."""


def narrowest(
    net: Net, through: NDArray[np.int64], *, link: int = FREE
) -> tuple[int | None, NDArray[np.bool_]]:
    """Return the most that can go from the ways in to success, and the steps that bound it.

    People take the links that somebody takes, in any number. Each step becomes two nodes with its
    width between them (the split graph); the narrowest cut is as wide as the greatest flow [1]_.

    Parameters
    ----------
    net
        The route.
    through
        ``(n,)`` whole numbers: the width of each step, or `FREE`.
    link
        The width of each link; two links between the same steps are one.

    Returns
    -------
    The flow, or ``None`` where nothing bounds it; and ``(n,)`` whether the step is on the least cut,
    of all least cuts the one nearest to the ways in. (A cut of links names no step.)
    """
    n = len(net)
    door, start, end = 2 * n, 2 * n + 1, 2 * n + 2
    inner = np.arange(n)
    pairs = np.unique(np.stack([net.source + n, net.target])[:, net.alive], axis=1)
    ways, ends = np.array(sorted(net.starts), dtype=np.int64), np.flatnonzero(net.success) + n
    tail = np.concatenate([inner, pairs[0], np.full_like(ways, start), ends, [door]])
    head = np.concatenate([inner + n, pairs[1], ways, np.full_like(ends, end), [start]])
    free = np.full(len(ways) + len(ends) + 1, FREE)
    width = np.concatenate([through, np.full(pairs.shape[1], link), free]).astype(np.int32)
    solve = _by_paths if n <= _SMALL else _by_scipy
    value, near = solve(tail, head, width, end + 1)
    return (value if value < FREE else None), near[:n] & ~near[n : 2 * n]


def _by_scipy(tail: Ints, head: Ints, width: Ints, size: int) -> tuple[int, Bools]:
    """Return the greatest flow from the last node but two to the last, and what stays in reach."""
    from scipy.sparse import csr_array  # noqa: PLC0415  (a heavy import, for big routes alone)
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow  # noqa: PLC0415  (as above)

    graph = csr_array((width, (tail, head)), shape=(size, size))
    result = maximum_flow(graph, size - 3, size - 1)
    left = csr_array(graph - result.flow)
    left.eliminate_zeros()
    near = np.zeros(size, dtype=bool)
    near[breadth_first_order(left, size - 3, return_predecessors=False)] = True
    return int(result.flow_value), near


def _by_paths(tail: Ints, head: Ints, width: Ints, size: int) -> tuple[int, Bools]:
    """Do the same by shortest augmenting paths [3]_: quicker than importing scipy on a small route."""
    left: list[dict[int, int]] = [{} for _ in range(size)]
    for i, j, room in zip(tail.tolist(), head.tolist(), width.tolist(), strict=True):
        left[i][j] = left[i].get(j, 0) + room
        left[j].setdefault(i, 0)
    door, end, value = size - 3, size - 1, 0
    while True:
        came = {door: door}
        queue = [door]
        for i in queue:
            for j, room in left[i].items():
                if room > 0 and j not in came:
                    came[j] = i
                    queue.append(j)
        if end not in came:
            break
        path = [end]
        while path[-1] != door:
            path.append(came[path[-1]])
        links = list(pairwise(reversed(path)))
        sent = min(left[i][j] for i, j in links)
        for i, j in links:
            left[i][j] -= sent
            left[j][i] += sent
        value += sent
    near = np.zeros(size, dtype=bool)
    near[list(came)] = True
    return value, near
