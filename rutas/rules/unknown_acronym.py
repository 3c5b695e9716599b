"""Find acronyms that are spelled out nowhere in the book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.words import SMALL_WORDS, Said, said_of_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Shelf

_ACRONYM = re.compile(r"(?<![\w-])[A-ZÁÉÍÓÚÑÜ]{2,10}(?![\w-])")
_IN_BRACKETS = re.compile(r"\(([A-ZÁÉÍÓÚÑÜ]{2,10})\)")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_KNOWN = frozenset(
    ("ADN", "CD", "DVD", "OK", "PDF", "PYG", "QR", "SMS", "SOS", "TV", "USB", "VIH", "WC")
)
_SHOUTED = 3


def find(shelf: Shelf) -> Iterator[Finding]:
    """Yield each acronym once, where it first stands, unless the book says what it means.

    It does if the acronym stands in brackets after words, or words in brackets after it, or if the
    capitals or first letters of some words that follow each other spell it.
    """
    texts = [(name, text) for name, case in shelf.cases.items() for text in case.said]
    texts += [("catalogue", text) for text in said_of_all(shelf.catalogue)]
    known, initials = _explained(text for _, text in texts)
    titles = (str(source.title) for source in shelf.catalogue.sources.values())
    initials += " ".join(_initials(title) for title in titles)
    told: set[str] = set()
    for name, text in texts:
        for acronym in _acronyms(str(text.text)):
            if acronym in told or acronym in known or acronym in initials:
                continue
            told.add(acronym)
            yield Finding(text.loc, {"acronym": acronym}, step=text.step, file=name)


def _acronyms(text: str) -> Iterator[str]:
    """Yield what looks like an acronym; a text that is all in capitals has none."""
    capitals = _ACRONYM.findall(text)
    if len(capitals) >= _SHOUTED and len(capitals) * 2 > len(text.split()):
        return
    for word in capitals:
        if word not in _KNOWN and not _ROMAN.fullmatch(word):
            yield word


def _explained(texts: Iterator[Said]) -> tuple[set[str], str]:
    """Return the acronyms that stand beside brackets, and the first letters of all other words."""
    known: set[str] = set()
    letters: list[str] = []
    for text in texts:
        words = str(text.text)
        known |= {a for a in _IN_BRACKETS.findall(words) if not words.startswith(f"({a}")}
        known |= set(re.findall(r"(?<!\w)([A-ZÁÉÍÓÚÑÜ]{2,10})\s*\((?=[^)]* [^)]*\))", words))
        letters.append(_initials(words))
    return known, " ".join(letters) + " "


def _initials(words: str) -> str:
    """Return the first letters of the words that begin with a capital, small words left out.

    >>> _initials("Unidad de Salud de la Familia, del MSPBS")
    'USF'
    """
    return "".join(map(_initial, re.findall(r"[^\W\d_]+", words))).strip()


def _initial(word: str) -> str:
    """Return a word's first letter if it is a capital; a small word is nothing, any other a gap."""
    if word.lower() in SMALL_WORDS:
        return ""
    return word[0] if word[0].isupper() and not word[1:].isupper() else " "


RULE = Rule("R102", "unknown-acronym", "info", find, of="book")
