"""Find steps from which no outcome can be reached any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield each link by which a person passes from where the route can end to where it cannot.

    The loop itself in which she ends up is told by ``endless-loop``; this says where she takes the
    wrong turning. Where no step can end the route, that is said of the way in.
    """
    trapped = case.trapped
    for name, step in case.steps.items():
        if name not in case.reached or name not in case.ending:
            continue
        for number, link in enumerate(step.links):
            if link.to not in case.ending and link.to not in trapped:
                values = {"step": case.title(name), "target": case.title(link.to)}
                story = (*case.way_to(name), link.to)
                yield Finding(case.link(name, number), values, step=name, story=story)
        for field, target in step.exits.items():
            if target not in case.ending and target not in trapped:
                values = {"step": case.title(name), "target": case.title(target)}
                story = (*case.way_to(name), target)
                yield Finding(case.at(name, field), values, step=name, story=story)
    for number, way in enumerate(case.route.ways_in):
        if way.to not in case.ending and way.to not in trapped:
            yield Finding(
                ("ways_in", number, "to"),
                {"target": case.title(way.to)},
                story=(way.to,),
                variant="way-in",
            )


RULE = Rule("R003", "leads-nowhere", "error", find)
