"""Explain a code: a rule by its page, a mistake of form by its message."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from rutas.errors import UsageError, guessed, nearest
from rutas.locale import has, keys, say, wording
from rutas.rules.engine.pages import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Explained", "Told", "codes", "explain"]

_NO_CODES = re.compile(
    r"guess|kind-.*|shape-.*|no-such-route|no-such-territory|no-such-step|.*-hint"
)
_NUMBER = re.compile(r"([rd]?)0*([0-9]{1,3})", re.IGNORECASE)
_COUNTED = re.compile(r"\{\w+:[^{}|]*\|([^{}]*)\}")
_PLACE = re.compile(r"\{\w*(?::[^}]*)?\}")


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be known of a code.

    Attributes
    ----------
    code, name, level
        As the reports show them; a mistake of form has one word for both, and is an error.
    title
        What is wrong, in a line.
    text
        Why it matters, and what to do.
    bad, good
        Examples: the YAML of each file, by its name.
    """

    code: str
    name: str
    level: str
    title: str
    text: str
    bad: Mapping[str, str] = field(default_factory=dict)
    good: Mapping[str, str] = field(default_factory=dict)


class Explained(Protocol):
    """A rule of any table: it has a code, a name, a level and a page."""

    @property
    def code(self) -> str:
        """The stable code."""

    @property
    def name(self) -> str:
        """The readable name: of the page."""

    @property
    def level(self) -> str:
        """How grave it is."""

    @property
    def folder(self) -> str:
        """The package that holds its page."""


def explain(word: str, more: Sequence[Explained] = ()) -> Told:
    """Explain a rule, by its code or its name, or a mistake of form.

    Parameters
    ----------
    word
        The code, or the name.
    more
        Rules of other tables.

    Raises
    ------
    UsageError
        If there is no such code; the message names the nearest.

    Examples
    --------
    >>> explain("R001").name, explain("unreachable-step").level
    ('unreachable-step', 'error')
    >>> explain("unknown-actor").title
    'El actor «…» no está en el catálogo.'
    """
    from rutas.rules import RULES  # noqa: PLC0415  (the table imports the engine)

    rules = {name.lower(): rule for rule in (*RULES, *more) for name in (rule.code, rule.name)}
    if found := rules.get(word.lower()):
        return _rule(found)
    if word in set(_form()):
        return _mistake(word)
    plain = {name: rule.code if name == rule.code.lower() else name for name, rule in rules.items()}
    plain |= {name.lower(): name for name in _form()}
    number = _NUMBER.fullmatch(word)
    full = f"{number[1].lower() or 'r'}{int(number[2]):03}" if number else ""
    hint = guessed(plain.get(full if full in plain else nearest(word, plain) or ""))
    raise UsageError(say("rules.no-such-code", given=word, guess=hint))


def codes(more: Sequence[Explained] = ()) -> Iterator[Told]:
    """Yield every code there is, the rules first, those of other tables behind them."""
    from rutas.rules import RULES  # noqa: PLC0415  (the rules ask this module in turn)

    yield from map(_rule, (*RULES, *more))
    yield from map(_mistake, _form())


def _rule(rule: Explained) -> Told:
    told = page(rule.name, rule.folder)
    return Told(rule.code, rule.name, rule.level, told.title, told.text, told.bad, told.good)


def _form() -> list[str]:
    return [key for key in keys("form") if not _NO_CODES.fullmatch(key)]


def _mistake(code: str) -> Told:
    title = _blank(f"form.{code}")
    text = _blank(f"form.{code}-hint") if has(f"form.{code}-hint") else ""
    return Told(code, code, "error", title, text)


def _blank(key: str) -> str:
    """Return a message with its places left open."""
    text = _COUNTED.sub(
        lambda place: place[1].replace("#", "…"), wording(key).replace("{guess}", "")
    )
    return _PLACE.sub("…", text.replace("{{", "\0").replace("}}", "\1")).translate({0: "{", 1: "}"})
