"""Ask of everything that may happen, whatever the shares: what completing runs pass, what is held where.

A run is a sequence of moves from a way in. Shares count as none or some, losses are possible where somebody
drops out or gives up waiting. Without a join that forgives, a loss changes nothing that these questions ask:
what was lost holds joins up as if it only hadn't moved yet.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rutas.graph.walks import reached
from rutas.tokens.moves import LOST, NOBODY, moves_of
from rutas.tokens.ordering import Ordering

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rutas.tokens.moves import Moves, State
    from rutas.tokens.net import Net

__all__ = ["MOST_STATES", "Held", "Passed", "held", "passed"]

MOST_STATES = 20_000
"""How many states are looked at before the answer is "not decided"."""

_CROWD = 3  # with more tokens of hers at one step they multiply, and are not followed

Link = tuple["State", int, bool]


@dataclass(frozen=True)
class Passed:
    """What the runs that complete have in common.

    Attributes
    ----------
    some
        Whether some run completes, of those looked at.
    by_all
        The steps that all of them pass; all steps where none completes.
    complete
        Whether all runs were looked at. If not, a step that is not in `by_all` can be left out all the same.
    states
        How many states were looked at.
    """

    some: bool
    by_all: frozenset[int]
    complete: bool
    states: int


@dataclass(frozen=True)
class Held:
    """What is held when she is attended at each step, a bit each.

    Attributes
    ----------
    sure
        ``(n,)`` on every run that gets there, of those looked at; every bit where none does.
    maybe
        ``(n,)`` on some run.
    complete
        Whether all runs were looked at. If not, what is in `maybe` is possible all the same, and what is not
        in `sure` is not held on every run.
    states
        How many states were looked at.
    """

    sure: tuple[int, ...]
    maybe: tuple[int, ...]
    complete: bool
    states: int


def passed(net: Net, closed: Iterable[int] = (), *, most: int = MOST_STATES) -> Passed:
    """Return what the runs that complete have in common.

    Parameters
    ----------
    net
        The route.
    closed
        Steps at which everybody is lost.
    most
        How many states to look at.

    Examples
    --------
    >>> from rutas.model import Route
    >>> from rutas.tokens.net import compile
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "next": ["b", "c"]},
    ...         {"id": "b", "name": "B", "next": "c"},
    ...         {"id": "c", "name": "C", "outcome": "fin"}]}]})
    >>> sorted(passed(compile(route)).by_all), passed(compile(route), [2]).some
    ([0, 2], False)
    """
    moves = _moves(net, frozenset(closed))
    failing = frozenset(np.flatnonzero((net.outcome >= 0) & ~net.success).tolist())
    space = _Space(moves, failing, Ordering(moves)).walk(most)
    return space.passed(len(net))


def held(net: Net, made: Sequence[int], start: int = 0, *, most: int = MOST_STATES) -> Held:
    """Return what is held wherever she is attended, if each step gives some things and none are taken.

    Parameters
    ----------
    net
        The route.
    made
        ``(n,)`` what she leaves each step with, unless she is lost there: a bit each.
    start
        What she holds on entering.
    most
        How many states to look at.

    Examples
    --------
    >>> from rutas.model import Route
    >>> from rutas.tokens.net import compile
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [
    ...         {"id": "a", "name": "A", "next": {"all": ["b", "c"]}},
    ...         {"id": "b", "name": "B", "next": "d"}, {"id": "c", "name": "C", "next": "d"},
    ...         {"id": "d", "name": "D", "join": "all", "outcome": "fin"}]}]})
    >>> found = held(compile(route), [0, 1, 0, 0])
    >>> found.sure[2], found.maybe[2], found.sure[3]
    (0, 1, 1)
    """
    space = _Space(_moves(net, frozenset()), frozenset(), None).walk(most)
    return space.held(made, start)


def _moves(net: Net, closed: frozenset[int]) -> Moves:
    """Return the moves of a route; losses where they change anything."""
    closed |= frozenset(np.flatnonzero(net.dropout >= 1).tolist())
    losing: frozenset[int] = frozenset()
    if net.missing:
        before = reached(net.graph, net.missing, back=True)
        losing = closed | frozenset(
            i for i in np.flatnonzero(net.dropout > 0).tolist() if i in before
        )
    return moves_of(net, losing, closed)


class _Space:
    """States, and the moves between them.

    Parameters
    ----------
    moves
        The moves of the route's tokens.
    failing
        Steps at which no token is to end.
    ordering
        Which tokens have to be moved; all of them where it is left out.
    """

    def __init__(self, moves: Moves, failing: frozenset[int], ordering: Ordering | None) -> None:
        self.moves, self.failing, self.ordering = moves, failing, ordering
        self.after: dict[State, list[Link]] = {}
        self.before: dict[State, list[Link]] = defaultdict(list)
        self.starts: list[State] = []
        self.complete = True

    def walk(self, most: int) -> _Space:
        """Look at states, nearest first."""
        self.starts = [state for _, state in self.moves.enter()]
        queue = deque(dict.fromkeys(self.starts))
        self.after = {state: [] for state in queue}
        while queue:
            state = queue.popleft()
            if len(self.after) > most:
                self.complete = False
                break
            for token in self.ordering.movers(state) if self.ordering else dict.fromkeys(state[0]):
                step = self.moves.step(token)
                if step in self.failing:
                    continue
                for answer in self.moves.answers(token):
                    following = self.moves.moved(state, token, answer)
                    lost = answer.to == LOST
                    self.after[state].append((following, step, lost))
                    self.before[following].append((state, step, lost))
                    if following not in self.after:
                        self.after[following] = []
                        if any(following[0].count(one) > _CROWD for one in following[0]):
                            self.complete = False
                        else:
                            queue.append(following)
        return self

    def passed(self, size: int) -> Passed:
        """Intersect the steps of all runs that complete, from their ends backwards."""
        every = (1 << size) - 1
        must: dict[State, int] = {}
        if NOBODY in self.after:
            must[NOBODY] = 0
        todo = deque(must)
        while todo:
            state = todo.popleft()
            for earlier, step, _ in self.before[state]:
                known = must.get(earlier, every)
                least = known & (must[state] | 1 << step)
                if earlier not in must or least != known:
                    must[earlier] = least
                    todo.append(earlier)
        ways = [must[start] for start in self.starts if start in must]
        common = every
        for way in ways:
            common &= way
        by_all = frozenset(step for step in range(size) if common >> step & 1)
        return Passed(bool(ways), by_all, self.complete, len(self.after))

    def held(self, made: Sequence[int], start: int) -> Held:
        """Carry what is surely and what is possibly held through all moves, until nothing changes."""
        every = start
        for given in made:
            every |= given
        sure, maybe = dict.fromkeys(self.starts, start), dict.fromkeys(self.starts, start)
        todo = deque(sure)
        while todo:
            state = todo.popleft()
            for following, step, lost in self.after[state]:
                given = 0 if lost else made[step]
                least = sure.get(following, every) & (sure[state] | given)
                most = maybe.get(following, 0) | maybe[state] | given
                if following not in sure or (least, most) != (sure[following], maybe[following]):
                    sure[following], maybe[following] = least, most
                    todo.append(following)
        surely, possibly = [every] * len(made), [0] * len(made)
        for state, least in sure.items():
            for token in state[0]:
                step = self.moves.step(token)
                surely[step] &= least
                possibly[step] |= maybe[state]
        return Held(tuple(surely), tuple(possibly), self.complete, len(self.after))
