"""Find services that are delivered without the institution that answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield services delivered at a step where nobody of the answering institution takes part.

    Where an institution is unknown nothing is said.
    """
    actors = case.catalogue.actors
    for name, step in case.steps.items():
        houses = {actors[actor].institution for actor in step.actor}
        for number, service in enumerate(step.service):
            owner = case.catalogue.services[service].actor
            house = actors[owner].institution if owner else None
            if owner and house and None not in houses and house not in houses:
                values = {
                    "step": case.title(name),
                    "service": case.entry("services", service),
                    "owner": actors[owner].name,
                    "actors": tuple(actors[actor].name for actor in step.actor),
                }
                yield Finding(case.at(name, "service", number), values, step=name)


RULE = Rule("R044", "service-of-another", "warning", find)
