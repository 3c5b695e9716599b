"""Name the sources that a route's figures rest on: title, date and address, and what each is cited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.answers.quantities import quantity_name
from rutas.answers.row import row
from rutas.answers.table import Column, Table
from rutas.locale import language, say

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from rutas.model import Route

__all__ = ["Source", "cited", "cited_for", "source_words", "sources_table"]


@row
class Source:
    """A source, and what it is cited for.

    Attributes
    ----------
    id, title
        Its id in the catalogue, and what it is called.
    date, url
        When it was published, and where it can be read; null where the catalogue does not say.
    figures
        The paths of what rests on it: ``step.field``, or a field of the route.
    """

    id: str
    title: str
    date: str | None
    url: str | None
    figures: tuple[str, ...]


def cited(route: Route, select: Container[str] | None = None) -> tuple[Source, ...]:
    """Return the sources that a route cites, in the order of the file.

    Parameters
    ----------
    route
        The route.
    select
        Ids of the steps whose sources are meant; all of them, and the route's own, where left out.

    Examples
    --------
    >>> import rutas
    >>> found = cited(rutas.load("routes")["0-4"], {"inscripcion"})
    >>> all(source.title and source.figures for source in found)
    True
    """
    figures: dict[str, list[str]] = {}
    for name, path in _citations(route, select):
        figures.setdefault(name, []).append(path)
    known = route.catalogue.sources
    return tuple(
        Source(
            id=name,
            title=known[name].title.to(language()) if name in known else name,
            date=known[name].date if name in known else None,
            url=known[name].url if name in known else None,
            figures=tuple(paths),
        )
        for name, paths in figures.items()
    )


def _citations(route: Route, select: Container[str] | None) -> Iterator[tuple[str, str]]:
    """Yield the id of each source with the path of what it is cited for."""
    if select is None:
        yield from ((told.cites, name) for name, told in route.evidence.items() if told.cites)
    for step in route.steps.values():
        if select is None or step.id in select:
            for field, told in step.evidence.items():
                if told.cites:
                    yield told.cites, f"{step.id}.{field}"
            yield from ((name, f"{step.id}.law") for name in step.law)


def source_words(source: Source) -> str:
    """Write a source in a line: its title, its date and its address.

    >>> source_words(Source(id="e", title="Encuesta", date="2020", url=None, figures=()))
    'Encuesta (2020)'
    """
    dated = f"{source.title} ({source.date})" if source.date else source.title
    return f"{dated}. {source.url}" if source.url else dated


def cited_for(route: Route, source: Source) -> str:
    """Say what a source is cited for."""
    return "; ".join(quantity_name(route, path) for path in source.figures)


def sources_table(route: Route, select: Container[str] | None = None) -> Table:
    """Show the sources that a route cites, a row a source."""
    columns = (
        Column("id", style="bold cyan", heading="source", whole=True),
        Column("", source_words, heading="source-title"),
        Column("", lambda source: cited_for(route, source), heading="cited-for"),
    )
    return Table(Source, cited(route, select), columns, title=say("cli.sources"))
