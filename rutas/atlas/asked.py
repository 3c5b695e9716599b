"""Say what is asked of every district, and what its routes are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from rutas.improve.local import within
from rutas.model import apply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rutas.book import Book
    from rutas.model.route import Route

__all__ = ["Asked", "Measures", "There"]

Measures = Literal["exact", "critical", "simulation"]
"""What can be measured: the keys of `rutas.atlas.measures.MEASURES`."""


@dataclass(frozen=True)
class Asked:
    """What is asked of every district.

    Attributes
    ----------
    routes
        The ids of the routes.
    measures
        One of `rutas.atlas.measures.MEASURES`.
    on
        The first day of the year for which the points of a territory are looked at.
    years, warm_up, replications, seed
        Where districts are played: for how many years from the first of January after that day, how many days
        before it people come already, how often, and which people.
    """

    routes: tuple[str, ...]
    measures: Measures
    on: date
    years: int = 5
    warm_up: int = 0
    replications: int = 3
    seed: int = 1

    @property
    def start(self) -> date:
        """The first day that is measured where districts are played."""
        return date(self.on.year + 1, 1, 1)


@dataclass(frozen=True)
class There:
    """A district in its book.

    Attributes
    ----------
    book, asked
        The book, and what is asked.
    territory
        The territory of the book that it is, if it is one.
    changes
        What sets its routes apart, a change set a route.
    """

    book: Book
    asked: Asked
    territory: str | None
    changes: Mapping[str, Mapping[str, str]]

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """Its routes with all that the district does to them."""
        return self._routes(self.asked.on)

    @cached_property
    def queued(self) -> tuple[Route, ...]:
        """The same, but that people who find no room are to queue for it."""
        return self._routes(self.asked.start, room=False)

    def _routes(self, on: date, *, room: bool = True) -> tuple[Route, ...]:
        found = []
        for name in self.asked.routes:
            route = apply(self.book[name], self.changes.get(name, {}))
            if self.territory:
                there = self.book.territories[self.territory]
                route = within(route, there, on, room=room).route
            # a population's change set is of the route anywhere, and would undo what the district does
            found.append(route.model_copy(update={"profiles": {}}))
        return tuple(found)
