"""Find routes that say they are validated, and that no session validated as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.model.choice import choice_word
from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield a route beyond the draft whose very version no session of the book validated."""
    route, sessions = case.route, case.shelf.book.sessions.values()
    if route.status == "draft" or not sessions:  # a book without sessions says nothing of them
        return
    versions = {one.validated[route.id] for one in sessions if route.id in one.validated}
    if route.version not in versions:
        status = choice_word("status", route.status)
        version = f" {route.version}" if route.version else ""
        yield Finding(("status",), {"status": status, "version": version, "route": route.id})


RULE = Rule("R144", "validated-by-no-session", "warning", find)
