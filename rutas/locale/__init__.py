"""Say what people read: one catalogue of messages, Spanish first, English beside it.

The messages of one area of the program stand in one TOML file of this folder, a table a message and a
line a language::

    [unknown-key]
    es = "La clave «{key}» no existe aquí."
    en = "There is no key “{key}” here."

A message that changes with a number of things has a form for one and one for any other, as gettext
and CLDR have; the number is its place ``count``, and is written as people write numbers::

    [more-reasons]
    es = {one = "(y 1 razón más)", other = "(y {count} razones más)"}
    en = {one = "(and 1 more reason)", other = "(and {count} more reasons)"}

``say("reading.unknown-key", key="actr")`` reads ``reading.toml``. The language is the one of the
context (`speaking`), or the one named by the caller.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "LANGUAGES",
    "has",
    "keys",
    "language",
    "number",
    "say",
    "speaking",
    "wording",
]

LANGUAGES = ("es", "en")

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
def _area(name: str) -> dict[str, dict[str, str | dict[str, str]]]:
    # imported and found in the cheapest way: `rutas --version` says nothing, and must not pay for it
    import tomllib  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

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
        What `str.format` puts into the message's places. ``count`` is a number, or one as it is
        written, and chooses the form.

    Raises
    ------
    KeyError
        If the catalogue has no such message: a mistake of the program, not of its user.

    Examples
    --------
    >>> say("units.day"), say("units.day", "en"), say("units.day", "gn")
    ('día', 'day', 'día')
    >>> say("units.y", count=1), say("units.y", count=1.5), say("units.y", count="−1")
    ('año', 'años', 'año')
    """
    if "count" in values:
        count = values["count"]
        written = number(count, 1, lang) if isinstance(count, (int, float)) else str(count)
        return wording(key, lang, count=written).format(**{**values, "count": written})
    return wording(key, lang).format(**values)


def wording(key: str, lang: str | None = None, *, count: str = "") -> str:
    """Return a message as it stands in the catalogue, its places not filled.

    Parameters
    ----------
    key, lang
        As for `say`.
    count
        A number as it is written, for a message that has forms.

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
    found = _area(area)[name][_spoken(lang)]
    if isinstance(found, str):
        return found
    return found["one" if count.lstrip("-−") == "1" else "other"]


def _spoken(lang: str | None) -> str:
    """Return the language to speak: Spanish where a book has a language that we do not speak."""
    wanted = lang or language()
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def number(value: float, digits: int = 0, lang: str | None = None) -> str:
    """Write a number as people of the language do, without needless zeros.

    >>> number(1234.5, 1), number(1234.5, 1, "en"), number(2.0, 1)
    ('1.234,5', '1,234.5', '2')

    A language that only a book speaks, such as Guaraní, writes them as Spanish does:

    >>> number(0.5, 1, "gn")
    '0,5'
    """
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        text = "0"
    return text.translate(_MARKS[_spoken(lang)])
