"""Gather what people read in a book, with the place of every text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Catalogue
    from rutas.model.text import Text
    from rutas.reading.places import Loc
    from rutas.rules.engine.placed import Placed

__all__ = ["SMALL_WORDS", "Said", "said", "said_of_all", "sentences", "words"]

SMALL_WORDS = frozenset(
    "de del la el los las al y e o u a en para por con of the and in for to".split()  # noqa: SIM905  (it reads better)
)
"""Words that don't tell two names apart, and that acronyms leave out."""

_END = re.compile(r"(?<=[.!?…])[»”\")\]]*\s+(?=[«“\"(¿¡\[]*[A-ZÁÉÍÓÚÑÜ0-9])|\n\s*\n|\n\s*[-*•]\s")
_WORD = re.compile(r"\w+(?:[-’'./]\w+)*")


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a file.

    Attributes
    ----------
    text
        The text.
    loc
        Its place.
    step
        The step that it belongs to.
    """

    text: Text
    loc: Loc
    step: str | None = None


def said(placed: Placed) -> Iterator[Said]:
    """Yield every text of a route, in the order of the file but for its steps, which come last."""
    route = placed.route
    yield from _fields(route, (), ("name", "narrative"))
    for number, way in enumerate(route.ways_in):
        yield from _fields(way, ("ways_in", number), ("name",))
    for name, outcome in route.outcomes.items():
        yield from _fields(outcome, ("outcomes", name), ("name",))
    for name, profile in route.profiles.items():
        yield from _fields(profile, ("profiles", name), ("name",))
    for number, stage in enumerate(route.stages):
        yield from _fields(stage, ("stages", number), ("name", "narrative"))
    for name, step in route.steps.items():
        yield from _fields(
            step, placed.at(name), ("name", "question", "narrative", "critical"), name
        )
        for number, link in enumerate(step.links):
            yield from _fields(link, placed.link(name, number), ("when", "name"), name)


def _fields(
    thing: Any, loc: Loc, fields: tuple[str, ...], step: str | None = None
) -> Iterator[Said]:
    for field in fields:
        if text := getattr(thing, field, None):
            yield Said(text, (*loc, field), step)


def said_of_all(catalogue: Catalogue) -> Iterator[Said]:
    """Yield every text of the catalogue; titles of sources are their authors' own and left out."""
    for section in ("actors", "channels", "documents", "services"):
        for name, entry in getattr(catalogue, section).items():
            yield from _fields(entry, (section, name), ("name", "institution", "narrative"))


def sentences(text: str) -> list[str]:
    """Cut a text into sentences; an abbreviation's full stop ends none, nor does a decimal's.

    >>> sentences("Va a la USF. Allí espera 1.5 h.")
    ['Va a la USF.', 'Allí espera 1.5 h.']
    """
    return [part.strip() for part in _END.split(text) if part.strip()]


def words(sentence: str) -> list[str]:
    """Cut a sentence into words.

    >>> words("El 12 % de 0-4 años no llega.")
    ['El', '12', 'de', '0-4', 'años', 'no', 'llega']
    """
    return _WORD.findall(sentence)
