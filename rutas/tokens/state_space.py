"""Play every game of tokens that can arise, nobody dropping out, and tell where one goes wrong.

Tokens of one person move independently of each other until they meet at a join, and what a join waits for
does not depend on who moved first. So it is enough to let one token move at a time, the one farthest
behind, and to follow every answer it may get: whether all tokens can end is the same as under every other
order of moves [1]_. Only *two tokens at one step at once* needs other orders: each token therefore
carries the steps where others stood since they parted, and another token that gets to one of them could
have met it there (they are *concurrent* in the sense of unfoldings [2]_). What it can no longer get to, or
only through a join that would have waited for that other token, is dropped.

References
----------
.. [1] Valmari, A. (1991). Stubborn sets for reduced state space generation. *Advances in Petri Nets 1990*,
   LNCS 483, 491-515. https://doi.org/10.1007/3-540-53863-1_36
.. [2] McMillan, K. L. (1993). Using unfoldings to avoid the state explosion problem in the verification of
   asynchronous circuits. *CAV 1992*, LNCS 663, 164-177. https://doi.org/10.1007/3-540-56496-9_14
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rutas.tokens.core import Core

__all__ = ["MOST_STATES", "Fault", "Found", "Move", "explore"]

MOST_STATES = 20_000
"""How many states are looked at before the answer is "not decided"; one of many tokens counts for more."""

_TOKENS = 30  # a state of more tokens than this takes the time of several

Move = tuple[int, int]
"""A step that was attended, and the answer that was given there: the step it leads to, or -1."""

# Where a token stands, and the steps at which it could have met others, a bit each.
Token = tuple[int, int]
State = tuple[tuple[Token, ...], tuple[Token, ...]]
NOBODY: State = ((), ())


@dataclass(frozen=True)
class Fault:
    """A way for the game to go wrong.

    Attributes
    ----------
    kind
        ``twice``: two tokens at one step at once; ``stuck``: joins that wait for each other; ``endless``:
        a state from which the tokens cannot all end, though something can always move.
    steps
        The step where two meet; or the joins where tokens are left waiting; or where tokens go round.
    moves
        The moves that lead there, in order.
    """

    kind: str
    steps: tuple[int, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Found:
    """What was found: the first fault of each kind, and whether all states were looked at."""

    faults: tuple[Fault, ...]
    complete: bool
    states: int


def explore(core: Core, *, most: int = MOST_STATES) -> Found:
    """Look at every state of a route's core, shortest stories first.

    Parameters
    ----------
    core
        The route, its well-made blocks folded.
    most
        How many states to look at before giving up; those of more than 30 tokens count for several.

    Returns
    -------
    The faults found. Where `Found.complete` is false there may be others, and none is no promise.
    """
    return _Game(core).play(most)


class _Game:
    """All states found so far, and how each was first got to."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.bits: dict[int, int] = {}
        self.kept = [0] * len(core.follows)
        self.awaited = dict.fromkeys(core.joins, 0)
        self.came: dict[State, tuple[State, Move]] = {}
        self.after: dict[State, list[State]] = {}
        self.faults: dict[str, Fault] = {}
        self.queue: deque[State] = deque()
        self.effort = 0

    def play(self, most: int) -> Found:
        for start in self.core.starts:
            self._put(NOBODY, (-1, start), _arrive(self.core, (), (), [(start, 0)]))
        while self.queue and self.effort <= most and "twice" not in self.faults:
            state = self.queue.popleft()
            self.after[state] = []
            self._step(state)
        complete = not self.queue
        if complete and not self.faults:
            self._endless()
        return Found(tuple(self.faults.values()), complete, len(self.came))

    def _put(self, before: State, move: Move, state: State) -> None:
        if before in self.after:
            self.after[before].append(state)
        if state not in self.came:
            self.came[state] = (before, move)
            self.queue.append(state)
            self.effort += 1 + (len(state[0]) + len(state[1])) // _TOKENS

    def _story(self, state: State, *last: Move) -> tuple[Move, ...]:
        moves = list(last)
        while state != NOBODY:
            state, move = self.came[state]
            moves.append(move)
        return tuple(move for move in reversed(moves) if move[0] >= 0)

    def _step(self, state: State) -> None:
        """Open a join, or move the token that is farthest behind, wherever it may go."""
        active, waiting = state
        opened = self._open(state)
        if opened is not None:
            self._put(state, (-1, -1), opened)
        elif active:
            token = min(active, key=self._urgency)
            rest = tuple(other for other in active if other is not token)
            for answer, targets in self.core.moves(token[0]):
                self._send(state, token, rest, answer, targets)
        elif waiting and "stuck" not in self.faults:
            steps = tuple(step for step, _ in waiting)
            self.faults["stuck"] = Fault("stuck", steps, self._story(state))

    def _urgency(self, token: Token) -> tuple[bool, int]:
        """Put first what no join waits for, which is soon over, and then what is farthest behind."""
        return self.core.ahead[token[0]] != 0, self.core.order[token[0]]

    def _open(self, state: State) -> State | None:
        active, waiting = state
        core = self.core
        for token in waiting:
            join, met = token
            bit = core.bit[join]
            if any(core.ahead[step] & bit for step, _ in active) or any(
                core.ahead[step] & bit for step, _ in waiting if step != join
            ):
                continue
            rest = tuple(other for other in waiting if other is not token)
            return tuple(sorted([*active, (join, met & ~self.awaited[join])])), rest
        return None

    def _send(
        self,
        state: State,
        token: Token,
        rest: tuple[Token, ...],
        answer: int,
        targets: tuple[int, ...],
    ) -> None:
        core, waiting = self.core, state[1]
        step, met = token
        met |= self._mask(other for other, _ in rest)
        born: list[Token] = []
        news = 0  # the ordinary steps that somebody gets to with this move
        for target in targets:
            if target not in core.joins:
                bit = self._bit(target)
                if (met | news) & bit:
                    if "twice" not in self.faults:
                        moves = self._story(state, (step, answer))
                        self.faults["twice"] = Fault("twice", (target,), moves)
                    return
                news |= bit
        for target in targets:
            beside = news & ~self.bits.get(target, 0)
            born.append((target, (met | beside) & self.kept[target]))
        moved = tuple((at, (seen | news) & self.kept[at]) for at, seen in rest)
        held = tuple((at, (seen | news) & self.kept[at]) for at, seen in waiting)
        self._put(state, (step, answer), _arrive(core, moved, held, born))

    def _mask(self, steps: Iterable[int]) -> int:
        mask = 0
        for step in steps:
            mask |= self._bit(step)
        return mask

    def _bit(self, step: int) -> int:
        """Return the bit of a step that somebody stands at, and note who can still meet her there.

        Those can, who get there without a join that waits for whoever is at it: a token elsewhere keeps
        the bit as long as it is at one of these steps.
        """
        bit = self.bits.get(step)
        if bit is None:
            core = self.core
            bit = self.bits[step] = 1 << len(self.bits)
            found: set[int] = set()
            todo = [step]
            while todo:
                at = todo.pop()
                if at in core.joins and core.ahead[step] & core.bit[at]:
                    continue
                for before in core.graph.pred[at]:
                    if before not in found:
                        found.add(before)
                        todo.append(before)
            for at in found:
                if not core.ahead[step] & core.bit.get(at, 0):
                    self.kept[at] |= bit
            for join, own in core.bit.items():
                if core.ahead[step] & own:
                    self.awaited[join] |= bit
        return bit

    def _endless(self) -> None:
        """Find a state from which the game cannot end, once all states are known."""
        back: dict[State, list[State]] = {}
        for state, following in self.after.items():
            for other in following:
                back.setdefault(other, []).append(state)
        todo = [NOBODY]
        good = set(todo)
        while todo:
            for before in back.get(todo.pop(), ()):
                if before not in good:
                    good.add(before)
                    todo.append(before)
        for state in self.came:
            if state not in good:
                steps = tuple(step for part in state for step, _ in part)
                self.faults["endless"] = Fault("endless", steps, self._story(state))
                return


def _arrive(
    core: Core, active: tuple[Token, ...], waiting: tuple[Token, ...], born: list[Token]
) -> State:
    """Put new tokens in their places; those that wait at one join are taken as one."""
    held = dict(waiting)
    moving = list(active)
    for step, met in born:
        if step in core.joins:
            held[step] = held[step] & met if step in held else met
        else:
            moving.append((step, met))
    return tuple(sorted(moving)), tuple(sorted(held.items()))
