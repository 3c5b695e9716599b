"""Which routes a book holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rutas.answers.row import Count, row
from rutas.answers.table import Column, Table
from rutas.locale import number
from rutas.model.choice import choice_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.book import Book
    from rutas.model import Route

__all__ = ["Listed", "Listing", "Territory", "answer", "tables"]


@row
class Listed:
    """A route of a book.

    Attributes
    ----------
    id, name
        The route's id, and what people call it.
    ages
        From which age to which, in whole years; null where it does not say.
    status
        How far it is.
    revised
        When it was last revised (ISO 8601); null where it does not say.
    stages, steps, services
        How many it has; services are those of its package.
    profiles
        The ids of its populations.
    file
        Its file, as it was found.
    """

    id: str
    name: str
    ages: tuple[int, int] | None
    status: Literal["draft", "validated", "approved"]
    revised: str | None
    stages: Count
    steps: Count
    services: Count
    profiles: tuple[str, ...]
    file: str | None


@row
class Territory:
    """A territory of a book.

    Attributes
    ----------
    id, name, department
        Its id, what people call it, and its department.
    status
        How far it is; ``example`` where something in it is made up.
    places, points
        How many its file holds.
    file
        Its file, as it was found.
    """

    id: str
    name: str
    department: str | None
    status: Literal["example", "draft", "validated"]
    places: Count
    points: Count
    file: str


@row
class Listing:
    """The routes of a book, and its territories.

    Attributes
    ----------
    book
        Its folder.
    routes
        Its routes, in the order of their ages.
    territories
        Its territories, in the order of their files.
    """

    book: str
    routes: tuple[Listed, ...]
    territories: tuple[Territory, ...]


def answer(book: Book) -> Listing:
    """Return what a book holds: one row a route.

    >>> import rutas
    >>> [route.id for route in answer(rutas.load("routes")).routes]
    ['0-4', '5-13', '14-17']
    """
    return Listing(
        book=str(book.path),
        routes=tuple(_listed(route, book) for route in book.values()),
        territories=tuple(
            Territory(
                id=one.id,
                name=str(one.name),
                department=one.department and str(one.department),
                status=one.status,
                places=len(one.places),
                points=len(one.points),
                file=str(book.territories.files[one.id].path),
            )
            for one in book.territories.values()
        ),
    )


def _listed(route: Route, book: Book) -> Listed:
    return Listed(
        id=route.id,
        name=str(route.name),
        ages=(route.ages.from_, route.ages.to) if route.ages else None,
        status=route.status,
        revised=route.revised and str(route.revised),
        stages=len(route.stages),
        steps=len(route.steps),
        services=len(route.package),
        profiles=tuple(route.profiles),
        file=str(book.files[route.id].path) if route.id in book.files else None,
    )


_COLUMNS = (
    Column("id", style="bold cyan", whole=True),
    Column("name"),
    Column("ages", lambda ages: f"{ages[0]}–{ages[1]}" if ages else "–"),
    Column("status", lambda status: choice_word("status", status)),
    Column("stages", align="right"),
    Column("steps", align="right"),
    Column("services", align="right"),
)

_THERE = (
    Column("id", style="bold cyan", heading="territory", whole=True),
    Column("name"),
    Column("department"),
    Column("status", lambda status: choice_word("territory-status", status)),
    Column("points", number, "right", heading="points-listed"),
)


def tables(found: Listing) -> Iterator[Table]:
    """Show the routes, a row each, and then the territories."""
    yield Table(Listed, found.routes, _COLUMNS)
    if found.territories:
        yield Table(Territory, found.territories, _THERE)
