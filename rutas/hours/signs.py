"""Part a text of opening hours into words, numbers, dates and times, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rutas.errors import Mistake, guessed, nearest
from rutas.hours.vocabulary import FILLERS, HALF_DAYS, KNOWN, KNOWN_WORDS

__all__ = ["Sign", "signs"]

_SIGN = re.compile(
    r"""
    (?P<date>\d{4}-\d{1,2}-\d{1,2})
  | (?P<slashed>(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}))
  | (?P<clock>\d{1,2}[:.h]\d{2}(?!\d))
  | (?P<ordinal>[1-5](?:\.?[ºª°]|\.?(?:er|ro|do|to|st|nd|rd|th)(?!\w)))
  | (?P<number>\d{1,4}(?!\d))
  | (?P<range>\.\.+|…|[-–—−~])
  | (?P<and>[,/])
  | (?P<end>[;\n])
  | (?P<word>[^\W\d_]+)
  | (?P<blank>[\s:.()])
  | (?P<other>.)
    """,
    re.VERBOSE,
)
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Sign:
    """A word, a number or a mark of a text.

    Attributes
    ----------
    values
        What it may be, by kind; numbers and words have a value, dates and times their text.
    text
        As it was written.
    at
        Its place, counted from 0.
    """

    values: dict[str, int]
    text: str
    at: int


def signs(text: str) -> list[Sign]:
    """Return the signs of a text that say something; the last is the text's end.

    Raises
    ------
    Mistake
        If there is a word or a mark that nobody writes in opening hours.

    Examples
    --------
    >>> [sign.text for sign in signs("lunes a viernes, de 7:00 a 15 hs.")]
    ['lunes', 'a', 'viernes', ',', '7:00', 'a', '15', 'hs', '']
    """
    if len(text) > _LONGEST:
        raise Mistake("hours-too-long", given=f"{text[:20]}…", offset=0)
    written = unicodedata.normalize("NFC", text)
    plain = "".join(unicodedata.normalize("NFD", sign)[0].lower() for sign in written)
    found: list[Sign] = []
    for match in _SIGN.finditer(plain if len(plain) == len(written) else written.lower()):
        kind, at = str(match.lastgroup), match.start()
        if kind == "y":
            kind = "slashed"
        said = written[at : match.end()]
        if kind == "word" and match[0] not in FILLERS:
            found.append(Sign(_word(match[0], said, at), said, at))
        elif kind == "slashed":
            day, month, year = (int(match[part]) for part in "dmy")
            raise Mistake("hours-date", given=said, offset=at, write=f"{year}-{month:02}-{day:02}")
        elif kind == "other":
            raise _unknown(said, at)
        elif kind not in {"blank", "word"}:
            found.append(Sign({kind: _value(kind, match[0])}, said, at))
    return [*found, Sign({"end": 1}, "", len(written))]


def _word(word: str, said: str, at: int) -> dict[str, int]:
    if word in HALF_DAYS:
        raise Mistake("hours-half-day", given=said, offset=at)
    if word not in KNOWN:
        raise _unknown(said, at, guessed(nearest(word, KNOWN_WORDS)))
    return dict(KNOWN[word])


def _value(kind: str, text: str) -> int:
    if kind == "ordinal":
        return int(text[0])
    return int(text) if kind == "number" else 0


def _unknown(said: str, at: int, guess: str = "") -> Mistake:
    return Mistake("hours-word", given=said, guess=guess, offset=at)
