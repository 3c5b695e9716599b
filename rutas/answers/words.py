"""Write the values of a table as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.locale import language, number, say
from rutas.quantity import UNKNOWN, YEAR, in_every

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model import Route

__all__ = [
    "actor_name", "document_name", "joined", "people_words", "per_year", "step_name", "text",
]  # fmt: skip


def text(value: Any) -> str:
    """Write what is not a number; a list is its items.

    >>> text(["a", "b"]), text(None), text(True)
    ('a, b', '–', 'sí')
    """
    if value is None or value in ([], ()):
        return UNKNOWN
    if isinstance(value, bool):
        return say("cli.yes") if value else say("cli.no")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def per_year(value: float | None) -> str:
    """Write a rate per day as so many a year.

    >>> per_year(2), per_year(None)
    ('730', '–')
    """
    return UNKNOWN if value is None else number(value * YEAR)


def people_words(part: float) -> dict[str, str]:
    """Return how many people, and of how many, as a message has them.

    >>> people_words(0.0004)
    {'n': '4', 'of': '10.000'}
    """
    count, whole = in_every(part)
    return {"n": number(count), "of": number(whole)}


def joined(words: Sequence[str], word: str = "and") -> str:
    """Write words one after the other, “and” (or another such word of the catalogue) before the last.

    >>> joined(["a", "b", "c"]), joined(["a", "b"], "or"), joined(["a"])
    ('a, b y c', 'a o b', 'a')
    """
    if not words[1:]:
        return "".join(words)
    return say(f"analysis.{word}", first=", ".join(words[:-1]), last=words[-1])


def actor_name(route: Route, name: str) -> str:
    """Return what people call an actor; its id where the catalogue has none of that id."""
    return _called(route.catalogue.actors, name)


def document_name(route: Route, name: str) -> str:
    """Return what people call a document; its id where the catalogue has none of that id."""
    return _called(route.catalogue.documents, name)


def step_name(route: Route, name: str) -> str:
    """Return what people call a step, in quotes."""
    return say("cli.quoted", name=route.steps[name].title.to(language()))


def _called(entries: Mapping[str, Any], name: str) -> str:
    return str(entries[name].name.to(language())) if name in entries else name
