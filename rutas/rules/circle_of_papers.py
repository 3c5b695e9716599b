"""Find papers that each need another of them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.impossible_document import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every required document that is only given to those who already hold what it is for."""
    for need in case.needs("impossible"):
        circle = case.circle(need)
        if circle:
            papers = tuple(case.entry("documents", name) for name in circle)
            yield finding(case, need, papers=papers)


RULE = Rule("R031", "circle-of-papers", "error", find)
