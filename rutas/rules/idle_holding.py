"""Find documents that families are taken to hold and that nobody asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield what the route ``holds`` and neither asks for nor hands on to another route."""
    for number, name in enumerate(case.route.holds):
        if name not in case.asked and case.shelf.holders[name] == {case.route.id}:
            yield Finding(("holds", number), {"document": case.entry("documents", name)})


RULE = Rule("R035", "idle-holding", "info", find)
