"""Find how many ways to success there are side by side, and what few closings would cut them all.

A *way* is a path along the links from a way in to a successful outcome; a person who walks branches
side by side walks several.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rutas.graph.max_flow import FREE, max_flow
from rutas.graph.walks import shortest
from rutas.tokens.columns import columns
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.model import Route

__all__ = ["Cut", "actor_cut", "independent_paths", "step_cut"]

_ROUNDS = 400


@dataclass(frozen=True)
class Cut:
    """A set whose closing cuts every way to success.

    Attributes
    ----------
    members
        Ids, in the order of the route; empty where success cannot be reached anyway. ``None`` where
        no closing cuts every way, because one leads along steps that nobody attends.
    exact
        Whether it is proven that no smaller set does.
    """

    members: tuple[str, ...] | None
    exact: bool = True


def independent_paths(route: Route) -> int:
    """Count the paths from the ways in to success that share no step, first and last aside.

    By Menger's theorem [1]_ this is also how many steps, neither first nor last, would have to
    close to cut every such path. Two paths don't share a link either.

    References
    ----------
    .. [1] Menger, K. (1927). Zur allgemeinen Kurventheorie. *Fundamenta Mathematicae* 10, 96-115.
       https://doi.org/10.4064/fm-10-1-96-115
    """
    net = compile_net(route)
    first = np.isin(np.arange(len(net)), net.starts)
    shared = first != net.success
    width = np.where(shared, FREE, 1)
    return max_flow(net.graph, width, net.starts, np.flatnonzero(net.success), link=1)[0] or 0


def step_cut(route: Route) -> Cut:
    """Return a smallest set of steps whose closing cuts every way to success.

    Only a step that somebody attends can close: an arrow of the drawing cannot.

    Returns
    -------
    Of all smallest sets the one nearest to the ways in.
    """
    net = compile_net(route)
    through = np.array([1 if actor else FREE for actor in columns(route).actor])
    flow, cut = max_flow(net.graph, through, net.starts, np.flatnonzero(net.success))
    return Cut(None if flow is None else tuple(net.ids[i] for i in np.flatnonzero(cut)))


def actor_cut(route: Route) -> Cut:
    """Return a smallest set of actors whose closing cuts every way to success.

    A step is closed when the actor that answers for it (its first) is. The question is the minimum
    hitting set, which is NP-hard [1]_: it is solved as an integer program whose rows, one a way
    that is still open, are added as they are found. Exact for the dozens of actors that a route
    has; if 400 rows don't suffice, the actors of the smallest cut of steps stand in, and the result
    says that it is not exact.

    References
    ----------
    .. [1] Karp, R. M. (1972). Reducibility among combinatorial problems. In *Complexity of Computer
       Computations*, 85-103. https://doi.org/10.1007/978-1-4684-2001-2_9
    """
    given = columns(route).actor
    actors = list(dict.fromkeys([actor[0] for actor in given if actor]))
    number = {actor: k for k, actor in enumerate(actors)}
    owner = [number[actor[0]] if actor else -1 for actor in given]
    net = compile_net(route)
    goals = set(np.flatnonzero(net.success).tolist())
    closed: set[int] = set()
    rows: list[frozenset[int]] = []
    for _ in range(_ROUNDS):
        shut = {i for i, actor in enumerate(owner) if actor in closed}
        way = shortest(net.graph, net.starts, goals, without=shut)
        if not way:
            return Cut(tuple(actors[k] for k in sorted(closed)))
        row = frozenset(owner[i] for i in way) - {-1}
        if not row:
            return Cut(None)
        rows.append(row)
        closed = _hitting(rows, len(actors))
    inner = step_cut(route).members or ()
    members = {number[route.steps[name].actor[0]] for name in inner}
    return Cut(tuple(actors[k] for k in sorted(members)), exact=False)


def _hitting(rows: Sequence[frozenset[int]], size: int) -> set[int]:
    """Return a smallest set that meets every row, by integer programming."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  (heavy, seldom needed)

    matrix = np.zeros((len(rows), size))
    for k, row in enumerate(rows):
        matrix[k, list(row)] = 1
    # A hair's breadth apart, so that of equal sets the same one comes out on every machine.
    price = 1 + np.arange(size) / (4 * size * size)
    found = milp(
        price,
        constraints=LinearConstraint(matrix, lb=1),
        integrality=np.ones(size, dtype=np.int64),
        bounds=Bounds(0, 1),
    )
    return {int(k) for k in np.flatnonzero(np.asarray(found.x) > 0.5)}  # noqa: PLR2004  (a yes of the solver)
