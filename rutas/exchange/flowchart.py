"""Say what a flowchart of a route shows, whatever program draws it: nodes, and arrows between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rutas.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rutas.model import Route, Step

__all__ = ["Arrow", "Flowchart", "Node", "flowchart", "is_end"]


class Node(NamedTuple):
    """Something that arrows lead to and from.

    Attributes
    ----------
    id
        ``start-<n>``, ``step-<id>`` or ``end-<id>``.
    kind
        ``start``, ``step``, ``decision`` or ``end``.
    text
        What is written in it.
    stage, actor
        Ids of where it stands and of who attends, or nothing.
    """

    id: str
    kind: str
    text: str
    stage: str = ""
    actor: str = ""


class Arrow(NamedTuple):
    """An arrow between two nodes.

    `kind` is ``next``, ``all`` (taken with its brothers), ``missing`` or ``late``.
    """

    source: str
    target: str
    text: str = ""
    kind: str = "next"


class Flowchart(NamedTuple):
    """The nodes, ways in first, and the arrows in the order of what they leave."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def is_end(step: Step) -> bool:
    """Tell whether a step is nothing but its outcome: nobody attends there, and nothing is shown or given.

    >>> from rutas.model import Step
    >>> is_end(Step(id="a", outcome="fin")), is_end(Step(id="a", outcome="fin", actor="usf"))
    (True, False)
    """
    work = step.actor or step.channel or step.question or step.requires or step.produces
    return bool(step.outcome) and not work


def flowchart(route: Route) -> Flowchart:
    """Return the nodes and arrows of a route, in Spanish where the book has it.

    Examples
    --------
    >>> import rutas
    >>> chart = flowchart(rutas.load("routes")["0-4"])
    >>> chart.nodes[0].id, chart.arrows[0][:2]
    ('start-1', ('start-1', 'step-captacion'))
    """
    steps = [node for step in route.steps.values() for node in _nodes(route, step)]
    starts = [
        Node(f"start-{n}", "start", str(way.name or say("exchange.way-in")))
        for n, way in enumerate(route.ways_in, 1)
    ]
    entries = [Arrow(f"start-{n}", f"step-{way.to}") for n, way in enumerate(route.ways_in, 1)]
    arrows = [arrow for step in route.steps.values() for arrow in _arrows(step)]
    return Flowchart((*starts, *steps), (*entries, *arrows))


def _nodes(route: Route, step: Step) -> Iterator[Node]:
    stage, actor = route.stage_of[step.id].id, step.actor[0] if step.actor else ""
    kind = "end" if is_end(step) else "decision" if step.decision else "step"
    outcome = route.outcomes[step.outcome] if step.outcome else None
    if kind == "end" and outcome:
        yield Node(f"step-{step.id}", kind, str(outcome.name), stage, actor)
        return
    text = str(step.title)
    if step.question and step.name:
        text = f"{text} · {step.question}"
    yield Node(f"step-{step.id}", kind, text, stage, actor)
    if outcome:
        yield Node(f"end-{step.id}", "end", str(outcome.name), stage, actor)


def _arrows(step: Step) -> Iterator[Arrow]:
    source = f"step-{step.id}"
    kind = "all" if step.parallel else "next"
    for link in step.links:
        yield Arrow(source, f"step-{link.to}", str(link.when or ""), kind)
    for name, target in step.exits.items():
        yield Arrow(source, f"step-{target}", say(f"exchange.exit-{name}"), name)
    if step.outcome and not is_end(step):
        yield Arrow(source, f"end-{step.id}")
