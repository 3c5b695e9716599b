"""Find places where a person goes on her own from one institution to another of a different level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.passing import higher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield links with the handover ``self`` between institutions of different levels.

    The family and the community are no institution: who leaves them goes on her own by nature. A step
    that is done out of her sight is not gone to at all.
    """
    actors = case.catalogue.actors
    for one in case.passes:
        receiver = actors[one.target.actor[0]]
        if one.link.handover != "self" or "indirect" in {
            one.source.involvement,
            one.target.involvement,
        }:
            continue
        for name in one.before:
            sender = actors[name]
            houses = {sender.institution, receiver.institution}
            apart = len(houses) > 1 and None not in houses
            if apart and higher(receiver, sender) and not (sender.is_family or receiver.is_family):
                values = {
                    "step": case.title(one.source.id),
                    "target": case.title(one.target.id),
                    "sender": sender.name,
                    "receiver": receiver.name,
                }
                field = ["handover"] if "handover" in one.link.model_fields_set else []
                loc = case.link(one.source.id, one.number, *field)
                yield Finding(loc, values, step=one.source.id)
                break


RULE = Rule("R061", "alone-between-levels", "warning", find)
