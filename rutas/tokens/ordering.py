"""Choose the token that moves first, where the order makes no difference.

Tokens of one person move independently until they meet at a join or a step. A token may go first, alone,
if while it stays where it is no other token can come to where it is or goes, and its move changes nothing
that a join waits for. Every run is then a run of those looked at, with its moves in another order, so that
what can be attended, and where all can end, is the same: a persistent set [1]_ of one token's moves.

A join that forgives waits for who may yet be lost before it: two others that meet there meanwhile are one
when it opens. So who may be lost before such a join goes first only if no other can come to it.

References
----------
.. [1] Godefroid, P. (1996). *Partial-Order Methods for the Verification of Concurrent Systems*. LNCS 1032.
   https://doi.org/10.1007/3-540-60761-7
.. [2] Valmari, A. (1991). Stubborn sets for reduced state space generation. *Advances in Petri Nets 1990*,
   LNCS 483, 491-515. https://doi.org/10.1007/3-540-53863-1_36
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from rutas.tokens.moves import LOST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.tokens.moves import Answer, Moves, State

__all__ = ["Ordering"]


class Ordering:
    """Tells which tokens of a state have to be moved, so that nothing that may happen is left out."""

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        self.size = len(moves.follows)
        self.walked: dict[tuple[int, int], tuple[int, int]] = {}
        self.forgiving = [join for join in moves.missing if join in moves.joins]
        self.free: dict[int, int | None] = {}

    def movers(self, state: State) -> Sequence[int]:
        """Return one token that may go first, or all of them."""
        tokens = tuple(dict.fromkeys(state[0]))
        if len(state[0]) == 1:
            return tokens
        for token in tokens:
            free = self._goes_alone(token)
            if free is not None and self._apart(token, free, state):
                return (token,)
        return tokens

    def _goes_alone(self, token: int) -> int | None:
        """Tell whether a token holds up the same joins wherever it goes next.

        So it does as long as nothing waits on some links; they are returned, a bit each.
        """
        if token not in self.free:
            found = [self._holds_on(token, answer) for answer in self.moves.answers(token)]
            self.free[token] = None if None in found else reduce(or_, found, 0)
        return self.free[token]

    def _holds_on(self, token: int, answer: Answer) -> int | None:
        """Tell the same of one answer."""
        into, held = self.moves.into, self.moves.reach[token % self.size]
        if answer.to == LOST:  # a join that forgives her opens sooner, before others have met
            return reduce(or_, (into[join] for join in self.forgiving if held & into[join]), 0)
        after = self._together(answer.ways)
        free = 0
        for links in into.values():
            here, there = held & links, after & links
            if bool(here) != bool(there):
                return None
            if here != there or len(answer.ways) > 1:
                free |= here
        return free

    def _together(self, ways: Sequence[tuple[int, int]]) -> int:
        """Return the links that tokens sent along some others get to."""
        held = 0
        for to, bit in ways:
            reach = self.moves.reach[to]
            held |= (reach & ~self.moves.into[to]) | bit if bit else reach
        return held

    def _apart(self, token: int, free: int, state: State) -> bool:
        """Tell whether no other token can get in the way while one stays where it is."""
        moves = self.moves
        steps, links = self._others(token, state)
        if (links | state[1]) & free:
            return False
        mine = 1 << token % self.size
        for answer in moves.answers(token):
            for to, bit in answer.ways:
                if not bit:
                    mine |= 1 << to
                elif state[1] & bit or links & moves.into[to] & (state[1] | bit):
                    return False
        return not steps & mine

    def _others(self, token: int, state: State) -> tuple[int, int]:
        """Return where other tokens can come to while one stays: the steps and the links, a bit each."""
        active, waiting, _ = state
        moves, stays = self.moves, token % self.size
        held = moves.reach[stays]
        left = list(active)
        left.remove(token)
        todo = [one % self.size for one in left]
        steps = links = 0
        for step in todo:
            steps |= 1 << step
        passed: set[int] = set()
        waits = moves.waits_at(waiting)
        while True:
            for step in todo:
                there, on = self._walk(stays, step)
                steps, links = steps | there, links | on
            todo = []
            for join, into in moves.into.items():
                if join in passed or not (join in waits or links & into):
                    continue
                # Shut while the token stays, unless something waits, or comes, where it gets to as well.
                if not held & into or held & into & (links | waiting):
                    passed.add(join)
                    steps |= 1 << join
                    todo.append(join)
            if not todo:
                return steps, links

    def _walk(self, stays: int, start: int) -> tuple[int, int]:
        """Return the steps and the links that come after a step, up to joins that a token holds up."""
        known = self.walked.get((stays, start))
        if known is not None:
            return known
        # networkx walks steps; here the links into joins count too, and some are passed and others not.
        moves, held = self.moves, self.moves.reach[stays]
        steps = links = 0
        todo, seen = [start], {start}
        while todo:
            for to, bit in moves.out(todo.pop()):
                links |= bit
                if bit and held & moves.into[to]:
                    continue
                steps |= 1 << to
                if to not in seen:
                    seen.add(to)
                    todo.append(to)
        self.walked[stays, start] = steps, links
        return steps, links
