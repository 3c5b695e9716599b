"""Draw what people meet at places, each from chances of her own, whatever became of others.

A number belongs to a person, a step and how often she was there before, so that it does not hang on time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rutas.tokens.common_random_numbers import derived, uniform
from rutas.tokens.token_table import occurrence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rutas.simulation.play.people import People
    from rutas.simulation.play.stack import Stack

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = ["Chances"]

(
    _DROPOUT, _LINK, _WAIT, _TAKES, _LEAD, _TIMES, _EVERY, _OPENS, _PATIENCE, _LEAVES, _BY, _WITHIN,
    _TRIES, _SHOWS,
) = range(14)  # fmt: skip
_TIE = 1e-9


class Chances:
    """The chances of everybody."""

    def __init__(self, stack: Stack, people: People) -> None:
        self.stack, self.people = stack, people

    def word(self, person: Ints, place: Ints, turn: Ints) -> tuple[Words, Words]:
        """Return a word for a person at a place, and one for her visit there."""
        word = derived(self.people.word[person], self.stack.key[place])
        return word, derived(word, turn.astype(np.uint64))

    def turns(self, person: Ints, place: Ints) -> Ints:
        """Count how often each was at her place before, where she may be twice."""
        slot = self.stack.slot[place]
        turn = np.zeros(len(place), dtype=np.int64)
        some = np.flatnonzero(slot >= 0)
        if len(some):
            who, where = person[some], slot[some]
            again = occurrence(who * (self.stack.counted + 1) + where)
            turn[some] = self.people.been[who, where] + again
            np.add.at(self.people.been, (who, where), 1)
        return turn

    def patience(self, place: Ints, own: Words, word: Words) -> dict[str, Floats]:
        """Return how long each waits before she gives up, if that may be."""
        if not self.stack.gives_up:
            return {}
        patience = self.stack.patience.at(place, own, _PATIENCE)
        with np.errstate(divide="ignore"):
            gone = -np.log1p(-uniform(derived(word, _LEAVES))) / self.stack.hazard[place]
        return {"patience": np.fmin(patience, gone)}

    def stay(self, place: Ints, word: Words) -> Floats:
        """Return how long each stays, where nothing but that is drawn."""
        stack = self.stack
        stay = self.wait(place, word) + self.tail(place, word)
        if not stack.series[place].any():
            return stay
        times = stack.times.at(place, word, _TIMES) - 1
        return stay + times * stack.every.at(place, word, _EVERY)

    def opens(self, person: Ints, place: Ints, own: Words) -> Floats:
        """Return the moment at which her age opens the place to each."""
        return self.stack.opens.at(place, own, _OPENS) + self.people.born[person]

    def tail(self, place: Ints, word: Words) -> Floats:
        """Return the time from the last visit's place to the end."""
        return self.stack.takes.at(place, word, _TAKES) + self.stack.lead.at(place, word, _LEAD)

    def wait(self, place: Ints, word: Words) -> Floats:
        """Return the wait that is declared."""
        return self.stack.wait.at(place, word, _WAIT)

    def series(self, place: Ints, word: Words) -> tuple[Ints, Floats]:
        """Return how many visits a series has, and the days between them."""
        times = np.floor(self.stack.times.at(place, word, _TIMES) + 0.5).astype(np.int64)
        return times, self.stack.every.at(place, word, _EVERY)

    def lost(self, place: Ints, word: Words) -> Bools:
        """Tell who drops out."""
        return uniform(derived(word, _DROPOUT)) < self.stack.dropout[place]

    def taken(self, word: Words) -> Floats:
        """Return the number from 0 to 1 that decides which link is taken."""
        return uniform(derived(word, _LINK))

    def misses(self, place: Ints, word: Words, times: Ints, tries: Ints) -> Bools:
        """Tell who does not show, the visits left of her series and her tries so far being told."""
        word = derived(
            derived(derived(word, _SHOWS), times.astype(np.uint64)), tries.astype(np.uint64)
        )
        return uniform(word) < self.stack.no_show[place]

    def tries(self, place: Ints, word: Words) -> Ints:
        """Return how many places each is given for one visit."""
        return np.floor(self.stack.tries.at(place, word, _TRIES) + 0.5).astype(np.int64)

    def late(self, person: Ints, place: Ints, came: Floats, done: Floats) -> Bools:
        """Tell which visits are over later than they should."""
        late: Bools = self.stack.due[place]
        some = np.flatnonzero(late)
        if len(some):
            person, place, came, done = person[some], place[some], came[some], done[some]
            own, _ = self.word(person, place, np.zeros(len(some), dtype=np.int64))
            age = done - self.people.born[person]
            late[some] = (done - came > self.stack.within.at(place, own, _WITHIN) + _TIE) | (
                age > self.stack.by.at(place, own, _BY) + _TIE
            )
        return late
