"""Find steps that are done out of a person's sight, and to which she has to take her case herself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield links with the handover ``self`` between institutions, into an indirect step.

    She cannot go to a step that she does not see: some institution has to hand her case over.
    """
    actors = case.catalogue.actors
    for one in case.passes:
        if one.link.handover != "self" or one.target.involvement != "indirect":
            continue
        receiver = actors[one.target.actor[0]]
        senders = [actors[name] for name in one.before if not actors[name].is_family]
        if senders and not receiver.is_family:
            values = {
                "step": case.title(one.source.id),
                "target": case.title(one.target.id),
                "sender": senders[0].name,
                "receiver": receiver.name,
            }
            field = ["handover"] if "handover" in one.link.model_fields_set else []
            loc = case.link(one.source.id, one.number, *field)
            yield Finding(loc, values, step=one.source.id)


RULE = Rule("R067", "alone-out-of-sight", "warning", find)
