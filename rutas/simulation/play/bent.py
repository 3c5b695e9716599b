"""Move the tokens of people whose branches do not nest: one person at a time, by the token rules themselves.

There it matters which of her tokens moves first: the one that is done first does. A join opens when her last
move lets it. Whose tokens multiply without end is cut short, and counts as stuck.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.moves import ALL, LOST, Answer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.play.people import People
    from rutas.simulation.play.stack import Stack
    from rutas.tokens.moves import State

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

__all__ = ["Bent"]

_FLAGS = "lost", "tired", "ends", "fork", "forgave"


class Bent:
    """What the tokens of such people do: a state each, by her place among all who enter."""

    def __init__(self, stack: Stack, people: People) -> None:
        self.stack, self.people = stack, people
        self.state: dict[int, State] = {}
        self.tired: dict[int, int] = {}

    def start(self, person: Ints, place: Ints) -> tuple[Ints, Ints, Bools]:
        """Let people enter; return the tokens to be attended: of which of them, where, whether forgiven."""
        found = []
        for k, (who, at) in enumerate(zip(person.tolist(), place.tolist(), strict=True)):
            rules, number = self.stack.rules[at], int(self.people.number[who])
            state = dict(rules.moves.enter())[at - rules.place]
            found += [(k, rules.place, token, rules.size) for token in state[0]]
            self.tired[number] = 0
            self._keep(who, number, state)
        return _tokens(found)

    def leave(
        self, person: Ints, place: Ints, link: Ints, **flags: Bools
    ) -> tuple[Ints, Ints, Bools]:
        """Let a token of each leave its place, by a link or from the first of a fork's on.

        The flags tell which of them ``lost``, ``tired`` (lost, for she gave up), ``ends``, ``fork`` are, and
        which ``forgave``. Return the tokens to be attended as `start` does.
        """
        found = []
        columns = (person, place, link, *(flags[name] for name in _FLAGS))
        for k, row in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
            who, at, by, lost, tired, ends, fork, forgave = row
            rules, number = self.stack.rules[at], int(self.people.number[who])
            step = at - rules.place
            token = step + rules.size * forgave
            count = 0 if ends else int(self.stack.links[at]) if fork else 1
            answer = Answer(LOST, ()) if lost else Answer(ALL, rules.ways(by, count))
            before = self.state.get(number)
            if before is None:  # cut short
                continue
            after = rules.moves.moved(before, token, answer)
            self.tired[number] |= tired << step
            self.people.lost[who] = after[2].bit_count()
            self.people.gave_up[who] = (after[2] & self.tired[number]).bit_count()
            new = Counter(after[0]) - (Counter(before[0]) - Counter([token]))
            found += [(k, rules.place, one, rules.size) for one in new.elements()]
            self._keep(who, number, after if len(after[0]) <= 2 * rules.size else ((), 1, 0))
        return _tokens(found)

    def _keep(self, who: int, number: int, state: State) -> None:
        """Remember a state, unless nothing moves in it any more."""
        self.state[number] = state
        if not state[0]:
            self.people.over[who] = True
            self.people.stuck[who] = state[1] > 0
            del self.state[number], self.tired[number]


def _tokens(found: list[tuple[int, int, int, int]]) -> tuple[Ints, Ints, Bools]:
    table = np.array(found, dtype=np.int64).reshape(-1, 4)
    forgave, step = np.divmod(table[:, 2], table[:, 3])
    return table[:, 0], table[:, 1] + step, forgave > 0
