"""Know the letters of a table that were written in another encoding, and those that were lost on the way."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LOST", "decoded", "meant", "odd_letters", "questioned"]

LOST = "\ufffd"
"""What stands where a letter was, that a program could not read."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# UTF-8 that was read as Windows-1252: a Spanish or Guarani letter, a sign before a word, a dash or a quote
_GARBLED = re.compile("Ã[\x81\x8d\xad¡©³º±¼‰“š‘£]|Â[\xa0¡¿«»°ºª·]|â€")


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the text of a file, and the name of its encoding: UTF-8, or what spreadsheets write besides.

    >>> decoded("año".encode()), decoded("año".encode("cp1252")), decoded("año".encode("utf-16"))
    (('año', 'UTF-8'), ('año', 'Windows-1252'), ('año', 'UTF-16'))
    """
    if raw.startswith(_UTF_16):
        return raw.decode("utf-16", "replace"), "UTF-16"
    try:
        return raw.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return raw.decode("windows-1252", "replace"), "Windows-1252"


def odd_letters(text: str) -> str:
    """Return the code of what is wrong with the letters of a text, or nothing.

    >>> odd_letters("Inscripción"), odd_letters("InscripciÃ³n"), odd_letters("Inscripci\ufffdn")
    ('', 'cell-garbled', 'cell-lost')
    """
    if text.isascii():
        return ""
    return "cell-lost" if LOST in text else "cell-garbled" if _GARBLED.search(text) else ""


def meant(text: str) -> str:
    """Return what a text said before it was read in a wrong encoding, as far as can be told.

    >>> meant("InscripciÃ³n"), meant("más: Ã³")
    ('Inscripción', 'más: Ã³')
    """
    try:
        return text.encode("windows-1252").decode()
    except UnicodeError:
        return text


def questioned(now: Any, was: Any) -> Iterator[str]:
    """Yield the texts of a tree in which a question mark stands for every letter that an encoding had not.

    >>> list(questioned({"es": "Uno?", "gn": "Pete?"}, {"es": "Uno", "gn": "Peteĩ"}))
    ['Pete?']
    """
    if isinstance(now, dict) and isinstance(was, dict):
        for key in now.keys() & was.keys():
            yield from questioned(now[key], was[key])
    elif isinstance(now, (list, tuple)) and isinstance(was, (list, tuple)):
        for one, other in zip(now, was, strict=False):
            yield from questioned(one, other)
    elif isinstance(now, str) and isinstance(was, str) and now != was and len(now) == len(was):
        pairs = zip(now, was, strict=True)
        if all(one == other or (one == "?" and not other.isascii()) for one, other in pairs):
            yield now
