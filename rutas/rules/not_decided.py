"""Tell where it could not be decided whether a route works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield the route if too many states would have to be looked at: never a false alarm."""
    if case.soundness.sound is None:
        yield Finding(("id",), {"count": case.soundness.states})


RULE = Rule("R014", "not-decided", "info", find)
