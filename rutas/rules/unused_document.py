"""Find documents that steps make and nobody asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield every document that the route makes and that no step of any route asks for."""
    told: set[str] = set()
    for name, step in case.steps.items():
        for number, document in enumerate(step.produces):
            if document not in case.shelf.asked and document not in told:
                told.add(document)
                values = {"step": case.title(name), "document": case.entry("documents", document)}
                yield Finding(case.at(name, "produces", number), values, step=name)


RULE = Rule("R033", "unused-document", "info", find)
