"""Look at every state that can arise, nobody dropping out, and tell where one goes wrong.

An exit by `missing` or `late` is an answer that may be given, but nobody may need one to end. Where the
order of moves makes no difference one order is looked at (`rutas.tokens.ordering`), else all are.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from rutas.graph.walks import reached
from rutas.tokens.moves import NOBODY
from rutas.tokens.ordering import Ordering

if TYPE_CHECKING:
    from rutas.tokens.moves import Moves, State

__all__ = ["MOST_STATES", "Fault", "Found", "Move", "explore"]

MOST_STATES = 20_000
"""How many states are looked at before the answer is "not decided"; one of many tokens counts for more."""

_TOKENS = 30  # a state of more tokens than this takes the time of several

Move = tuple[int, int]
"""A token that was attended, and the answer that was given there: the step it leads to, or -1."""


@dataclass(frozen=True)
class Fault:
    """A way for the tokens to go wrong.

    Attributes
    ----------
    kind
        ``twice``: two tokens at one step at once; ``stuck``: joins that wait for each other; ``endless``:
        a state from which the tokens cannot all end, though something can always move.
    steps
        The step where two meet; or the joins where tokens are left waiting; or where tokens go round.
    moves
        The moves that lead there, in order.
    waiting
        The links on which tokens wait there.
    """

    kind: str
    steps: tuple[int, ...]
    moves: tuple[Move, ...]
    waiting: int


@dataclass(frozen=True)
class Found:
    """What was found: the first fault of each kind, and whether all states were looked at."""

    faults: tuple[Fault, ...]
    complete: bool
    states: int


def explore(moves: Moves, *, most: int = MOST_STATES) -> Found:
    """Look at every state of a route, shortest stories first.

    Parameters
    ----------
    moves
        The moves of the route's tokens.
    most
        How many states to look at before giving up; those of more than 30 tokens count for several.

    Returns
    -------
    The faults found. Where `Found.complete` is false there may be others, and none is no promise.
    """
    return _Search(moves).run(most)


class _Search:
    """All states found so far, and how each was first got to."""

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        self.ordering = Ordering(moves)
        self.came: dict[State, tuple[State, Move]] = {}
        self.usual: nx.DiGraph[State] = nx.DiGraph()
        self.faults: dict[str, Fault] = {}
        self.queue: deque[State] = deque()
        self.effort = 0

    def run(self, most: int) -> Found:
        for start, state in self.moves.enter():
            self._put(NOBODY, (-1, start), state)
        while self.queue and self.effort <= most and "twice" not in self.faults:
            self._step(self.queue.popleft())
        complete = not self.queue
        if complete and not self.faults:
            self._endless()
        return Found(tuple(self.faults.values()), complete, len(self.came))

    def _put(self, before: State, move: Move, state: State) -> None:
        if state in self.came:
            return
        self.came[state] = (before, move)
        self.queue.append(state)
        active, waiting, _ = state
        self.effort += 1 + (len(active) + waiting.bit_count()) // _TOKENS
        if len(set(active)) < len(active):
            twice = next(step for step in active if active.count(step) > 1)
            self._note("twice", (twice,), state)
        elif waiting and not active:
            self._note("stuck", tuple(self.moves.waits_at(waiting)), state)

    def _note(self, kind: str, steps: tuple[int, ...], state: State) -> None:
        if kind not in self.faults:
            self.faults[kind] = Fault(kind, steps, self._story(state), state[1])

    def _story(self, state: State) -> tuple[Move, ...]:
        moves: list[Move] = []
        while True:
            state, move = self.came[state]
            if move[0] < 0:
                return tuple(reversed(moves))
            moves.append(move)

    def _step(self, state: State) -> None:
        """Move the tokens that have to be, wherever they may go."""
        for token in self.ordering.movers(state):
            for answer in self.moves.answers(token):
                after = self.moves.moved(state, token, answer)
                if answer.usual:
                    self.usual.add_edge(state, after)
                self._put(state, (token, answer.to), after)

    def _endless(self) -> None:
        """Find a state from which the tokens cannot end, once all states are known."""
        over = [state for state in self.usual if state == NOBODY]
        good = reached(self.usual, over, back=True) if over else set()
        for state in self.came:
            if state not in good and state != NOBODY:
                waits = self.moves.waits_at(state[1])
                self._note("endless", (*state[0], *waits), state)
                return
