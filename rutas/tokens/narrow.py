"""Send as much as possible through steps of a limited width, and tell where it gets no wider.

References
----------
.. [1] Ford, L. R., Fulkerson, D. R. (1956). Maximal flow through a network. *Canadian Journal of
   Mathematics* 8, 399-404. https://doi.org/10.4153/CJM-1956-045-5
.. [2] Dinic, E. A. (1970). Algorithm for solution of a problem of maximum flow in networks with power
   estimation. *Soviet Mathematics Doklady* 11, 1277-1280. (scipy's way of solving it)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.tokens.net import Net

__all__ = ["FREE", "narrowest"]

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
    from scipy.sparse import csr_array  # noqa: PLC0415  (a heavy import, needed here alone)
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow  # noqa: PLC0415

    n = len(net)
    door, start, end = 2 * n, 2 * n + 1, 2 * n + 2
    inner = np.arange(n)
    pairs = np.unique(np.stack([net.source + n, net.target])[:, net.alive], axis=1)
    ways, ends = np.array(sorted(net.starts), dtype=np.int64), np.flatnonzero(net.success) + n
    tail = np.concatenate([inner, pairs[0], np.full_like(ways, start), ends, [door]])
    head = np.concatenate([inner + n, pairs[1], ways, np.full_like(ends, end), [start]])
    free = np.full(len(ways) + len(ends) + 1, FREE)
    width = np.concatenate([through, np.full(pairs.shape[1], link), free]).astype(np.int32)
    graph = csr_array((width, (tail, head)), shape=(end + 1, end + 1))
    result = maximum_flow(graph, door, end)
    left = csr_array(graph - result.flow)
    left.eliminate_zeros()
    near = np.zeros(end + 1, dtype=bool)
    near[breadth_first_order(left, door, return_predecessors=False)] = True
    value = int(result.flow_value)
    return (value if value < FREE else None), near[:n] & ~near[n : 2 * n]
