"""Find where the drawing hands a person over from one actor to another.

There are two counts of handovers. This is that of the *links*: how many places of the route hand over,
whoever passes them. How often it happens to a person who enters is *expected*, and is the analysis's
(`rutas.analysis.interactions`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Route, Step

__all__ = ["EXIT_KINDS", "HandoverLink", "handover_links"]

EXIT_KINDS = {"missing": "system", "late": "self"}
"""How she gets on by an exit, which says nothing of it: who lost a branch is looked for by those who
notice; who missed a deadline goes on as she goes by a link that says nothing."""


@dataclass(frozen=True, slots=True)
class HandoverLink:
    """A step, and the next attended one, which another actor answers for.

    Attributes
    ----------
    source, target
        Ids of the two steps.
    giver, receiver
        Ids of the actors who answer for them.
    last
        The step that the last link on the way leaves: `source`, or a question behind it.
    kind
        How she gets there: the handover of the last link on the way.
    """

    source: str
    target: str
    giver: str
    receiver: str
    last: str
    kind: str


def handover_links(route: Route) -> Iterator[HandoverLink]:
    """Yield the handovers of the drawing, in the order of the file.

    A step that nobody attends (a question on the way) hands nothing over: whoever attended before it
    hands over to whoever attends after it. Each pair of attended steps counts once. Exits hand over as
    links do.

    Examples
    --------
    >>> import rutas
    >>> found = list(handover_links(rutas.load("routes")["0-4"]))
    >>> all(one.giver != one.receiver for one in found)
    True
    """
    for step in route.steps.values():
        # networkx walks steps; here each carries how the last link to it hands over.
        seen, waiting = {step.id}, _ways(step) if step.actor else []
        while waiting:
            last, to, kind = waiting.pop()
            target = route.steps[to]
            if target.id in seen:
                continue
            seen.add(target.id)
            if not target.actor:
                waiting.extend(_ways(target))
            elif target.actor[0] != step.actor[0]:
                yield HandoverLink(step.id, target.id, step.actor[0], target.actor[0], last, kind)


def _ways(step: Step) -> list[tuple[str, str, str]]:
    """Return from where, to where and how she gets on from a step: by its links, and by its exits."""
    links = [(step.id, link.to, link.handover) for link in step.links]
    return links + [(step.id, target, EXIT_KINDS[name]) for name, target in step.exits.items()]
