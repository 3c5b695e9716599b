"""Ask of everything that may happen, whatever the shares: what completing runs pass, what is held where.

A run is a sequence of moves from a way in. Shares count as none or some, losses are possible where somebody
drops out or gives up waiting. Without a join that forgives, a loss changes nothing that these questions ask:
what was lost holds joins up as if it only hadn't moved yet.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
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

Link = tuple[int, int, bool]  # the state that follows, the step that was left, whether she is lost


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
    return _held(_moves(net, frozenset()), tuple(made), start, most)


@lru_cache(maxsize=64)
def _held(moves: Moves, made: tuple[int, ...], start: int, most: int) -> Held:
    """Look at all states once for the routes of all districts, which differ in figures alone."""
    return _Space(moves, frozenset(), None).walk(most).held(made, start)


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
        self.number: dict[State, int] = {}
        self.after: list[list[Link]] = []
        self.starts: list[int] = []
        self.complete = True

    def walk(self, most: int) -> _Space:
        """Look at states, nearest first, and number them."""
        moves = self.moves
        self.number = {
            state: k for k, state in enumerate(dict.fromkeys(s for _, s in moves.enter()))
        }
        self.starts = list(self.number.values())
        self.after = [[] for _ in self.starts]
        queue = deque(self.number)
        while queue:
            state = queue.popleft()
            if len(self.after) > most:
                self.complete = False
                break
            links = self.after[self.number[state]]
            for token in self.ordering.movers(state) if self.ordering else dict.fromkeys(state[0]):
                step = moves.step(token)
                if step in self.failing:
                    continue
                for answer in moves.answers(token):
                    following = moves.moved(state, token, answer)
                    known = len(self.after)
                    number = self.number.setdefault(following, known)
                    links.append((number, step, answer.to == LOST))
                    if number == known:
                        self.after.append([])
                        if any(following[0].count(one) > _CROWD for one in following[0]):
                            self.complete = False
                        else:
                            queue.append(following)
        return self

    def passed(self, size: int) -> Passed:
        """Intersect the steps of all runs that complete, from their ends backwards."""
        before: list[list[tuple[int, int]]] = [[] for _ in self.after]
        for state, links in enumerate(self.after):
            for following, step, _ in links:
                before[following].append((state, step))
        every = (1 << size) - 1
        must = {self.number[NOBODY]: 0} if NOBODY in self.number else {}
        todo = deque(must)
        while todo:
            state = todo.popleft()
            for earlier, step in before[state]:
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
        """Carry what is surely and what is possibly held through all moves, until nothing changes.

        Both are one number: the bits held on every run so far, above those that are held on none, so that
        where runs meet, what is known of both is what is known of each.
        """
        every = start
        for given in made:
            every |= given
        size = every.bit_length()
        gives, takes = [given << size for given in made], [~given for given in made]
        nothing = (1 << 2 * size) - 1
        known = [nothing] * len(self.after)
        seen = set(self.starts)
        for first in seen:
            known[first] = start << size | (every & ~start)
        todo = dict.fromkeys(seen)
        while todo:
            states, todo = todo, {}
            for earlier in states:
                here = known[earlier]
                for following, step, lost in self.after[earlier]:
                    told = known[following] & (here if lost else (here | gives[step]) & takes[step])
                    if told != known[following] or following not in seen:
                        known[following] = told
                        seen.add(following)
                        todo[following] = None
        surely, possibly = [every] * len(made), [0] * len(made)
        for state, number in self.number.items():
            sure, maybe = known[number] >> size, every & ~known[number]
            for token in state[0]:
                step = self.moves.step(token)
                surely[step] &= sure
                possibly[step] |= maybe
        return Held(tuple(surely), tuple(possibly), self.complete, len(self.after))
