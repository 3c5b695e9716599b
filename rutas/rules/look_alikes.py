"""Find two entries of the catalogue that are most likely one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rutas.model.text import slug
from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.words import SMALL_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Shelf

_SECTIONS = ("actors", "channels", "documents", "services")
_SHORTEST = 8
_NUMBERED = re.compile(r"[a-z]|[ivxlc]+|.*\d.*")


def find(shelf: Shelf) -> Iterator[Finding]:
    """Yield pairs of one section whose names, or ids, are the same but for one letter.

    Accents, capitals, plurals, order and small words do not count; numbers do, and short words are
    left alone. Every word leaves behind what it becomes when one letter is dropped: two words that
    are one letter apart have one of those in common, so no pair needs to be compared in vain.
    """
    for section in _SECTIONS:
        entries = getattr(shelf.catalogue, section)
        first: dict[tuple[str, str], str] = {}
        told: set[tuple[str, str]] = set()
        for name, entry in entries.items():
            for words in dict.fromkeys((slug(entry.name), name)):
                for key in _keys(words):
                    other = first.setdefault(key, name)
                    if other != name and (other, name) not in told:
                        told.add((other, name))
                        values = {"one": entries[other].name, "two": entry.name, "id": name}
                        values |= {"other": other}
                        yield Finding((section, name), values, key=True)


def _keys(words: str) -> Iterator[tuple[str, str]]:
    """Yield what two look-alikes have in common: the numbers, and the letters without one of them."""
    parts = [word for word in words.split("-") if word and word not in SMALL_WORDS]
    numbers = "-".join(word for word in parts if _NUMBERED.fullmatch(word))
    letters = sorted(
        re.sub(r"(?:e?s)$", "", word) for word in parts if not _NUMBERED.fullmatch(word)
    )
    whole = "".join(letters)
    yield numbers, whole
    if len(whole) >= _SHORTEST:
        yield from {(numbers, whole[:k] + whole[k + 1 :]) for k in range(len(whole))}


RULE = Rule("R071", "look-alikes", "warning", find, of="book")
