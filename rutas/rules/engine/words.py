"""Gather what people read in a book, with the place of every text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model.text import Text
    from rutas.reading.places import Loc
    from rutas.rules.engine.case import Case, Shelf

__all__ = ["Said", "said", "said_of_all", "sentences", "words"]

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


def said(case: Case) -> Iterator[Said]:
    """Yield every text of a route, in the order of the file but for its steps, which come last."""
    route = case.route
    for field in ("name", "narrative"):
        if text := getattr(route, field):
            yield Said(text, (field,))
    for number, way in enumerate(route.ways_in):
        if way.name:
            yield Said(way.name, ("ways_in", number, "name"))
    for name, outcome in route.outcomes.items():
        yield Said(outcome.name, ("outcomes", name, "name"))
    for name, profile in route.profiles.items():
        yield Said(profile.name, ("profiles", name, "name"))
    for number, stage in enumerate(route.stages):
        for field in ("name", "narrative"):
            if text := getattr(stage, field):
                yield Said(text, ("stages", number, field))
    for name, step in case.steps.items():
        for field in ("name", "question", "narrative", "critical"):
            if text := getattr(step, field):
                yield Said(text, case.at(name, field), name)
        for number, link in enumerate(step.links):
            for field in ("when", "name"):
                if text := getattr(link, field):
                    yield Said(text, case.link(name, number, field), name)


def said_of_all(shelf: Shelf) -> Iterator[Said]:
    """Yield every text of the catalogue; titles of sources are their authors' own and left out."""
    for section in ("actors", "channels", "documents", "services"):
        for name, entry in getattr(shelf.catalogue, section).items():
            for field in ("name", "institution", "narrative"):
                if text := getattr(entry, field, None):
                    yield Said(text, (section, name, field))


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
