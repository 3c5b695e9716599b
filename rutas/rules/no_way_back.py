"""Find referrals to a higher level after which nobody who referred her hears of her again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rutas.rules.engine.finding import Finding, Rule
from rutas.rules.engine.passing import higher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rutas.model.catalogue import Actor
    from rutas.rules.engine.case import Case


def find(case: Case) -> Iterator[Finding]:
    """Yield referrals upwards from which no step leads back (contrarreferencia).

    Only within a network that follows people up does anybody wait for an answer: one institution, or
    the health services. A way back is any step, reached from where she was referred to, in which
    whoever referred her takes part, or another of the same institution at the same level or nearer.
    """
    actors = case.catalogue.actors
    leading: dict[str, frozenset[str]] = {}
    for one in case.passes:
        if one.link.handover != "referral":
            continue
        receiver = actors[one.target.actor[0]]
        for name in one.before:
            sender = actors[name]
            if (higher(receiver, sender) or 0) <= 0 or not _network(sender, receiver):
                continue
            if name not in leading:
                leading[name] = case.leading(case.attended(_near(actors, name)))
            if one.target.id not in leading[name]:
                values = {
                    "step": case.title(one.source.id),
                    "target": case.title(one.target.id),
                    "sender": sender.name,
                    "receiver": receiver.name,
                }
                loc = case.link(one.source.id, one.number)
                story = (*case.way_to(one.source.id), one.target.id)
                yield Finding(loc, values, step=one.source.id, story=story)
                break


def _network(sender: Actor, receiver: Actor) -> bool:
    """Tell whether two actors belong to one network, of an institution or of a sector."""
    return (sender.institution is not None and sender.institution == receiver.institution) or (
        sender.sector is not None and sender.sector == receiver.sector == "salud"
    )


def _near(actors: Mapping[str, Actor], name: str) -> set[str]:
    """Return an actor and those of its institution that stand at its level or nearer."""
    sender = actors[name]
    return {
        other
        for other, actor in actors.items()
        if other == name
        or (
            actor.institution is not None
            and actor.institution == sender.institution
            and (level := higher(actor, sender)) is not None
            and level <= 0
        )
    }


RULE = Rule("R060", "no-way-back", "warning", find)
