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
        houses = {actors[actor].institution for actor in step.actor}
        for number, document in enumerate(step.produces):
            issuer = case.catalogue.documents[document].issuer
            house = actors[issuer].institution if issuer else None
            if issuer and house and houses and None not in houses and house not in houses:
                values = {
                    "step": case.title(name),
                    "document": case.entry("documents", document),
                    "issuer": actors[issuer].name,
                    "actors": tuple(actors[actor].name for actor in step.actor),
                }
                yield Finding(case.at(name, "produces", number), values, step=name)


RULE = Rule("R036", "issuer-differs", "warning", find)
