"""Make another version of a route of what a command is told to change: quantities, steps, improvements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rutas.cli.improving import bundle_of
from rutas.cli.opening import open_route, open_routes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rutas.improve.centre import Centre
    from rutas.model import Route

__all__ = ["Edited"]


@dataclass(frozen=True)
class Edited:
    """What is changed of a route.

    Attributes
    ----------
    set_, close, improve
        Changes as ``step.field=value``, the steps that are closed, and improvements with commas.
    against
        Another version of the route, which is the older one then.
    book
        The book.
    """

    set_: Sequence[str]
    close: Sequence[str]
    improve: str | None
    against: str | None
    book: str

    def __bool__(self) -> bool:
        """Tell whether anything is changed."""
        return bool(self.set_ or self.close or self.improve or self.against)

    def routes(self, named: Sequence[str]) -> Sequence[str]:
        """Return the routes that are meant: where none is named, those that the improvements change."""
        from rutas.improve.bundle import touching

        return named or (touching(*bundle_of(self.improve, self.book)) if self.improve else ())

    def centre(self, named: Sequence[str]) -> Centre:
        """Return the centre that the improvements propose, over the routes that are named.

        Raises
        ------
        UsageError
            If no improvement is named, or it proposes no centre.
        """
        from rutas.errors import UsageError
        from rutas.improve.centre import Centre
        from rutas.locale import say

        if not self.improve:
            raise UsageError(say("improve.no-improvement"))
        routes = tuple(open_routes(self.routes(named), self.book))
        return Centre(bundle_of(self.improve, self.book), routes)

    def versions(self, route: Route) -> tuple[Route, Route, tuple[str, ...]]:
        """Return the older version, the newer one, and the steps that are closed in it.

        Raises
        ------
        UsageError
            If improvements change nothing of the route, or there is no such other version.
        Mistake
            If a change does not fit the route.
        """
        from rutas.answers.changes import read_changes
        from rutas.compare.whatif import changed

        sets: dict[str, object] = dict(read_changes(self.set_))
        closed = tuple(self.close)
        if self.improve:
            sets, closed = bundle_of(self.improve, self.book).before(route, sets, closed)
        old = open_route(self.against, self.book) if self.against else route
        return old, changed(route, sets, closed), closed
