"""Find papers that are handed out by another than the one who issues them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield documents made at a step where nobody of the issuer's institution takes part.

    Where an institution is unknown nothing is said.
    """
    actors = case.catalogue.actors
    for name, step in case.steps.items():
        for number, document in enumerate(step.produces):
            issuer = case.absent(case.catalogue.documents[document].issuer, step)
            if issuer is not None:
                values = {
                    "step": case.title(name),
                    "document": case.entry("documents", document),
                    "issuer": actors[issuer].name,
                    "actors": tuple(actors[actor].name for actor in step.actor),
                }
                yield Finding(case.at(name, "produces", number), values, step=name)


RULE = Rule("R036", "issuer-differs", "warning", find)
