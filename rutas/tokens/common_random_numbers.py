"""Give every person her own numbers at every step: the same in a route and in the route after a change.

A stream of random numbers is read in the order of events, so that one person more or less at some step
gives everybody after her other numbers, and a comparison shows chance beside the change. Here a number
belongs to its place: the seed, the person, the step's id, the round in which she gets there; a step that
is put in, taken out or moved leaves the numbers of all others.

References
----------
.. [1] Steele, G. L., Lea, D., Flood, C. H. (2014). Fast splittable pseudorandom number generators.
   *OOPSLA 2014*, 453-472. https://doi.org/10.1145/2660193.2660195
.. [2] Glasserman, P., Yao, D. D. (1992). Some guidelines and guarantees for common random numbers.
   *Management Science* 38(6), 884-908. https://doi.org/10.1287/mnsc.38.6.884
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from rutas.tokens.token_table import occurrence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Words = NDArray[np.uint64]

__all__ = ["CommonRandomNumbers", "derived", "uniform", "word_of"]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def word_of(*parts: int | str) -> Words:
    """Return the word of a place that is told by numbers and names, as an array of one.

    >>> word_of(1, "demand").shape, bool(word_of(1, "demand")[0] == word_of(1, "supply")[0])
    ((1,), False)
    """
    word = np.zeros(1, dtype=np.uint64)
    for part in parts:
        number = crc32(part.encode()) if isinstance(part, str) else part
        word = derived(word, np.array([number]).astype(np.uint64))
    return word


def derived(word: Words, number: Words | int) -> Words:
    """Return a further word for each: other numbers give words that have nothing to do with each other."""
    with np.errstate(over="ignore"):  # arithmetic is modulo 2**64
        return _mixed(word + (np.asarray(number, dtype=np.uint64) + np.uint64(1)) * _GOLDEN)


def uniform(word: Words) -> Floats:
    """Return a number from 0 to 1, and less than that, for each word."""
    return (word >> np.uint64(11)).astype(np.float64) * 2.0**-53


class CommonRandomNumbers:
    """Numbers from 0 to 1 that depend on their place alone.

    Parameters
    ----------
    seed
        Another seed gives other numbers.
    ids
        What each place is called; a place is its index here, and -1 is none of them.

    Examples
    --------
    >>> numbers = CommonRandomNumbers(1, ["a", "b"])
    >>> both = numbers.at(0, np.array([3, 4]), np.array([1, 1]))
    >>> bool(CommonRandomNumbers(1, ["b"]).at(0, np.array([4]), np.array([0]))[0] == both[1])
    True
    """

    def __init__(self, seed: int, ids: Sequence[str]) -> None:
        self.seed = seed
        self.key = np.array([*[crc32(name.encode()) + 1 for name in ids], 0], dtype=np.uint64)

    def at(self, moment: int, person: Ints, place: Ints, journey: Ints | None = None) -> Floats:
        """Return a number for each pair of a person and a place at some moment.

        Pairs that occur several times at one moment get a number each, in their order; not so if they
        are of different journeys of one person.
        """
        with np.errstate(over="ignore"):  # arithmetic is modulo 2**64
            start = np.array([self.seed, moment]).astype(np.uint64)
            base = _mixed(_mixed(start[:1]) + start[1:] * _GOLDEN)
            word = _mixed(base + person.astype(np.uint64) * _GOLDEN)
            word = _mixed(word + (self.key[place] + np.uint64(1)) * _GOLDEN)
            again = _again(person if journey is None else journey, place)
            if again is not None:
                word = np.where(again > 0, _mixed(word + again * _GOLDEN), word)
        return uniform(word)


def _mixed(word: Words) -> Words:
    """Scramble words: the finalizer of SplitMix64 [1]_."""
    word = (word ^ (word >> np.uint64(30))) * _FIRST
    word = (word ^ (word >> np.uint64(27))) * _SECOND
    return word ^ (word >> np.uint64(31))


def _again(journey: Ints, place: Ints) -> Words | None:
    """Number the pairs that are equal 0, 1, 2, ...; none if all are different, as they nearly always are."""
    pair = journey * (int(place.max(initial=0)) + 1) + place
    ranked = np.sort(pair)
    if not (ranked[1:] == ranked[:-1]).any():
        return None
    return occurrence(pair).astype(np.uint64)
