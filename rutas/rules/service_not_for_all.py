"""Find services of the package that a person can complete the route without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.graph.walks import path, search
from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.shape import START

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rutas.model import Step
    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield each service that some answer leads past, with the answers that do.

    The first answer that leads past it tells the story.
    """
    completing = case.completing_without(())
    for number, service in enumerate(case.route.package):
        givers = case.deliver.get(service, set())
        if not givers & case.reached:
            continue
        without = case.completing_without(givers)
        walked = search(case.graph, START, closed=case.steps.keys() - without)
        found = [name for name in walked if name in without]
        if not found:
            continue
        turns = [
            (name, target)
            for name in found
            for target in _answers(case.steps[name])
            if target in without and not (set(case.graph[name]) & completing) <= without
        ]
        values = {
            "service": case.entry("services", service),
            "turns": tuple(dict.fromkeys(case.title(name) for name, _ in turns)),
        }
        story = (*path(walked, turns[0][0])[1:], turns[0][1]) if turns else ()
        variant = "" if turns else "by-way-in"
        yield Finding(("package", number), values, story=story, variant=variant)


def _answers(step: Step) -> Iterable[str]:
    """Return the steps of which a person is led to one: branches side by side are no answers."""
    return step.exits.values() if step.parallel else step.successors


RULE = Rule("R042", "service-not-for-all", "info", find)
