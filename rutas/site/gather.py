"""Gather all that the page of a book shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.locale import speaking
from rutas.model.calendar import Calendar
from rutas.rules import report
from rutas.site.data import Paper, Site
from rutas.site.labels import labels
from rutas.site.local import calendar_of
from rutas.site.routes import route
from rutas.site.territories import Doors, Timetable, territory
from rutas.site.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rutas.book import Book

__all__ = ["gather"]


def gather(
    book: Book, lang: str = "es", *, territories: Sequence[str] | None = None,
    drawings: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    changes: Mapping[str, Sequence[str]] | None = None,
) -> Site:  # fmt: skip
    """Return all that the page of a book shows; the same for the same book, whatever day it is.

    Parameters
    ----------
    book
        The book.
    lang
        ``es``, ``en``, or ``gn``: Guaraní where the book has it, and Spanish elsewhere.
    territories
        Ids of the territories whose points it tells; all that list some where left out.
    drawings
        By route and kind, the files that stand beside the page.
    changes
        By route, what changed since another version.

    Raises
    ------
    UsageError
        If there is no such territory.

    Examples
    --------
    >>> import rutas
    >>> site = gather(rutas.load("routes"))
    >>> [one.id for one in site.routes], [one.id for one in site.territories]
    (['0-4', '5-13', '14-17'], ['villeta'])
    """
    wording = Wording(lang)
    names = territories
    if names is None:
        names = [name for name, one in book.territories.items() if one.points]
    local = [book.territories[name] for name in names]
    timetable = Timetable(wording.lang)
    with speaking(wording.lang):
        silenced = report(book).silenced
        routes = tuple(
            route(
                given, wording, Doors.of(given, local, wording, timetable), silenced=silenced,
                drawings=(drawings or {}).get(name), changes=(changes or {}).get(name),
            )
            for name, given in book.items()
        )  # fmt: skip
        return Site(
            lang=wording.lang,
            beside=wording.other,
            routes=routes,
            papers=tuple(_papers(book, wording)),
            territories=tuple(territory(one, wording, timetable) for one in local),
            hours=tuple(timetable.hours),
            calendar=calendar_of(local[0].calendar if local else Calendar(), wording.lang),
            labels=labels(book, wording),
        )


def _papers(book: Book, wording: Wording) -> Iterator[Paper]:
    """Tell of every paper that some step asks for or hands over."""
    made: dict[str, list[str]] = {}
    used: set[str] = set()
    for given in book.values():
        for step in given.steps.values():
            used |= {paper for need in step.requires for paper in need.documents}
            for paper in step.produces:
                made.setdefault(paper, []).append(f"{given.id}/{step.id}")
    for name, document in book.catalogue.documents.items():
        issuer = book.catalogue.actors.get(document.issuer or "")
        if name in used | made.keys():
            yield Paper(
                id=name,
                name=wording.said(document.name),
                beside=wording.beside(document.name),
                issuer=wording.said(issuer.name) if issuer else None,
                valid=document.valid.wording(wording.lang) if document.valid else None,
                made_by=tuple(made.get(name, ())),
            )
