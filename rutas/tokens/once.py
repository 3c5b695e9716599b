"""Answer a question about a route once: asked again, the same route gets the same answer."""

from __future__ import annotations

import weakref
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from rutas.model import Route

T = TypeVar("T")

__all__ = ["once"]


def once(work: Callable[[Route], T]) -> Callable[[Route], T]:
    """Remember what a function found of each route, for as long as there is the route.

    A route can't be changed, and to compare two of them would take longer than most questions: it is
    known by which object it is. What is asked of an object of our own is its `cached_property`; a route
    is below all who ask, and can't hold their answers.

    Examples
    --------
    >>> from rutas.model import Route
    >>> route = Route.model_validate({
    ...     "id": "r", "name": "R", "ways_in": {"to": "a"},
    ...     "outcomes": {"fin": {"name": "Fin", "success": True}},
    ...     "stages": [{"id": "s", "name": "S", "steps": [{"id": "a", "name": "A", "outcome": "fin"}]}]})
    >>> names = once(lambda route: list(route.steps))
    >>> names(route) is names(route), names(route) is names(route.model_copy())
    (True, False)
    """
    found: dict[int, tuple[weakref.ref[Route], T]] = {}

    @wraps(work)
    def ask(route: Route) -> T:
        key = id(route)
        kept = found.get(key)
        if kept is not None and kept[0]() is route:
            return kept[1]
        answer = work(route)
        found[key] = (weakref.ref(route, lambda _: found.pop(key, None)), answer)
        return answer

    return ask
