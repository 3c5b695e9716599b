"""Hold tokens on their way as columns: where they come from, and what is known of when.

A time is told by a visit and the way from there: done at F, she is there at ``max(F + after, floor)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Words = NDArray[np.uint64]

__all__ = [
    "BITS",
    "FORGAVE",
    "LATE",
    "LOST",
    "ON",
    "TIRED",
    "Coming",
    "Leaving",
    "Served",
    "Tokens",
]

ON, FORGAVE, LATE, TIRED, LOST = range(5)
"""How a token leaves: by a link of its own, by `missing`, by `late`; or not: she gave up, or did not show."""
BITS = 20
"""How many tell how often somebody was served on one day."""


@dataclass
class Tokens:
    """Tokens on their way to places, or about to leave them.

    Attributes
    ----------
    person, place
        Whose, and where.
    source, after, floor
        Of the time: the last visit that must be found, -1 if there is none, and how she gets on from there.
    low
        The time, or a moment before which it is not.
    """

    person: Ints
    place: Ints
    source: Ints
    after: Floats
    floor: Floats
    low: Floats

    def __getitem__(self, chosen: Bools | Ints) -> Self:
        return type(self)(**{name: column[chosen] for name, column in vars(self).items()})

    def __len__(self) -> int:
        return len(self.person)

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Return all of some; there is one at least."""
        some = [one for one in parts if len(one)] or parts[:1]
        if len(some) == 1:
            return some[0]
        names = vars(some[0])
        return cls(**{name: np.concatenate([vars(one)[name] for one in some]) for name in names})


@dataclass
class Coming(Tokens):
    """Tokens that come to places.

    Attributes
    ----------
    urgent
        Whether it comes by an urgent link.
    forgave
        Whether it is at a join that forgave the missing.
    """

    urgent: Bools
    forgave: Bools

    @classmethod
    def at(cls, person: Ints, place: Ints, time: Floats, forgave: Bools | None = None) -> Self:
        """Return tokens of which the time is known."""
        size = len(person)
        nothing, zero, no = np.full(size, -1), np.zeros(size), np.zeros(size, dtype=bool)
        forgave = no if forgave is None else forgave
        return cls(person, place, nothing, zero, time, time, no, forgave)


@dataclass
class Leaving(Tokens):
    """Tokens that leave places.

    Attributes
    ----------
    visit
        The visit that ends, -1 where its time need not be found.
    word
        What the chances of her visit are derived from.
    exit
        How it leaves: `ON`, `FORGAVE`, `LATE`, `TIRED` or `LOST`.
    """

    visit: Ints
    word: Words
    exit: Ints


@dataclass(frozen=True)
class Served:
    """Tokens at a place, of different people, in the order of these.

    A token gets there at ``max(done + after, floor)``, ``done`` being when it left the last service;
    `served` tells on what day it was served there, and in its last bits how often on that day before.
    """

    person: Ints
    done: Floats
    after: Floats
    floor: Floats
    served: Ints

    def __getitem__(self, chosen: Bools | Ints) -> Served:
        return Served(*(column[chosen] for column in vars(self).values()))

    @classmethod
    def at(cls, person: Ints, done: Floats, served: Ints) -> Served:
        """Return tokens that leave a service."""
        size = len(person)
        return cls(person, done, np.zeros(size), np.full(size, -np.inf), served)

    @classmethod
    def entering(cls, person: Ints, time: Floats) -> Served:
        """Return tokens that were served nowhere."""
        size = len(person)
        never, before = np.full(size, -np.inf), np.full(size, -1 << BITS)
        return cls(person, never, np.zeros(size), time, before)

    @property
    def time(self) -> Floats:
        """When they get there."""
        return np.maximum(self.done + self.after, self.floor)
