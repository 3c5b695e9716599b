"""Tell how wide a text is, and break it into lines.

Widths come from the font's own tables (advances and kerning), and agree with what Graphviz's pango
takes for the same font; a test holds them together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from rutas.paper.fonts import BREAK, HYPHEN, LACKING, drawable, face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rutas.paper.fonts import Weight

__all__ = [
    "ASCENT",
    "DESCENT",
    "LEADING",
    "balanced",
    "fit",
    "joined",
    "missing",
    "pieces",
    "shown",
    "width",
    "wrap",
]

ASCENT = 0.75
"""How far the tallest letters with an accent rise above the baseline, per point of size."""
DESCENT = 0.22
"""How far the lowest letters hang below the baseline, per point of size."""
_NARROWEST = 0.1  # the least width of a letter, per point of size
_VOWELS = frozenset("aeiouy")
_PAIRS = frozenset({*(one + two for one in "bcfgp" for two in "lr"), "dr", "tr"})
_PAIRS |= {"ch", "ll", "rr", "qu", "gu"}  # pairs of letters that a break must not part
LEADING = 1.14
"""From one baseline to the next, per point of size."""


@lru_cache(maxsize=65536)
def width(text: str, size: float, weight: Weight = "regular") -> float:
    """Return the width of a text in points.

    >>> round(width("AVA", 10), 1) < round(width("A", 10) * 2 + width("V", 10), 1)
    True
    """
    advances, glyphs, marks = _advances(weight)
    total, before = 0, ""
    for letter in shown(text, weight):
        code = ord(letter)
        if code in marks:
            continue
        glyph = glyphs[code]
        total += advances[glyph] + _kerning(weight, before, glyph)
        before = glyph
    return total * size / 1000


@lru_cache(maxsize=65536)
def shown(text: str, weight: Weight = "regular") -> str:
    """Return a text as it is drawn: in letters that the font has, with a box for each that it has not.

    Pango would take such a letter from whatever font the machine has, or draw its code in small digits.

    >>> shown("Llame ☎ al 147")
    'Llame ☐ al 147'
    """
    letters, (_, glyphs, _) = unicodedata.normalize("NFC", drawable(text)), _advances(weight)
    return "".join(
        letter if ord(letter) in glyphs else " " if letter.isspace() else LACKING
        for letter in letters
    )


def missing(text: str, weight: Weight = "regular") -> list[str]:
    """Return the letters of a text that the font does not have, each once.

    >>> missing("Llame ☎ al 147")
    ['☎']
    """
    _, glyphs, _ = _advances(weight)
    letters = dict.fromkeys(unicodedata.normalize("NFC", drawable(text)))
    return [letter for letter in letters if ord(letter) not in glyphs and not letter.isspace()]


@cache
def _advances(weight: Weight) -> tuple[dict[str, int], dict[int, str], frozenset[int]]:
    font = face(weight)
    glyphs = dict(font.getBestCmap())
    marks = frozenset(code for code in glyphs if unicodedata.combining(chr(code)))
    return {glyph: metric[0] for glyph, metric in font["hmtx"].metrics.items()}, glyphs, marks


@lru_cache(maxsize=65536)
def _kerning(weight: Weight, left: str, right: str) -> int:
    """Return the kerning of two glyphs: the first subtable that covers the pair decides."""
    for table in _kern_tables(weight):
        if left not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
            for pair in pairs:
                if pair.SecondGlyph == right:
                    return _advance(pair.Value1)
        else:
            first = table.ClassDef1.classDefs.get(left, 0)
            second = table.ClassDef2.classDefs.get(right, 0)
            return _advance(table.Class1Record[first].Class2Record[second].Value1)
    return 0


def _advance(value: object) -> int:
    return int(getattr(value, "XAdvance", 0) or 0)


@cache
def _kern_tables(weight: Weight) -> list[Any]:
    positions = face(weight)["GPOS"].table
    lookups = sorted(
        {
            index
            for record in positions.FeatureList.FeatureRecord
            if record.FeatureTag == "kern"
            for index in record.Feature.LookupListIndex
        }
    )
    tables = [table for index in lookups for table in positions.LookupList.Lookup[index].SubTable]
    return [getattr(table, "ExtSubTable", table) for table in tables]


def wrap(text: str, size: float, room: float, weight: Weight = "regular") -> list[str]:
    """Break a text into lines no wider than a room; a word that is wider by itself is broken too.

    A no-break space does not break.

    >>> wrap("uno dos tres", 10, 36)
    ['uno dos', 'tres']
    """
    words = [piece for word in _words(text) for piece in pieces(word, size, room, weight)]
    return _greedy(words, size, room, weight)


def _words(text: str) -> list[str]:
    # a figure and its sign stay together, and no line begins with the dot between two things
    bound = text.replace(" %", "\u00a0%").replace(" · ", "\u00a0· ").replace("» ", "»\u00a0")
    return [word for word in re.split("[ \t\r\n]+", bound) if word]


def _greedy(words: list[str], size: float, room: float, weight: Weight) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = joined([lines[-1], word]) if lines else word
        if lines and width(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def pieces(word: str, size: float, room: float, weight: Weight = "regular") -> list[str]:
    r"""Break one word that is wider than the room, after a hyphen or slash where it has one.

    What a no-break space holds together comes apart only there, from the front, and before any letter
    does. A piece ends in `HYPHEN` or `BREAK`, by which `joined` knows that no space follows.

    >>> pieces("interinstitucional", 10, 50), pieces("madre/padre/tutora", 10, 60)
    (['interinstitu\xad', 'cional'], ['madre/padre/\u200b', 'tutora'])
    """
    found: list[str] = []
    while width(word, size, weight) > room:
        first, _, rest = word.partition("\u00a0")
        if not rest:
            first, rest = _broken(word, size, room, weight)
            if not rest:
                break
            found.append(first)
        else:
            found += pieces(first, size, room, weight)
        word = rest
    return [*found, word]


def joined(texts: Iterable[str]) -> str:
    """Return words, pieces of words or lines one after the other, as they stand on one line.

    >>> joined(["la", *pieces("interinstitucional", 10, 50), *pieces("madre/padre/tutora", 10, 60)])
    'la interinstitucional madre/padre/tutora'
    """
    return " ".join(texts).replace(f"{HYPHEN} ", "").replace(f"{BREAK} ", "")


def _broken(word: str, size: float, room: float, weight: Weight) -> tuple[str, str]:
    """Break the front off a word, as long as the room allows; nothing is left where it can't be."""
    most = _most_letters(size, room)
    for end in range(min(len(word) - 1, most), 1, -1):
        if word[end - 1] in "-/·@." and width(word[:end], size, weight) <= room:
            return word[:end] + BREAK, word[end:]
    ends, front = range(min(len(word) - 2, most), 1, -1), word[: most + 4]
    for end in sorted(ends, key=lambda end: not _syllable(front, end)):  # else where it must be
        if width(word[:end] + "-", size, weight) <= room:
            return word[:end] + HYPHEN, word[end:]
    return word, ""


def _most_letters(size: float, room: float) -> int:
    """Return how many letters a room holds at most: none but accents are narrower than a tenth."""
    return int(room / (_NARROWEST * size)) + 2


def _syllable(word: str, at: int) -> bool:
    """Tell whether a Spanish word may be broken at a place: before a consonant that a vowel follows.

    >>> [n for n in range(2, 13) if _syllable("acompañamiento", n)], _syllable("pueblo", 4)
    ([4, 6, 8, 12], False)
    """
    plain = "".join(unicodedata.normalize("NFD", letter)[0] for letter in word.casefold())
    pair = plain[at : at + 2] in _PAIRS
    after = plain[at + 1 + pair : at + 2 + pair]
    split = plain[at - 1 : at + 1] in _PAIRS
    starts = plain[at] not in _VOWELS and after != "" and after in _VOWELS
    return starts and not split and not _VOWELS.isdisjoint(plain[:at])


def balanced(text: str, size: float, room: float, weight: Weight = "regular") -> list[str]:
    """Break a text into as few lines as a room allows, all about as long: no word is left alone.

    >>> wrap("uno dos tres cuatro cinco", 10, 100), balanced("uno dos tres cuatro cinco", 10, 100)
    (['uno dos tres cuatro', 'cinco'], ['uno dos tres', 'cuatro cinco'])
    """
    lines = wrap(text, size, room, weight)
    for share in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        tighter = wrap(text, size, room * share, weight)
        if len(tighter) == len(lines):
            return tighter
    return lines


def fit(
    text: str,
    size: float,
    room: float,
    weight: Weight = "regular",
    lines: int = 1,
    beside: Iterable[str] = (),
    *,
    ends: bool = False,
) -> list[str]:
    """Break a text into at most so many lines; what does not fit ends in ``…``.

    Where that would make it look like another of the texts `beside` it, or both `ends` matter, it is
    cut in the middle; for the `ends`, between words.

    >>> fit("una frase bastante larga", 10, 50, lines=1)
    ['una frase…']
    >>> fit("una frase bastante larga", 10, 50, lines=1, beside=["una frase bastante corta"])
    ['un…larga']
    >>> fit("una frase que no termina más", 10, 100, ends=True)
    ['una… no termina más']
    """
    broken = wrap(text, size, room, weight)
    if len(broken) <= lines:
        return broken
    kept, rest = broken[: lines - 1], joined(broken[lines - 1 :])
    cut = [*kept, _front(rest, size, room, weight)]
    others = (other for other in beside if other != text)
    if not ends and all(fit(other, size, room, weight, lines) != cut for other in others):
        return cut
    front = _front(rest, size, room / 2, weight) if lines == 1 else "…"
    if ends and " " in front:
        front = front.rpartition(" ")[0].rstrip(" ,;:·-") + "… "
    return [*kept, front + _back(rest, size, room - width(front, size, weight), weight)]


def _front(text: str, size: float, room: float, weight: Weight) -> str:
    """Return as many letters as have room before ``…``."""
    text = text[: _most_letters(size, room)]
    while text and width(text + "…", size, weight) > room:
        text = text[:-1]
    return text.rstrip(" ,;:·-") + "…"


def _back(text: str, size: float, room: float, weight: Weight) -> str:
    """Return as many of the last words as have room; of the last, as many letters."""
    text = text[-_most_letters(size, room) :]
    while text and width(text, size, weight) > room:
        text = text[1:]
    return text.partition(" ")[2] or text
