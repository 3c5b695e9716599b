"""Tell where the things of a route stand in its file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from rutas.model.tree import links_of, steps_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.model import Route
    from rutas.reading import File
    from rutas.reading.places import Loc

__all__ = ["Placed"]


class Placed:
    """A route with the file that it was read from.

    Parameters
    ----------
    route
        The route.
    file
        Its file; an empty one for a route that came from nowhere.
    """

    def __init__(self, route: Route, file: File) -> None:
        self.route = route
        self.file = file
        self._links: dict[str, list[Loc]] = {}

    @cached_property
    def places(self) -> dict[str, tuple[Loc, Mapping[str, Any]]]:
        """The place and the tree of every step, by id."""
        tree = self.file.tree if isinstance(self.file.tree, dict) else {}
        return {str(step.get("id")): (loc, step) for loc, step in steps_of(tree)}

    def at(self, step: str, *fields: str | int) -> Loc:
        """Return the place of a step, or of one of its fields."""
        return (*self.places.get(step, ((), {}))[0], *fields)

    def link(self, step: str, number: int, *fields: str) -> Loc:
        """Return the place of a step's link, or of one of its fields."""
        loc, tree = self.places.get(step, ((), {}))
        if step not in self._links:
            self._links[step] = [place for place, _ in links_of(tree)]
        places = self._links[step]
        return (*loc, *places[number], *fields) if number < len(places) else (*loc, "next")
