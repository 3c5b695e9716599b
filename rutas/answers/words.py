"""Write the values of a table as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rutas.locale import language, number, percent, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rutas.model import Route

__all__ = [
    "actor_name", "days", "document_name", "figure", "joined", "people", "people_words", "per_year",
    "share", "span", "step_name", "text",
]  # fmt: skip

UNKNOWN = "–"
_YEAR = 365.25


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


def share(value: float | None) -> str:
    """Write a share of people.

    >>> share(0.125), share(0.0004), share(None)
    ('12,5 %', '0,04 %', '–')
    """
    if value is None:
        return UNKNOWN
    return percent(value, 1 if abs(value) >= 0.001 or value == 0 else 2)  # noqa: PLR2004  (a tenth of 1 %)


def days(value: float | None) -> str:
    """Write a number of days.

    >>> days(0.02), days(3.26), days(412.4), days(None)
    ('0,02', '3,3', '412', '–')
    """
    if value is None:
        return UNKNOWN
    return number(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2)  # noqa: PLR2004  (three digits tell enough)


def span(value: float | None) -> str:
    """Write a number of days as people say it.

    >>> span(3.26), span(1950), span(None)
    ('3,3 días', '5,3 años', '–')
    """
    if value is None:
        return UNKNOWN
    if value >= 2 * _YEAR:
        return say("cli.years", number=number(value / _YEAR, 1))
    return say("cli.days", number=days(value))


def figure(value: float | None) -> str:
    """Write any other number.

    >>> figure(3), figure(1.256), figure(None)
    ('3', '1,26', '–')
    """
    return UNKNOWN if value is None else number(value, 2)


def per_year(value: float) -> str:
    """Write a rate per day as so many a year.

    >>> per_year(2)
    '730'
    """
    return number(value * _YEAR)


def people(part: float) -> tuple[int, int]:
    """Return a share as so many people of a round number.

    >>> people(0.14), people(0.004), people(0.0)
    ((14, 100), (4, 1000), (0, 100))
    """
    for whole in (100, 1000, 10_000):
        if round(part * whole) >= 1:
            return round(part * whole), whole
    return 0, 100


def people_words(part: float) -> dict[str, str]:
    """Return how many people, and of how many, as a message has them.

    >>> people_words(0.0004)
    {'n': '4', 'of': '10.000'}
    """
    count, whole = people(part)
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
