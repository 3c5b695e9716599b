"""Find steps, papers and places by what people type, without accents or exact words.

`Index` and `find` are the twins of ``indexOf`` and ``find`` in ``page/search.js``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Entry", "find", "index", "plain", "stem"]

_WEIGHTS = 8, 6, 2  # of a name, of keywords, of a text
_EQUAL, _BEGINS, _SLIP, _AKIN = 4, 3, 2, 1
_LONG = 5  # letters from which on a word may be mistyped, or share only its beginning
_IDLE = (
    "a al como con cuando de del donde el en es hay la las le lo los me mi mis necesito o para por que "
    "quiero se si su sus un una y and at for how i in is my of on or the to what when where"
)  # words that say nothing of what is looked for
_STOP = frozenset(_IDLE.split())
_DRESS = re.compile("['’ʼ`´]")
_WORD = re.compile(r"[^\W_]+")


class Entry(NamedTuple):
    """What can be found: its name, words that people use for it, and what is told of it."""

    name: str
    keywords: str = ""
    text: str = ""


def plain(text: str) -> str:
    """Return a text as it is compared: small letters without accents or apostrophes.

    >>> plain("Cédula de Ñemby"), plain("mba'apo")
    ('cedula de nemby', 'mbaapo')
    """
    apart = unicodedata.normalize("NFKD", text.lower())
    return _DRESS.sub("", "".join(sign for sign in apart if unicodedata.category(sign)[0] != "M"))


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def stem(word: str) -> str:
    """Return a word without the ending of a plural.

    >>> [stem(word) for word in ("controles", "control", "veces", "vez", "mes")]
    ['control', 'control', 'vec', 'vec', 'mes']
    """
    if len(word) < 4:  # noqa: PLR2004  (mes, vez)
        return word.removesuffix("z") + "c" * word.endswith("z")
    one = word.removesuffix("s")
    bare = one.removesuffix("e") if len(one) > 3 else one  # noqa: PLR2004
    return f"{bare[:-1]}c" if bare.endswith("z") else bare


def _slipped(one: str, other: str) -> bool:
    """Tell whether two words are a slip apart: a letter more, less or other, or two that changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    turned = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or turned


def _likeness(typed: str, word: str) -> int:
    """Return how well a word of a text is what was typed: 4 where it is the same, 0 where it is another."""
    if typed == word or stem(typed) == stem(word):
        return _EQUAL
    if len(typed) > 1 and word.startswith(typed):
        return _BEGINS
    if min(len(typed), len(word)) >= _LONG and _slipped(stem(typed), stem(word)):
        return _SLIP
    pairs = enumerate(zip(typed, word, strict=False))
    shared = next((at for at, (a, b) in pairs if a != b), min(len(typed), len(word)))
    return _AKIN if shared >= _LONG and 5 * shared >= 2 * max(len(typed), len(word)) else 0


def index(entries: Iterable[Entry]) -> dict[str, list[tuple[int, int]]]:
    """Return where each word stands: the numbers of the entries, each with the weight that it has there."""
    places: dict[str, list[tuple[int, int]]] = {}
    for number, entry in enumerate(entries):
        for weight, text in zip(_WEIGHTS, entry, strict=True):
            for word in dict.fromkeys(_words(text)):
                places.setdefault(word, []).append((number, weight))
    return places


def find(places: Mapping[str, list[tuple[int, int]]], query: str) -> list[int]:
    """Return the numbers of the entries that have most of the words typed, and half of them at least.

    The best is first. A word counts the more, the more it is like what was typed: the same but for its
    plural, or beginning so; only where there is none such, a slip of the finger, or of one root. In a name it
    counts more than in a keyword, and least in a text.

    Examples
    --------
    >>> entries = [Entry("Carnet de vacunas"), Entry("Primera cédula", "carnet identidad")]
    >>> [find(index(entries), query) for query in ("cedula", "cédulas", "carnets", "identificación")]
    [[1], [1], [0, 1], [1]]
    """
    typed = list(dict.fromkeys(_words(query)))
    meant = [word for word in typed if word not in _STOP] or typed
    found: dict[int, tuple[int, int]] = {}
    for word in meant:
        degrees = {other: _likeness(word, other) for other in places}
        least = min(_BEGINS, max(degrees.values(), default=0)) or _EQUAL
        best: dict[int, int] = {}
        for other, degree in degrees.items():
            for number, weight in places[other] if degree >= least else ():
                best[number] = max(best.get(number, 0), degree * weight)
        for number, score in best.items():
            words, total = found.get(number, (0, 0))
            found[number] = words + 1, total + score
    most = max((words for words, _ in found.values()), default=0)
    if 2 * most < len(meant):
        return []
    ranked = sorted((-score, number) for number, (words, score) in found.items() if words == most)
    return [number for _, number in ranked]
