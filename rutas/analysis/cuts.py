"""Find how many ways to success there are side by side, and what few closings would cut them all.

A *way* is a path along the links from a way in to a successful outcome; a person who walks branches
side by side walks several.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.columns import columns
from rutas.tokens.narrow import FREE, narrowest
from rutas.tokens.net import compile as compile_net

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from rutas.model import Route

__all__ = ["Cut", "actor_cut", "independent_paths", "step_cut"]

_ROUNDS = 400
_TRIES = 20_000


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
    return narrowest(net, np.where(shared, FREE, 1), link=1)[0] or 0


def step_cut(route: Route) -> Cut:
    """Return a smallest set of steps whose closing cuts every way to success.

    Only a step that somebody attends can close: an arrow of the drawing cannot.

    Returns
    -------
    Of all smallest sets the one nearest to the ways in.
    """
    net = compile_net(route)
    through = np.array([1 if actor else FREE for actor in columns(route).actor])
    flow, cut = narrowest(net, through)
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
    find = _finder(route, owner)
    closed: set[int] = set()
    rows: list[frozenset[int]] = []
    for _ in range(_ROUNDS):
        way = find(closed)
        if way is None:
            return Cut(tuple(actors[k] for k in sorted(closed)))
        row = frozenset(owner[i] for i in way) - {-1}
        if not row:
            return Cut(None)
        rows.append(row)
        closed = _hitting(rows, len(actors))
    inner = step_cut(route).members or ()
    members = {number[route.steps[name].actor[0]] for name in inner}
    return Cut(tuple(actors[k] for k in sorted(members)), exact=False)


def _finder(route: Route, owner: Sequence[int]) -> Callable[[Container[int]], list[int] | None]:
    """Prepare to ask for a way to success, with the fewest steps, that keeps off closed ones."""
    net = compile_net(route)
    after, first = net.follows, net.starts
    goal = set(np.flatnonzero(net.success).tolist())

    def find(shut: Container[int]) -> list[int] | None:
        came = {i: -1 for i in first if owner[i] not in shut}
        queue = list(came)
        for i in queue:
            if i in goal:
                return _back(came, i)
            for j in after[i]:
                if j not in came and owner[j] not in shut:
                    came[j] = i
                    queue.append(j)
        return None

    return find


def _back(came: dict[int, int], last: int) -> list[int]:
    way = [last]
    while (before := came[way[-1]]) >= 0:
        way.append(before)
    return way


def _hitting(rows: Sequence[frozenset[int]], size: int) -> set[int]:
    """Return a smallest set that meets every row: by search while that is short, else by program."""
    budget = [_TRIES]
    for most in range(1, len(rows) + 1):
        found = _search(rows, frozenset(), most, budget)
        if found is not None:
            return set(found)
        if budget[0] <= 0:
            break
    return _program(rows, size)


def _search(
    rows: Sequence[frozenset[int]], chosen: frozenset[int], most: int, budget: list[int]
) -> frozenset[int] | None:
    """Try the members of the first row that is not met, one after the other."""
    budget[0] -= 1
    row = next((row for row in rows if not row & chosen), None)
    if row is None:
        return chosen
    if most == 0 or budget[0] <= 0:
        return None
    for one in sorted(row):
        found = _search(rows, chosen | {one}, most - 1, budget)
        if found is not None:
            return found
    return None


def _program(rows: Sequence[frozenset[int]], size: int) -> set[int]:
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
