"""Open what a question is asked of: a route, its analysis, the steps that a selection names."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from rutas.cli.opening import names_a_file
from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rutas.analysis import Analysis
    from rutas.book import Book
    from rutas.cli.revisions import Since
    from rutas.model import Route

__all__ = ["chosen", "chosen_of", "population_of", "routes_and_terms", "working"]


@contextmanager
def working(what: str = "cli.working") -> Iterator[None]:
    """Show that something is being worked out, on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from rutas.cli.table import console

    with console(stderr=True).status(say(what)):
        yield


def routes_and_terms(
    words: Sequence[str], book: str, *, selects: bool
) -> tuple[list[Route], list[str]]:
    """Tell the routes that are named from the terms of a selection.

    A word is a route where it is the id of one of the book's, or its file; any other selects.

    Returns
    -------
    The routes, all of the book's where none is named; and the other words.

    Raises
    ------
    UsageError
        If nothing may be selected, and a word is no route; or if it is much like a route's id, and like
        no step.
    """
    from rutas.book import load, load_route

    opened: Book | None = None
    routes: dict[str, Route] = {}
    terms: list[str] = []
    for word in words:
        if names_a_file(word):
            route = load_route(word, book)
            routes[route.id] = route
            continue
        opened = opened or load(book)
        if word in opened.routes or not selects:
            routes[word] = opened[word]
        else:
            terms.append(word)
    if not routes:
        opened = opened or load(book)
        routes = dict(opened.items())
    for term in terms:
        _meant_a_route(term, routes.values(), opened)
    return list(routes.values()), terms


def _meant_a_route(term: str, routes: Iterable[Route], book: Book | None) -> None:
    """Say so where a term is no step of any route, and looks like the id of a route that there is."""
    from rutas.errors import nearest

    steps = {step for route in routes for step in route.steps}
    if book and term not in steps and not nearest(term, steps) and nearest(term, book):
        book[term]


def population_of(route: Route, profile: str | None) -> Route:
    """Return the route with the figures of one of its populations."""
    if profile is None:
        return route
    from rutas.compare.whatif import population

    return population(route, profile)


def chosen(
    several: Sequence[Analysis],
    select: Sequence[str],
    exclude: Sequence[str] = (),
    since: Since | None = None,
) -> list[list[str] | None]:
    """Return the ids of the steps that a selection names in each route; nothing where nothing is selected.

    Raises
    ------
    UsageError
        If a term means nothing in any of the routes.
    """
    from rutas.errors import UsageError

    if not select and not exclude:
        return [None] * len(several)
    found: list[list[str] | None] = []
    wrong: list[UsageError] = []
    for one in several:
        try:
            found.append(chosen_of(one, select, exclude, since))
        except UsageError as error:  # another route may have what this one has not
            wrong.append(error)
            found.append([])
    if len(wrong) == len(several):
        raise wrong[0]
    return found


def chosen_of(
    found: Analysis,
    select: Sequence[str],
    exclude: Sequence[str] = (),
    since: Since | None = None,
) -> list[str]:
    """Return the ids of the steps that a selection names in one route.

    Parameters
    ----------
    found
        The route's analysis.
    select, exclude
        Terms of a selection.
    since
        What finds the steps that changed since a revision.
    """
    from rutas.selection import select as select_steps

    def points() -> dict[str, list[str]]:
        return {one.step: [reason.reason for reason in one.reasons] for one in found.points}

    changed = partial(since.steps, found.route.id) if since else None
    return select_steps(found.route, select, exclude=exclude, points=points, changed=changed)
