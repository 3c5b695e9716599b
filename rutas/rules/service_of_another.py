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
        for number, service in enumerate(step.service):
            owner = case.absent(case.catalogue.services[service].actor, step)
            if owner is not None:
                values = {
                    "step": case.title(name),
                    "service": case.entry("services", service),
                    "owner": actors[owner].name,
                    "actors": tuple(actors[actor].name for actor in step.actor),
                }
                yield Finding(case.at(name, "service", number), values, step=name)


RULE = Rule("R044", "service-of-another", "warning", find)
