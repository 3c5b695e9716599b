"""Say what people read: one catalogue of messages, Spanish first, English beside it.

The messages of one area of the program stand in one TOML file of this folder, a table a message and a
line a language::

    [unknown-key]
    es = "La clave «{key}» no existe aquí."
    en = "There is no key “{key}” here."

A place that counts things carries its word for one and for any other number, parted by a bar; ``#`` is
where the number stands, written as people write it. So each word of a sentence agrees with its number::

    [moved]
    es = "{people:Pasa # persona|Pasan # personas} en {days:# día|# días}."
    en = "{people:# person passes|# people pass} in {days:# day|# days}."

``say("reading.unknown-key", key="actr")`` reads ``reading.toml``. The language is the one of the
context (`speaking`), or the one named by the caller.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "LANGUAGES",
    "collation",
    "has",
    "keys",
    "language",
    "number",
    "say",
    "speaking",
    "wording",
]

LANGUAGES = ("es", "en")
_COUNTED = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")

_MARKS = {"es": str.maketrans(",.-", ".,−"), "en": str.maketrans("-", "−")}

_language: ContextVar[str] = ContextVar("language", default="es")


def language() -> str:
    """Return the code of the language that is spoken now.

    >>> language()
    'es'
    """
    return _language.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language for a while.

    Parameters
    ----------
    code
        One of `LANGUAGES`.

    Raises
    ------
    ValueError
        If the catalogue has no such language.

    Examples
    --------
    >>> with speaking("en"):
    ...     language()
    'en'
    """
    if code not in LANGUAGES:
        raise ValueError(f"unknown language {code!r}: use one of {', '.join(LANGUAGES)}")
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


@cache
def _area(name: str) -> dict[str, dict[str, str]]:
    # imported and found in the cheapest way: `rutas --version` says nothing, and must not pay for it
    import tomllib  # noqa: PLC0415  (as is said above)
    from pathlib import Path  # noqa: PLC0415  (as is said above)

    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def has(key: str) -> bool:
    """Tell whether the catalogue has a message.

    >>> has("units.d"), has("units.furlong")
    (True, False)
    """
    area, _, name = key.partition(".")
    return name in _area(area)


def keys(area: str) -> list[str]:
    """Return the names of all the messages of an area, in the catalogue's order.

    >>> keys("units")[:3]
    ['min', 'h', 'd']
    """
    return list(_area(area))


def say(key: str, lang: str | None = None, /, **values: object) -> str:
    """Return a message in the language of the context, its places filled.

    Parameters
    ----------
    key
        ``area.name``: the file of this folder and the table in it.
    lang
        A language other than the context's.
    values
        What `str.format` puts into the message's places; where things are counted, their number, or
        the number as it is written.

    Raises
    ------
    KeyError
        If the catalogue has no such message: a mistake of the program, not of its user.

    Examples
    --------
    >>> say("units.day"), say("units.day", "en"), say("units.day", "gn")
    ('día', 'day', 'día')
    >>> say("units.y", n=1), say("units.y", n=1.5), say("units.y", n="+1")
    ('año', 'años', 'año')
    """

    def agree(place: re.Match[str]) -> str:
        value, one, other = values[place[1]], place[2], place[3]
        written = value if isinstance(value, str) else number(cast("float", value), 1, lang)
        return (one if written.lstrip("+−") == "1" else other).replace("#", written)

    return _COUNTED.sub(agree, wording(key, lang)).format(**values)


def wording(key: str, lang: str | None = None) -> str:
    """Return a message as it stands in the catalogue, its places not filled.

    Raises
    ------
    KeyError
        If the catalogue has no such message.

    Examples
    --------
    >>> wording("form.unknown-key", "en")
    'There is no key “{given}” here.{guess}'
    """
    area, _, name = key.partition(".")
    return _area(area)[name][_spoken(lang)]


def _spoken(lang: str | None) -> str:
    """Return the language to speak: Spanish where a book has a language that we do not speak."""
    wanted = lang or language()
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def number(value: float, digits: int = 0, lang: str | None = None, *, zeros: bool = False) -> str:
    """Write a number as people of the language do, without needless zeros unless they are asked for.

    >>> number(1234.5, 1), number(1234.5, 1, "en"), number(2.0, 1)
    ('1.234,5', '1,234.5', '2')

    A language that only a book speaks, such as Guaraní, writes them as Spanish does:

    >>> number(0.5, 1, "gn")
    '0,5'
    """
    text = f"{value:,.{digits}f}"
    if "." in text and not zeros:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        text = "0"
    return text.translate(_MARKS[_spoken(lang)])


def collation(text: str) -> tuple[str, str]:
    """Return the key that sorts names as Spanish does: Ñ after N, accents and case only among equals.

    >>> sorted(["Ybycuí", "Ñemby", "Pilar", "Ángeles", "Areguá", "nube"], key=collation)
    ['Ángeles', 'Areguá', 'nube', 'Ñemby', 'Pilar', 'Ybycuí']
    """
    tilde = "\N{COMBINING TILDE}"
    apart = unicodedata.normalize("NFD", text.casefold()).replace(f"n{tilde}", "n\uffff")
    return "".join(one for one in apart if not unicodedata.combining(one)), text
